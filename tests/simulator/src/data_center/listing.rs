//! Lists: paged by `start` and `limit`, or by a cursor.

use serde_json::{Value, json};

use super::call::Call;
use super::refusal::invalid;
use crate::answer::Answer;
use crate::cursor::Cursor;
use crate::parameters::encode;

/// How many rows one answer has at most, whatever the limit says; the number is a guess.
const MOST: usize = 500;

/// Is the part of a list that a request asks for.
#[derive(Debug)]
pub(super) struct Window {
    pub(super) start: usize,
    pub(super) limit: usize,
}

impl Window {
    /// Reads `start` and `limit`; a limit above the system's is cut down without a word.
    pub(super) fn read(call: &Call<'_>, default: usize) -> Result<Self, Answer> {
        let number = |name: &str, default: usize| {
            let Some(number) = call.parameters.number(name, "Integer")? else { return Ok(default) };
            // Both are integers of 32 bits.
            let number = i32::try_from(number).ok().and_then(|number| usize::try_from(number).ok());
            number.ok_or_else(|| {
                invalid(&format!(
                    "'{name}' must be between 0 and {}, not {}",
                    i32::MAX,
                    call.parameters.one(name).unwrap_or_default()
                ))
            })
        };
        Ok(Self { start: number("start", 0)?, limit: number("limit", default)?.min(MOST) })
    }

    /// Writes the part of the rows that was asked for, with links to its neighbours.
    pub(super) fn page<T>(&self, call: &Call<'_>, rows: Vec<T>, write: impl FnMut(T) -> Value) -> Value {
        let total = rows.len();
        let part: Vec<Value> = rows.into_iter().skip(self.start).take(self.limit).map(write).collect();
        let kept = call.parameters.encode_without(&["start", "limit"]);
        let kept = if kept.is_empty() { kept } else { format!("{kept}&") };
        let at = |start: usize| format!("{}?{kept}limit={}&start={start}", call.path, self.limit);
        let base = call.base();
        let mut links = json!({"base": base, "context": "/confluence", "self": format!("{base}{}", at(self.start))});
        let after = self.start.saturating_add(part.len());
        if after < total && !part.is_empty() {
            links["next"] = json!(at(after));
        }
        if self.start > 0 {
            links["prev"] = json!(at(self.start.saturating_sub(self.limit)));
        }
        json!({"results": part, "start": self.start, "limit": self.limit, "size": part.len(), "_links": links})
    }
}

/// Writes the rows behind the cursor of a request; the cursor's spelling is not that of Confluence.
pub(super) fn scanned<T>(
    call: &Call<'_>,
    rows: Vec<T>,
    id: impl Fn(&T) -> u64,
    write: impl FnMut(T) -> Value,
) -> Result<Value, Answer> {
    let limit = Window::read(call, 25)?.limit.max(1);
    let ids: Vec<u64> = rows.iter().map(id).collect();
    let from = match call.parameters.one("cursor").filter(|text| !text.is_empty()) {
        None => 0,
        Some(text) => Cursor::decode(text).ok_or_else(|| invalid(&format!("Invalid cursor: {text}")))?.resume(&ids),
    };
    let to = ids.len().min(from + limit);
    let part: Vec<Value> = rows.into_iter().skip(from).take(limit).map(write).collect();
    let base = call.base();
    let kept = call.parameters.encode_without(&["cursor", "limit"]);
    let kept = if kept.is_empty() { kept } else { format!("{kept}&") };
    let own = call.parameters.one("cursor").unwrap_or_default();
    let at = |cursor: &str| format!("{}?{kept}cursor={}&limit={limit}", call.path, encode(cursor));
    let mut links = json!({"base": base, "context": "/confluence", "self": format!("{base}{}", at(own))});
    let mut page = json!({"results": part, "cursor": own, "limit": limit, "size": part.len()});
    if let Some(last) = ids.get(from..to).unwrap_or_default().last().filter(|_| to < ids.len()) {
        let cursor = Cursor { last: *last, offset: to as u64 }.encode();
        links["next"] = json!(at(&cursor));
        page["nextCursor"] = json!(cursor);
    }
    page["_links"] = links;
    Ok(page)
}
