use super::{Part, Style, inner, join};
use crate::formats::storage::{Element, is_task_id, said, task_body};

/// A list; nothing where its elements say what Markdown cannot.
pub(super) fn list(element: &Element<'_>, style: Style) -> Option<String> {
    let mut number = None;
    for (name, value) in said(element) {
        match (element.name(), name) {
            ("ol", "start") => number = value.parse::<u32>().ok().filter(|start| *start < 1_000_000),
            _ => return None,
        }
        number?;
    }
    let mut items = Vec::new();
    for (number, item) in (number.unwrap_or(1)..).zip(element.elements()) {
        if item.name() != "li" || !said(item).is_empty() {
            return None;
        }
        let marker = match (element.name(), style.other_marker) {
            ("ol", other) => format!("{number}{} ", if other { ')' } else { '.' }),
            (_, true) => "* ".to_owned(),
            (_, false) => "- ".to_owned(),
        };
        items.push((marker, inner(item.children(), style)));
    }
    write(items)
}

/// A list of tasks.
pub(super) fn tasks(element: &Element<'_>, style: Style) -> Option<String> {
    let mut items = Vec::new();
    for task in element.elements() {
        if task.name() != "ac:task" || !said(task).is_empty() {
            return None;
        }
        let mark = match task.child("ac:task-status").map(Element::text).as_deref() {
            Some("complete") => 'x',
            Some("incomplete") => ' ',
            _ => return None,
        };
        let known = |name: &str| is_task_id(name) || matches!(name, "ac:task-status" | "ac:task-body");
        if task.elements().any(|child| !known(child.name()) || !said(child).is_empty()) {
            return None;
        }
        let bullet = if style.other_marker { '*' } else { '-' };
        let mut parts = inner(task_body(task.child("ac:task-body")?), style);
        let first = parts.iter_mut().find_map(|part| part.markdown.as_mut())?;
        *first = format!("[{mark}] {first}");
        items.push((format!("{bullet} "), parts));
    }
    write(items)
}

fn write(items: Vec<(String, Vec<Part>)>) -> Option<String> {
    let is_tight = items.iter().all(|(_, parts)| {
        let mut written = parts.iter().filter_map(|part| part.markdown.as_deref());
        written.next();
        written.all(is_list)
    });
    let mut out = Vec::new();
    for (marker, parts) in items {
        let text = if is_tight {
            parts.iter().filter_map(|part| part.markdown.as_deref()).collect::<Vec<_>>().join("\n")
        } else {
            join(&parts).trim_end_matches('\n').to_owned()
        };
        out.push(indented(&marker, &text));
    }
    (!out.is_empty()).then(|| out.join(if is_tight { "\n" } else { "\n\n" }))
}

fn indented(marker: &str, text: &str) -> String {
    let mut out = String::new();
    for (index, line) in text.split('\n').enumerate() {
        match index {
            0 => out.push_str(marker),
            _ if line.is_empty() => out.push('\n'),
            _ => {
                out.push('\n');
                out.extend(std::iter::repeat_n(' ', marker.len()));
            }
        }
        out.push_str(line);
    }
    out.trim_end_matches(' ').to_owned()
}

/// Whether a block is a list that may begin directly below a line. One that begins with another number than 1 may not.
fn is_list(markdown: &str) -> bool {
    ["- ", "* ", "1. ", "1) "].iter().any(|marker| markdown.starts_with(marker))
}
