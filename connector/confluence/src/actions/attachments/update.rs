use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Context, Effect, Error, ErrorKind, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::found::{Found, READ, READ_SCOPES, ROUTE_ON_PREM};
use crate::actions::NO_CHECK;
use crate::actions::next_version::next_version;
use crate::connection::is_on_prem;
use crate::data_center;
use crate::errors::overtaken;
use crate::form::{CLOUD, ON_PREM};
use crate::models::UploadedAttachment;

pub(super) const PUT: &str = "PUT /wiki/rest/api/content/{pageId}/child/attachment/{id}";
const PUT_ON_PREM: &str = "PUT /rest/api/content/{pageId}/child/attachment/{id}";

pub(super) const PUT_SCOPES: Scopes = &[
    &["write:confluence-file", "write:confluence-props"],
    &["read:content-details:confluence", "write:attachment:confluence"],
];

/// Updates what Confluence knows of an attachment: its name, media type or note.
///
/// What is left out stays as it is. The attachment is read first, unless `pageId`, `title` and `version` are all given.
/// For a new version of the file use `upload-attachment`; for another page, `move-attachment`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateAttachment {
    /// The id of the attachment, such as `att3997705`.
    #[schemars(extend("x-options" = {"list": "page-attachments", "depends": ["pageId"]}))]
    pub id: String,
    /// The id of the page or other content that it is attached to. By default, the attachment says it.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub page_id: Option<String>,
    /// The new name of the file, without `/`. By default, it stays.
    pub title: Option<String>,
    /// The new media type, such as `image/png`. By default, it stays.
    pub media_type: Option<String>,
    /// The new note about the file. By default, it stays.
    pub comment: Option<String>,
    /// Whether this is a small change that notifies nobody. Default: `false`.
    pub minor_edit: Option<bool>,
    /// The number of the version that this update is based on, as it was read. If the attachment has changed since, the
    /// update is refused. By default, the version that it has now.
    pub version: Option<u32>,
}

impl Action for UpdateAttachment {
    type Output = UploadedAttachment;
    const NAME: &str = "update-attachment";
    const GROUP: &str = "attachments";
    const ROUTE: &str = READ;
    const SCOPES: Scopes = READ_SCOPES;
    const ROUTE_WHEN: connector_sdk::Conditions = CLOUD;
    const ALSO: &[ActionRoute] = &[
        ActionRoute::new(PUT, PUT_SCOPES).when(CLOUD),
        ROUTE_ON_PREM,
        ActionRoute::new(PUT_ON_PREM, data_center::WRITE).when(ON_PREM),
    ];
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        if this.title.is_none() && this.media_type.is_none() && this.comment.is_none() {
            return Err(Error::new(ErrorKind::InvalidInput, "nothing to change is given")
                .hint("Give a `title`, `mediaType` or `comment`"));
        }
        let change = Change {
            id: &this.id,
            page_id: this.page_id.clone(),
            title: this.title.clone(),
            version: this.version,
            minor_edit: this.minor_edit.unwrap_or(false),
        };
        let mut metadata = Fields::new();
        for (name, value) in [("mediaType", &this.media_type), ("comment", &this.comment)] {
            if let Some(value) = value {
                metadata.insert(name.to_owned(), value.as_str().into());
            }
        }
        let more = (!metadata.is_empty()).then(|| ("metadata", Value::Object(metadata)));
        let route = if is_on_prem(context) { PUT_ON_PREM } else { PUT };
        change.send::<Self>(context, route, more)
    }
}

/// A change of an attachment that leaves the file as it is.
pub(super) struct Change<'a> {
    pub(super) id: &'a str,
    pub(super) page_id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) version: Option<u32>,
    pub(super) minor_edit: bool,
}

impl Change<'_> {
    /// Sends it, with one more field; what is not given is read first.
    pub(super) fn send<A: Action>(
        self,
        context: &Context<'_>,
        route: &str,
        more: Option<(&str, Value)>,
    ) -> Result<Json, Error> {
        let version_was_given = self.version.is_some();
        let (page_id, title, based_on) = match (self.page_id, self.title, self.version) {
            (Some(page_id), Some(title), Some(version)) => (page_id, Some(title), version),
            (page_id, title, version) => {
                let found = Found::read::<A>(context, self.id)?;
                let page_id = page_id.map_or_else(|| found.place(), Ok)?;
                let version = version.map_or_else(|| found.number(), Ok)?;
                (page_id, title.or(found.title), version)
            }
        };
        let mut version = next_version(based_on.into(), None);
        version["minorEdit"] = self.minor_edit.into();
        if !is_on_prem(context) {
            // Atlassian's document requires it and lets it be null; Confluence says when a change is made.
            version["when"] = Value::Null;
        }
        let mut body = json!({"id": self.id, "type": "attachment", "version": version});
        if let Some(title) = title {
            body["title"] = title.into();
        }
        if let Some((name, value)) = more {
            body[name] = value;
        }
        let path = Fields::from_iter([("pageId".to_owned(), page_id.into()), ("id".to_owned(), self.id.into())]);
        let request = context.request_by::<A>(route, &path)?.json(&body)?;
        let answer = context.send(&request).map_err(|error| overtaken(error, "attachment", version_was_given))?;
        Json::from_response(answer)
    }
}
