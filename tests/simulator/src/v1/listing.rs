//! Lists: a part of the rows by `start` and `limit`, and the way to the next part.

use http::StatusCode;
use serde_json::{Value, json};

use crate::answer::{Answer, Reply};
use crate::site::Call;

/// How many rows come at most; the documents speak of fixed limits without naming them.
const MOST: usize = 1000;

/// Answers a part of a list; `path` is its own path below `/wiki`, as `_links.next` has it.
pub(super) fn answer(call: &Call<'_>, path: &str, rows: &[Value], default_limit: usize) -> Reply {
    Ok(Answer::json(StatusCode::OK, &part(call, path, rows, default_limit)?))
}

/// Writes a part of a list.
pub(super) fn part(call: &Call<'_>, path: &str, rows: &[Value], default_limit: usize) -> Result<Value, Answer> {
    let parameters = &call.parameters;
    let number = |name: &str, default: usize| {
        let number = parameters.number(name, "Integer")?;
        Ok::<_, Answer>(number.map_or(default, |number| usize::try_from(number).unwrap_or(usize::MAX)))
    };
    let (start, limit) = (number("start", 0)?, number("limit", default_limit)?.min(MOST));
    let part: Vec<&Value> = rows.iter().skip(start).take(limit).collect();
    let base = call.base();
    let kept = parameters.encode_without(&["start", "limit"]);
    let at = |start: usize| {
        let more = if kept.is_empty() { String::new() } else { format!("{kept}&") };
        format!("{path}?{more}limit={limit}&start={start}")
    };
    let mut links = json!({"base": base, "context": "/wiki", "self": format!("{base}{}", at(start))});
    let after = start.saturating_add(part.len());
    if after < rows.len() && !part.is_empty() {
        links["next"] = json!(at(after));
    }
    if start > 0 {
        links["prev"] = json!(at(start.saturating_sub(limit)));
    }
    Ok(json!({"results": part, "start": start, "limit": limit, "size": part.len(), "_links": links}))
}
