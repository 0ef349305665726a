use connector_sdk::{Action, ActionRoute, Conditions, Effect, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::Attachment;

/// Gets what Confluence knows of one attachment: its name, size and place, but not the file itself.
///
/// To get the file, use `download-attachment`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetAttachment {
    /// The id of the attachment, such as `att3997705`.
    pub id: String,
    /// The number of an earlier version to get instead of the latest.
    pub version: Option<u32>,
    /// Whether to include its first 50 labels. Default: `false`.
    pub include_labels: Option<bool>,
    /// Whether to include its first 50 content properties. Default: `false`.
    pub include_properties: Option<bool>,
    /// Whether to include what the user may do with it. Default: `false`.
    pub include_operations: Option<bool>,
    /// Whether to include its latest 50 versions; only on Cloud. Default: `false`.
    pub include_versions: Option<bool>,
    /// Whether to include its current version. Default: `true`.
    pub include_version: Option<bool>,
    /// Whether to include the users who worked on it; only on Cloud. Default: `false`.
    pub include_collaborators: Option<bool>,
}

impl Action for GetAttachment {
    type Output = Attachment;
    const NAME: &str = "get-attachment";
    const GROUP: &str = "attachments";
    const ROUTE: &str = "GET /wiki/api/v2/attachments/{id}\
        ?version={version}\
        &include-labels={includeLabels}\
        &include-properties={includeProperties}\
        &include-operations={includeOperations}\
        &include-versions={includeVersions}\
        &include-version={includeVersion}\
        &include-collaborators={includeCollaborators}";
    const SCOPES: Scopes = &[&["read:attachment:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("GET /rest/api/content/{id}?version={version}&expand={expand}", data_center::READ)
            .when(ON_PREM)
            .ask(|fields| data_center::expanded(data_center::ATTACHMENT, data_center::INCLUDED, fields))
            .answer(data_center::attachment)];
    const EFFECT: Effect = Effect::Read;
}
