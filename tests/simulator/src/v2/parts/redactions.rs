//! `…/{id}/redact`.

use http::StatusCode;
use serde_json::{Value, json};

use crate::answer::{Answer, Reply};
use crate::site::Call;
use crate::v2::fields::invalid;

/// Takes orders to black out parts of a text; the simulator checks them and changes nothing.
///
/// Pointers are JSON pointers into the Atlassian document of the body, or into the title.
pub(crate) fn redact(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = call.owner(&store)?;
    let page = store.content(id).ok_or_else(|| call.absent(id))?;
    let number = call.value["versionNumber"].as_u64().unwrap_or_else(|| page.latest.number.into());
    let revision = page.revision(number).ok_or_else(|| invalid(&format!("There is no version {number}")))?;
    if call.value["createdAt"].as_str() != Some(revision.at.to_string().as_str()) {
        return Err(invalid("createdAt is out of date"));
    }
    let document: Value = serde_json::from_str(&revision.body.document()).unwrap_or_default();
    let mut answer = json!({});
    for (place, text) in [("body", document), ("title", json!(revision.title))] {
        let Some(orders) = call.value[place]["redactions"].as_array() else { continue };
        let done = orders.iter().enumerate().map(|(nth, order)| {
            let pointer = order["pointer"].as_str().unwrap_or_default();
            if text.pointer(pointer).is_none() {
                return Err(invalid(&format!("Invalid JSON pointer: {pointer}")));
            }
            let mut done = order.clone();
            done["redactionId"] = json!(format!("00000000-0000-4000-8000-{id:08x}{nth:04x}"));
            Ok(done)
        });
        answer[place] = json!({"redactions": done.collect::<Result<Vec<_>, _>>()?});
    }
    Ok(Answer::json(StatusCode::ACCEPTED, &answer))
}
