use serde_json::{Value, json};

use super::super::adf_tree::{comment, kind};
use super::super::pattern::Pattern;
use super::ReplaceText;

/// Replaces the text; in how many places it stands, and how many of them are others now.
pub(super) fn replace(edit: &ReplaceText, pattern: &Pattern, document: &mut Value) -> (usize, usize) {
    let mut count = (0, 0);
    node(edit, pattern, document, &mut count);
    count
}

fn node(edit: &ReplaceText, pattern: &Pattern, value: &mut Value, count: &mut (usize, usize)) {
    let keeps_lines = kind(value) == "codeBlock";
    let Some(children) = value.get_mut("content").and_then(Value::as_array_mut) else { return };
    let mut old = std::mem::take(children).into_iter().peekable();
    while let Some(mut child) = old.next() {
        if kind(&child) != "text" {
            node(edit, pattern, &mut child, count);
            children.push(child);
            continue;
        }
        let mut texts = vec![child];
        while let Some(child) = old.next_if(|child| kind(child) == "text") {
            texts.push(child);
        }
        let new = run(edit, pattern, &texts, keeps_lines, count);
        children.extend(new.unwrap_or(texts));
    }
}

/// Replaces in texts that stand behind each other; nothing where all stays.
fn run(
    edit: &ReplaceText,
    pattern: &Pattern,
    nodes: &[Value],
    keeps_lines: bool,
    count: &mut (usize, usize),
) -> Option<Vec<Value>> {
    let text_of = |node: &Value| node["text"].as_str().unwrap_or_default().chars().collect::<Vec<char>>();
    let texts: Vec<Vec<char>> = nodes.iter().map(text_of).collect();
    let all = texts.concat();
    let mut places = Vec::new();
    for (start, end) in pattern.find(&all) {
        count.0 += 1;
        if edit.takes(count.0) && !all[start..end].iter().copied().eq(edit.replace.chars()) {
            count.1 += 1;
            places.push((start, end));
        }
    }
    if places.is_empty() {
        return None;
    }
    let mut ends = Vec::with_capacity(texts.len());
    for text in &texts {
        ends.push(ends.last().copied().unwrap_or_default() + text.len());
    }
    let mut out = Vec::new();
    let mut at = 0;
    for (node, (text, end)) in nodes.iter().zip(texts.iter().zip(&ends)) {
        let begin = end - text.len();
        let mut kept = String::new();
        let first = places.partition_point(|(_, stop)| *stop <= begin);
        for (start, stop) in places[first..].iter().take_while(|(start, _)| start < end) {
            kept.extend(&all[at..(*start).max(at)]);
            at = (*stop).min(*end);
            if *start < begin {
                continue;
            }
            let marks = lost_marks(nodes, &ends, *start, *stop);
            if marks.is_empty() && (keeps_lines || !edit.replace.contains('\n')) {
                kept.push_str(&edit.replace);
            } else {
                push(&mut out, node, &kept);
                kept.clear();
                push_lines(&mut out, &with_marks(node, marks), &edit.replace, keeps_lines);
            }
        }
        kept.extend(&all[at..*end]);
        at = *end;
        push(&mut out, node, &kept);
    }
    Some(out)
}

/// The marks of comments on texts that a place takes whole, and that the node where it begins has not.
fn lost_marks(nodes: &[Value], ends: &[usize], start: usize, stop: usize) -> Vec<Value> {
    let marks = |node: usize| {
        nodes[node]["marks"].as_array().into_iter().flatten().filter(|mark| comment(mark).is_some()).cloned()
    };
    let first = ends.partition_point(|end| *end <= start);
    let last = ends.partition_point(|end| *end <= stop);
    let own: Vec<Value> = marks(first).collect();
    let mut found: Vec<Value> = (first + 1..last).flat_map(marks).collect();
    found.dedup();
    found.retain(|mark| !own.contains(mark));
    found
}

fn with_marks(node: &Value, marks: Vec<Value>) -> Value {
    let mut node = node.clone();
    if marks.is_empty() {
        return node;
    }
    let mut all = node["marks"].as_array().cloned().unwrap_or_default();
    all.extend(marks);
    node["marks"] = Value::Array(all);
    node
}

fn push_lines(out: &mut Vec<Value>, node: &Value, text: &str, keeps_lines: bool) {
    if keeps_lines {
        return push(out, node, text);
    }
    for (index, line) in text.replace("\r\n", "\n").split('\n').enumerate() {
        if index > 0 {
            out.push(json!({ "type": "hardBreak" }));
        }
        push(out, node, line);
    }
}

/// Adds the node with another text. The format has no empty texts.
fn push(out: &mut Vec<Value>, node: &Value, text: &str) {
    if !text.is_empty() {
        let mut node = node.clone();
        node["text"] = text.into();
        out.push(node);
    }
}
