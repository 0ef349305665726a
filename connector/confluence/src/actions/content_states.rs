//! States of content, such as `In progress`.

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{
    Action, ActionRoute, Answer, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Paging, Scopes,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{COUNTED, NO_CHECK};
use crate::form::CLOUD;
use crate::models::{ContentStateSettings, ContentStates, CurrentContentState, ListedContent, Listing};

/// Lists the states that content can be given.
///
/// By default, those that the user made; with `contentId`, those that this page or blog post can be given; with
/// `spaceKey`, those that the space suggests.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListContentStates {
    /// The id of a page or blog post that the user may edit. Of the user's own states, only the three used last are listed
    /// for it.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub content_id: Option<String>,
    /// The key of a space, such as `DOCS`, instead of `contentId`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
}

impl Action for ListContentStates {
    type Output = ContentStates;
    const NAME: &str = "list-content-states";
    const GROUP: &str = "content-states";
    const ROUTE: &str = "GET /wiki/rest/api/content-states";
    const SCOPES: Scopes = &[&["read:user.property:confluence"], &["read:user.property:confluence"]];
    const GIVEN: Conditions = &[("contentId", &[""]), ("spaceKey", &[""])];
    const ANSWER: Option<Answer> = Some(states);
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new(
            "GET /wiki/rest/api/content/{contentId}/state/available",
            &[&["write:confluence-content"], &["write:content:confluence"]],
        )
        .given(&[("spaceKey", &[""])])
        .answer(states),
        ActionRoute::new(
            "GET /wiki/rest/api/space/{spaceKey}/state",
            &[&["read:confluence-space.summary"], &["read:space.setting:confluence"]],
        )
        .given(&[("contentId", &[""])])
        .answer(states),
    ];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Makes one list of states out of each of Confluence's answers.
fn states(_: &Fields, answer: &mut Value) {
    match answer {
        Value::Array(states) => *answer = json!({ "results": std::mem::take(states) }),
        Value::Object(all) => {
            let lists = ["spaceContentStates", "customContentStates"];
            let states = lists.iter().filter_map(|name| all.get(*name)?.as_array()).flatten().cloned().collect();
            all.insert("results".to_owned(), Value::Array(states));
        }
        _ => {}
    }
}

/// Gets the state of a page or blog post.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetContentState {
    /// The id of the page or blog post.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// Which version of it. Default: `current`.
    pub status: Option<StatedVersion>,
}

/// A version of content that has a state.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum StatedVersion {
    /// The published one.
    Current,
    /// The draft.
    Draft,
    /// The archived one.
    Archived,
}

/// A version of content that a state can be set on.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum StatableVersion {
    /// The published one.
    Current,
    /// The draft.
    Draft,
}

impl Action for GetContentState {
    type Output = CurrentContentState;
    const NAME: &str = "get-content-state";
    const GROUP: &str = "content-states";
    const ROUTE: &str = "GET /wiki/rest/api/content/{id}/state?status={status}";
    const SCOPES: Scopes = &[&["read:confluence-content.summary"], &["read:content-details:confluence"]];
    const ANSWER: Option<Answer> = Some(current);
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Content without a state gets an answer without a body.
fn current(_: &Fields, answer: &mut Value) {
    if answer.is_null() {
        *answer = json!({ "contentState": null });
    }
}

const WRITE: Scopes =
    &[&["write:confluence-content"], &["read:content-details:confluence", "write:content:confluence"]];

/// Sets the state of a page or blog post, in place of the one that it has.
///
/// The state is one that exists, by `stateId`, or one of the user's own, by `name` and `color`, which is made where there
/// is none like it. The published version gets a new version with the same body.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetContentState {
    /// The id of the page or blog post.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// Which version of it. Default: `current`.
    pub status: Option<StatableVersion>,
    /// The id of the state; `list-content-states` finds it. It wins over `name` and `color`.
    #[schemars(extend("x-options" = {"list": "content-states", "depends": ["id"]}))]
    pub state_id: Option<i64>,
    /// The name of a state of the user's own, such as `Needs a look`.
    #[schemars(length(min = 1, max = 20))]
    pub name: Option<String>,
    /// The colour of a state of the user's own: `#` and six hexadecimal digits, such as `#ff7452`.
    #[schemars(regex(pattern = "^#[0-9A-Fa-f]{6}$"))]
    pub color: Option<String>,
}

impl Action for SetContentState {
    type Output = CurrentContentState;
    const NAME: &str = "set-content-state";
    const GROUP: &str = "content-states";
    const ROUTE: &str = "PUT /wiki/rest/api/content/{id}/state?status={status}";
    const SCOPES: Scopes = WRITE;
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, mut fields: Fields) -> Result<Json, Error> {
        if !["stateId", "name"].iter().any(|name| fields.contains_key(*name)) {
            return Err(Error::new(ErrorKind::InvalidInput, "it is not said which state")
                .problem("", "needs `stateId`, or `name` and `color`"));
        }
        let names = [("stateId", "id"), ("name", "name"), ("color", "color")];
        let body = names.into_iter().filter_map(|(input, name)| Some((name.to_owned(), fields.shift_remove(input)?)));
        let body: Fields = body.collect();
        fields.entry("status").or_insert_with(|| "current".into());
        Json::from_response(context.send(&context.request_from::<Self>(&fields)?.json(&body)?)?)
    }
}

/// Removes the state of a page or blog post. The published version gets a new version with the same body.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RemoveContentState {
    /// The id of the page or blog post.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// Which version of it. Default: `current`.
    pub status: Option<StatableVersion>,
}

impl Action for RemoveContentState {
    type Output = CurrentContentState;
    const NAME: &str = "remove-content-state";
    const GROUP: &str = "content-states";
    const ROUTE: &str = "DELETE /wiki/rest/api/content/{id}/state?status={status}";
    const SCOPES: Scopes = WRITE;
    const ANSWER: Option<Answer> = Some(current);
    const EFFECT: Effect = Effect::Remove;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
}

/// Lists the content of a space that has a state.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListContentInState {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
    /// The id of the state; `list-content-states` finds it.
    #[schemars(extend("x-options" = {"list": "content-states", "depends": ["spaceKey"]}))]
    pub state_id: i64,
    /// What to add that is usually left out, such as `space`, `version` or `history`. By default, nothing.
    pub expand: Option<Vec<String>>,
}

impl Action for ListContentInState {
    type Output = Listing<ListedContent>;
    const NAME: &str = "list-content-in-state";
    const GROUP: &str = "content-states";
    const ROUTE: &str = "GET /wiki/rest/api/space/{spaceKey}/state/content\
        ?state-id={stateId}&expand={expand,}&start={cursor}&limit={limit}";
    const SCOPES: Scopes = &[&["read:confluence-content.all"], &["read:content:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = Some(&Paging { limit: 100, ..COUNTED });
    const WHEN: Conditions = CLOUD;
}

/// Gets which states a space allows, for its administrators.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetContentStateSettings {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
}

impl Action for GetContentStateSettings {
    type Output = ContentStateSettings;
    const NAME: &str = "get-content-state-settings";
    const GROUP: &str = "content-states";
    const ROUTE: &str = "GET /wiki/rest/api/space/{spaceKey}/state/settings";
    const SCOPES: Scopes = &[&["read:confluence-space.summary"], &["read:space.setting:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}
