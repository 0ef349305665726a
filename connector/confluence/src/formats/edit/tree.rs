//! Where things stand in a body in the storage format.

use std::ops::Range;

use super::heading::{Heading, collapse};
use crate::formats::plain;
use crate::formats::storage::{Element, Node, is_block};

/// A heading, and what stands under it, as ranges of the source.
pub(super) struct Section {
    text: String,
    level: u8,
    pub(super) heading: Range<usize>,
    /// Up to the next heading of its level or above, or to the end of what the heading stands in.
    pub(super) content: Range<usize>,
}

impl Heading for Section {
    fn text(&self) -> &str {
        &self.text
    }

    fn level(&self) -> u8 {
        self.level
    }
}

/// An anchor, and the block that it stands in.
pub(super) struct Anchor {
    pub(super) name: String,
    pub(super) block: Range<usize>,
}

/// Nodes with where they stand, the first of them at `start`.
pub(super) fn located<'d, 's>(nodes: &'d [Node<'s>], start: usize) -> Vec<(Range<usize>, &'d Node<'s>)> {
    let mut at = start;
    let located = nodes.iter().map(|node| {
        let begin = at;
        at = match node.element().and_then(Element::span) {
            Some(span) => span.end,
            None => begin + node.len(),
        };
        (begin..at, node)
    });
    located.collect()
}

/// Where the content of an element begins.
pub(super) fn inside(element: &Element<'_>, span: &Range<usize>) -> usize {
    span.start + element.open().len()
}

/// What a reader sees of some nodes.
pub(super) fn shown(nodes: &[Node<'_>]) -> String {
    collapse(&plain::text_of(nodes))
}

/// The headings of a document in their order.
pub(super) fn sections(nodes: &[Node<'_>]) -> Vec<Section> {
    let mut found = Vec::new();
    collect_sections(nodes, 0, &mut found);
    found
}

fn collect_sections(nodes: &[Node<'_>], start: usize, out: &mut Vec<Section>) {
    let nodes = located(nodes, start);
    for (index, (span, node)) in nodes.iter().enumerate() {
        let Some(element) = node.element() else { continue };
        let Some(level) = level(element) else {
            if !is_opaque(element.name()) {
                collect_sections(element.children(), inside(element, span), out);
            }
            continue;
        };
        let ends = |node: &Node<'_>| node.element().and_then(self::level).is_some_and(|other| other <= level);
        let rest = &nodes[index + 1..];
        let rest = &rest[..rest.iter().position(|(_, node)| ends(node)).unwrap_or(rest.len())];
        let shows = |(_, node): &&(Range<usize>, &Node<'_>)| !node.is_blank();
        let content = match (rest.iter().find(shows), rest.iter().rev().find(shows)) {
            (Some((first, _)), Some((last, _))) => first.start..last.end,
            _ => span.end..span.end,
        };
        out.push(Section { text: shown(element.children()), level, heading: span.clone(), content });
    }
}

fn level(element: &Element<'_>) -> Option<u8> {
    match element.name().as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// Whether what is in an element is no text of the body: parameters, and what is kept in two forms.
pub(super) fn is_opaque(name: &str) -> bool {
    name.starts_with("ri:")
        || matches!(
            name,
            "ac:parameter"
                | "ac:default-parameter"
                | "ac:task-id"
                | "ac:task-uuid"
                | "ac:task-status"
                | "ac:placeholder"
                | "ac:adf-attribute"
                | "ac:adf-extension"
        )
}

/// The anchors of a document in their order.
pub(super) fn anchors(nodes: &[Node<'_>]) -> Vec<Anchor> {
    let mut found = Vec::new();
    flow(nodes, 0, &mut found);
    found
}

/// Blocks and, between them, lines.
fn flow(nodes: &[Node<'_>], start: usize, out: &mut Vec<Anchor>) {
    let located = located(nodes, start);
    let mut line = 0;
    for (index, (span, node)) in located.iter().enumerate() {
        if is_block(nodes, index) {
            add_line(&located[line..index], out);
            line = index + 1;
            if let Some(element) = node.element() {
                block(element, span, out);
            }
        }
    }
    add_line(&located[line..], out);
}

fn block(element: &Element<'_>, span: &Range<usize>, out: &mut Vec<Anchor>) {
    let has_body = element.child("ac:rich-text-body").is_some();
    match element.name() {
        "li" | "td" | "th" | "blockquote" | "div" | "section" | "article" | "ac:layout-cell" | "ac:rich-text-body" => {
            flow(element.children(), inside(element, span), out);
        }
        "ul" | "ol" | "table" | "thead" | "tbody" | "tfoot" | "tr" | "ac:layout" | "ac:layout-section" => {
            children(element, span, out);
        }
        "ac:structured-macro" if has_body => children(element, span, out),
        _ => out.extend(names(element).into_iter().map(|name| Anchor { name, block: span.clone() })),
    }
}

fn children(element: &Element<'_>, span: &Range<usize>, out: &mut Vec<Anchor>) {
    for (span, node) in located(element.children(), inside(element, span)) {
        if let Some(element) = node.element() {
            block(element, &span, out);
        }
    }
}

fn add_line(nodes: &[(Range<usize>, &Node<'_>)], out: &mut Vec<Anchor>) {
    let (Some((first, _)), Some((last, _))) = (nodes.first(), nodes.last()) else { return };
    for element in nodes.iter().filter_map(|(_, node)| node.element()) {
        out.extend(names(element).into_iter().map(|name| Anchor { name, block: first.start..last.end }));
    }
}

/// The names of the anchors that are in an element.
fn names(element: &Element<'_>) -> Vec<String> {
    if element.macro_name().as_deref() == Some("anchor") {
        let is_name = |child: &&Element<'_>| child.attribute("ac:name").is_some_and(|name| name.is_empty());
        return element.elements().find(is_name).map(Element::text).into_iter().collect();
    }
    element.elements().flat_map(names).collect()
}

/// The tables of a document in their order, without those that stand in another.
pub(super) fn tables<'d, 's>(nodes: &'d [Node<'s>]) -> Vec<(Range<usize>, &'d Element<'s>)> {
    let mut found = Vec::new();
    for element in nodes.iter().filter_map(Node::element) {
        match (element.name(), element.span()) {
            ("table", Some(span)) => found.push((span, element)),
            (name, _) if !is_opaque(name) => found.extend(tables(element.children())),
            _ => {}
        }
    }
    found
}
