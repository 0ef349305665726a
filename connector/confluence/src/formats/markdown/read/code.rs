use std::ops::Range;

use super::{Frame, Reader};
use crate::formats::FormatError;
use crate::formats::markdown::RAW;
use crate::formats::storage::{cdata, escape_text};

/// What a fence's line may say beside the language, as parameters of the code macro.
pub(in crate::formats::markdown) const PARAMETERS: [&str; 7] =
    ["title", "linenumbers", "firstline", "collapse", "theme", "breakoutMode", "breakoutWidth"];

impl Reader<'_> {
    pub(super) fn end_code(&mut self, opening: &str, frame: &Frame, range: Range<usize>) -> Result<(), FormatError> {
        let text = frame.plain_text();
        let body = text.strip_suffix('\n').unwrap_or(&text);
        if opening.trim() == RAW {
            self.follow(body, frame.at)?;
            self.block(body.to_owned(), range);
        } else {
            self.block(code(opening, body), range);
        }
        Ok(())
    }
}

fn code(opening: &str, body: &str) -> String {
    let (language, rest) = split(opening.trim());
    let mut parameters = String::new();
    let mut add = |name: &str, value: &str| {
        let value = escape_text(value);
        parameters.extend(["<ac:parameter ac:name=\"", name, "\">", &value, "</ac:parameter>"]);
    };
    if !language.is_empty() {
        add("language", language);
    }
    let mut rest = rest;
    let mut seen = Vec::new();
    while let Some((before, after)) = rest.split_once("=\"") {
        let Some((value, after)) = after.split_once('"') else { break };
        let name = before.split_whitespace().next_back().unwrap_or_default();
        if PARAMETERS.contains(&name) && !seen.contains(&name) {
            add(name, value);
            seen.push(name);
        }
        rest = after;
    }
    let body = cdata(body);
    format!(
        "<ac:structured-macro ac:name=\"code\">{parameters}<ac:plain-text-body>{body}</ac:plain-text-body></ac:structured-macro>"
    )
}

/// The language, and what follows it.
fn split(opening: &str) -> (&str, &str) {
    let end = opening.find(|c: char| c.is_whitespace() || matches!(c, ',' | '{')).unwrap_or(opening.len());
    let (language, rest) = opening.split_at(end);
    if language.contains('=') { ("", opening) } else { (language, rest) }
}
