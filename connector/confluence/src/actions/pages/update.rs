use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::NewPageStatus;
use crate::form::CLOUD;
use crate::models::{BodyInput, InputRepresentation, Page};

const READ: &str = "GET /wiki/api/v2/pages/{id}?body-format={bodyFormat}&get-draft={getDraft}";

/// Updates a page: its title, body, place or owner.
///
/// What is left out stays as it is: the page is read first, and its title and its body in the storage format are sent
/// back unchanged. Nothing is read where `version`, `title` and `body` are all given.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdatePage {
    /// The id of the page.
    pub id: String,
    /// The new title, unique in the space. By default, it stays.
    pub title: Option<String>,
    /// The new body. By default, it stays.
    pub body: Option<BodyInput>,
    /// Whether to update the published page or its draft. `current` publishes a draft, and restores a page from the
    /// trash, which then takes no other change. Default: `current`.
    pub status: Option<NewPageStatus>,
    /// The id of the page, folder or other content in the same space to move it under. By default, it stays.
    pub parent_id: Option<String>,
    /// The account id of the user to give it to. By default, the owner stays.
    pub owner_id: Option<String>,
    /// The number of the version that this update is based on, as it was read. If the page has changed since, the update
    /// is refused. By default, the version that the page has now. For a draft it has no meaning.
    pub version: Option<u32>,
    /// A note about the change, for the history of the page. By default, none.
    pub version_message: Option<String>,
}

/// What of a page an update may need.
#[derive(Deserialize)]
struct Current {
    status: String,
    title: String,
    version: CurrentVersion,
    body: Option<CurrentBody>,
}

#[derive(Deserialize)]
struct CurrentVersion {
    number: u32,
}

#[derive(Deserialize)]
struct CurrentBody {
    storage: Option<CurrentStorage>,
}

#[derive(Deserialize)]
struct CurrentStorage {
    value: String,
}

/// The whole page, as Confluence wants it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Update<'a> {
    id: &'a str,
    status: NewPageStatus,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_id: Option<&'a str>,
    body: &'a BodyInput,
    version: NewVersion<'a>,
}

#[derive(Serialize)]
struct NewVersion<'a> {
    number: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
}

impl Action for UpdatePage {
    type Output = Page;
    const NAME: &str = "update-page";
    const GROUP: &str = "pages";
    const ROUTE: &str = "PUT /wiki/api/v2/pages/{id}";
    const SCOPES: Scopes = &[&["write:page:confluence"]];
    const ALSO: &[ActionRoute] = &[ActionRoute::new(READ, &[&["read:page:confluence"]])];
    const EFFECT: Effect = Effect::Write;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        if this.changes_nothing() {
            return Err(Error::new(ErrorKind::InvalidInput, "nothing to change is given")
                .hint("Give a `title`, `body`, `status`, `parentId`, `ownerId` or `versionMessage`"));
        }
        let read = match (&this.title, &this.body, this.version) {
            (Some(_), Some(_), Some(_)) => None,
            _ => Some(this.current(context)?),
        };
        let status = this.status.unwrap_or(NewPageStatus::Current);
        let kept = read
            .as_ref()
            .and_then(|page| page.body.as_ref()?.storage.as_ref())
            .map(|storage| BodyInput { representation: InputRepresentation::Storage, value: storage.value.clone() });
        let (Some(title), Some(body), Some(based_on)) = (
            this.title.as_deref().or(read.as_ref().map(|page| page.title.as_str())),
            this.body.as_ref().or(kept.as_ref()),
            this.version.or(read.as_ref().map(|page| page.version.number)),
        ) else {
            return Err(Error::new(ErrorKind::Service, "Confluence answered with a page without its body"));
        };
        // A draft has one version, which every update replaces.
        let number = match status {
            NewPageStatus::Current => based_on.saturating_add(1),
            NewPageStatus::Draft => 1,
        };
        let update = Update {
            id: &this.id,
            status,
            title,
            parent_id: this.parent_id.as_deref(),
            owner_id: this.owner_id.as_deref(),
            body,
            version: NewVersion { number, message: this.version_message.as_deref() },
        };
        let response = context.send(&context.request(&this)?.json(&update)?).map_err(|error| this.explain(error))?;
        Json::from_response(response)
    }
}

impl UpdatePage {
    /// An update of nothing would still make a new version.
    fn changes_nothing(&self) -> bool {
        let texts = [&self.title, &self.parent_id, &self.owner_id, &self.version_message];
        texts.iter().all(|text| text.is_none()) && self.body.is_none() && self.status.is_none()
    }

    fn current(&self, context: &Context<'_>) -> Result<Current, Error> {
        let mut fields = context.fields(self)?;
        if self.body.is_none() {
            fields.insert("bodyFormat".to_owned(), "storage".into());
        }
        if matches!(self.status, Some(NewPageStatus::Draft)) {
            fields.insert("getDraft".to_owned(), true.into());
        }
        let page: Current = context.send(&context.request_by::<Self>(READ, &fields)?)?.json()?;
        // An update would restore it, which nobody asked for.
        if self.status.is_none() && page.status == "trashed" {
            return Err(Error::new(ErrorKind::InvalidInput, "the page is in the trash")
                .problem("/id", "is the id of a page in the trash")
                .hint("Give `status` as `current` to restore the page"));
        }
        Ok(page)
    }

    fn explain(&self, error: Error) -> Error {
        if error.kind != ErrorKind::Conflict {
            return error;
        }
        let hint = if self.version.is_some() {
            "Read the page again and base the update on its new version, or leave out `version`"
        } else {
            "Try again: somebody changed the page between reading and updating it"
        };
        Error { message: format!("the page changed meanwhile: {}", error.message), ..error }.hint(hint)
    }
}
