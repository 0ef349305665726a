mod find;
mod key;
mod known;
mod labels;

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(in crate::actions) use self::find::is_gone;
pub(in crate::actions) use self::key::{each_key, key_of};
pub(in crate::actions) use self::known::{Known, ROUTES_OF_KNOWN};
use super::held::{Held, Next, READ_ON_CLOUD, READ_PAGE, WRITE, may_be_overtaken};
use crate::actions::NO_CHECK;
use crate::actions::content::{READ_ON_PREM, Requests, SPACE_BY_ID, SPACE_BY_KEY, UPDATE_ON_PREM};
use crate::bodies;
use crate::data_center;
use crate::errors::overtaken;
use crate::form::{CLOUD, ON_PREM};
use crate::formats::{is_same_adf, is_same_storage};
use crate::models::{BodyInput, InputRepresentation, Page};

const CREATE: &str = "POST /wiki/api/v2/pages";
const CREATE_ON_PREM: &str = "POST /rest/api/content?expand={expand}";

/// The inputs for which pages are looked at for their keys.
const WITH_KEY: Conditions = &[("externalKey", &["*"])];

/// The inputs for which labels are looked at.
const WITH_LABELS: Conditions = &[("labels", &["*"])];

/// How often somebody else may be faster before this gives up.
const ATTEMPTS: u32 = 3;

/// Creates a page or updates the one that there is, and writes nothing where that is as it should be.
///
/// The page is found by its title in a space; with `parentId`, it must stand under that parent. With `externalKey`, it is
/// found by a key that another system has for it and that a content property of the page keeps; then it may get another
/// title and parent. A page with the title and without such a key gets the key.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpsertPage {
    /// The key of the space, such as `DOCS`. A `parentId` that is the id of a page does without; with `externalKey`, it is
    /// needed.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// The id of the space, instead of its key.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<String>,
    /// The id of the page, folder or other content that the page stands under. By default, a new page is put under the
    /// homepage of the space, and one that is there stays.
    #[schemars(extend("x-options" = {"list": "pages", "depends": ["spaceId", "spaceKey"]}))]
    pub parent_id: Option<String>,
    /// The title, unique in the space.
    #[schemars(length(min = 1))]
    pub title: String,
    /// The key that another system has for the page, such as `ERP-1017`. By default, the page is found by its title.
    #[schemars(length(min = 1))]
    pub external_key: Option<String>,
    /// The name of the content property that keeps the external key. Default: `external-key`.
    #[schemars(regex(pattern = "^[A-Za-z0-9_-]+$"))]
    pub external_key_property: Option<String>,
    /// The body. It is compared by what it says, whatever its spelling; wiki markup cannot be compared, and is always
    /// written. By default, a new page is empty, and one that is there keeps its body.
    pub body: Option<BodyInput>,
    /// The names of labels that the page must have; others stay. By default, none.
    #[schemars(extend("x-options" = {"list": "labels"}))]
    pub labels: Option<Vec<String>>,
    /// A note about the change, for the history of a page that is there. By default, none.
    pub version_message: Option<String>,
}

/// What became of a page.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpsertedPage {
    /// The id of the page.
    pub id: String,
    /// What was done: `created`, `updated`, or `unchanged` where nothing was written.
    pub outcome: String,
    /// What of a page that was there was written: `title`, `parentId`, `body`, `externalKey` and `labels`.
    pub changes: Vec<String>,
    /// The number of the version that the page has now.
    pub version: u64,
    /// The page as it is now.
    pub page: Page,
}

impl Action for UpsertPage {
    type Output = UpsertedPage;
    const NAME: &str = "upsert-page";
    const GROUP: &str = "pages";
    const ROUTE: &str = CREATE;
    const SCOPES: Scopes = &[&["write:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(CREATE_ON_PREM, data_center::WRITE).when(ON_PREM)];
    const ALSO: &[ActionRoute] = &[
        ActionRoute::new(WRITE, &[&["write:page:confluence"]]).when(CLOUD),
        ActionRoute::new(find::BY_TITLE, READ_PAGE).when(CLOUD),
        READ_ON_CLOUD,
        SPACE_BY_KEY,
        ActionRoute::new(key::GET, READ_PAGE).when(CLOUD).given(WITH_KEY),
        ActionRoute::new(key::SET, &[&["read:page:confluence", "write:page:confluence"]]).when(CLOUD).given(WITH_KEY),
        ActionRoute::new(key::SEARCH, &[&["search:confluence"], &["read:content-details:confluence"]])
            .when(CLOUD)
            .given(WITH_KEY),
        ActionRoute::new(labels::LIST, READ_PAGE).when(CLOUD).given(WITH_LABELS),
        ActionRoute::new(labels::ADD, labels::SCOPES).when(CLOUD).given(WITH_LABELS),
        UPDATE_ON_PREM,
        READ_ON_PREM,
        SPACE_BY_ID,
        ActionRoute::new(find::LIST_ON_PREM, data_center::READ).when(ON_PREM),
        ActionRoute::new(key::GET_ON_PREM, data_center::READ).when(ON_PREM).given(WITH_KEY),
        ActionRoute::new(key::SET_ON_PREM, data_center::WRITE).when(ON_PREM).given(WITH_KEY),
        ActionRoute::new(labels::LIST_ON_PREM, data_center::READ).when(ON_PREM).given(WITH_LABELS),
        ActionRoute::new(labels::ADD_ON_PREM, data_center::WRITE).when(ON_PREM).given(WITH_LABELS),
    ];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let requests = Requests::of::<Self>(context);
        let upsert = Upsert { requests, input: Self::read(fields)?, known: Known::default() };
        upsert.perform()
    }
}

impl UpsertPage {
    /// Performs it for another action, which knows something of the page already.
    ///
    /// # Errors
    /// What Confluence answered, or why it did not; `invalid-input` where the input contradicts itself or what is there.
    pub(in crate::actions) fn upsert(self, context: &Context<'_>, known: Known<'_>) -> Result<Json, Error> {
        Upsert { requests: Requests::of::<Self>(context), input: self, known }.perform()
    }
}

/// One performing of it.
struct Upsert<'a> {
    requests: Requests<'a>,
    input: UpsertPage,
    known: Known<'a>,
}

impl Upsert<'_> {
    fn perform(&self) -> Result<Json, Error> {
        let space = match self.known.space {
            Some(space) => space.clone(),
            None => self.space()?,
        };
        if let Some(held) = self.find(&space)? {
            return self.update(held);
        }
        match self.create(&space) {
            Ok(page) => {
                let id = page["id"].as_str().unwrap_or_default().to_owned();
                self.settle(&id, true)?;
                outcome("created", &[], &page)
            }
            // Somebody else created it meanwhile, or an answer was lost.
            Err(error) if may_be_overtaken(&error) => match self.find(&space)? {
                Some(held) => self.update(held),
                None => Err(error),
            },
            Err(error) => Err(error),
        }
    }

    fn create(&self, space: &Fields) -> Result<Value, Error> {
        let mut page = space.clone();
        page.insert("title".to_owned(), self.input.title.as_str().into());
        page.insert("status".to_owned(), "current".into());
        if let Some(parent) = &self.input.parent_id {
            page.insert("parentId".to_owned(), parent.as_str().into());
        }
        if let Some(body) = &self.input.body {
            page.insert("body".to_owned(), bodies::written(&json!(body), None)?);
        }
        if !self.requests.on_prem() {
            return self.requests.send_json(CREATE, &Fields::new(), &page)?.json();
        }
        let mut page = data_center::new_content("page", page)?;
        let expand = page.shift_remove("expand").unwrap_or_default();
        let asked = Fields::from_iter([("expand".to_owned(), expand)]);
        let mut created: Value = self.requests.send_json(CREATE_ON_PREM, &asked, &page)?.json()?;
        data_center::content(&Fields::new(), &mut created);
        Ok(created)
    }

    fn update(&self, mut held: Held) -> Result<Json, Error> {
        let mut attempt = 1;
        loop {
            held.must_be_current("/title")?;
            let (next, mut changes) = self.next(&held)?;
            if next.is_some() {
                self.must_be_unchanged(&held)?;
            }
            let mut written = None;
            if !changes.is_empty() {
                let next = Next {
                    title: Some(&self.input.title),
                    parent_id: self.input.parent_id.as_deref().filter(|_| changes.contains(&"parentId")),
                    body: next.as_ref().and_then(|body| body["value"].as_str()),
                    representation: next.as_ref().and_then(|body| body["representation"].as_str()),
                    message: self.input.version_message.as_deref(),
                };
                let error = match held.write(self.requests, &next) {
                    Ok(page) => {
                        written = Some(page);
                        None
                    }
                    Err(error) if may_be_overtaken(&error) => Some(error),
                    Err(error) => return Err(error),
                };
                if let Some(error) = error {
                    let again = Held::read(self.requests, held.id(), self.format())?;
                    if again.version()? == held.version()? || attempt == ATTEMPTS {
                        return Err(overtaken(error, "page", false));
                    }
                    held = again;
                    attempt += 1;
                    continue;
                }
            }
            changes.extend(self.settle(held.id(), false)?);
            let what = if changes.is_empty() { "unchanged" } else { "updated" };
            return outcome(what, &changes, written.as_ref().unwrap_or(&held.page));
        }
    }

    /// A change of somebody else is not lost: who is told of it decides.
    fn must_be_unchanged(&self, held: &Held) -> Result<(), Error> {
        let version = held.version()?;
        match self.known.written.filter(|written| version > *written) {
            None => Ok(()),
            Some(written) => {
                let message =
                    format!("somebody changed the page since: it has version {version}, and {written} was written");
                Err(Error::new(ErrorKind::Conflict, message)
                    .hint("Take what changed over into the file, or replace it: run it again with `overwrite`"))
            }
        }
    }

    /// The body to write, where it says something else than the one that there is, and what changes.
    fn next(&self, held: &Held) -> Result<(Option<Value>, Vec<&'static str>), Error> {
        let mut changes = Vec::new();
        if held.title() != self.input.title {
            changes.push("title");
        }
        if self.input.parent_id.as_deref().is_some_and(|parent| held.page["parentId"] != parent) {
            changes.push("parentId");
        }
        let Some(body) = &self.input.body else { return Ok((None, changes)) };
        let current = held.body()?;
        let next = bodies::written(&json!(body), Some(current))?;
        let value = next["value"].as_str().unwrap_or_default();
        let is_same = match body.representation {
            InputRepresentation::Storage | InputRepresentation::Markdown => is_same_storage(current, value),
            InputRepresentation::AtlasDocFormat => is_same_adf(current, value),
            InputRepresentation::Wiki => false,
        };
        if is_same {
            return Ok((None, changes));
        }
        changes.push("body");
        Ok((Some(next), changes))
    }

    /// Gives a page its key and its labels; which of them it had not.
    fn settle(&self, id: &str, is_new: bool) -> Result<Vec<&'static str>, Error> {
        let mut changes = Vec::new();
        let added = |error: Error| {
            if !is_new {
                return error;
            }
            Error { message: format!("the page `{id}` was created, but then: {}", error.message), ..error }
        };
        if self.set_key(id).map_err(added)? {
            changes.push("externalKey");
        }
        if self.add_labels(id, is_new).map_err(added)? {
            changes.push("labels");
        }
        Ok(changes)
    }

    /// The representation in which bodies are compared.
    fn format(&self) -> &'static str {
        match self.input.body.as_ref().map(|body| body.representation) {
            Some(InputRepresentation::AtlasDocFormat) => "atlas_doc_format",
            _ => "storage",
        }
    }
}

fn outcome(outcome: &str, changes: &[&str], page: &Value) -> Result<Json, Error> {
    let Some(version) = page["version"]["number"].as_u64() else {
        return Err(Error::new(ErrorKind::Service, "Confluence answered with a page without its version"));
    };
    Json::of(&json!({
        "id": page["id"],
        "outcome": outcome,
        "changes": changes,
        "version": version,
        "page": page,
    }))
}
