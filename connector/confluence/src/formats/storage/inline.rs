//! Inline content as a row of pieces, each with the marks around it.

use std::rc::Rc;

use super::meaning::{opening, said};
use super::{Element, Node};
use crate::formats::target::Target;

/// A piece of inline content, and what it stands in, from the outside to the inside.
#[derive(Clone, Debug)]
pub(in crate::formats) struct Segment<'d, 's> {
    pub(in crate::formats) marks: Vec<Mark<'d, 's>>,
    pub(in crate::formats) piece: Piece<'d, 's>,
}

/// An element around inline content.
#[derive(Clone, Debug)]
pub(in crate::formats) struct Mark<'d, 's> {
    /// What it means, whatever its spelling.
    pub(in crate::formats) key: Rc<str>,
    /// Whether it is one of those that may be merged with their neighbours, and lose the white space at their ends.
    pub(in crate::formats) simple: bool,
    pub(in crate::formats) element: &'d Element<'s>,
}

#[derive(Clone, Debug)]
pub(in crate::formats) enum Piece<'d, 's> {
    /// Text whose white space is collapsed.
    Text(String),
    /// A line break.
    Break,
    /// The text of a `code` that holds nothing else.
    Code(String),
    /// What is kept whole.
    Atom(&'d Element<'s>),
}

impl Mark<'_, '_> {
    /// Whether two marks are one. With `strict`, only simple marks of two elements are.
    pub(in crate::formats) fn is(&self, other: &Self, strict: bool) -> bool {
        self.key == other.key && (!strict || self.simple || std::ptr::eq(self.element, other.element))
    }
}

/// Counts the marks that two pieces share, from the outside.
pub(in crate::formats) fn shared(left: &[Mark<'_, '_>], right: &[Mark<'_, '_>], strict: bool) -> usize {
    left.iter().zip(right).take_while(|(left, right)| left.is(right, strict)).count()
}

/// Takes inline nodes apart. White space is collapsed, and gone at both ends and around breaks.
pub(in crate::formats) fn segments<'d, 's>(nodes: &'d [Node<'s>], strict: bool) -> Vec<Segment<'d, 's>> {
    let mut found = Vec::new();
    collect(nodes, &mut Vec::new(), &mut found);
    collapse(found, strict)
}

fn collect<'d, 's>(nodes: &'d [Node<'s>], marks: &mut Vec<Mark<'d, 's>>, out: &mut Vec<Segment<'d, 's>>) {
    for node in nodes {
        match node {
            Node::Comment(_) => {}
            Node::Text(text) => {
                out.push(Segment { marks: marks.clone(), piece: Piece::Text(text.text().into_owned()) });
            }
            Node::Element(element) => collect_element(element, marks, out),
        }
    }
}

fn collect_element<'d, 's>(element: &'d Element<'s>, marks: &mut Vec<Mark<'d, 's>>, out: &mut Vec<Segment<'d, 's>>) {
    let is_plain = said(element).is_empty();
    let atom = |marks: &[_]| Segment { marks: marks.to_vec(), piece: Piece::Atom(element) };
    let (key, simple): (Rc<str>, bool) = match element.name() {
        "br" if is_plain => {
            out.push(Segment { marks: marks.clone(), piece: Piece::Break });
            return;
        }
        "code" if is_plain && is_code_text(element) => {
            let text = element.text().replace("\r\n", " ").replace(['\n', '\r'], " ");
            out.push(Segment { marks: marks.clone(), piece: Piece::Code(text) });
            return;
        }
        "strong" | "b" if is_plain => ("strong".into(), true),
        "em" | "i" if is_plain => ("em".into(), true),
        "del" | "s" | "strike" if is_plain => ("del".into(), true),
        "u" | "sub" | "sup" if is_plain => (element.name().into(), true),
        "ac:link" => match link_body(element) {
            Some((_, target)) => (format!("<link {}>", target.destination()).into(), false),
            None => return out.push(atom(marks)),
        },
        "a" if element.attribute("data-card-appearance").is_some() => return out.push(atom(marks)),
        name if is_wrapper(name) => (opening(element).into(), false),
        _ => return out.push(atom(marks)),
    };
    marks.push(Mark { key, simple, element });
    let before = out.len();
    match link_body(element).filter(|_| element.name() == "ac:link") {
        Some((LinkBody::Inline(body), _)) => collect(body.children(), marks, out),
        Some((LinkBody::Text(text), _)) => out.push(Segment { marks: marks.clone(), piece: Piece::Text(text) }),
        None => collect(element.children(), marks, out),
    }
    marks.pop();
    // Nothing in it shows, but it may be what a link points at.
    if !simple && out[before..].iter().all(|segment| matches!(&segment.piece, Piece::Text(text) if is_blank(text))) {
        out.truncate(before);
        out.push(atom(marks));
    }
}

enum LinkBody<'d, 's> {
    Text(String),
    Inline(&'d Element<'s>),
}

/// The body of a link that Markdown can say, and where it points. Mentions have none.
fn link_body<'d, 's>(link: &'d Element<'s>) -> Option<(LinkBody<'d, 's>, Target)> {
    let target = Target::of_link(link).filter(|target| !matches!(target, Target::User { .. }))?;
    let mut body = None;
    for child in link.elements().filter(|child| !child.name().starts_with("ri:")) {
        if body.is_some() || !said(child).is_empty() {
            return None;
        }
        body = match child.name() {
            "ac:plain-text-link-body" => Some(LinkBody::Text(child.text())),
            "ac:link-body" => Some(LinkBody::Inline(child)),
            _ => return None,
        };
    }
    let body = body.unwrap_or_else(|| LinkBody::Text(target.default_text().to_owned()));
    Some((body, target))
}

/// Whether an element is only around inline content.
pub(in crate::formats) fn is_wrapper(name: &str) -> bool {
    matches!(
        name,
        "a" | "span"
            | "font"
            | "small"
            | "big"
            | "code"
            | "kbd"
            | "samp"
            | "var"
            | "cite"
            | "q"
            | "abbr"
            | "ins"
            | "mark"
            | "tt"
            | "strong"
            | "b"
            | "em"
            | "i"
            | "del"
            | "s"
            | "strike"
            | "u"
            | "sub"
            | "sup"
            | "ac:inline-comment-marker"
    )
}

fn is_code_text(element: &Element<'_>) -> bool {
    element.children().iter().all(|child| matches!(child, Node::Text(_))) && !is_blank(&element.text())
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_whitespace())
}

/// A space that is not written yet, as it may turn out to stand at an end.
struct Space<'d, 's> {
    marks: Vec<Mark<'d, 's>>,
}

fn collapse<'d, 's>(found: Vec<Segment<'d, 's>>, strict: bool) -> Vec<Segment<'d, 's>> {
    let mut out: Vec<Segment<'d, 's>> = Vec::new();
    let mut space: Option<Space<'d, 's>> = None;
    for Segment { marks, piece } in found {
        let Piece::Text(text) = &piece else {
            if !matches!(piece, Piece::Break) {
                write_space(&mut out, space.take(), &marks, strict);
            }
            space = None;
            out.push(Segment { marks, piece });
            continue;
        };
        let words = |character: char| character.is_ascii_whitespace();
        for (index, word) in text.split(words).enumerate() {
            if index > 0 {
                space.get_or_insert_with(|| Space { marks: marks.clone() });
            }
            if !word.is_empty() {
                write_space(&mut out, space.take(), &marks, strict);
                push_text(&mut out, &marks, word, strict);
            }
        }
    }
    out
}

fn write_space<'d, 's>(
    out: &mut Vec<Segment<'d, 's>>,
    space: Option<Space<'d, 's>>,
    next: &[Mark<'d, 's>],
    strict: bool,
) {
    let Some(Space { mut marks }) = space else { return };
    let Some(last) = out.last().filter(|last| !matches!(last.piece, Piece::Break)) else { return };
    let inside = shared(&last.marks, next, strict);
    while marks.len() > inside && marks.last().is_some_and(|mark| mark.simple || is_link(mark)) {
        marks.pop();
    }
    push_text(out, &marks, " ", strict);
}

fn is_link(mark: &Mark<'_, '_>) -> bool {
    matches!(mark.element.name(), "a" | "ac:link")
}

fn push_text<'d, 's>(out: &mut Vec<Segment<'d, 's>>, marks: &[Mark<'d, 's>], text: &str, strict: bool) {
    if let Some(Segment { marks: last, piece: Piece::Text(before) }) = out.last_mut()
        && last.len() == marks.len()
        && shared(last, marks, strict) == marks.len()
    {
        before.push_str(text);
    } else {
        out.push(Segment { marks: marks.to_vec(), piece: Piece::Text(text.to_owned()) });
    }
}
