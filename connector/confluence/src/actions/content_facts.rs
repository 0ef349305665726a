//! What is known of content of any type: its type, who watches it, who may do what with it.

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Ask, Conditions, Effect, Error, ErrorKind, Fields, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{FIRST_LISTING, NO_CHECK};
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{ContentTypes, Listing, PermissionCheck, Watch};

/// Tells the types of pieces of content that are known by id alone.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetContentTypes {
    /// The ids.
    #[schemars(length(min = 1))]
    pub ids: Vec<String>,
}

impl Action for GetContentTypes {
    type Output = ContentTypes;
    const NAME: &str = "get-content-types";
    const GROUP: &str = "content";
    const ROUTE: &str = "POST /wiki/api/v2/content/convert-ids-to-types";
    const SCOPES: Scopes = &[&["read:content.metadata:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<Ask> = Some(|mut fields| {
        if let Some(ids) = fields.shift_remove("ids") {
            fields.insert("contentIds".to_owned(), ids);
        }
        Ok(fields)
    });
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Lists the users who watch a page or blog post, or the space that holds it.
///
/// On Data Center it needs an administrator, of the space or of Confluence.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListContentWatchers {
    /// The id of the page or blog post.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// What is watched. Default: `content`.
    pub watched: Option<Watched>,
}

/// What is watched.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Watched {
    /// The page or blog post itself.
    Content,
    /// The space that holds it (Cloud).
    Space,
}

impl Action for ListContentWatchers {
    type Output = Listing<Watch>;
    const NAME: &str = "list-content-watchers";
    const GROUP: &str = "content";
    const ROUTE: &str = "GET /wiki/rest/api/content/{id}/notification/child-created?start={cursor}&limit={limit}";
    const SCOPES: Scopes =
        &[&["read:confluence-content.summary"], &["read:user:confluence", "read:watcher:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const GIVEN: Conditions = &[("watched", &["", "content"])];
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new(
            "GET /wiki/rest/api/content/{id}/notification/created?start={cursor}&limit={limit}",
            Self::SCOPES,
        )
        .when(CLOUD)
        .given(&[("watched", &["space"])]),
        ActionRoute::new("GET /rest/api/content/{id}/watchers?start={cursor}&limit={limit}", data_center::READ)
            .when(ON_PREM)
            .given(&[("watched", &["", "content"])])
            .answer(watcher)
            .paging(&data_center::LISTING),
    ];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = FIRST_LISTING;
}

/// Data Center lists the users themselves.
fn watcher(_: &Fields, user: &mut Value) {
    let watcher = user.clone();
    if let Some(user) = user.as_object_mut() {
        user.insert("watcher".to_owned(), watcher);
    }
}

/// Tells whether a user or a group may read, update or delete a piece of content.
///
/// Everything counts: the site, the space and the restrictions of the content. To ask about somebody else needs an
/// administrator of Confluence.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CheckContentPermission {
    /// The id of the content.
    pub id: String,
    /// The account id of the user. Give this or `groupId`.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub user_id: Option<String>,
    /// The id of the group, instead of a user.
    #[schemars(extend("x-options" = {"list": "groups"}))]
    pub group_id: Option<String>,
    /// What is to be done with the content.
    pub operation: ContentOperation,
}

/// Something that can be done with a piece of content.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ContentOperation {
    /// To see it.
    Read,
    /// To change it.
    Update,
    /// To delete it.
    Delete,
}

impl Action for CheckContentPermission {
    type Output = PermissionCheck;
    const NAME: &str = "check-content-permission";
    const GROUP: &str = "content";
    const ROUTE: &str = "POST /wiki/rest/api/content/{id}/permission/check";
    const SCOPES: Scopes = &[&["read:confluence-content.permission"], &["read:content.permission:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<Ask> = Some(subject);
    const EFFECT: Effect = Effect::Read;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
}

fn subject(mut fields: Fields) -> Result<Fields, Error> {
    let mut take = |name: &str| fields.shift_remove(name).filter(|value| !value.is_null());
    let (kind, identifier) = match (take("userId"), take("groupId")) {
        (Some(user), None) => ("user", user),
        (None, Some(group)) => ("group", group),
        _ => {
            return Err(
                Error::new(ErrorKind::InvalidInput, "it is not clear who is meant").hint("Give `userId` or `groupId`")
            );
        }
    };
    fields.insert("subject".to_owned(), json!({ "type": kind, "identifier": identifier }));
    Ok(fields)
}
