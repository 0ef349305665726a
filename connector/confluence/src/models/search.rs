use connector_sdk::serde_json::Value;
use schemars::JsonSchema;

use super::ListingLinks;

/// One page of what a search found.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SearchListing {
    /// What was found. A page with fewer results than `limit` need not be the last one.
    pub results: Vec<SearchResult>,
    /// How many results this page may have.
    pub limit: Option<i64>,
    /// How many results this page has.
    pub size: Option<i64>,
    /// How many results there are in all, as an estimate.
    pub total_size: Option<i64>,
    /// The query as Confluence understood it.
    pub cql_query: Option<String>,
    /// How long the search took, in milliseconds.
    pub search_duration: Option<i64>,
    /// Where to go on.
    #[serde(rename = "_links")]
    pub links: Option<ListingLinks>,
}

/// Something that a search found.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SearchResult {
    /// What was found: `content`, `space` or `user`.
    pub entity_type: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// A part of the text; with the excerpt `highlight`, words that were found stand between `@@@hl@@@` and `@@@endhl@@@`.
    pub excerpt: Option<String>,
    /// Where people find it, relative to `_links.base`.
    pub url: Option<String>,
    /// The page, blog post, comment or attachment, where that was found.
    pub content: Option<SearchedContent>,
    /// The space, where that was found.
    pub space: Option<Value>,
    /// The user, where that was found.
    pub user: Option<Value>,
    /// Where it belongs: its space, as a rule.
    pub result_global_container: Option<SearchedContainer>,
    /// When it was last changed, such as `2026-05-27T07:22:53.016Z`.
    pub last_modified: Option<String>,
    /// When it was last changed, for people, such as `May 27, 2026`.
    pub friendly_last_modified: Option<String>,
    /// How well it fits; `0` where the results are sorted otherwise.
    pub score: Option<f64>,
}

/// A page, blog post, comment or attachment that was found.
#[derive(JsonSchema)]
pub struct SearchedContent {
    /// The id, such as `4096001`.
    pub id: Option<String>,
    /// The kind: `page`, `blogpost`, `comment`, `attachment` or another.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The state, such as `current`.
    pub status: Option<String>,
    /// The title.
    pub title: Option<String>,
}

/// Where something that was found belongs.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SearchedContainer {
    /// Its name.
    pub title: Option<String>,
    /// Where people find it, relative to `_links.base`.
    pub display_url: Option<String>,
}
