//! Search.

use connector_sdk::{Action, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::form::CLOUD;
use crate::models::SearchListing;

/// Searches content, spaces and users with a query in the Confluence Query Language (CQL).
///
/// A change is found only seconds or minutes after it was made. `totalSize` is an estimate, and a page with fewer
/// results than `limit` need not be the last one: go on while `_links.next` is there, or use `all`. Archived pages are
/// never found.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Search {
    /// The query, such as `type = page and space = DOCS and text ~ "release"`. In a text between quotation marks, `"` is
    /// written as `\"` and `\` as `\\`.
    pub cql: String,
    /// What `currentSpace()` and `currentContent()` mean in the query: a JSON text, such as `{"spaceKey":"DOCS"}`, with
    /// `spaceKey`, `contentId` and `contentStatuses`.
    pub cqlcontext: Option<String>,
    /// How to make the excerpts. Default: `highlight`.
    pub excerpt: Option<Excerpt>,
    /// Whether to search archived spaces too. Default: `false`.
    pub include_archived_spaces: Option<bool>,
    /// Whether to leave out spaces in use, so that only archived ones are searched. Default: `false`.
    pub exclude_current_spaces: Option<bool>,
    /// The users to find. Default: `none`, licensed users.
    pub site_permission_type_filter: Option<SitePermissionTypeFilter>,
    /// What to add to each result that is usually left out, such as `content.space` or `content.version`. By default,
    /// nothing.
    pub expand: Option<Vec<String>>,
}

/// A way to make an excerpt.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Excerpt {
    /// The place that was found, its words marked.
    Highlight,
    /// The beginning of the text.
    Indexed,
    /// No excerpt.
    None,
    /// As `highlight`, without HTML escapes.
    HighlightUnescaped,
    /// As `indexed`, without HTML escapes.
    IndexedUnescaped,
}

/// The users that a search finds.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SitePermissionTypeFilter {
    /// Every user.
    All,
    /// Guests.
    ExternalCollaborator,
    /// Licensed users.
    None,
}

impl Action for Search {
    type Output = SearchListing;
    const NAME: &str = "search";
    const GROUP: &str = "search";
    const ROUTE: &str = "GET /wiki/rest/api/search\
        ?cql={cql}\
        &cqlcontext={cqlcontext}\
        &excerpt={excerpt}\
        &includeArchivedSpaces={includeArchivedSpaces}\
        &excludeCurrentSpaces={excludeCurrentSpaces}\
        &sitePermissionTypeFilter={sitePermissionTypeFilter}\
        &expand={expand,}\
        &limit={limit}\
        &cursor={cursor}";
    const SCOPES: Scopes = &[&["search:confluence"], &["read:content-details:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<Paging> = Some(Paging {
        items: "results",
        next: ("_links", "next"),
        link_prefix: "/wiki",
        limit: 250,
        keep: &["excerpt"],
        counted: false,
    });
    const WHEN: Conditions = CLOUD;
}
