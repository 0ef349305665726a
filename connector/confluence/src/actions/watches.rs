//! Watches: who is told about changes of what.

use connector_sdk::{Action, ActionRoute, Answer, Ask, Conditions, Effect, Scopes, refuse_fields};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{NO_CHECK, echo, whom};
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::WatchState;

/// Something that can be watched.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Watched {
    /// A page, blog post or other piece of content.
    Content,
    /// Everything in a space.
    Space,
    /// Everything with a label (Cloud).
    Label,
}

/// A kind of content that can be watched in a space.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum WatchedContent {
    /// Pages.
    Page,
    /// Blog posts.
    Blogpost,
}

/// Finds out whether a user watches a piece of content, a space or a label.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetWatch {
    /// The kind of thing. Default: `content`.
    pub r#type: Option<Watched>,
    /// The id of the content, the key of the space or the name of the label.
    pub id: String,
    /// The account id of the user (Cloud). By default, the user of the connection; another one needs the right to
    /// administer the space or Confluence.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub account_id: Option<String>,
    /// The username (Data Center and Server). By default, the user of the connection; another one needs the right to
    /// administer Confluence.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub username: Option<String>,
    /// The user key (Data Center and Server), instead of the username.
    pub user_key: Option<String>,
    /// The kind of content in the space (Data Center and Server). By default, any.
    pub content_type: Option<WatchedContent>,
}

/// Makes a user watch a piece of content, a space or a label, and so be told about its changes.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddWatch {
    /// The kind of thing. Default: `content`.
    pub r#type: Option<Watched>,
    /// The id of the content, the key of the space or the name of the label.
    pub id: String,
    /// The account id of the user (Cloud). By default, the user of the connection; another one needs the right to
    /// administer the space or Confluence.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub account_id: Option<String>,
    /// The username (Data Center and Server). By default, the user of the connection; another one needs the right to
    /// administer Confluence.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub username: Option<String>,
    /// The user key (Data Center and Server), instead of the username.
    pub user_key: Option<String>,
    /// The kind of content in the space (Data Center and Server). By default, any.
    pub content_type: Option<WatchedContent>,
}

/// Makes a user watch a piece of content, a space or a label no longer.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RemoveWatch {
    /// The kind of thing. Default: `content`.
    pub r#type: Option<Watched>,
    /// The id of the content, the key of the space or the name of the label.
    pub id: String,
    /// The account id of the user (Cloud). By default, the user of the connection; another one needs the right to
    /// administer the space or Confluence.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub account_id: Option<String>,
    /// The username (Data Center and Server). By default, the user of the connection; another one needs the right to
    /// administer Confluence.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub username: Option<String>,
    /// The user key (Data Center and Server), instead of the username.
    pub user_key: Option<String>,
    /// The kind of content in the space (Data Center and Server). By default, any.
    pub content_type: Option<WatchedContent>,
}

const READ: Scopes = &[&["read:confluence-content.summary"], &["read:watcher:confluence"]];
const WRITE: Scopes = &[&["write:confluence-content"], &["write:watcher:confluence"]];
const CONTENT: Conditions = &[("type", &["", "content"])];
const SPACE: Conditions = &[("type", &["space"])];
const LABEL: Conditions = &[("type", &["label"])];

/// Cloud watches every kind of content in a space.
const ON_CLOUD: Ask = |fields| {
    refuse_fields(&fields, &|name| name == "contentType")?;
    whom::account_or_self(fields)
};
const ON_DATA_CENTER: Ask = whom::name_or_self;
const CONTENT_ON_DATA_CENTER: Ask = |fields| {
    refuse_fields(&fields, &|name| name == "contentType")?;
    whom::name_or_self(fields)
};

const WATCHING: Answer = |asked, answer| {
    ASKED(asked, answer);
    echo::add(answer, "watching", true);
};
const NOT_WATCHING: Answer = |asked, answer| {
    ASKED(asked, answer);
    echo::add(answer, "watching", false);
};
/// Says what is watched.
const ASKED: Answer = |asked, answer| {
    echo::add(answer, "type", asked.get("type").filter(|kind| !kind.is_null()).cloned().unwrap_or("content".into()));
    echo::echo(asked, answer, &["id"]);
};

impl Action for GetWatch {
    type Output = WatchState;
    const NAME: &str = "get-watch";
    const GROUP: &str = "watches";
    const ROUTE: &str = "GET /wiki/rest/api/user/watch/content/{id}?accountId={accountId}";
    const SCOPES: Scopes = READ;
    const ROUTE_WHEN: Conditions = CLOUD;
    const GIVEN: Conditions = CONTENT;
    const ASK: Option<Ask> = Some(ON_CLOUD);
    const ANSWER: Option<Answer> = Some(ASKED);
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new("GET /wiki/rest/api/user/watch/space/{id}?accountId={accountId}", READ)
            .when(CLOUD)
            .given(SPACE)
            .ask(ON_CLOUD)
            .answer(ASKED),
        ActionRoute::new("GET /wiki/rest/api/user/watch/label/{id}?accountId={accountId}", READ)
            .when(CLOUD)
            .given(LABEL)
            .ask(ON_CLOUD)
            .answer(ASKED),
        ActionRoute::new("GET /rest/api/user/watch/content/{id}?key={userKey}&username={username}", data_center::READ)
            .when(ON_PREM)
            .given(CONTENT)
            .ask(CONTENT_ON_DATA_CENTER)
            .answer(ASKED),
        ActionRoute::new(
            "GET /rest/api/user/watch/space/{id}?key={userKey}&username={username}&contentType={contentType}",
            data_center::READ,
        )
        .when(ON_PREM)
        .given(SPACE)
        .ask(ON_DATA_CENTER)
        .answer(ASKED),
    ];
    const EFFECT: Effect = Effect::Read;
}

impl Action for AddWatch {
    type Output = WatchState;
    const NAME: &str = "add-watch";
    const GROUP: &str = "watches";
    const ROUTE: &str = "POST /wiki/rest/api/user/watch/content/{id}?accountId={accountId}";
    const SCOPES: Scopes = WRITE;
    const ROUTE_WHEN: Conditions = CLOUD;
    const GIVEN: Conditions = CONTENT;
    const ASK: Option<Ask> = Some(ON_CLOUD);
    const ANSWER: Option<Answer> = Some(WATCHING);
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new("POST /wiki/rest/api/user/watch/space/{id}?accountId={accountId}", WRITE)
            .when(CLOUD)
            .given(SPACE)
            .ask(ON_CLOUD)
            .answer(WATCHING),
        ActionRoute::new("POST /wiki/rest/api/user/watch/label/{id}?accountId={accountId}", WRITE)
            .when(CLOUD)
            .given(LABEL)
            .ask(ON_CLOUD)
            .answer(WATCHING),
        ActionRoute::new(
            "POST /rest/api/user/watch/content/{id}?key={userKey}&username={username}",
            data_center::WRITE,
        )
        .when(ON_PREM)
        .given(CONTENT)
        .ask(CONTENT_ON_DATA_CENTER)
        .answer(WATCHING),
        ActionRoute::new(
            "POST /rest/api/user/watch/space/{id}?key={userKey}&username={username}&contentType={contentType}",
            data_center::WRITE,
        )
        .when(ON_PREM)
        .given(SPACE)
        .ask(ON_DATA_CENTER)
        .answer(WATCHING),
    ];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
}

impl Action for RemoveWatch {
    type Output = WatchState;
    const NAME: &str = "remove-watch";
    const GROUP: &str = "watches";
    const ROUTE: &str = "DELETE /wiki/rest/api/user/watch/content/{id}?accountId={accountId}";
    const SCOPES: Scopes = WRITE;
    const ROUTE_WHEN: Conditions = CLOUD;
    const GIVEN: Conditions = CONTENT;
    const ASK: Option<Ask> = Some(ON_CLOUD);
    const ANSWER: Option<Answer> = Some(NOT_WATCHING);
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new("DELETE /wiki/rest/api/user/watch/space/{id}?accountId={accountId}", WRITE)
            .when(CLOUD)
            .given(SPACE)
            .ask(ON_CLOUD)
            .answer(NOT_WATCHING),
        ActionRoute::new("DELETE /wiki/rest/api/user/watch/label/{id}?accountId={accountId}", WRITE)
            .when(CLOUD)
            .given(LABEL)
            .ask(ON_CLOUD)
            .answer(NOT_WATCHING),
        ActionRoute::new(
            "DELETE /rest/api/user/watch/content/{id}?key={userKey}&username={username}",
            data_center::WRITE,
        )
        .when(ON_PREM)
        .given(CONTENT)
        .ask(CONTENT_ON_DATA_CENTER)
        .answer(NOT_WATCHING),
        ActionRoute::new(
            "DELETE /rest/api/user/watch/space/{id}?key={userKey}&username={username}&contentType={contentType}",
            data_center::WRITE,
        )
        .when(ON_PREM)
        .given(SPACE)
        .ask(ON_DATA_CENTER)
        .answer(NOT_WATCHING),
    ];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
}
