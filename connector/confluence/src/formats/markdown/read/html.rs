use std::ops::Range;

use super::{Frame, Kind, Reader};
use crate::formats::FormatError;
use crate::formats::storage::{Document, Element, Node, escape_attribute, escape_text};

/// Tags of HTML that do no harm, and the element of storage that each becomes.
const TAGS: [(&str, &str, &str); 15] = [
    ("b", "<strong>", "</strong>"),
    ("strong", "<strong>", "</strong>"),
    ("i", "<em>", "</em>"),
    ("em", "<em>", "</em>"),
    ("s", "<del>", "</del>"),
    ("strike", "<del>", "</del>"),
    ("del", "<del>", "</del>"),
    ("u", "<u>", "</u>"),
    ("ins", "<u>", "</u>"),
    ("sub", "<sub>", "</sub>"),
    ("sup", "<sup>", "</sup>"),
    ("small", "<small>", "</small>"),
    ("code", "<code>", "</code>"),
    ("kbd", "<code>", "</code>"),
    ("tt", "<code>", "</code>"),
];

impl Reader<'_> {
    /// Reads a tag, or a block of HTML, which is looked at once it is whole.
    pub(super) fn html(&mut self, written: &str, at: usize) -> Result<(), FormatError> {
        if let Some(frame) = self.frames.last_mut().filter(|frame| matches!(frame.kind, Kind::Html)) {
            frame.add_text(written);
            return Ok(());
        }
        self.tag(written, at)
    }

    fn tag(&mut self, written: &str, at: usize) -> Result<(), FormatError> {
        if written.starts_with("<!--") {
            return Ok(());
        }
        if let Some(name) = written.strip_prefix("</").and_then(|rest| rest.strip_suffix('>')) {
            let name = name.trim().to_ascii_lowercase();
            let is_open = |frame: &Frame| matches!(&frame.kind, Kind::Tag { name: open, .. } if *open == name);
            if self.frames.last().is_some_and(is_open) {
                let Some(frame) = self.pop()? else { return Ok(()) };
                let Kind::Tag { open, close, .. } = frame.kind else { return Ok(()) };
                return self.markup(&[&open, frame.out.as_str(), close].concat(), at);
            }
            return self.plain(written, at);
        }
        match opened(written) {
            Some((_, open, "")) if open == "<br />" => self.markup(&open, at),
            Some((name, open, close)) => {
                self.enter_line(at)?;
                self.push(Kind::Tag { written: written.to_owned(), name, open, close }, at)
            }
            None => self.plain(written, at),
        }
    }

    /// Tags that were never closed are text.
    pub(super) fn give_up_tags(&mut self) {
        while let Some(Frame { kind: Kind::Tag { .. }, .. }) = self.frames.last() {
            let Some(frame) = self.frames.pop() else { return };
            let Kind::Tag { written, .. } = &frame.kind else { return };
            let Some(outer) = self.frames.last_mut() else { return };
            outer.add_markup(&escape_text(written));
            outer.add_markup(&frame.out);
            outer.open.extend(frame.open);
        }
    }

    /// A block of HTML is a paragraph of its tags and texts.
    pub(super) fn end_html(&mut self, frame: &Frame, range: Range<usize>) -> Result<(), FormatError> {
        let text = frame.plain_text();
        self.push(Kind::Line, range.start)?;
        let mut rest = text.trim();
        while !rest.is_empty() {
            let end = match rest.strip_prefix("<!--") {
                Some(comment) => comment.find("-->").map_or(rest.len(), |end| end + 7),
                None if rest.starts_with('<') => rest.find('>').map_or(rest.len(), |end| end + 1),
                None => rest.find('<').unwrap_or(rest.len()),
            };
            let (part, after) = rest.split_at(end);
            if part.starts_with('<') {
                self.tag(part, range.start)?;
            } else {
                self.plain(part, range.start)?;
            }
            rest = after;
        }
        self.give_up_tags();
        if let Some(line) = self.pop()? {
            self.end_line(line, range);
        }
        Ok(())
    }
}

/// The name of a harmless tag, and the storage around its content.
fn opened(written: &str) -> Option<(String, String, &'static str)> {
    let inside = written.strip_prefix('<')?.strip_suffix('>')?.trim_end_matches('/').trim_end();
    let name = inside.split(|c: char| c.is_ascii_whitespace()).next()?.to_ascii_lowercase();
    if name == "br" {
        return Some((name, "<br />".to_owned(), ""));
    }
    if let Some((_, open, close)) = TAGS.iter().find(|(tag, ..)| *tag == inside.to_ascii_lowercase()) {
        return Some((name, (*open).to_owned(), close));
    }
    if name != "a" {
        return None;
    }
    let source = format!("<{inside} />");
    let document = Document::parse(&source).ok()?;
    let tag = document.nodes.first().and_then(Node::element)?;
    anchor(tag)
}

/// An anchor, or a link to somewhere else.
fn anchor(tag: &Element<'_>) -> Option<(String, String, &'static str)> {
    let [(attribute, value)] = &tag.attributes()[..] else { return None };
    let (open, close) = match *attribute {
        "id" | "name" if !value.is_empty() => {
            let parameter = format!("<ac:parameter ac:name=\"\">{}</ac:parameter>", escape_text(value));
            (format!("<ac:structured-macro ac:name=\"anchor\">{parameter}</ac:structured-macro>"), "")
        }
        "href" if super::link::is_harmless(value) => (format!("<a href=\"{}\">", escape_attribute(value)), "</a>"),
        _ => return None,
    };
    Some(("a".to_owned(), open, close))
}
