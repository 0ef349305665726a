//! The Atlassian Document Format.

mod from_storage;

use serde_json::Value;

use super::{FormatError, FormatErrorKind};

pub(super) use self::from_storage::from_storage;

/// Converts a document of the Atlassian Document Format, as JSON, to plain text.
///
/// One block a line, cells apart by tabs; of mentions, emoji, statuses, dates and cards, what shows of them.
///
/// # Errors
///
/// Says where the text is no JSON, or that it is no document.
pub fn adf_plain_text(document: &str) -> Result<String, FormatError> {
    let value = parse(document)?;
    let mut out = String::new();
    node(&value, &mut out);
    out.truncate(out.trim_end().len());
    Ok(out)
}

/// Reads a document.
pub(super) fn parse(document: &str) -> Result<Value, FormatError> {
    let value = json(document)?;
    if value["type"] != "doc" {
        let message = "this is no document: its `type` is not `doc`";
        return Err(FormatError::new(FormatErrorKind::NotAdf, document, 0, message));
    }
    Ok(value)
}

/// Reads a document, a node or a list of nodes, as the nodes that it is or holds.
pub(super) fn nodes(source: &str) -> Result<Vec<Value>, FormatError> {
    let nodes = match json(source)? {
        Value::Object(mut document) if document.get("type").is_some_and(|kind| kind == "doc") => {
            match document.remove("content") {
                Some(Value::Array(content)) => content,
                _ => Vec::new(),
            }
        }
        Value::Array(nodes) => nodes,
        node => vec![node],
    };
    if nodes.iter().any(|node| !node["type"].is_string()) {
        return Err(FormatError::new(FormatErrorKind::NotAdf, source, 0, "this is no node: it has no `type`"));
    }
    Ok(nodes)
}

fn json(source: &str) -> Result<Value, FormatError> {
    connector_sdk::parse(source).map_err(|error| {
        let lines = source.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let offset = lines + error.column().saturating_sub(1);
        FormatError::new(FormatErrorKind::NotAdf, source, offset, "this is no JSON")
    })
}

/// What a reader sees of a node.
pub(super) fn text_of(value: &Value) -> String {
    let mut out = String::new();
    node(value, &mut out);
    out
}

fn node(value: &Value, out: &mut String) {
    let attribute = |name: &str| value["attrs"][name].as_str().unwrap_or_default();
    let before = out.len();
    match value["type"].as_str().unwrap_or_default() {
        "text" => out.push_str(value["text"].as_str().unwrap_or_default()),
        "hardBreak" => out.push('\n'),
        "mention" | "status" => out.push_str(attribute("text")),
        "emoji" => {
            let text = attribute("text");
            out.push_str(if text.is_empty() { attribute("shortName") } else { text });
        }
        "inlineCard" | "blockCard" | "embedCard" => out.push_str(attribute("url")),
        "date" => out.push_str(&day(value["attrs"]["timestamp"].as_str().and_then(|text| text.parse().ok()))),
        "tableRow" => {
            let cells = children(value).iter().map(|cell| {
                let mut text = String::new();
                node(cell, &mut text);
                text.trim_end().replace('\n', " ")
            });
            out.push_str(&cells.collect::<Vec<_>>().join("\t"));
            out.push('\n');
        }
        "listItem" => {
            out.push_str("- ");
            block(value, before, out);
        }
        "taskItem" => {
            out.push_str(if attribute("state") == "DONE" { "[x] " } else { "[ ] " });
            block(value, before, out);
        }
        "expand" | "nestedExpand" if !attribute("title").is_empty() => {
            out.push_str(attribute("title"));
            out.push('\n');
            block(value, out.len(), out);
        }
        "paragraph" | "heading" | "codeBlock" | "decisionItem" => block(value, before, out),
        _ => children(value).iter().for_each(|child| node(child, out)),
    }
}

fn children(value: &Value) -> &[Value] {
    value["content"].as_array().map_or(&[], Vec::as_slice)
}

fn block(value: &Value, before: usize, out: &mut String) {
    for child in children(value) {
        node(child, out);
    }
    if out.len() > before && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// The day of a time in milliseconds since 1970, in UTC, as ISO 8601 writes it.
fn day(milliseconds: Option<i64>) -> String {
    let Some(days) = milliseconds.map(|time| time.div_euclid(86_400_000)).filter(|days| days.abs() < 4_000_000) else {
        return String::new();
    };
    // Years begin in March here, so that a leap day is the last of its year.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The time in milliseconds since 1970 at which a day such as `2027-03-01` begins, in UTC.
fn milliseconds(day: &str) -> Option<i64> {
    let mut parts = day.get(..10)?.split('-');
    let mut next = |digits: usize| parts.next().filter(|part| part.len() == digits)?.parse::<i64>().ok();
    let (year, month, day) = (next(4)?, next(2)?, next(2)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || year < 0 {
        return None;
    }
    // As in the function above, years begin in March.
    let year = if month > 2 { year } else { year - 1 };
    let month = if month > 2 { month - 3 } else { month + 9 };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_era = 365 * year_of_era + year_of_era / 4 - year_of_era / 100 + (153 * month + 2) / 5 + day - 1;
    Some((era * 146_097 + day_of_era - 719_468) * 86_400_000)
}
