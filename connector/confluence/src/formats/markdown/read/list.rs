use super::frame::Item;
use super::{Frame, Kind, Reader};

impl Reader<'_> {
    /// A box at the begin of an item makes it a task.
    pub(super) fn mark_task(&mut self, is_done: bool) {
        let item = self.frames.iter_mut().rev().find_map(|frame| match &mut frame.kind {
            Kind::Item { done, .. } => Some(done),
            _ => None,
        });
        if let Some(done) = item {
            *done = Some(is_done);
        }
    }

    pub(super) fn end_item(&mut self, done: Option<bool>, blocks: Vec<String>) {
        if let Some(Frame { kind: Kind::List { items, .. }, .. }) = self.frames.last_mut() {
            items.push(Item { done, blocks });
        }
    }
}

/// A list of tasks where each item is one, else a list.
pub(super) fn list(start: Option<u64>, items: Vec<Item>) -> String {
    if items.iter().all(|item| item.done.is_some()) && start.is_none() {
        let tasks: String = items.iter().map(task).collect();
        return format!("<ac:task-list>{tasks}</ac:task-list>");
    }
    let items: String = items.into_iter().map(item).collect();
    match start {
        None => format!("<ul>{items}</ul>"),
        Some(1) => format!("<ol>{items}</ol>"),
        Some(start) => format!("<ol start=\"{start}\">{items}</ol>"),
    }
}

fn task(item: &Item) -> String {
    let status = if item.done == Some(true) { "complete" } else { "incomplete" };
    let body = match &item.blocks[..] {
        [first, rest @ ..] => [line(first).unwrap_or(first), &rest.concat()].concat(),
        [] => String::new(),
    };
    format!("<ac:task><ac:task-status>{status}</ac:task-status><ac:task-body>{body}</ac:task-body></ac:task>")
}

/// What is in a paragraph, where the block is one.
fn line(block: &str) -> Option<&str> {
    let inside = block.strip_prefix("<p>")?.strip_suffix("</p>")?;
    (!inside.contains("<p>")).then_some(inside)
}

/// Among other items, the box is text.
fn item(item: Item) -> String {
    let written = match item.done {
        Some(true) => "[x] ",
        Some(false) => "[ ] ",
        None => "",
    };
    let mut blocks = item.blocks;
    match blocks.first_mut().filter(|first| first.starts_with("<p>")) {
        Some(first) => first.insert_str("<p>".len(), written),
        None if !written.is_empty() => blocks.insert(0, format!("<p>{}</p>", written.trim_end())),
        None => {}
    }
    format!("<li>{}</li>", blocks.concat())
}
