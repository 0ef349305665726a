//! What a body means, whatever its spelling: two bodies of one meaning look the same to a reader.
//!
//! Not looked at are ids that Confluence makes for itself, the order of attributes and parameters, entities, white space
//! that HTML collapses, empty paragraphs, the `p` around all of a list item or a cell, how wide tables and their columns
//! are, and which of two names an element has (`b`, `strong`).

use std::borrow::Cow;

use super::attributes::is_generated;
use super::inline::{Piece, segments};
use super::{Element, Node, escape_attribute, escape_text};

/// Writes what a row of nodes means, in a form that can be compared.
pub(in crate::formats) fn meaning(nodes: &[Node<'_>]) -> String {
    let mut out = String::new();
    flow(nodes, &mut out);
    out
}

/// Whether a child stands in a line of its own, among the children of an element that holds such.
pub(in crate::formats) fn is_block(nodes: &[Node<'_>], index: usize) -> bool {
    let Some(Node::Element(element)) = nodes.get(index) else { return false };
    match element.name() {
        "ac:structured-macro" => {
            let has_body = element.elements().any(|child| child.name().ends_with("-body"));
            let is_inline = |node: &Node<'_>| match node {
                Node::Element(element) => !is_block_name(element.name()) && !is_macro(element.name()),
                _ => true,
            };
            let before = nodes[..index].iter().rev().find(|node| !node.is_blank());
            let after = nodes[index + 1..].iter().find(|node| !node.is_blank());
            has_body || !before.is_some_and(is_inline) && !after.is_some_and(is_inline)
        }
        name => is_block_name(name) || is_macro(name),
    }
}

fn is_macro(name: &str) -> bool {
    matches!(name, "ac:structured-macro" | "ac:adf-extension" | "ac:macro")
}

fn is_block_name(name: &str) -> bool {
    matches!(
        name,
        "p" | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "dl"
            | "table"
            | "blockquote"
            | "pre"
            | "hr"
            | "div"
            | "section"
            | "article"
            | "ac:layout"
            | "ac:layout-section"
            | "ac:layout-cell"
            | "ac:task-list"
            | "ac:rich-text-body"
    )
}

fn flow(nodes: &[Node<'_>], out: &mut String) {
    let mut start = 0;
    for (index, node) in nodes.iter().enumerate() {
        if is_block(nodes, index) {
            line(&nodes[start..index], "<p>", "</p>", out);
            start = index + 1;
            if let Node::Element(element) = node {
                block(element, out);
            }
        }
    }
    line(&nodes[start..], "<p>", "</p>", out);
}

/// Inline content between two tags; nothing where nothing shows.
fn line(nodes: &[Node<'_>], open: &str, close: &str, out: &mut String) {
    let segments = segments(nodes, false);
    if segments.iter().all(|segment| matches!(segment.piece, Piece::Break)) {
        return;
    }
    out.push_str(open);
    for segment in segments {
        out.push('\u{1}');
        for mark in &segment.marks {
            out.push_str(&mark.key);
            out.push('\u{2}');
        }
        match segment.piece {
            Piece::Text(text) => out.push_str(&escape_text(&text)),
            Piece::Break => out.push_str("<br>"),
            Piece::Code(text) => {
                out.push_str("<code>");
                out.push_str(&escape_text(&text));
            }
            Piece::Atom(element) => block(element, out),
        }
    }
    out.push_str(close);
}

fn block(element: &Element<'_>, out: &mut String) {
    let open = opening(element);
    let close = ["</", element.name(), ">"].concat();
    match element.name() {
        "p" => return line(element.children(), &open, &close, out),
        "table" => {
            out.push_str("<table>");
            rows(element, out);
        }
        "ac:structured-macro" => {
            out.push_str(&open);
            parameters(element, out);
        }
        "ac:task" => {
            out.push_str(&open);
            for child in element.elements().filter(|child| !is_task_id(child.name())) {
                block(child, out);
            }
        }
        "ac:task-body" => {
            out.push_str(&open);
            flow(task_body(element), out);
        }
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            out.push_str(&open);
            line(element.children(), "", "", out);
        }
        "ul" | "ol" | "ac:task-list" | "ac:layout" | "ac:layout-section" | "tr" => {
            out.push_str(&open);
            element.elements().for_each(|child| block(child, out));
        }
        "li" | "td" | "th" | "blockquote" | "div" | "ac:layout-cell" | "ac:rich-text-body" => {
            out.push_str(&open);
            flow(element.children(), out);
        }
        _ => {
            out.push_str(&open);
            exact(element.children(), out);
        }
    }
    out.push_str(&close);
}

/// Rows of a table, whatever groups they stand in.
fn rows(element: &Element<'_>, out: &mut String) {
    for child in element.elements() {
        match child.name() {
            "thead" | "tbody" | "tfoot" => rows(child, out),
            "colgroup" => {}
            _ => block(child, out),
        }
    }
}

/// Parameters of a macro by name, then its bodies.
fn parameters(element: &Element<'_>, out: &mut String) {
    let mut written: Vec<String> = Vec::new();
    for child in element.elements().filter(|child| child.name() == "ac:parameter") {
        let mut one = String::new();
        block(child, &mut one);
        written.push(one);
    }
    written.sort_unstable();
    out.extend(written);
    element.elements().filter(|child| child.name() != "ac:parameter").for_each(|child| block(child, out));
}

/// Nodes as they stand, with only their spelling made one.
fn exact(nodes: &[Node<'_>], out: &mut String) {
    for node in nodes {
        match node {
            Node::Element(element) => block(element, out),
            Node::Text(text) => out.push_str(&escape_text(&text.text().replace("\r\n", "\n").replace('\r', "\n"))),
            Node::Comment(_) => {}
        }
    }
}

/// What is in a task, without the element that Confluence puts around it.
pub(in crate::formats) fn task_body<'d, 's>(body: &'d Element<'s>) -> &'d [Node<'s>] {
    let mut seen = body.children().iter().filter(|node| !node.is_blank());
    match (seen.next(), seen.next()) {
        (Some(Node::Element(span)), None)
            if span.name() == "span" && span.attribute("class").as_deref() == Some("placeholder-inline-tasks") =>
        {
            span.children()
        }
        _ => body.children(),
    }
}

pub(in crate::formats) fn is_task_id(name: &str) -> bool {
    matches!(name, "ac:task-id" | "ac:task-uuid")
}

/// The attributes that say something to a reader.
pub(in crate::formats) fn said<'e>(element: &'e Element<'_>) -> Vec<(&'e str, Cow<'e, str>)> {
    let name = element.name();
    let mut attributes = element.attributes();
    attributes.retain(|(attribute, value)| {
        !is_generated(attribute)
            && name != "table"
            && !(name == "ol" && *attribute == "start" && value == "1")
            && !(matches!(name, "td" | "th") && matches!(*attribute, "colspan" | "rowspan") && value == "1")
    });
    attributes
}

/// The opening tag with the attributes that say something.
pub(super) fn opening(element: &Element<'_>) -> String {
    let mut out = ["<", element.name()].concat();
    let written =
        said(element).into_iter().map(|(name, value)| [" ", name, "=\"", &escape_attribute(&value), "\""].concat());
    let mut written: Vec<String> = written.collect();
    written.sort_unstable();
    out.extend(written);
    out.push('>');
    out
}
