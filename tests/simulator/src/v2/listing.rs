//! Lists: a part of the rows, and the way to the next part.

use http::StatusCode;
use http::header::LINK;
use serde_json::{Value, json};

use crate::answer::{Answer, Reply};
use crate::cursor::Cursor;
use crate::parameters::encode;
use crate::site::Call;

/// Answers a part of a list; `ids` are all rows in order, `row` writes one of them.
///
/// `path` is the list's own path from the host's root, as `_links.next` has it.
pub(super) fn answer(
    call: &Call<'_>,
    path: &str,
    ids: &[u64],
    default_limit: usize,
    row: impl FnMut(u64) -> Option<Value>,
) -> Reply {
    answer_at_most(call, path, ids, default_limit, usize::MAX, row)
}

/// Answers a part of a list that has at most so many rows, whatever the limit.
pub(super) fn answer_at_most(
    call: &Call<'_>,
    path: &str,
    ids: &[u64],
    default_limit: usize,
    most: usize,
    mut row: impl FnMut(u64) -> Option<Value>,
) -> Reply {
    let parameters = &call.parameters;
    // Its bounds were checked on arrival.
    let limit = parameters.number("limit", "Integer")?.map_or(Ok(default_limit), usize::try_from);
    let limit = limit.unwrap_or(default_limit).min(most);
    let from = match parameters.one("cursor") {
        None => 0,
        Some(text) => match Cursor::decode(text) {
            Some(cursor) => cursor.resume(ids),
            None => return Err(parameters.shape().wrong_type(text, "cursor", "Cursor")),
        },
    };
    let to = ids.len().min(from + limit);
    let part = ids.get(from..to).unwrap_or_default();
    let rows: Vec<Value> = part.iter().filter_map(|id| row(*id)).collect();

    let base = call.base();
    let mut links = super::object(json!({}));
    let mut header = format!("<{base}>; rel=\"base\"");
    if let Some(last) = part.last().filter(|_| to < ids.len()) {
        let cursor = Cursor { last: *last, offset: to as u64 }.encode();
        let mut query = parameters.encode_without(&["cursor", "start"]);
        if !query.is_empty() {
            query.push('&');
        }
        let next = format!("{path}?{query}cursor={}", encode(&cursor));
        header = format!("<{next}>; rel=\"next\", {header}");
        links.insert("next".to_owned(), json!(next));
    }
    links.insert("base".to_owned(), json!(base));
    Ok(Answer::json(StatusCode::OK, &json!({"results": rows, "_links": links})).with(LINK, &header))
}
