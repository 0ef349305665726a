//! `…/{id}/ancestors`.

use http::StatusCode;
use serde_json::{Value, json};

use crate::answer::{Answer, Reply};
use crate::site::Call;

/// Lists what stands above something, from the top down; of too many the nearest are listed.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let limit = call.parameters.limit(25)?;
    let store = call.world.store();
    let id = call.owner(&store)?;
    let above = store.ancestors(id);
    let nearest = above.len().saturating_sub(limit);
    let rows: Vec<Value> =
        above[nearest..].iter().map(|page| json!({"id": page.id.to_string(), "type": page.kind.name()})).collect();
    Ok(Answer::json(StatusCode::OK, &json!({"results": rows, "_links": {"base": call.base()}})))
}
