//! What stands in a body beside its text: marks of inline comments, and macros.

mod adf;
mod places;
mod sorted;

use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use self::places::{BREAK, places};
use self::sorted::Sorted;
use super::adf_tree::{children, comment};
use super::runs::{Origin, Texts, is_cut};
use super::splice::Splices;
use super::{Done, Edited};
use crate::formats::adf::text_of;
use crate::formats::storage::{Document, Element, Node};

pub(super) use self::adf::rescue_adf;

pub(super) const MARKER: &str = "ac:inline-comment-marker";

/// An inline comment whose text is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LostComment {
    /// The id of its mark in the body; Confluence calls it `inlineMarkerRef` of the comment.
    pub marker: String,
    /// The text that it stood on.
    pub text: String,
}

/// Marks of comments by id, with their text, and how many macros there are of each name.
#[derive(Default)]
pub(super) struct Kept {
    comments: Sorted<String>,
    macros: Sorted<usize>,
}

impl Kept {
    /// What of this is not there `after`.
    pub(super) fn lost(self, after: &Self, body: String, done: Vec<Done>) -> Edited {
        let comments = self.comments.into_iter().filter(|(marker, _)| after.comments.get(marker).is_none());
        let macros = self.macros.into_iter().flat_map(|(name, count)| {
            let lost = count.saturating_sub(after.macros.get(&name).copied().unwrap_or_default());
            std::iter::repeat_n(name, lost)
        });
        Edited {
            body,
            done,
            lost_comments: comments.map(|(marker, text)| LostComment { marker, text }).collect(),
            lost_macros: macros.collect(),
        }
    }
}

/// What stands in a body in the storage format.
pub(super) fn storage(document: &Document<'_>) -> Kept {
    let mut kept = Kept::default();
    add(&document.nodes, &mut kept);
    kept
}

fn add(nodes: &[Node<'_>], out: &mut Kept) {
    for element in nodes.iter().filter_map(Node::element) {
        if let Some(marker) = marker(element) {
            out.comments.entry(marker).push_str(&element.text());
        } else if let Some(name) = element.macro_name() {
            *out.macros.entry(name) += 1;
        }
        add(element.children(), out);
    }
}

fn marker(element: &Element<'_>) -> Option<String> {
    (element.name() == MARKER).then(|| element.attribute("ac:ref")).flatten()
}

/// What stands in a body in the Atlassian Document Format.
pub(super) fn adf(nodes: &[Value]) -> Kept {
    let mut kept = Kept::default();
    for node in nodes {
        add_adf(node, &mut kept);
    }
    kept
}

fn add_adf(node: &Value, out: &mut Kept) {
    for mark in node["marks"].as_array().into_iter().flatten() {
        if let Some(id) = comment(mark) {
            out.comments.entry(id.to_owned()).push_str(&text_of(node));
        }
    }
    if let ("extension" | "inlineExtension" | "bodiedExtension", Some(key)) =
        (node["type"].as_str().unwrap_or_default(), node["attrs"]["extensionKey"].as_str())
    {
        *out.macros.entry(key.to_owned()) += 1;
    }
    for child in children(node) {
        add_adf(child, out);
    }
}

/// Puts the marks of comments that stood in `old` onto the same texts in `new`, where these are.
pub(super) fn rescue(old: &Document<'_>, new: String) -> String {
    let mut comments = storage(old).comments;
    if comments.is_empty() {
        return new;
    }
    let Ok(document) = Document::parse(&new) else { return new };
    for marker in storage(&document).comments.names() {
        comments.remove(marker);
    }
    let (characters, origins) = lines(&Texts::of(&document.nodes));
    let (markers, texts): (Vec<String>, Vec<String>) = comments.into_iter().unzip();
    let found = places(&characters, &texts, &|at| is_cut(&origins, at));
    marked(&new, &origins, &found, &markers)
}

/// The characters that a mark may lie on, and where each is written.
fn lines(texts: &Texts<'_>) -> (Vec<char>, Vec<Origin>) {
    let (mut characters, mut origins) = (Vec::new(), Vec::new());
    for run in texts.runs.iter().filter(|run| !run.is_copy) {
        if texts.pieces[run.pieces.clone()].iter().any(|piece| piece.is_cdata) {
            continue;
        }
        let (more, written) = texts.characters(run);
        characters.extend(more);
        origins.extend(written);
        characters.push(BREAK);
        origins.push(Origin { piece: usize::MAX, start: usize::MAX, end: usize::MAX });
    }
    (characters, origins)
}

/// The source with marks on places of its characters, each closed and opened again where an element or another mark ends.
fn marked(source: &str, origins: &[Origin], found: &[(Range<usize>, usize)], markers: &[String]) -> String {
    let tag = |number: usize| {
        let mut open = Element::new(MARKER);
        open.set_attribute("ac:ref", &markers[number]);
        open.open().replace(" />", ">")
    };
    let close = format!("</{MARKER}>");
    let mut splices = Splices::default();
    let mut found = found.iter().peekable();
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut before = Origin { piece: usize::MAX, start: 0, end: 0 };
    for (at, origin) in origins.iter().enumerate() {
        let goes_on = before.piece == origin.piece;
        let stays = open.iter().position(|(end, _)| !goes_on || *end == at).unwrap_or(open.len());
        let closed = open.split_off(stays);
        if !closed.is_empty() {
            splices.insert(before.end, close.repeat(closed.len()));
        }
        open.extend(closed.into_iter().filter(|(end, _)| *end > at));
        while let Some((range, number)) = found.next_if(|(range, _)| range.start == at) {
            open.push((range.end, tag(*number)));
        }
        for (_, tag) in &open[stays..] {
            splices.insert(origin.start, tag.as_str());
        }
        before = *origin;
    }
    splices.apply(source)
}
