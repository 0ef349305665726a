use std::iter::Peekable;
use std::ops::Range;
use std::slice::Iter;

use serde_json::Value;

use super::super::adf_tree::{children, kind};
use super::places::{BREAK, places};
use super::sorted::Sorted;
use super::{adf, comment};

/// Puts the marks of comments that stood in `old` onto the same texts in `new`, where these are.
pub(in super::super) fn rescue_adf(old: &[Value], new: &mut Vec<Value>) {
    let mut comments = adf(old).comments;
    if comments.is_empty() {
        return;
    }
    for id in adf(new).comments.names() {
        comments.remove(id);
    }
    let (mut marks, mut texts) = (Vec::new(), Vec::new());
    collect(old, &mut comments, &mut marks, &mut texts);
    let mut characters = Vec::new();
    lines(new, &mut characters);
    let found = places(&characters, &texts, &|_| false);
    Marking { at: 0, found: found.iter().peekable(), open: Vec::new(), marks }.nodes(new);
}

/// Takes the marks of comments, each once, with the texts that they lie on.
fn collect<'v>(nodes: &'v [Value], comments: &mut Sorted<String>, marks: &mut Vec<&'v Value>, texts: &mut Vec<String>) {
    for node in nodes {
        for mark in node["marks"].as_array().into_iter().flatten() {
            if let Some(text) = comment(mark).and_then(|id| comments.remove(id)) {
                marks.push(mark);
                texts.push(text);
            }
        }
        collect(children(node), comments, marks, texts);
    }
}

/// The characters that a mark may lie on.
fn lines(nodes: &[Value], out: &mut Vec<char>) {
    for node in nodes {
        match kind(node) {
            "text" => out.extend(text(node).chars()),
            "codeBlock" => out.push(BREAK),
            _ => {
                out.push(BREAK);
                lines(children(node), out);
                out.push(BREAK);
            }
        }
    }
}

fn text(node: &Value) -> &str {
    node["text"].as_str().unwrap_or_default()
}

/// Puts marks onto places among the characters of [`lines`], in their order.
struct Marking<'v> {
    at: usize,
    found: Peekable<Iter<'v, (Range<usize>, usize)>>,
    /// The places that it is in.
    open: Vec<&'v (Range<usize>, usize)>,
    marks: Vec<&'v Value>,
}

impl Marking<'_> {
    fn nodes(&mut self, nodes: &mut Vec<Value>) {
        let mut out = Vec::with_capacity(nodes.len());
        for mut node in nodes.drain(..) {
            match kind(&node) {
                "text" => {
                    self.text(node, &mut out);
                    continue;
                }
                "codeBlock" => {}
                _ => {
                    self.at += 1;
                    if let Some(inner) = node.get_mut("content").and_then(Value::as_array_mut) {
                        self.nodes(inner);
                    }
                }
            }
            self.at += 1;
            out.push(node);
        }
        *nodes = out;
    }

    fn text(&mut self, node: Value, out: &mut Vec<Value>) {
        let text: Vec<char> = text(&node).chars().collect();
        let end = self.at + text.len();
        let mut rest = text.as_slice();
        while self.at < end {
            let at = self.at;
            self.open.retain(|(range, _)| range.end > at);
            while let Some(place) = self.found.next_if(|(range, _)| range.start == at) {
                self.open.push(place);
            }
            let next = self.found.peek().map_or(end, |(range, _)| range.start);
            let next = self.open.iter().map(|(range, _)| range.end).fold(next.min(end), usize::min);
            let (part, behind) = rest.split_at(next - at);
            (rest, self.at) = (behind, next);
            let mut new = node.clone();
            new["text"] = part.iter().collect::<String>().into();
            if !self.open.is_empty() {
                let mut marks = node["marks"].as_array().cloned().unwrap_or_default();
                marks.extend(self.open.iter().map(|(_, number)| self.marks[*number].clone()));
                new["marks"] = Value::Array(marks);
            }
            out.push(new);
        }
        if text.is_empty() {
            out.push(node);
        }
    }
}
