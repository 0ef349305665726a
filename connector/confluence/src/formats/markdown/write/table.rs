use super::{Place, Style, inline};
use crate::formats::storage::{Element, Node, is_block, said};

/// A table with a header in its first row, and one line in each cell.
pub(super) fn table(element: &Element<'_>, style: Style) -> Option<String> {
    let style = Style { place: Place::Cell, ..style };
    let mut rows = Vec::new();
    collect(element, &mut rows)?;
    let (header, body) = rows.split_first()?;
    let header: Vec<&Element<'_>> = header.elements().collect();
    if !header.iter().any(|cell| cell.name() == "th") {
        return None;
    }
    let alignments: Vec<Option<&str>> = header.iter().map(|cell| alignment(cell)).collect();
    let mut out = line(&header, "th", &alignments, style)?;
    out.push_str("\n|");
    for alignment in &alignments {
        out.push_str(match alignment {
            Some("left") => " :--- |",
            Some("center") => " :---: |",
            Some("right") => " ---: |",
            _ => " --- |",
        });
    }
    for row in body {
        let cells: Vec<&Element<'_>> = row.elements().collect();
        if cells.len() != header.len() {
            return None;
        }
        out.push('\n');
        out.push_str(&line(&cells, "td", &alignments, style)?);
    }
    Some(out)
}

fn collect<'d, 's>(element: &'d Element<'s>, rows: &mut Vec<&'d Element<'s>>) -> Option<()> {
    for child in element.elements() {
        match child.name() {
            "thead" | "tbody" | "tfoot" => collect(child, rows)?,
            "tr" if said(child).is_empty() => rows.push(child),
            "colgroup" => {}
            _ => return None,
        }
    }
    Some(())
}

fn line(cells: &[&Element<'_>], name: &str, alignments: &[Option<&str>], style: Style) -> Option<String> {
    let mut out = String::from("|");
    for (index, cell) in cells.iter().enumerate() {
        let content = content(cell, alignments.get(index).copied().flatten(), style)?;
        let content = if cell.name() == name && said(cell).is_empty() {
            content
        } else {
            [inline::raw(&cell.open(), style)?, content, inline::raw(&cell.close(), style)?].concat()
        };
        out.push(' ');
        out.push_str(&content);
        out.push_str(if content.is_empty() { "|" } else { " |" });
    }
    Some(out)
}

/// What is in a cell, where that is one line.
fn content(cell: &Element<'_>, alignment: Option<&str>, style: Style) -> Option<String> {
    let children = cell.children();
    let seen: Vec<&Node<'_>> = children.iter().filter(|node| !node.is_blank()).collect();
    if seen.is_empty() {
        return Some(String::new());
    }
    if let [Node::Element(paragraph)] = seen[..]
        && paragraph.name() == "p"
    {
        let text = inline::inline(paragraph.children(), style);
        let is_aligned = match &said(paragraph)[..] {
            [] => alignment.is_none(),
            _ => alignment.is_some() && self::alignment(cell) == alignment,
        };
        return match text {
            None if paragraph.children().iter().all(Node::is_blank) => Some(String::new()),
            text if is_aligned => text,
            _ => inline::wrapped(paragraph, style),
        };
    }
    let has_block = (0..children.len()).any(|index| is_block(children, index));
    if has_block || alignment.is_some() { None } else { inline::inline(children, style) }
}

/// How the one paragraph of a cell is aligned, where it says nothing else.
fn alignment(cell: &Element<'_>) -> Option<&'static str> {
    let paragraph = cell.child("p")?;
    let [("style", style)] = &said(paragraph)[..] else { return None };
    let value = style.trim().trim_end_matches(';').strip_prefix("text-align:")?.trim();
    ["left", "center", "right"].into_iter().find(|one| *one == value)
}
