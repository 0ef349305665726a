use std::borrow::Cow;

use quick_xml::events::BytesStart;

use super::entities::{decode, escape_attribute};

/// The attributes of an opening tag in their order, with their values as a reader sees them.
pub(super) fn attributes(open: &str) -> Vec<(&str, Cow<'_, str>)> {
    raw(open).into_iter().map(|(name, value)| (name, decode(value))).collect()
}

/// The tag with an attribute set: in its place where it was there, else behind the others.
pub(super) fn with_attribute(open: &str, name: &str, value: &str) -> String {
    let value = escape_attribute(value);
    if let Some((_, old)) = raw(open).into_iter().find(|(other, _)| *other == name) {
        let at = old.as_ptr().addr() - open.as_ptr().addr();
        // Between single quotes, a double quote would do no harm, and a single one would.
        return [&open[..at], &value.replace('\'', "&#39;"), &open[at + old.len()..]].concat();
    }
    let (head, end) = split_end(open);
    [head, " ", name, "=\"", &value, "\"", end].concat()
}

/// The tag without an attribute.
pub(super) fn without_attribute(open: &str, name: &str) -> String {
    let Some((name, value)) = raw(open).into_iter().find(|(other, _)| *other == name) else {
        return open.to_owned();
    };
    let start = name.as_ptr().addr() - open.as_ptr().addr();
    let end = value.as_ptr().addr() - open.as_ptr().addr() + value.len() + 1;
    [open[..start].trim_end(), &open[end..]].concat()
}

/// Whether Confluence makes an attribute for itself, so that it says nothing to a reader.
pub(in crate::formats) fn is_generated(name: &str) -> bool {
    matches!(
        name,
        "local-id"
            | "ac:local-id"
            | "ac:macro-id"
            | "ac:task-list-id"
            | "ac:schema-version"
            | "ac:original-height"
            | "ac:original-width"
            | "ri:version-at-save"
            | "ri:local-id"
            | "data-local-id"
    )
}

fn split_end(open: &str) -> (&str, &str) {
    let end = if open.ends_with("/>") { open.len() - 2 } else { open.len() - 1 };
    let (head, end) = open.split_at(end);
    let trimmed = head.trim_end();
    (trimmed, if trimmed.len() < head.len() { &open[trimmed.len()..] } else { end })
}

/// Names and undecoded values, all of them parts of `open`.
fn raw(open: &str) -> Vec<(&str, &str)> {
    let content = open.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
    let name_len = content.find(|character: char| character.is_ascii_whitespace()).unwrap_or(content.len());
    let slice = |part: &str| {
        let at = part.as_ptr().addr().checked_sub(content.as_ptr().addr())?;
        content.get(at..at + part.len())
    };
    BytesStart::from_content(content, name_len)
        .attributes()
        .flatten()
        .filter_map(|attribute| Some((slice(attribute.key.0)?, slice(attribute.value.as_ref())?)))
        .collect()
}
