use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::page_url::{self, PageUrl};
use crate::actions::content::{Requests, SPACE_BY_ID, SPACE_BY_KEY, Wanted, settle};
use crate::bodies;
use crate::connection::{host_of, site};
use crate::data_center;
use crate::form::{CLOUD, CLOUD_SUFFIX, ON_PREM};
use crate::models::{ListBodyFormat, Page};

const BY_ID: &str = "GET /wiki/api/v2/pages/{id}?body-format={bodyFormat}";
const BY_TITLE_ON_PREM: &str = "GET /rest/api/content?type=page&spaceKey={spaceKey}&title={title}&expand={expand}";
const BY_ID_ON_PREM: &str = "GET /rest/api/content/{id}?expand={expand}";

/// Finds a page by its address, its title or its id.
///
/// Give one of `url`, `title` and `id`. The answer lists what was found: one page, none, or several where spaces have
/// pages of the same title. The short addresses of "Share", which begin with `/l/`, name no page.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FindPage {
    /// The address, as a browser shows it, or a short one such as `https://acme.atlassian.net/wiki/x/AYA_`.
    pub url: Option<String>,
    /// The whole title, in upper or lower case.
    pub title: Option<String>,
    /// The id, such as `4096001`.
    #[schemars(extend("x-options" = {"list": "pages", "depends": ["spaceId", "spaceKey"]}))]
    pub id: Option<String>,
    /// The key of the space in which to look for the title, such as `DOCS`. By default, every space.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// The id of the space in which to look for the title. By default, every space.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<String>,
    /// The representation in which to include the bodies. By default, no bodies.
    pub body_format: Option<ListBodyFormat>,
}

/// The pages that were found.
#[derive(JsonSchema)]
pub struct FoundPages {
    /// The pages, at most 250.
    pub results: Vec<Page>,
}

impl Action for FindPage {
    type Output = FoundPages;
    const NAME: &str = "find-page";
    const GROUP: &str = "pages";
    const ROUTE: &str = "GET /wiki/api/v2/pages?space-id={spaceId}&title={title}&body-format={bodyFormat}&limit=250";
    const SCOPES: Scopes = &[&["read:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(BY_TITLE_ON_PREM, data_center::READ).when(ON_PREM)];
    const ALSO: &[ActionRoute] = &[
        ActionRoute::new(BY_ID, &[&["read:page:confluence"]]).when(CLOUD),
        ActionRoute::new(BY_ID_ON_PREM, data_center::READ).when(ON_PREM),
        // An address may name the space too.
        ActionRoute { given: &[], ..SPACE_BY_KEY },
        SPACE_BY_ID,
    ];
    const EFFECT: Effect = Effect::Read;

    fn perform(context: &Context<'_>, mut fields: Fields) -> Result<Json, Error> {
        fields.retain(|_, value| !value.is_null());
        find(context, Requests::of::<Self>(context), Self::ROUTE, fields)
    }
}

fn find(context: &Context<'_>, requests: Requests<'_>, by_title: &str, mut fields: Fields) -> Result<Json, Error> {
    take_url(context, &mut fields)?;
    let has = |name: &str| fields.contains_key(name);
    let by_id = has("id");
    if by_id == has("title") {
        return Err(unclear());
    }
    if by_id && (has("spaceKey") || has("spaceId")) {
        return Err(needs_no_space());
    }
    if !by_id {
        settle(requests, &mut fields, Wanted::Any)?;
    }
    let on_prem = requests.on_prem();
    let asked = fields.clone();
    fields = if on_prem { data_center::expand(fields)? } else { bodies::ask(fields)? };
    let route = match (by_id, on_prem) {
        (true, false) => BY_ID,
        (true, true) => BY_ID_ON_PREM,
        (false, false) => by_title,
        (false, true) => BY_TITLE_ON_PREM,
    };
    let mut answer: Value = Json::from_response(requests.send(route, &fields)?)?.read()?;
    if by_id {
        answer = json!({ "results": [answer] });
    }
    let add = if on_prem { data_center::content } else { bodies::answer };
    if let Some(Value::Array(pages)) = answer.get_mut("results") {
        for page in pages {
            add(&asked, page);
        }
    }
    Json::of(&answer)
}

/// Puts what the address says in its place.
fn take_url(context: &Context<'_>, fields: &mut Fields) -> Result<(), Error> {
    let Some(Value::String(url)) = fields.shift_remove("url") else { return Ok(()) };
    if fields.contains_key("id") || fields.contains_key("title") {
        return Err(unclear());
    }
    if let (Some(host), Some(site)) = (host_of(&url), site(context).as_deref().and_then(host_of))
        && host.ends_with(CLOUD_SUFFIX)
        && host != site
    {
        return Err(Error::new(ErrorKind::InvalidInput, format!("the address leads to another site, `{host}`"))
            .problem("/url", format!("does not lead to `{site}`")));
    }
    if fields.contains_key("spaceKey") || fields.contains_key("spaceId") {
        return Err(needs_no_space());
    }
    match page_url::parse(&url) {
        Some(PageUrl::Id(id)) => fields.insert("id".to_owned(), id.into()),
        Some(PageUrl::Title { space_key, title }) => {
            fields.insert("spaceKey".to_owned(), space_key.into());
            fields.insert("title".to_owned(), title.into())
        }
        None => {
            return Err(Error::new(ErrorKind::InvalidInput, "the address names no page")
                .problem("/url", "is not the address of a page")
                .hint("Open the page in a browser, and give the address that it shows then"));
        }
    };
    Ok(())
}

fn unclear() -> Error {
    Error::new(ErrorKind::InvalidInput, "it is not clear which page to find")
        .hint("Give one of `url`, `title` and `id`")
}

fn needs_no_space() -> Error {
    Error::new(ErrorKind::InvalidInput, "an id or an address needs no space").hint("Leave out `spaceKey` and `spaceId`")
}
