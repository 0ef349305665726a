use connector_sdk::serde_json::json;
use connector_sdk::{
    Action, ActionRoute, Answer, Ask, Conditions, Context, Effect, Error, Fields, Json, Paging, Scopes,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::blogposts::{BlogpostSort, ListedBlogpostStatus};
use crate::actions::content::{LOOKUP, SPACE, located};
use crate::actions::pages::{ListedPageStatus, PageSort};
use crate::actions::{LISTING, NO_CHECK};
use crate::bodies;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{Blogpost, EmptiedTrash, ListBodyFormat, Listing, Page, TrashedContent};

/// Lists the pages of a space that the user may see.
///
/// To find pages by their text, labels or dates, use `search`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListSpacePages {
    /// The id of the space, such as `98309`. Needed where there is no `spaceKey`.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<String>,
    /// The key of the space, such as `DOCS`, instead of `spaceId`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// Which pages to list. Default: `all`.
    pub depth: Option<SpaceDepth>,
    /// The order (Cloud). By default, as Confluence has them.
    pub sort: Option<PageSort>,
    /// The states of the pages to list. By default, `current` and `archived`. Data Center and Server take it only
    /// without `depth`.
    pub status: Option<Vec<ListedPageStatus>>,
    /// The whole title. By default, any. Data Center and Server take it only without `depth`.
    pub title: Option<String>,
    /// The representation in which to include the bodies. By default, no bodies.
    pub body_format: Option<ListBodyFormat>,
}

/// How deep to look into a space.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SpaceDepth {
    /// Every page.
    All,
    /// The pages at the top of the space.
    Root,
}

impl Action for ListSpacePages {
    type Output = Listing<Page>;
    const NAME: &str = "list-space-pages";
    const GROUP: &str = "spaces";
    const ROUTE: &str = "GET /wiki/api/v2/spaces/{spaceId}/pages\
        ?depth={depth}\
        &sort={sort}\
        &status={status}\
        &title={title}\
        &body-format={bodyFormat}\
        &limit={limit}\
        &cursor={cursor}";
    const SCOPES: Scopes = &[&["read:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<Ask> = Some(bodies::ask);
    const ANSWER: Option<Answer> = Some(bodies::answer);
    const ANSWER_GIVEN: Conditions = bodies::CONVERTED;
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new(
            "GET /rest/api/content?type=page&spaceKey={spaceKey}&status={status}&title={title}\
                &expand={expand}&start={cursor}&limit={limit}",
            data_center::READ,
        )
        .when(ON_PREM)
        .given(&[("depth", &[""])])
        .ask(data_center::expand)
        .answer(data_center::content)
        .paging(&data_center::LISTING),
        ActionRoute::new(
            "GET /rest/api/space/{spaceKey}/content/{type}?depth={depth}&expand={expand}&start={cursor}&limit={limit}",
            data_center::READ,
        )
        .when(ON_PREM)
        .ask(|mut fields| {
            fields.insert("type".to_owned(), "page".into());
            data_center::expand(fields)
        })
        .answer(data_center::content)
        .paging(&data_center::LISTING),
    ];
    const ALSO: &[ActionRoute] = LOOKUP;
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        context.perform::<Self>(located(context, fields, SPACE)?)
    }
}

/// Lists the blog posts of a space that the user may see.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListSpaceBlogposts {
    /// The id of the space, such as `98309`. Needed where there is no `spaceKey`.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<String>,
    /// The key of the space, such as `DOCS`, instead of `spaceId`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// The order (Cloud). By default, as Confluence has them.
    pub sort: Option<BlogpostSort>,
    /// The states of the blog posts to list. Default: `current`.
    pub status: Option<Vec<ListedBlogpostStatus>>,
    /// The whole title. By default, any.
    pub title: Option<String>,
    /// The representation in which to include the bodies. By default, no bodies.
    pub body_format: Option<ListBodyFormat>,
}

impl Action for ListSpaceBlogposts {
    type Output = Listing<Blogpost>;
    const NAME: &str = "list-space-blogposts";
    const GROUP: &str = "spaces";
    const ROUTE: &str = "GET /wiki/api/v2/spaces/{spaceId}/blogposts\
        ?sort={sort}\
        &status={status}\
        &title={title}\
        &body-format={bodyFormat}\
        &limit={limit}\
        &cursor={cursor}";
    const SCOPES: Scopes = &[&["read:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<Ask> = Some(bodies::ask);
    const ANSWER: Option<Answer> = Some(bodies::answer);
    const ANSWER_GIVEN: Conditions = bodies::CONVERTED;
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(
        "GET /rest/api/content?type=blogpost&spaceKey={spaceKey}&status={status}&title={title}\
            &expand={expand}&start={cursor}&limit={limit}",
        data_center::READ,
    )
    .when(ON_PREM)
    .ask(data_center::expand)
    .answer(data_center::content)
    .paging(&data_center::LISTING)];
    const ALSO: &[ActionRoute] = LOOKUP;
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        context.perform::<Self>(located(context, fields, SPACE)?)
    }
}

/// Lists what is in the trash of a space, for its administrators.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListSpaceTrash {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
}

impl Action for ListSpaceTrash {
    type Output = Listing<TrashedContent>;
    const NAME: &str = "list-space-trash";
    const GROUP: &str = "spaces";
    const ROUTE: &str = "GET /rest/api/space/{spaceKey}/trash\
        ?expand=space,version,ancestors,history&limit={limit}&cursor={cursor}";
    const SCOPES: Scopes = data_center::READ;
    const ANSWER: Option<Answer> = Some(data_center::content);
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = Some(&Paging { counted: false, ..data_center::LISTING });
    const WHEN: Conditions = ON_PREM;
}

/// Empties the trash of a space: what is in it is deleted for good.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EmptySpaceTrash {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
}

impl Action for EmptySpaceTrash {
    type Output = EmptiedTrash;
    const NAME: &str = "empty-space-trash";
    const GROUP: &str = "spaces";
    const ROUTE: &str = "DELETE /rest/api/space/{spaceKey}/trash";
    const SCOPES: Scopes = data_center::WRITE;
    const ANSWER: Option<Answer> = Some(|fields, answer| {
        if answer.is_null() {
            *answer = json!({ "spaceKey": fields["spaceKey"], "status": "emptied" });
        }
    });
    const EFFECT: Effect = Effect::Remove;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}
