use connector_sdk::serde_json::Value;
use connector_sdk::{Action, ActionRoute, Conditions, Effect, Fields, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Versioned, of};
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{History, VersionDetails};

/// Gets one version of a page, blog post, attachment, comment or piece of custom content.
///
/// It tells who made the version and when; `get-page` and the like read the content of an earlier version. On Data Center
/// the answer is the content of that version, with these fields beside its own.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetVersion {
    /// What has the version. Default: `page`.
    pub r#type: Option<Versioned>,
    /// The id of what has the version.
    pub id: String,
    /// The number of the version, counted from 1.
    #[schemars(range(min = 1))]
    pub number: u32,
}

impl Action for GetVersion {
    type Output = VersionDetails;
    const NAME: &str = "get-version";
    const GROUP: &str = "versions";
    const ROUTE: &str = "GET /wiki/api/v2/pages/{id}/versions/{number}";
    const SCOPES: Scopes = &[&["read:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const GIVEN: Conditions = &[("type", &["", "page"])];
    const INSTEAD: &[ActionRoute] = &[
        of(
            "GET /wiki/api/v2/blogposts/{id}/versions/{number}",
            &[&["read:page:confluence"]],
            &[("type", &["blogpost"])],
        ),
        of(
            "GET /wiki/api/v2/attachments/{id}/versions/{number}",
            &[&["read:attachment:confluence"]],
            &[("type", &["attachment"])],
        ),
        of(
            "GET /wiki/api/v2/custom-content/{id}/versions/{number}",
            &[&["read:custom-content:confluence"]],
            &[("type", &["custom-content"])],
        ),
        of(
            "GET /wiki/api/v2/footer-comments/{id}/versions/{number}",
            &[&["read:comment:confluence"]],
            &[("type", &["footer-comment"])],
        ),
        of(
            "GET /wiki/api/v2/inline-comments/{id}/versions/{number}",
            &[&["read:comment:confluence"]],
            &[("type", &["inline-comment"])],
        ),
        ActionRoute::new("GET /rest/api/content/{id}?status=any&version={number}&expand=version", data_center::READ)
            .when(ON_PREM)
            .given(&[("type", &["", "page", "blogpost", "attachment", "footer-comment", "inline-comment"])])
            .answer(lift),
    ];
    const EFFECT: Effect = Effect::Read;
}

/// What Data Center says about a version stands within its content.
fn lift(asked: &Fields, content: &mut Value) {
    data_center::content(asked, content);
    let Some(fields) = content.as_object_mut() else { return };
    let Some(Value::Object(version)) = fields.get("version").cloned() else { return };
    for (name, value) in version {
        if ["number", "message", "minorEdit", "authorId", "createdAt"].contains(&name.as_str()) {
            fields.entry(name).or_insert(value);
        }
    }
}

/// Gets who created a piece of content and when, and its latest versions.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetContentHistory {
    /// The id of the page, blog post, comment or attachment.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// What to add. By default, the latest version and those beside it.
    pub expand: Option<Vec<HistoryExpansion>>,
}

/// A part of a history that is given on request.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum HistoryExpansion {
    /// The version before this one.
    PreviousVersion,
    /// The version after this one.
    NextVersion,
    /// The latest version.
    LastUpdated,
    /// The users who changed it.
    Contributors,
}

impl Action for GetContentHistory {
    type Output = History;
    const NAME: &str = "get-content-history";
    const GROUP: &str = "versions";
    const ROUTE: &str = "GET /rest/api/content/{id}/history?expand={expand,}";
    const SCOPES: Scopes = data_center::READ;
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = ON_PREM;
    const ROUTE_WHEN: Conditions = ON_PREM;
}
