use super::hunks::{Hunk, hunks, pairs};
use crate::formats::storage::{Document, Element, Node, is_block, is_generated, is_task_id, meaning, task_body};

/// The new form of a block, with everything of the old one that is still meant.
pub(in crate::formats) fn carry(old: &str, new: &str) -> String {
    // Tags of containers, one by one, are no documents.
    let (Ok(old), Ok(mut new)) = (Document::parse(old), Document::parse(new)) else { return new.to_owned() };
    if is_raw(&old.nodes) && is_raw(&new.nodes) {
        return new.write();
    }
    align(&old.nodes, &mut new.nodes);
    new.write()
}

/// Whether a block is what a placeholder holds: an edit of that is an edit of each of its bytes.
fn is_raw(nodes: &[Node<'_>]) -> bool {
    match nodes {
        [Node::Element(element)] => {
            !matches!(
                element.name(),
                "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table" | "blockquote" | "ac:task-list"
            ) && !matches!(
                element.macro_name().as_deref(),
                Some("code" | "info" | "tip" | "panel" | "note" | "warning")
            )
        }
        _ => false,
    }
}

fn align<'s>(old: &[Node<'s>], new: &mut Vec<Node<'s>>) {
    unwrap_line(old, new);
    let shown: Vec<&Node<'s>> = old.iter().filter(|node| !node.is_blank()).collect();
    let before: Vec<String> = shown.iter().map(|node| key(node)).collect();
    let after: Vec<String> = new.iter().map(key).collect();
    for hunk in hunks(&borrowed(&before), &borrowed(&after)) {
        match hunk {
            Hunk::Same(old, at) => new[at] = shown[old].clone(),
            Hunk::Other(old, at) => pair(&shown[old], &mut new[at]),
        }
    }
}

/// Pairs elements that replace each other.
fn pair<'s>(old: &[&Node<'s>], new: &mut [Node<'s>]) {
    let old: Vec<&Element<'s>> = old.iter().filter_map(|node| node.element()).collect();
    let new: Vec<&mut Element<'s>> = new.iter_mut().filter_map(Node::element_mut).collect();
    let before: Vec<String> = old.iter().map(|element| element.text()).collect();
    let after: Vec<String> = new.iter().map(|element| element.text()).collect();
    for (element, pair) in new.into_iter().zip(pairs(&borrowed(&before), &borrowed(&after))) {
        if let Some(from) = pair.map(|at| old[at]).filter(|from| from.name() == element.name()) {
            inherit(from, element);
        }
    }
}

fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

/// Gives an element what the one that it replaces had beside what Markdown says.
fn inherit<'s>(old: &Element<'s>, new: &mut Element<'s>) {
    if old.macro_name() != new.macro_name() {
        return;
    }
    for (name, value) in old.attributes() {
        if (is_generated(name) || old.name() == "table") && new.attribute(name).is_none() {
            new.set_attribute(name, &value);
        }
    }
    if old.name() == "table"
        && columns(old) == columns(new)
        && let Some(group) = old.child("colgroup")
        && new.child("colgroup").is_none()
    {
        new.children_mut().insert(0, Node::Element(group.clone()));
    }
    if old.name() == "ac:task" {
        let ids = old.elements().filter(|child| is_task_id(child.name())).map(|child| Node::Element(child.clone()));
        let ids: Vec<Node<'s>> = ids.collect();
        new.children_mut().splice(0..0, ids);
    }
    if old.name() == "ac:task-body" && task_body(old).as_ptr() != old.children().as_ptr() {
        let mut inside = std::mem::take(new.children_mut());
        align(task_body(old), &mut inside);
        if let Some(around) = old.child("span") {
            let mut around = around.clone();
            *around.children_mut() = inside;
            new.children_mut().push(Node::Element(around));
        }
        return;
    }
    align(old.children(), new.children_mut());
}

fn columns(table: &Element<'_>) -> usize {
    let row = table.elements().flat_map(|group| std::iter::once(group).chain(group.elements()));
    row.filter(|element| element.name() == "tr").map(|row| row.elements().count()).max().unwrap_or_default()
}

/// An item or a cell that had no paragraph gets none.
fn unwrap_line<'s>(old: &[Node<'s>], new: &mut Vec<Node<'s>>) {
    let starts_inline = old.iter().position(|node| !node.is_blank()).is_some_and(|first| !is_block(old, first));
    if starts_inline
        && let Some(Node::Element(first)) = new.first_mut()
        && first.name() == "p"
        && first.attributes().is_empty()
    {
        let inside = std::mem::take(first.children_mut());
        new.splice(0..1, inside);
    }
}

/// What a node means, as a key. White space at the ends of a text counts.
fn key(node: &Node<'_>) -> String {
    match node {
        Node::Text(text) => {
            let text = text.text();
            let words: Vec<&str> = text.split(|c: char| c.is_ascii_whitespace()).collect();
            ["text ", &words.join(" ")].concat()
        }
        Node::Element(element)
            if matches!(element.name(), "tr" | "td" | "th" | "li" | "tbody" | "ac:task" | "ac:task-body") =>
        {
            let mut out = element.name().to_owned();
            out.push_str(&meaning(std::slice::from_ref(node)));
            out
        }
        Node::Element(_) => meaning(std::slice::from_ref(node)),
        Node::Comment(raw) => raw.clone().into_owned(),
    }
}
