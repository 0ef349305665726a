use serde_json::Value;

use super::super::adf_tree::kind;
use super::super::pattern::Pattern;
use super::{adf, comment};

/// Puts the marks of comments that stood in `old` onto the same texts in `new`, where these are.
pub(in super::super) fn rescue_adf(old: &[Value], new: &mut Vec<Value>) {
    let mut marks = Vec::new();
    old.iter().for_each(|node| collect(node, &mut marks));
    for mark in marks {
        let Some(id) = comment(&mark) else { continue };
        let before: Vec<_> = old.iter().filter_map(|node| adf(node).comments.remove(id)).collect();
        if new.iter().any(|node| adf(node).comments.contains_key(id)) {
            continue;
        }
        if let Some(pattern) = Pattern::new(before.concat().trim(), false) {
            let _ = put(&pattern, &mark, new);
        }
    }
}

/// The marks of comments, each once.
fn collect(node: &Value, out: &mut Vec<Value>) {
    for mark in node["marks"].as_array().into_iter().flatten() {
        if comment(mark).is_some() && !out.contains(mark) {
            out.push(mark.clone());
        }
    }
    for child in node["content"].as_array().into_iter().flatten() {
        collect(child, out);
    }
}

/// Puts a mark onto the first place of a text; whether there is one.
fn put(pattern: &Pattern, mark: &Value, nodes: &mut Vec<Value>) -> bool {
    let mut at = 0;
    while at < nodes.len() {
        if kind(&nodes[at]) == "codeBlock" {
            at += 1;
            continue;
        }
        if kind(&nodes[at]) != "text" {
            if nodes[at].get_mut("content").and_then(Value::as_array_mut).is_some_and(|inner| put(pattern, mark, inner))
            {
                return true;
            }
            at += 1;
            continue;
        }
        let len = nodes[at..].iter().take_while(|node| kind(node) == "text").count();
        if let Some(marked) = marked(pattern, mark, &nodes[at..at + len]) {
            nodes.splice(at..at + len, marked);
            return true;
        }
        at += len;
    }
    false
}

fn marked(pattern: &Pattern, mark: &Value, nodes: &[Value]) -> Option<Vec<Value>> {
    let texts: Vec<Vec<char>> =
        nodes.iter().map(|node| node["text"].as_str().unwrap_or_default().chars().collect()).collect();
    let (start, end) = *pattern.find(&texts.concat()).first()?;
    let mut out = Vec::new();
    let mut begin = 0;
    for (node, text) in nodes.iter().zip(texts) {
        let cut = |at: usize| at.clamp(begin, begin + text.len()) - begin;
        let (from, to) = (cut(start), cut(end));
        for (range, is_marked) in [(0..from, false), (from..to, true), (to..text.len(), false)] {
            if range.is_empty() {
                continue;
            }
            let mut part = node.clone();
            part["text"] = text[range].iter().collect::<String>().into();
            if is_marked {
                let mut marks = part["marks"].as_array().cloned().unwrap_or_default();
                marks.push(mark.clone());
                part["marks"] = Value::Array(marks);
            }
            out.push(part);
        }
        begin += text.len();
    }
    Some(out)
}
