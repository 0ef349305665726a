//! Properties of users: JSON that an app keeps with them.

use connector_sdk::serde_json::{Map, Value};
use connector_sdk::{Action, Answer, Conditions, Effect, Fields, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{COUNTED, NO_CHECK, echo};
use crate::form::CLOUD;
use crate::models::{CountedListing, UserProperty, UserPropertyKey, WrittenUserProperty};

/// Lists the keys of a user's properties.
///
/// `get-user-property` gets the value of one.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListUserProperties {
    /// The account id of the user.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub account_id: String,
}

impl Action for ListUserProperties {
    type Output = CountedListing<UserPropertyKey>;
    const NAME: &str = "list-user-properties";
    const GROUP: &str = "user-properties";
    const ROUTE: &str = "GET /wiki/rest/api/user/{accountId}/property?start={cursor}&limit={limit}";
    const SCOPES: Scopes = &[&["read:user.property:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = Some(&Paging { limit: 25, ..COUNTED });
    const WHEN: Conditions = CLOUD;
}

/// Gets one property of a user.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetUserProperty {
    /// The account id of the user.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub account_id: String,
    /// The key of the property.
    pub key: String,
}

impl Action for GetUserProperty {
    type Output = UserProperty;
    const NAME: &str = "get-user-property";
    const GROUP: &str = "user-properties";
    const ROUTE: &str = "GET /wiki/rest/api/user/{accountId}/property/{key}";
    const SCOPES: Scopes = &[&["read:user.property:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Creates a property of a user.
///
/// It belongs to the user on the whole site. A key that is there already is refused; `update-user-property` changes it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateUserProperty {
    /// The account id of the user.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub account_id: String,
    /// The key of the property.
    pub key: String,
    /// The value: a JSON object that is not empty.
    pub value: Map<String, Value>,
}

impl Action for CreateUserProperty {
    type Output = WrittenUserProperty;
    const NAME: &str = "create-user-property";
    const GROUP: &str = "user-properties";
    const ROUTE: &str = "POST /wiki/rest/api/user/{accountId}/property/{key}";
    const SCOPES: Scopes = &[&["write:user.property:confluence"]];
    const ANSWER: Option<Answer> = Some(|asked, answer| written(asked, answer, "created"));
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
}

/// Replaces the value of a property of a user.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateUserProperty {
    /// The account id of the user.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub account_id: String,
    /// The key of the property.
    pub key: String,
    /// The new value: a JSON object that is not empty.
    pub value: Map<String, Value>,
}

impl Action for UpdateUserProperty {
    type Output = WrittenUserProperty;
    const NAME: &str = "update-user-property";
    const GROUP: &str = "user-properties";
    const ROUTE: &str = "PUT /wiki/rest/api/user/{accountId}/property/{key}";
    const SCOPES: Scopes = &[&["write:user.property:confluence"]];
    const ANSWER: Option<Answer> = Some(|asked, answer| written(asked, answer, "updated"));
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
}

/// Deletes a property of a user.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteUserProperty {
    /// The account id of the user.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub account_id: String,
    /// The key of the property.
    pub key: String,
}

impl Action for DeleteUserProperty {
    type Output = WrittenUserProperty;
    const NAME: &str = "delete-user-property";
    const GROUP: &str = "user-properties";
    const ROUTE: &str = "DELETE /wiki/rest/api/user/{accountId}/property/{key}";
    const SCOPES: Scopes = &[&["write:user.property:confluence"]];
    const ANSWER: Option<Answer> = Some(|asked, answer| written(asked, answer, "deleted"));
    const EFFECT: Effect = Effect::Remove;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
}

fn written(asked: &Fields, answer: &mut Value, status: &str) {
    echo::echo(asked, answer, &["accountId", "key"]);
    echo::add(answer, "status", status);
}
