use std::ops::Range;

use super::super::error::EditError;
use super::super::splice::Splices;
use super::super::{kept, tree};
use super::grid::{Cell, Grid};
use super::{Counts, Plan, SetRows};
use crate::formats::carry;
use crate::formats::storage::{Document, Element, Node, escape_attribute, meaning, said};

pub(super) fn set(edit: &SetRows, source: &str) -> Result<(String, Counts), EditError> {
    let document = Document::parse(source)?;
    let mut tables = tree::tables(&document.nodes);
    if let Some(wanted) = edit.wanted() {
        let sections = tree::sections(&document.nodes);
        let content = &wanted.find(&sections)?.content;
        tables.retain(|(span, _)| content.start <= span.start && span.end <= content.end);
    }
    let (table_span, table) = edit.choose(tables)?;
    let mut rows = Vec::new();
    collect(table, &mut rows);
    let grid = Grid::new(rows.iter().map(|row| cells(row).map(seen).collect()).collect())?;
    let plan = Plan::new(edit, &grid)?;

    let mut counts = Counts::default();
    let mut splices = Splices::default();
    for (row, cell, content) in &plan.set {
        let Some((element, span)) = rows.get(*row).and_then(|row| cells(row).nth(*cell)).and_then(with_span) else {
            continue;
        };
        let before = Document { nodes: element.children().to_vec() };
        let content = in_its_paragraph(&before, content.clone());
        let after = Document::parse(&content).map_err(|error| EditError::content(&error))?;
        if meaning(&before.nodes) != meaning(&after.nodes) {
            counts.set += 1;
            let content = kept::rescue(&before, carry(&before.write(), &content));
            let tags = (opened(element), format!("</{}>", element.name()));
            splices.replace(span, [tags.0, content, tags.1].concat());
        }
    }
    let model = plan.model.and_then(|row| rows.get(row).copied()).filter(|_| plan.model > Some(0));
    let end = rows.last().and_then(|row| row.span()).map_or_else(|| end_of(table, &table_span), |span| span.end);
    for (number, new) in plan.add.iter().enumerate() {
        counts.added += 1;
        splices.insert(end, row(new, model, grid.height() + number));
    }
    for row in plan.remove.iter().filter_map(|row| rows.get(*row)?.span()) {
        counts.removed += 1;
        splices.replace(row, "");
    }
    Ok((splices.apply(source), counts))
}

fn collect<'d, 's>(element: &'d Element<'s>, rows: &mut Vec<&'d Element<'s>>) {
    for child in element.elements() {
        match child.name() {
            "thead" | "tbody" | "tfoot" => collect(child, rows),
            "tr" => rows.push(child),
            _ => {}
        }
    }
}

fn cells<'d, 's>(row: &'d Element<'s>) -> impl Iterator<Item = &'d Element<'s>> {
    row.elements().filter(|cell| matches!(cell.name(), "td" | "th"))
}

fn seen(cell: &Element<'_>) -> Cell {
    let count = |name: &str| cell.attribute(name).and_then(|value| value.trim().parse().ok()).unwrap_or(1);
    Cell { text: tree::shown(cell.children()), columns: count("colspan"), rows: count("rowspan") }
}

fn with_span<'d, 's>(element: &'d Element<'s>) -> Option<(&'d Element<'s>, Range<usize>)> {
    Some((element, element.span()?))
}

/// The opening tag of an element that gets content.
fn opened(element: &Element<'_>) -> String {
    let open = element.open();
    match open.strip_suffix("/>") {
        Some(open) => [open.trim_end(), ">"].concat(),
        None => open.into_owned(),
    }
}

/// A cell that was one paragraph stays one with its attributes, such as how it is aligned.
fn in_its_paragraph(before: &Document<'_>, content: String) -> String {
    let only = |document: &Document<'_>| -> Option<String> {
        let mut shown = document.nodes.iter().filter(|node| !node.is_blank());
        let element = shown.next().and_then(Node::element).filter(|element| element.name() == "p")?;
        shown.next().is_none().then(|| opened(element))
    };
    let (Some(old), Ok(after)) = (only(before), Document::parse(&content)) else { return content };
    let Some(new) = only(&after) else { return content };
    match content.strip_prefix(&new) {
        Some(rest) => [&old, rest].concat(),
        None => content,
    }
}

/// A new row that looks like a model, of a number that is counted from 1.
fn row(new: &[Option<String>], model: Option<&Element<'_>>, number: usize) -> String {
    let mut out = String::from("<tr>");
    for (column, content) in new.iter().enumerate() {
        let cell = model.and_then(|row| cells(row).nth(column));
        let name = cell.map_or("td", Element::name);
        out.extend(["<", name]);
        for (attribute, value) in cell.into_iter().flat_map(said) {
            if !matches!(attribute, "colspan" | "rowspan" | "data-highlight-colour") {
                out.extend([" ", attribute, "=\"", &escape_attribute(&value), "\""]);
            }
        }
        let is_number = cell.and_then(|cell| cell.attribute("class")).is_some_and(|class| class == "numberingColumn");
        let content = match content {
            None if is_number => number.to_string(),
            None => "<p />".to_owned(),
            Some(content) if content.is_empty() => "<p />".to_owned(),
            Some(content) => content.clone(),
        };
        out.extend([">", &content, "</", name, ">"]);
    }
    out.push_str("</tr>");
    out
}

/// The end of what is in a table without rows, which cannot be found by the names of its columns either.
fn end_of(table: &Element<'_>, span: &Range<usize>) -> usize {
    span.end - table.close().len()
}
