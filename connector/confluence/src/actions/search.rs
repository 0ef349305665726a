//! Search.

mod content;
mod users;

use connector_sdk::{Action, ActionRoute, Ask, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::content::SearchContent;
pub use self::users::SearchUsers;
use crate::cql::{self, Filter};
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::SearchListing;

/// Searches content, spaces and users.
///
/// Say what to find with the fields, whose values cannot change the query whatever they hold, or with a query of your own
/// in `cql`. A change is found only seconds or minutes after it was made. `totalSize` is an estimate, and a page with fewer
/// results than `limit` need not be the last one: go on while `_links.next` is there, or use `all`. Archived pages are
/// never found.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Search {
    /// What to find.
    #[serde(flatten)]
    pub filter: Filter,
    /// A query in the Confluence Query Language (CQL) instead of the other fields, such as
    /// `type = page and space = DOCS and text ~ "release"`. In a text between quotation marks, `"` is written as `\"` and
    /// `\` as `\\`.
    pub cql: Option<String>,
    /// What `currentSpace()` and `currentContent()` mean in the query: a JSON text, such as `{"spaceKey":"DOCS"}`, with
    /// `spaceKey`, `contentId` and `contentStatuses`.
    pub cqlcontext: Option<String>,
    /// How to make the excerpts. Default: `highlight`.
    pub excerpt: Option<Excerpt>,
    /// Whether to search archived spaces too. Default: `false`.
    pub include_archived_spaces: Option<bool>,
    /// Whether to leave out spaces in use, so that only archived ones are searched (Cloud). Default: `false`.
    pub exclude_current_spaces: Option<bool>,
    /// The users to find (Cloud). Default: `none`, licensed users.
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

/// Searches have cursors on Cloud, and links that lose the way to make excerpts.
const SEARCH: Paging = Paging {
    items: "results",
    next: ("_links", "next"),
    link_prefix: "/wiki",
    limit: 250,
    keep: &["excerpt"],
    counted: false,
};

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
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<Ask> = Some(cql::ask);
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(
        "GET /rest/api/search\
            ?cql={cql}\
            &cqlcontext={cqlcontext}\
            &excerpt={excerpt}\
            &includeArchivedSpaces={includeArchivedSpaces}\
            &expand={expand,}\
            &start={cursor}\
            &limit={limit}",
        data_center::READ,
    )
    .when(ON_PREM)
    .ask(cql::ask)
    .paging(&Paging { keep: &["excerpt"], ..data_center::LISTING })];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = Some(&SEARCH);
}
