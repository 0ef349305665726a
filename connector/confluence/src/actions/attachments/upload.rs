use connector_sdk::serde_json::{Value, json};
use connector_sdk::{
    Action, ActionRoute, BlobId, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Part, Scopes,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::hashed::{self, Existing};
use crate::actions::NO_CHECK;
use crate::actions::by_type::{joined, of_any_type};
use crate::actions::content::Requests;
use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::id_text::id_text;
use crate::models::UploadedAttachments;

const PUT: &str = "PUT /wiki/rest/api/content/{pageId}/child/attachment?status={status}";
const CREATE: &str = "POST /wiki/rest/api/content/{pageId}/child/attachment?status={status}";
const REPLACE: &str = "POST /wiki/rest/api/content/{pageId}/child/attachment/{attachmentId}/data";
pub(super) const FIND_ON_PREM: &str =
    "GET /rest/api/content/{pageId}/child/attachment?filename={fileName}&expand={expand}";
const CREATE_ON_PREM: &str = "POST /rest/api/content/{pageId}/child/attachment?status={status}";
const REPLACE_ON_PREM: &str = "POST /rest/api/content/{pageId}/child/attachment/{attachmentId}/data";

const SCOPES: Scopes =
    &[&["write:confluence-file"], &["read:content-details:confluence", "write:attachment:confluence"]];

/// The requests of another action that uploads files that changed.
pub(in crate::actions) const UPLOADS: [ActionRoute; 4 + hashed::ROUTES.len()] =
    of_any_type(&joined::<{ 4 + hashed::ROUTES.len() }>(
        &[
            ActionRoute::new(PUT, SCOPES).when(CLOUD),
            ActionRoute::new(FIND_ON_PREM, data_center::READ).when(ON_PREM),
            ActionRoute::new(CREATE_ON_PREM, data_center::WRITE).when(ON_PREM),
            ActionRoute::new(REPLACE_ON_PREM, data_center::WRITE).when(ON_PREM),
        ],
        &hashed::ROUTES,
    ));

/// Uploads a file to a page, blog post or other content.
///
/// Where an attachment of this name is there already, the file becomes its next version, even if nothing has changed; Data
/// Center is asked first whether the name is there. With `ifExists` as `new-version-if-changed`, a file that is the same as
/// the one there is not uploaded. Confluence tells no hash of a file, so that this keeps one in a content property of the
/// attachment, `file-sha256`, with the number of the version that it is of: what was uploaded in another way, or changed
/// since, counts as changed once.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UploadAttachment {
    /// The id of the page, blog post or other content.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub page_id: String,
    /// The file.
    pub file: BlobId,
    /// The name for the file in Confluence, without `/`. By default, its own.
    pub file_name: Option<String>,
    /// The media type, such as `image/png`. By default, its own.
    pub media_type: Option<String>,
    /// A note about this version. By default, none.
    pub comment: Option<String>,
    /// Whether this is a small change that notifies nobody. Default: `false`.
    pub minor_edit: Option<bool>,
    /// The id of the attachment whose next version the file becomes, whatever its name. By default, the name decides.
    #[schemars(extend("x-options" = {"list": "page-attachments", "depends": ["pageId"]}))]
    pub attachment_id: Option<String>,
    /// What to do where an attachment of this name is there already; not beside `attachmentId`. Default: `new-version`.
    pub if_exists: Option<ExistingAttachment>,
    /// Whether the page is published or a draft that was never published; not beside `attachmentId`. Default: `current`.
    pub status: Option<HoldingStatus>,
}

/// What to do where an attachment of a name is there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExistingAttachment {
    /// Make the file its next version.
    #[default]
    NewVersion,
    /// Make the file its next version, unless it is the same: of the same size, and of the hash that an earlier upload with
    /// this value kept for the version that is there.
    NewVersionIfChanged,
    /// Change nothing, and fail.
    Refuse,
}

/// The state of what a file is attached to.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum HoldingStatus {
    /// Published.
    Current,
    /// Not published yet.
    Draft,
}

impl Action for UploadAttachment {
    type Output = UploadedAttachments;
    const NAME: &str = "upload-attachment";
    const GROUP: &str = "attachments";
    const ROUTE: &str = PUT;
    const SCOPES: Scopes = SCOPES;
    const ROUTE_WHEN: Conditions = CLOUD;
    const GIVEN: Conditions = &[("ifExists", &["", "new-version", "new-version-if-changed"]), ("attachmentId", &[""])];
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new(CREATE, SCOPES).when(CLOUD).given(&[("ifExists", &["refuse"]), ("attachmentId", &[""])]),
        ActionRoute::new(REPLACE, SCOPES).when(CLOUD),
        ActionRoute::new(CREATE_ON_PREM, data_center::WRITE).when(ON_PREM),
    ];
    const ALSO: &[ActionRoute] = &joined::<{ 2 + hashed::ROUTES.len() }>(
        &[
            ActionRoute::new(FIND_ON_PREM, data_center::READ).when(ON_PREM),
            ActionRoute::new(REPLACE_ON_PREM, data_center::WRITE).when(ON_PREM),
        ],
        &hashed::ROUTES,
    );
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        this.judge()?;
        let blob = context.blob(&this.file)?;
        let file_name = this.file_name.clone().or(blob.file_name).unwrap_or_default();
        if file_name.is_empty() || file_name.contains('/') {
            return Err(Error::new(ErrorKind::InvalidInput, "the file needs a name without `/`")
                .problem("/fileName", "must not be empty nor contain `/`"));
        }
        let mut asked = context.fields(&this)?;
        asked.insert("fileName".to_owned(), file_name.as_str().into());
        let on_prem = is_on_prem(context);
        let if_exists = this.if_exists.unwrap_or_default();
        if if_exists == ExistingAttachment::NewVersionIfChanged {
            return this.upload_changed(context, asked, file_name, blob.size);
        }
        if on_prem && this.attachment_id.is_none() && if_exists == ExistingAttachment::NewVersion {
            asked.insert("attachmentId".to_owned(), existing(context, &asked, &file_name)?);
        }
        this.upload(context, &asked, file_name)
    }
}

impl UploadAttachment {
    /// Uploads the file, unless it is there already.
    fn upload_changed(
        &self,
        context: &Context<'_>,
        mut asked: Fields,
        file_name: String,
        size: u64,
    ) -> Result<Json, Error> {
        let sha256 = context.blob_sha256(&self.file)?;
        let requests = Requests::of::<Self>(context);
        let existing = Existing::find(requests, &asked, &file_name)?;
        let kept = existing.as_ref().map(|existing| hashed::kept(requests, &existing.id)).transpose()?.flatten();
        if let Some(existing) = existing {
            if existing.holds(size, &sha256, kept.as_ref()) {
                return Json::of(&json!({ "outcome": "unchanged", "results": [existing.found], "size": 1 }));
            }
            if is_on_prem(context) {
                asked.insert("attachmentId".to_owned(), existing.id.into());
            }
        }
        let mut results: Value = self.upload(context, &asked, file_name)?.read()?;
        hashed::keep(requests, &results["results"][0], &sha256, kept.as_ref());
        results["outcome"] = "uploaded".into();
        Json::of(&results)
    }

    fn upload(&self, context: &Context<'_>, asked: &Fields, file_name: String) -> Result<Json, Error> {
        let on_prem = is_on_prem(context);
        let known = asked.get("attachmentId").is_some_and(Value::is_string);
        let route = match (on_prem, known, self.if_exists.unwrap_or_default()) {
            (false, true, _) => REPLACE,
            (false, false, ExistingAttachment::Refuse) => CREATE,
            (false, false, _) => PUT,
            (true, true, _) => REPLACE_ON_PREM,
            (true, false, _) => CREATE_ON_PREM,
        };
        let request = context.request_by::<Self>(route, asked)?.form(self.parts(file_name));
        in_a_list(Json::from_response(context.send(&request).map_err(|error| self.explain(error))?)?)
    }

    fn judge(&self) -> Result<(), Error> {
        let beside = [("/ifExists", self.if_exists.is_some()), ("/status", self.status.is_some())];
        match beside.iter().find(|(_, given)| *given && self.attachment_id.is_some()) {
            None => Ok(()),
            Some((at, _)) => {
                Err(Error::new(ErrorKind::InvalidInput, "`attachmentId` says already where the file goes")
                    .problem(*at, "cannot stand beside `attachmentId`"))
            }
        }
    }

    /// Says what an answer may mean here that means something else elsewhere.
    fn explain(&self, error: Error) -> Error {
        match error.status {
            Some(400) if self.if_exists == Some(ExistingAttachment::Refuse) => error
                .hint("If the name is taken, give another `fileName`, or leave out `ifExists` to make a new version"),
            Some(404) => error.hint(
                "Check `pageId`, and whether the account may attach files there; a file that is too large may get the \
                 same answer",
            ),
            Some(503) => {
                error.hint("Look at the attachments before trying again: Confluence may have kept a broken one")
            }
            _ => error,
        }
    }

    fn parts(&self, file_name: String) -> Vec<Part> {
        let mut parts = vec![
            Part::file("file", &self.file, Some(file_name), self.media_type.clone()),
            Part::text("minorEdit", self.minor_edit.unwrap_or(false).to_string()),
        ];
        if let Some(comment) = &self.comment {
            parts.push(Part::text("comment", comment));
        }
        parts
    }
}

/// The id of the attachment of this name on Data Center; null where there is none.
fn existing(context: &Context<'_>, asked: &Fields, file_name: &str) -> Result<Value, Error> {
    let page: Value = context.send(&context.request_by::<UploadAttachment>(FIND_ON_PREM, asked)?)?.json()?;
    let results = page.get("results").and_then(Value::as_array);
    let found = results.into_iter().flatten().find(|result| result["title"] == file_name);
    Ok(found.and_then(|found| id_text(&found["id"])).into())
}

/// A new version by id is answered without a list around it.
fn in_a_list(answer: Json) -> Result<Json, Error> {
    let value: Value = answer.read()?;
    if value.get("results").is_some() { Ok(answer) } else { Json::of(&json!({"results": [value], "size": 1})) }
}
