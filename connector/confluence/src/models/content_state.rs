use schemars::JsonSchema;

/// A state of a page or blog post, such as `In progress`: a coloured badge beside its title.
#[derive(JsonSchema)]
pub struct ContentState {
    /// The id of the state.
    pub id: i64,
    /// The name.
    pub name: Option<String>,
    /// The colour, such as `#ff7452`.
    pub color: Option<String>,
}

/// The state that a page or blog post has.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CurrentContentState {
    /// The state; null where it has none.
    pub content_state: Option<ContentState>,
    /// When it got the state.
    pub last_updated: Option<String>,
}

/// States that content can be given.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContentStates {
    /// The states.
    pub results: Vec<ContentState>,
    /// Of those for a piece of content, the ones that its space suggests.
    pub space_content_states: Option<Vec<ContentState>>,
    /// Of those for a piece of content, the ones that the user made.
    pub custom_content_states: Option<Vec<ContentState>>,
}

/// Which states a space allows.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContentStateSettings {
    /// Whether content may have states at all.
    pub content_states_allowed: Option<bool>,
    /// Whether users may make states of their own.
    pub custom_content_states_allowed: Option<bool>,
    /// Whether the states that the space suggests may be used.
    pub space_content_states_allowed: Option<bool>,
    /// The states that the space suggests.
    pub space_content_states: Option<Vec<ContentState>>,
}

/// A piece of content as Confluence's first API lists it.
#[derive(JsonSchema)]
pub struct ListedContent {
    /// The id, such as `4096001`.
    pub id: Option<String>,
    /// The kind: `page` or `blogpost`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The state of its life, such as `current`.
    pub status: Option<String>,
    /// The title.
    pub title: Option<String>,
}
