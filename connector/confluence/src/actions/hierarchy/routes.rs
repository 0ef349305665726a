//! The requests that the tree is read with.

use connector_sdk::serde_json::Value;
use connector_sdk::{ActionRoute, Conditions, Error, Fields};

use crate::actions::by_type::by_type;
use crate::cql;
use crate::data_center;
use crate::form::ON_PREM;

/// The only type of content in the tree of Data Center and Server.
const PAGE: Conditions = &[("type", &["", "page"])];

/// Lists what stands right below something.
pub(super) const CHILDREN: &[ActionRoute] = &by_type! {
    "?sort={sort}&limit={limit}&cursor={cursor}";
    "", "page" => "GET /wiki/api/v2/pages/{id}/direct-children", ["read:hierarchical-content:confluence"];
    "folder" => "GET /wiki/api/v2/folders/{id}/direct-children", ["read:hierarchical-content:confluence"];
    "whiteboard" => "GET /wiki/api/v2/whiteboards/{id}/direct-children", ["read:hierarchical-content:confluence"];
    "database" => "GET /wiki/api/v2/databases/{id}/direct-children", ["read:hierarchical-content:confluence"];
    "embed" => "GET /wiki/api/v2/embeds/{id}/direct-children", ["read:hierarchical-content:confluence"];
    + PAGES_RIGHT_BELOW.given(PAGE);
};

/// Lists the pages right below one on Data Center and Server.
pub(super) const PAGES_RIGHT_BELOW: ActionRoute = ActionRoute::new(
    "GET /rest/api/content/{id}/child/{kind}?expand=space&start={cursor}&limit={limit}",
    data_center::READ,
)
.when(ON_PREM)
.paging(&data_center::LISTING)
.ask(pages_right_below)
.answer(data_center::child);

/// Lists what stands below something.
pub(super) const DESCENDANTS: &[ActionRoute] = &by_type! {
    "?depth={depth}&limit={limit}&cursor={cursor}";
    "", "page" => "GET /wiki/api/v2/pages/{id}/descendants", ["read:hierarchical-content:confluence"];
    "folder" => "GET /wiki/api/v2/folders/{id}/descendants", ["read:hierarchical-content:confluence"];
    "whiteboard" => "GET /wiki/api/v2/whiteboards/{id}/descendants", ["read:hierarchical-content:confluence"];
    "database" => "GET /wiki/api/v2/databases/{id}/descendants", ["read:hierarchical-content:confluence"];
    "embed" => "GET /wiki/api/v2/embeds/{id}/descendants", ["read:hierarchical-content:confluence"];
    + ActionRoute::new(
        "GET /rest/api/content/search?cql={cql}&expand=space,ancestors&start={cursor}&limit={limit}",
        data_center::READ,
    )
    .when(ON_PREM)
    .given(PAGE)
    .paging(&data_center::LISTING)
    .ask(pages_below)
    .answer(data_center::child);
};

/// Lists what stands above something, from the top of the space down.
pub(super) const ANCESTORS: &[ActionRoute] = &by_type! {
    "?limit=250";
    "", "page" => "GET /wiki/api/v2/pages/{id}/ancestors", ["read:content.metadata:confluence"];
    "folder" => "GET /wiki/api/v2/folders/{id}/ancestors", ["read:content.metadata:confluence"];
    "whiteboard" => "GET /wiki/api/v2/whiteboards/{id}/ancestors", ["read:content.metadata:confluence"];
    "database" => "GET /wiki/api/v2/databases/{id}/ancestors", ["read:content.metadata:confluence"];
    "embed" => "GET /wiki/api/v2/embeds/{id}/ancestors", ["read:content.metadata:confluence"];
    + ActionRoute::new("GET /rest/api/content/{id}?expand=ancestors", data_center::READ)
        .when(ON_PREM)
        .given(PAGE)
        .answer(ancestors_as_results);
};

/// The only kind of children that is content of the tree.
fn pages_right_below(mut fields: Fields) -> Result<Fields, Error> {
    fields.insert("kind".to_owned(), "page".into());
    Ok(fields)
}

/// The search for the pages below one.
fn pages_below(mut fields: Fields) -> Result<Fields, Error> {
    if let Some(Value::String(id)) = fields.shift_remove("id") {
        fields.insert("cql".to_owned(), cql::pages_below(&id).into());
    }
    Ok(fields)
}

fn ancestors_as_results(_: &Fields, content: &mut Value) {
    if let Some(fields) = content.as_object_mut() {
        let ancestors = fields.get("ancestors").cloned();
        fields.insert("results".to_owned(), ancestors.unwrap_or_else(|| Value::Array(Vec::new())));
    }
}
