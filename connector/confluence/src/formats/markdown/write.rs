//! Storage to Markdown, block by block.

mod code;
mod escape;
mod image;
mod inline;
mod list;
mod table;

use std::ops::Range;

pub(in crate::formats) use self::image::FACES;
use super::{RAW, alert, read};
use crate::formats::storage::{Document, Element, Node, inline::segments, is_block, meaning, said};

/// A part of the source and what it is in Markdown. All parts together are the source.
#[derive(Clone, Debug)]
pub(in crate::formats) struct Part {
    pub(in crate::formats) span: Range<usize>,
    /// Nothing for white space, empty paragraphs and comments.
    pub(in crate::formats) markdown: Option<String>,
    /// Tags of a layout, whose content stands in parts of its own.
    is_layout: bool,
}

/// How a block is written. The first way whose result is read back as the same is taken.
#[derive(Clone, Copy, Debug)]
struct Style {
    spelling: Spelling,
    place: Place,
    /// With the other marker, since the block before is a list too.
    other_marker: bool,
}

/// Where inline content stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Paragraph,
    /// In a line that must not break.
    Line,
    /// In a cell of a table.
    Cell,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spelling {
    /// As a person would write it.
    Plain,
    /// With tags where delimiters may not be recognised.
    Tags,
    /// Also with every sign escaped.
    Careful,
}

/// Converts a document to parts.
pub(in crate::formats) fn parts(document: &Document<'_>) -> Vec<Part> {
    let style = Style { spelling: Spelling::Plain, place: Place::Paragraph, other_marker: false };
    let mut flow = Flow { style, is_proven: true, at: 0, parts: Vec::new(), last_list: None };
    flow.nodes(&document.nodes);
    join_layouts(flow.parts, &document.write())
}

/// Puts parts together to one Markdown text.
pub(in crate::formats) fn join(parts: &[Part]) -> String {
    let mut out = String::new();
    for markdown in parts.iter().filter_map(|part| part.markdown.as_deref()) {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(markdown);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Makes one placeholder of the tags of layouts that follow each other: nobody edits one without the other.
fn join_layouts(parts: Vec<Part>, source: &str) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let mut last_shown: Option<usize> = None;
    let mut joined: Vec<usize> = Vec::new();
    for part in parts {
        if let Some(at) = last_shown.filter(|at| part.is_layout && out[*at].is_layout) {
            out.truncate(at + 1);
            out[at].span.end = part.span.end;
            joined.push(at);
            continue;
        }
        if part.markdown.is_some() {
            last_shown = Some(out.len());
        }
        out.push(part);
    }
    joined.dedup();
    for at in joined {
        out[at].markdown = Some(raw_block(&source[out[at].span.clone()]));
    }
    out
}

/// A fenced placeholder.
fn raw_block(source: &str) -> String {
    let fence = "`".repeat(longest_run(source, '`').max(2) + 1);
    format!("{fence}{RAW}\n{source}\n{fence}")
}

fn longest_run(text: &str, of: char) -> usize {
    text.split(|character| character != of).map(str::len).max().unwrap_or_default()
}

struct Flow {
    style: Style,
    /// Whether each block is read back. Blocks inside of others are so with them.
    is_proven: bool,
    at: usize,
    parts: Vec<Part>,
    /// What list stands directly before, and whether it has the other marker.
    last_list: Option<(ListKind, bool)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ListKind {
    Bullets,
    Numbers,
}

/// Blocks inside of another.
fn inner(nodes: &[Node<'_>], style: Style) -> Vec<Part> {
    let style = Style { other_marker: false, ..style };
    let mut flow = Flow { style, is_proven: false, at: 0, parts: Vec::new(), last_list: None };
    flow.nodes(nodes);
    let source: String = nodes.iter().map(Node::write).collect();
    join_layouts(flow.parts, &source)
}

impl Flow {
    fn nodes(&mut self, nodes: &[Node<'_>]) {
        let mut start = 0;
        for (index, node) in nodes.iter().enumerate() {
            if !is_block(nodes, index) {
                continue;
            }
            self.line(&nodes[start..index]);
            start = index + 1;
            if let Node::Element(element) = node {
                self.block(node, element);
            }
        }
        self.line(&nodes[start..]);
    }

    /// Inline content that stands between blocks.
    fn line(&mut self, nodes: &[Node<'_>]) {
        if segments(nodes, true).is_empty() {
            return self.push(length(nodes), None, false);
        }
        // White space around it stays with what is around it.
        let seen = |node: &Node<'_>| !node.is_blank();
        let first = nodes.iter().position(seen).unwrap_or_default();
        let last = nodes.iter().rposition(seen).map_or(nodes.len(), |at| at + 1);
        self.push(length(&nodes[..first]), None, false);
        let nodes_seen = &nodes[first..last];
        let markdown = self.best(nodes_seen, |style| inline::inline(nodes_seen, style));
        // Else what stands beside it could be read as a part of its line.
        let paragraph = || ["<p>", &nodes_seen.iter().map(Node::write).collect::<String>(), "</p>"].concat();
        self.push(length(nodes_seen), Some(markdown.unwrap_or_else(|| raw_block(&paragraph()))), false);
        self.push(length(&nodes[last..]), None, false);
    }

    fn block(&mut self, node: &Node<'_>, element: &Element<'_>) {
        if element.name() == "p" && segments(element.children(), true).is_empty() {
            return self.push(node.len(), None, false);
        }
        let list = list_kind(element);
        let other_marker = list.is_some() && self.last_list.is_some_and(|(kind, other)| Some(kind) == list && !other);
        let markdown = self.best(std::slice::from_ref(node), |style| leaf(element, Style { other_marker, ..style }));
        match markdown {
            Some(markdown) => {
                self.push(node.len(), Some(markdown), false);
                self.last_list = list.map(|kind| (kind, other_marker));
            }
            None => match container(element) {
                Some((open, content, close)) => {
                    let is_layout = element.name().starts_with("ac:layout");
                    self.push(open.len(), Some(raw_block(&open)), is_layout);
                    self.nodes(content);
                    self.push(close.len(), Some(raw_block(&close)), is_layout);
                }
                None => self.push(node.len(), Some(raw_block(&node.write())), false),
            },
        }
    }

    /// The first spelling that is read back as what it was.
    fn best(&self, nodes: &[Node<'_>], write: impl Fn(Style) -> Option<String>) -> Option<String> {
        if !self.is_proven {
            return write(self.style);
        }
        let meant = meaning(nodes);
        [Spelling::Plain, Spelling::Tags, Spelling::Careful].into_iter().find_map(|spelling| {
            let markdown = write(Style { spelling, ..self.style })?;
            is_faithful(&markdown, &meant).then_some(markdown)
        })
    }

    fn push(&mut self, len: usize, markdown: Option<String>, is_layout: bool) {
        if len == 0 {
            return;
        }
        if markdown.is_some() {
            self.last_list = None;
        }
        self.parts.push(Part { span: self.at..self.at + len, markdown, is_layout });
        self.at += len;
    }
}

fn length(nodes: &[Node<'_>]) -> usize {
    nodes.iter().map(Node::len).sum()
}

fn is_faithful(markdown: &str, meant: &str) -> bool {
    let Ok(blocks) = read::blocks(markdown) else { return false };
    let [block] = blocks.as_slice() else { return false };
    markdown.get(block.range.clone()).is_some_and(|text| text.trim_end() == markdown)
        && Document::parse(&block.storage).is_ok_and(|document| meaning(&document.nodes) == meant)
}

fn list_kind(element: &Element<'_>) -> Option<ListKind> {
    match element.name() {
        "ul" | "ac:task-list" => Some(ListKind::Bullets),
        "ol" => Some(ListKind::Numbers),
        _ => None,
    }
}

/// A block that Markdown has.
fn leaf(element: &Element<'_>, style: Style) -> Option<String> {
    let is_plain = said(element).is_empty();
    let children = element.children();
    match element.name() {
        "p" if is_plain => inline::inline(children, style),
        "p" => inline::wrapped(element, style),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if !is_plain => inline::wrapped(element, style),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            let level = element.name()[1..].parse().ok()?;
            let text = inline::inline(children, Style { place: Place::Line, ..style })?;
            Some(format!("{} {text}", "#".repeat(level)))
        }
        "hr" if is_plain => Some("---".to_owned()),
        "blockquote" if is_plain => quote(&join(&inner(children, style))),
        "ul" | "ol" => list::list(element, style),
        "ac:task-list" if is_plain => list::tasks(element, style),
        "table" => table::table(element, style),
        "ac:structured-macro" => match element.macro_name()?.as_str() {
            "code" => code::code(element),
            name => panel(element, alert::word(name)?, style),
        },
        _ => None,
    }
}

fn panel(element: &Element<'_>, word: &str, style: Style) -> Option<String> {
    let body = element.child("ac:rich-text-body")?;
    if said(element).len() > 1 || element.elements().count() > 1 || !said(body).is_empty() {
        return None;
    }
    let body = join(&inner(body.children(), style));
    if body.is_empty() { None } else { quote(&format!("[!{word}]\n{body}")) }
}

fn quote(body: &str) -> Option<String> {
    if body.is_empty() {
        return None;
    }
    let lines =
        body.trim_end().split('\n').map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") });
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// The tags around editable content, and the content.
fn container<'d, 's>(element: &'d Element<'s>) -> Option<(String, &'d [Node<'s>], String)> {
    let children = element.children();
    let (open, content, close) = match element.name() {
        "ac:layout" | "ac:layout-section" | "ac:layout-cell" | "div" => {
            (element.open().into_owned(), children, element.close().into_owned())
        }
        "ac:structured-macro" => {
            let at =
                children.iter().position(|node| node.element().is_some_and(|one| one.name() == "ac:rich-text-body"))?;
            let body = children[at].element()?;
            let source = |nodes: &[Node<'_>]| nodes.iter().map(Node::write).collect::<String>();
            let open = [&element.open(), source(&children[..at]).as_str(), &body.open()].concat();
            let close = [&body.close(), source(&children[at + 1..]).as_str(), &element.close()].concat();
            (open, body.children(), close)
        }
        _ => return None,
    };
    content.iter().any(|node| !node.is_blank()).then_some((open, content, close))
}
