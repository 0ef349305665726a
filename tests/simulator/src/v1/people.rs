//! `GET /search/user`.

use http::StatusCode;
use serde_json::{Value, json};

use super::listing;
use super::user::person;
use crate::accounts::Account;
use crate::answer::{Answer, Reply};
use crate::cql::people;
use crate::refusal::Shape;
use crate::site::Call;

/// Searches for users by the user fields of CQL, and pages by `start`.
pub(crate) fn search(call: &Call<'_>) -> Reply {
    let text = call.parameters.one("cql").unwrap_or_default();
    let query = people::parse(text, call.account.id())
        .map_err(|reason| Shape::V1.invalid(&format!("Could not parse cql : {text} ({reason})")))?;
    let rows: Vec<Value> = Account::PEOPLE
        .into_iter()
        .filter(|account| query.finds(account.id(), account.name()))
        .map(|account| row(call, account))
        .collect();
    let mut body = listing::part(call, "/rest/api/search/user", &rows, 25)?;
    body["totalSize"] = json!(rows.len());
    body["cqlQuery"] = json!(text);
    body["searchDuration"] = json!(12);
    Ok(Answer::json(StatusCode::OK, &body))
}

fn row(call: &Call<'_>, account: Account) -> Value {
    json!({
        "user": person(&call.world.options, account),
        "title": account.name(),
        "excerpt": "",
        "url": format!("/people/{}", account.id()),
        "breadcrumbs": [],
        "entityType": "user",
        "iconCssClass": "aui-icon content-type-profile",
        "lastModified": "2026-01-01T00:00:00.000Z",
        "score": 0.0,
    })
}
