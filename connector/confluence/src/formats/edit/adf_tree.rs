//! Where things stand in a body in the Atlassian Document Format.

use serde_json::{Map, Value};

use super::heading::{Heading, collapse};
use super::kept::rescue_adf;
use crate::formats::adf::text_of;

/// A heading, and what stands under it, as places among the children of one node.
pub(super) struct Section {
    text: String,
    level: u8,
    /// The way to the node that holds all of it, from the document.
    pub(super) parent: Vec<usize>,
    pub(super) heading: usize,
    /// Behind the last node under the heading.
    pub(super) end: usize,
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
    pub(super) parent: Vec<usize>,
    pub(super) block: usize,
}

/// The kind of a node.
pub(super) fn kind(node: &Value) -> &str {
    node["type"].as_str().unwrap_or_default()
}

/// What is in a node.
pub(super) fn children(node: &Value) -> &[Value] {
    node["content"].as_array().map_or(&[], Vec::as_slice)
}

/// What is in a node, to change; nothing where it is no node.
pub(super) fn children_mut(node: &mut Value) -> Option<&mut Vec<Value>> {
    let node = node.as_object_mut()?;
    if !node.get("content").is_some_and(Value::is_array) {
        node.insert("content".to_owned(), Value::Array(Vec::new()));
    }
    node.get_mut("content").and_then(Value::as_array_mut)
}

/// What is in a node that is found by its way from the document.
pub(super) fn content_at<'v>(document: &'v mut Value, way: &[usize]) -> Option<&'v mut Vec<Value>> {
    children_mut(node_at(document, way)?)
}

/// A node that is found by its way from the document.
pub(super) fn node_at<'v>(document: &'v mut Value, way: &[usize]) -> Option<&'v mut Value> {
    way.iter().try_fold(document, |node, index| children_mut(node)?.get_mut(*index))
}

/// The comment that a mark belongs to.
pub(super) fn comment(mark: &Value) -> Option<&str> {
    (kind(mark) == "annotation").then(|| mark["attrs"]["id"].as_str()).flatten()
}

/// The headings of a document in their order.
pub(super) fn sections(document: &Value) -> Vec<Section> {
    let mut found = Vec::new();
    collect_sections(document, &mut Vec::new(), &mut found);
    found
}

fn collect_sections(node: &Value, way: &mut Vec<usize>, out: &mut Vec<Section>) {
    let siblings = children(node);
    for (index, child) in siblings.iter().enumerate() {
        let Some(level) = level(child) else {
            way.push(index);
            collect_sections(child, way, out);
            way.pop();
            continue;
        };
        let rest = &siblings[index + 1..];
        let ends = |node: &Value| self::level(node).is_some_and(|other| other <= level);
        let len = rest.iter().position(ends).unwrap_or(rest.len());
        let end = index + 1 + len;
        out.push(Section { text: collapse(&text_of(child)), level, parent: way.clone(), heading: index, end });
    }
}

fn level(node: &Value) -> Option<u8> {
    if kind(node) != "heading" {
        return None;
    }
    Some(node["attrs"]["level"].as_u64().and_then(|level| u8::try_from(level).ok()).unwrap_or(1))
}

/// The anchors of a document in their order.
pub(super) fn anchors(document: &Value) -> Vec<Anchor> {
    let mut found = Vec::new();
    collect_anchors(document, &mut Vec::new(), None, &mut found);
    found
}

/// `block` is the innermost node that stands among other blocks, as the way to its parent and its place there.
fn collect_anchors(node: &Value, way: &mut Vec<usize>, block: Option<&(Vec<usize>, usize)>, out: &mut Vec<Anchor>) {
    let holds_blocks = matches!(
        kind(node),
        "doc"
            | "panel"
            | "expand"
            | "nestedExpand"
            | "layoutColumn"
            | "tableCell"
            | "tableHeader"
            | "blockquote"
            | "listItem"
            | "bodiedExtension"
    );
    for (index, child) in children(node).iter().enumerate() {
        let own = holds_blocks.then(|| (way.clone(), index));
        let block = own.as_ref().or(block);
        if let (Some(name), Some((parent, block))) = (anchor(child), block) {
            out.push(Anchor { name: name.to_owned(), parent: parent.clone(), block: *block });
        }
        way.push(index);
        collect_anchors(child, way, block, out);
        way.pop();
    }
}

fn anchor(node: &Value) -> Option<&str> {
    let is_anchor = node["attrs"]["extensionKey"] == "anchor";
    let parameters = &node["attrs"]["parameters"]["macroParams"];
    is_anchor.then(|| parameters[""]["value"].as_str()).flatten()
}

/// The ways to the tables of a document, in their order, without those that stand in another.
pub(super) fn tables(document: &Value) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    collect_tables(document, &mut Vec::new(), &mut found);
    found
}

fn collect_tables(node: &Value, way: &mut Vec<usize>, out: &mut Vec<Vec<usize>>) {
    for (index, child) in children(node).iter().enumerate() {
        way.push(index);
        match kind(child) {
            "table" => out.push(way.clone()),
            _ => collect_tables(child, way, out),
        }
        way.pop();
    }
}

/// Whether two nodes say the same: ids of nodes do not count.
pub(in crate::formats) fn is_same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) => {
            let said = |map: &Map<String, Value>| map.iter().filter(|(name, value)| is_said(name, value)).count();
            let is_there = |name: &str, value: &Value| {
                right.get(name).is_some_and(|other| is_said(name, other) && is_same(value, other))
            };
            said(left) == said(right) && left.iter().all(|(name, value)| !is_said(name, value) || is_there(name, value))
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| is_same(left, right))
        }
        _ => left == right,
    }
}

fn is_said(name: &str, value: &Value) -> bool {
    name != "localId" && !(name == "attrs" && says_nothing(value))
}

fn says_nothing(attributes: &Value) -> bool {
    attributes.as_object().is_some_and(|attributes| attributes.keys().all(|name| name == "localId"))
}

/// Puts nodes of `old` into the places of `new` ones that say the same, each once, and marks of comments on their texts.
pub(super) fn carry(old: &[Value], new: &mut Vec<Value>) {
    let mut next = 0;
    for node in new.iter_mut() {
        if let Some(at) = old[next..].iter().position(|other| is_same(other, node)) {
            node.clone_from(&old[next + at]);
            next += at + 1;
        }
    }
    rescue_adf(old, new);
}

/// Gives each new task and list of tasks an id, which the format requires.
pub(super) fn number_tasks(document: &mut Value) {
    let mut taken = Map::new();
    collect_ids(document, &mut taken);
    number(document, &mut taken);
}

/// The ids that nodes have.
fn collect_ids(node: &Value, out: &mut Map<String, Value>) {
    if let Some(id) = node["attrs"]["localId"].as_str() {
        out.insert(id.to_owned(), Value::Null);
    }
    for child in children(node) {
        collect_ids(child, out);
    }
}

fn number(node: &mut Value, taken: &mut Map<String, Value>) {
    if matches!(kind(node), "taskList" | "taskItem")
        && let Some(id) = node["attrs"].get_mut("localId").filter(|id| **id == "")
    {
        let mut next = taken.len();
        while taken.contains_key(&format!("task-{next}")) {
            next += 1;
        }
        taken.insert(format!("task-{next}"), Value::Null);
        *id = Value::String(format!("task-{next}"));
    }
    if let Some(children) = node.get_mut("content").and_then(Value::as_array_mut) {
        for child in children {
            number(child, taken);
        }
    }
}
