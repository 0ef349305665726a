use connector_sdk::{Action, ActionRoute, Answer, Ask, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SEARCH;
use crate::cql::{self, Filter};
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{Content, Listing};

/// Searches content, and gives the content itself, with its body where `expand` asks for it.
///
/// `search` finds spaces and users too, with excerpts of the text. Say what to find with the fields, or with a query of
/// your own in `cql`. A change is found only seconds or minutes after it was made; archived pages are never found.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SearchContent {
    /// What to find.
    #[serde(flatten)]
    pub filter: Filter,
    /// A query in the Confluence Query Language (CQL) instead of the other fields, such as
    /// `type = page and space = DOCS`. In a text between quotation marks, `"` is written as `\"` and `\` as `\\`.
    pub cql: Option<String>,
    /// What `currentSpace()` and `currentContent()` mean in the query: a JSON text, such as `{"spaceKey":"DOCS"}`, with
    /// `spaceKey`, `contentId` and `contentStatuses`.
    pub cqlcontext: Option<String>,
    /// What to add to each result that is usually left out, such as `space`, `version`, `ancestors` or `body.storage`;
    /// with `body.export_view` or `body.styled_view`, a page has at most 25 results. By default, nothing.
    pub expand: Option<Vec<String>>,
}

impl Action for SearchContent {
    type Output = Listing<Content>;
    const NAME: &str = "search-content";
    const GROUP: &str = "search";
    const ROUTE: &str = "GET /wiki/rest/api/content/search\
        ?cql={cql}&cqlcontext={cqlcontext}&expand={expand,}&limit={limit}&cursor={cursor}";
    const SCOPES: Scopes = &[&["search:confluence"], &["read:content-details:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<Ask> = Some(cql::ask);
    const ANSWER: Option<Answer> = Some(data_center::content);
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(
        "GET /rest/api/content/search\
            ?cql={cql}&cqlcontext={cqlcontext}&expand={expand,}&start={cursor}&limit={limit}",
        data_center::READ,
    )
    .when(ON_PREM)
    .ask(cql::ask)
    .answer(data_center::content)
    .paging(&data_center::LISTING)];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = Some(&Paging { keep: &[], ..SEARCH });
}
