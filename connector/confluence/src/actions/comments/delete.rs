use connector_sdk::serde_json::json;
use connector_sdk::{Action, ActionRoute, Answer, Conditions, Context, Effect, Error, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::CommentKind;
use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::DeletedContent;

/// Deletes a comment for good: comments have no trash.
///
/// On Data Center it is read first, to be sure that it is a comment.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteComment {
    /// Where the comment stands; Data Center finds it without. Default: `footer`.
    pub r#type: Option<CommentKind>,
    /// The id of the comment.
    pub id: String,
}

/// What must be known of content of Data Center before it is deleted.
#[derive(Deserialize)]
struct Found {
    #[serde(rename = "type")]
    kind: Option<String>,
}

const DELETE: Scopes = &[&["delete:comment:confluence"]];

const READ_ON_PREM: &str = "GET /rest/api/content/{id}";

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
    const ALSO: &[ActionRoute] = &[ActionRoute::new(READ_ON_PREM, data_center::READ).when(ON_PREM)];
    const EFFECT: Effect = Effect::Remove;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        if is_on_prem(context) {
            let found: Found = context.send(&context.request_by::<Self>(READ_ON_PREM, &fields)?)?.json()?;
            data_center::must_be("comment", found.kind.as_deref())?;
        }
        context.perform::<Self>(fields)
    }
}
