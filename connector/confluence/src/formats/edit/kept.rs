//! What stands in a body beside its text: marks of inline comments, and macros.

mod adf;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::adf_tree::{children, comment};
use super::pattern::Pattern;
use super::runs::Texts;
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
    comments: BTreeMap<String, String>,
    macros: BTreeMap<String, usize>,
}

impl Kept {
    /// What of this is not there `after`.
    pub(super) fn lost(self, after: &Self, body: String, done: Vec<Done>) -> Edited {
        let comments = self.comments.into_iter().filter(|(marker, _)| !after.comments.contains_key(marker));
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
            out.comments.entry(marker).or_default().push_str(&element.text());
        } else if let Some(name) = element.macro_name() {
            *out.macros.entry(name).or_default() += 1;
        }
        add(element.children(), out);
    }
}

fn marker(element: &Element<'_>) -> Option<String> {
    (element.name() == MARKER).then(|| element.attribute("ac:ref")).flatten()
}

/// What stands in a body in the Atlassian Document Format.
pub(super) fn adf(node: &Value) -> Kept {
    let mut kept = Kept::default();
    add_adf(node, &mut kept);
    kept
}

fn add_adf(node: &Value, out: &mut Kept) {
    for mark in node["marks"].as_array().into_iter().flatten() {
        if let Some(id) = comment(mark) {
            out.comments.entry(id.to_owned()).or_default().push_str(&text_of(node));
        }
    }
    if let ("extension" | "inlineExtension" | "bodiedExtension", Some(key)) =
        (node["type"].as_str().unwrap_or_default(), node["attrs"]["extensionKey"].as_str())
    {
        *out.macros.entry(key.to_owned()).or_default() += 1;
    }
    children(node).iter().for_each(|child| add_adf(child, out));
}

/// Puts the marks of comments that stood in `old` onto the same texts in `new`, where these are.
pub(super) fn rescue(old: &Document<'_>, mut new: String) -> String {
    let before = storage(old);
    for (marker, text) in before.comments {
        let marked = mark(&marker, &text, &new);
        new = marked.unwrap_or(new);
    }
    new
}

fn mark(marker: &str, text: &str, source: &str) -> Option<String> {
    let document = Document::parse(source).ok()?;
    if storage(&document).comments.contains_key(marker) {
        return None;
    }
    let pattern = Pattern::new(text.trim(), false)?;
    let texts = Texts::of(&document.nodes);
    for run in texts.runs.iter().filter(|run| !run.is_copy) {
        if texts.pieces[run.pieces.clone()].iter().any(|piece| piece.is_cdata) {
            continue;
        }
        let (characters, origins) = texts.characters(run);
        let Some((start, end)) = pattern.find(&characters).first().copied() else { continue };
        let mut open = Element::new(MARKER);
        open.set_attribute("ac:ref", marker);
        let open = open.open().replace(" />", ">");
        let mut splices = Splices::default();
        for part in origins[start..end].chunk_by(|left, right| left.piece == right.piece) {
            if let [first, ..] = part {
                let range = first.start..part[part.len() - 1].end;
                let marked = format!("{open}{}</{MARKER}>", &source[range.clone()]);
                splices.replace(range, marked);
            }
        }
        return Some(splices.apply(source));
    }
    None
}
