use percent_encoding::percent_decode_str;

use super::Reader;
use super::link::is_harmless;
use crate::formats::storage::{escape_attribute, escape_text};
use crate::formats::target::Target;

impl Reader<'_> {
    /// An image, with the attributes that stand between braces behind it.
    pub(super) fn image(&mut self, url: &str, title: &str, alt: &str, end: usize) -> String {
        let resource = match Target::parse(url) {
            Some(target @ Target::Attachment(_)) => target.resource(),
            _ if url.contains("://") && is_harmless(url) => {
                format!("<ri:url ri:value=\"{}\" />", escape_attribute(url))
            }
            _ if url.is_empty() || url.contains(':') => return escape_text(alt),
            // A file beside the text is an attachment of the page.
            _ => {
                let path = url.split(['?', '#']).next().unwrap_or_default();
                let name = path.rsplit('/').next().unwrap_or_default();
                Target::Attachment(percent_decode_str(name).decode_utf8_lossy().into_owned()).resource()
            }
        };
        let mut attributes = String::new();
        let mut add = |name: &str, value: &str| {
            attributes.extend([" ac:", name, "=\"", &escape_attribute(value), "\""]);
        };
        if !alt.is_empty() {
            add("alt", alt);
        }
        if !title.is_empty() {
            add("title", title);
        }
        if let Some((braces, len)) = self.markdown.get(end..).and_then(braces) {
            self.read_to = end + len;
            for (name, value) in braces {
                add(name, value);
            }
        }
        format!("<ac:image{attributes}>{resource}</ac:image>")
    }
}

/// Attributes as in `{width=300 align=center}`, and how long that is.
fn braces(rest: &str) -> Option<(Vec<(&str, &str)>, usize)> {
    let (inside, _) = rest.strip_prefix('{')?.split_once('}')?;
    let mut found: Vec<(&str, &str)> = Vec::new();
    for pair in inside.split(' ').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=')?;
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !matches!(name, "alt" | "title");
        let is_value = !value.is_empty()
            && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '%' | ':' | '/' | '#'));
        if !is_name || !is_value || found.iter().any(|(other, _)| *other == name) {
            return None;
        }
        found.push((name, value));
    }
    (!found.is_empty()).then_some((found, inside.len() + 2))
}
