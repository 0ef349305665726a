use connector_sdk::serde_json::json;
use connector_sdk::{Action, ActionRoute, Answer, Conditions, Effect, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::CommentKind;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::DeletedContent;

/// Deletes a comment for good: comments have no trash.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteComment {
    /// Where the comment stands; Data Center finds it without. Default: `footer`.
    pub r#type: Option<CommentKind>,
    /// The id of the comment.
    pub id: String,
}

const DELETE: Scopes = &[&["delete:comment:confluence"]];

const DELETED: Answer = |asked, answer| *answer = json!({"id": asked["id"], "status": "purged"});

impl Action for DeleteComment {
    type Output = DeletedContent;
    const NAME: &str = "delete-comment";
    const GROUP: &str = "comments";
    const ROUTE: &str = "DELETE /wiki/api/v2/footer-comments/{id}";
    const SCOPES: Scopes = DELETE;
    const ROUTE_WHEN: Conditions = CLOUD;
    const GIVEN: Conditions = &[("type", &["", "footer"])];
    const ANSWER: Option<Answer> = Some(DELETED);
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new("DELETE /wiki/api/v2/inline-comments/{id}", DELETE)
            .when(CLOUD)
            .given(&[("type", &["inline"])])
            .answer(DELETED),
        ActionRoute::new("DELETE /rest/api/content/{id}", data_center::WRITE)
            .when(ON_PREM)
            .given(&[("type", &["", "footer", "inline"])])
            .answer(DELETED),
    ];
    const EFFECT: Effect = Effect::Remove;
}
