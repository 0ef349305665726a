use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::held::{Held, Next, READ_ON_CLOUD, WRITE, may_be_overtaken};
use crate::actions::content::{READ_ON_PREM, Requests, UPDATE_ON_PREM};
use crate::errors::overtaken;
use crate::form::CLOUD;
use crate::formats::edit::{Done, Edit, EditError, Edited, LostComment, edit_adf, edit_storage};
use crate::formats::{is_same_adf, is_same_storage};
use crate::models::Page;

/// How often somebody else may be faster before this gives up.
const REBASES: u32 = 3;

/// Edits parts of a page's body and leaves everything else as it is.
///
/// The page is read once, all edits are applied in their order, and it is written once; where they change nothing, nothing
/// is written. Macros, layouts and the marks of inline comments stay, and what an edit takes away of them is named. Where
/// somebody else changes the page meanwhile, it is read again and the edits are applied to what there is then.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EditPage {
    /// The id of the page.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// What to do, in this order. Each edit sees what those before it did; where one cannot be done, nothing is written.
    #[schemars(length(min = 1))]
    pub edits: Vec<Edit>,
    /// The representation in which the body is edited. Default: `storage`.
    pub body_format: Option<EditedFormat>,
    /// The number of the version that the page must have. If it has another, or gets one meanwhile, nothing is written. By
    /// default, any.
    pub expected_version: Option<u32>,
    /// Whether to refuse edits that take away all the text that an inline comment stands on. Default: `false`, and the output
    /// names such comments.
    pub keep_comments: Option<bool>,
    /// A note about the change, for the history of the page. By default, none.
    pub version_message: Option<String>,
}

/// A representation in which a body can be edited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EditedFormat {
    /// Confluence's storage format, an XHTML dialect.
    #[default]
    Storage,
    /// The Atlassian Document Format (Cloud).
    AtlasDocFormat,
}

/// What editing a page did.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EditedPage {
    /// The id of the page.
    pub id: String,
    /// Whether the page is another than before; if not, nothing was written.
    pub changed: bool,
    /// The number of the version that was edited.
    pub version_before: u64,
    /// The number of the version that the page has now.
    pub version: u64,
    /// How often somebody else changed the page meanwhile, so that the edits were applied anew; mostly 0.
    pub rebased: u32,
    /// What each edit did, in their order.
    pub edits: Vec<Done>,
    /// The inline comments whose text is gone.
    pub lost_comments: Vec<LostComment>,
    /// The names of the macros that are gone, once for each.
    pub lost_macros: Vec<String>,
    /// The page as it is now.
    pub page: Page,
}

impl Action for EditPage {
    type Output = EditedPage;
    const NAME: &str = "edit-page";
    const GROUP: &str = "pages";
    const ROUTE: &str = WRITE;
    const SCOPES: Scopes = &[&["write:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] = &[UPDATE_ON_PREM];
    const ALSO: &[ActionRoute] = &[READ_ON_CLOUD, READ_ON_PREM];
    const EFFECT: Effect = Effect::Write;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        Self::read(fields)?.edit(Requests::of::<Self>(context))
    }
}

impl EditPage {
    fn edit(&self, requests: Requests<'_>) -> Result<Json, Error> {
        let mut held = self.held(requests)?;
        let mut rebased = 0;
        loop {
            let edited = self.apply(&held)?;
            if edited.body == held.body()? {
                return outcome(&held, &edited, rebased, None);
            }
            let next = Next { body: Some(&edited.body), message: self.version_message.as_deref(), ..Next::default() };
            let error = match held.write(requests, &next) {
                Ok(page) => return outcome(&held, &edited, rebased, Some(&page)),
                Err(error) if may_be_overtaken(&error) => error,
                Err(error) => return Err(error),
            };
            let again = Held::read(requests, &self.id, self.format())?;
            if again.version()? == held.version()? {
                return Err(error);
            }
            // A write whose answer was lost is refused when it is sent again, although it did what it should.
            if again.version()? == held.version()? + 1 && self.is_same(again.body()?, &edited.body) {
                return outcome(&held, &edited, rebased, Some(&again.page));
            }
            if self.expected_version.is_some() || rebased == REBASES {
                let error = Error { kind: ErrorKind::Conflict, ..error };
                let was_given = self.expected_version.is_some();
                return Err(overtaken(error, "page", was_given)).map_err(|error| self.said(error));
            }
            held = again;
            rebased += 1;
        }
    }

    fn held(&self, requests: Requests<'_>) -> Result<Held, Error> {
        let held = Held::read(requests, &self.id, self.format())?;
        let (Some(expected), version) = (self.expected_version, held.version()?) else { return Ok(held) };
        if u64::from(expected) == version {
            return Ok(held);
        }
        let error = Error::new(ErrorKind::Conflict, format!("the page has version {version}, not {expected}"));
        Err(self.said(error.problem("/expectedVersion", "is not the version it has")))
    }

    fn said(&self, error: Error) -> Error {
        match self.expected_version {
            Some(_) => error.hint("Read the page again and decide anew, or leave out `expectedVersion`"),
            None => error,
        }
    }

    fn apply(&self, held: &Held) -> Result<Edited, Error> {
        held.must_be_current("/id")?;
        let edit = match self.body_format.unwrap_or_default() {
            EditedFormat::Storage => edit_storage,
            EditedFormat::AtlasDocFormat => edit_adf,
        };
        let edited = edit(held.body()?, &self.edits).map_err(refuse)?;
        match edited.lost_comments.first() {
            Some(lost) if self.keep_comments == Some(true) => {
                let message = format!("the edits would take away the text of an inline comment, `{}`", lost.text);
                Err(Error::new(ErrorKind::InvalidInput, message)
                    .problem("/edits", "take away text that inline comments stand on")
                    .hint("Keep that text, or leave out `keepComments`"))
            }
            _ => Ok(edited),
        }
    }

    fn format(&self) -> &'static str {
        match self.body_format.unwrap_or_default() {
            EditedFormat::Storage => "storage",
            EditedFormat::AtlasDocFormat => "atlas_doc_format",
        }
    }

    fn is_same(&self, left: &str, right: &str) -> bool {
        match self.body_format.unwrap_or_default() {
            EditedFormat::Storage => is_same_storage(left, right),
            EditedFormat::AtlasDocFormat => is_same_adf(left, right),
        }
    }
}

fn refuse(error: EditError) -> Error {
    let at = error.edit.map(|edit| format!("/edits/{edit}"));
    let error = Error::from(error);
    match at {
        Some(at) => error.problem(at, "cannot be done on this page"),
        None => error,
    }
}

/// `written` is the page as it is after a write; nothing where none was needed.
fn outcome(held: &Held, edited: &Edited, rebased: u32, written: Option<&Value>) -> Result<Json, Error> {
    let before = held.version()?;
    Json::of(&json!({
        "id": held.id(),
        "changed": written.is_some(),
        "versionBefore": before,
        "version": written.and_then(|page| page["version"]["number"].as_u64()).unwrap_or(match written {
            Some(_) => before + 1,
            None => before,
        }),
        "rebased": rebased,
        "edits": edited.done,
        "lostComments": edited.lost_comments,
        "lostMacros": edited.lost_macros,
        "page": written.unwrap_or(&held.page),
    }))
}
