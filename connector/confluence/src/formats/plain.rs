//! Storage to plain text.

use super::markdown::FACES;
use super::storage::inline::{Piece, segments};
use super::storage::{Document, Element, Node, is_block, task_body};
use super::target::Target;

pub(super) fn plain_text(document: &Document<'_>) -> String {
    let mut out = String::new();
    flow(&document.nodes, &mut out);
    out.truncate(out.trim_end().len());
    out
}

/// What a reader sees of some nodes.
pub(super) fn text_of(nodes: &[Node<'_>]) -> String {
    let mut out = String::new();
    flow(nodes, &mut out);
    out
}

fn flow(nodes: &[Node<'_>], out: &mut String) {
    let mut start = 0;
    for (index, node) in nodes.iter().enumerate() {
        if is_block(nodes, index) {
            line(&nodes[start..index], out);
            start = index + 1;
            if let Node::Element(element) = node {
                block(element, out);
            }
        }
    }
    line(&nodes[start..], out);
}

fn line(nodes: &[Node<'_>], out: &mut String) {
    let before = out.len();
    for segment in segments(nodes, false) {
        match segment.piece {
            Piece::Text(text) | Piece::Code(text) => out.push_str(&text),
            Piece::Break => out.push('\n'),
            Piece::Atom(element) => atom(element, out),
        }
    }
    end_line(before, out);
}

fn end_line(before: usize, out: &mut String) {
    if out.len() > before && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// What shows of an element that is kept whole.
fn atom(element: &Element<'_>, out: &mut String) {
    match element.name() {
        "ac:emoticon" => {
            let name = element.attribute("ac:name");
            let face =
                FACES.iter().find(|(face, _)| Some(*face) == name.as_deref()).map(|(_, sign)| (*sign).to_owned());
            out.push_str(&element.attribute("ac:emoji-fallback").or(face).unwrap_or_default());
        }
        "ac:image" => out.push_str(&element.attribute("ac:alt").unwrap_or_default()),
        "time" => out.push_str(&element.attribute("datetime").unwrap_or_default()),
        "ac:link" => {
            let body = element.elements().filter(|child| child.name().ends_with("link-body")).map(Element::text);
            let body: String = body.collect();
            match Target::of_link(element) {
                Some(target) if body.is_empty() => out.push_str(target.default_text()),
                _ => out.push_str(&body),
            }
        }
        "ac:structured-macro" if element.macro_name().as_deref() == Some("status") => {
            let titles = element.elements().filter(|child| child.attribute("ac:name").as_deref() == Some("title"));
            titles.for_each(|title| out.push_str(&title.text()));
        }
        "ac:structured-macro" | "ac:adf-extension" | "ac:placeholder" => block(element, out),
        _ => out.push_str(&element.text()),
    }
}

fn block(element: &Element<'_>, out: &mut String) {
    let before = out.len();
    match element.name() {
        "ac:structured-macro" | "ac:macro" => {
            for body in element.elements() {
                match body.name() {
                    "ac:rich-text-body" => flow(body.children(), out),
                    "ac:plain-text-body" => {
                        out.push_str(&body.text());
                        end_line(before, out);
                    }
                    _ => {}
                }
            }
        }
        "ac:adf-extension" | "ac:placeholder" | "hr" => {}
        "ac:task" => {
            let status = element.child("ac:task-status").map(Element::text);
            out.push_str(if status.as_deref() == Some("complete") { "[x] " } else { "[ ] " });
            if let Some(body) = element.child("ac:task-body") {
                flow(task_body(body), out);
            }
            end_line(before, out);
        }
        "li" => {
            out.push_str("- ");
            flow(element.children(), out);
            end_line(before, out);
        }
        "tr" => {
            let cells = element.elements().map(|cell| {
                let mut text = String::new();
                flow(cell.children(), &mut text);
                text.trim_end().replace('\n', " ")
            });
            out.push_str(&cells.collect::<Vec<_>>().join("\t"));
            out.push('\n');
        }
        "ul" | "ol" | "ac:task-list" | "table" | "thead" | "tbody" | "tfoot" | "ac:layout" | "ac:layout-section" => {
            element.elements().for_each(|child| block(child, out));
        }
        "pre" => {
            out.push_str(&element.text());
            end_line(before, out);
        }
        _ => flow(element.children(), out),
    }
}
