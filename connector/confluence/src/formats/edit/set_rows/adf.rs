use serde_json::{Value, json};

use super::super::adf_tree::{self, children, children_mut, is_same, kind, node_at};
use super::super::error::EditError;
use super::super::heading::collapse;
use super::super::kept;
use super::grid::{Cell, Grid};
use super::{Counts, Plan, SetRows};
use crate::formats::adf;

pub(super) fn set(edit: &SetRows, document: &mut Value) -> Result<Counts, EditError> {
    let mut tables = adf_tree::tables(document);
    if let Some(wanted) = edit.wanted() {
        let sections = adf_tree::sections(document);
        let section = wanted.find(&sections)?;
        let depth = section.parent.len();
        tables.retain(|way| way.starts_with(&section.parent) && (section.heading..section.end).contains(&way[depth]));
    }
    let way = edit.choose(tables)?;
    let mut counts = Counts::default();
    let Some(table) = node_at(document, &way) else { return Ok(counts) };
    let rows: Vec<&Value> = children(table).iter().filter(|row| kind(row) == "tableRow").collect();
    let grid = Grid::new(rows.iter().map(|row| children(row).iter().map(seen).collect()).collect())?;
    let plan = Plan::new(edit, &grid)?;
    let model = plan.model.filter(|row| *row > 0).and_then(|row| rows.get(row).map(|row| (*row).clone()));

    let Some(rows) = children_mut(table) else { return Ok(counts) };
    for (row, cell, content) in &plan.set {
        let mut new = blocks(content)?;
        let cell = rows.get_mut(*row).and_then(children_mut).and_then(|cells| cells.get_mut(*cell));
        let Some(old) = cell.and_then(children_mut) else { continue };
        if old.len() != new.len() || !old.iter().zip(&new).all(|(old, new)| is_same(old, new)) {
            counts.set += 1;
            kept::rescue_adf(old, &mut new);
            *old = new;
        }
    }
    for new in &plan.add {
        counts.added += 1;
        rows.push(row(new, model.as_ref())?);
    }
    for row in plan.remove.iter().rev() {
        counts.removed += 1;
        rows.remove(*row);
    }
    Ok(counts)
}

fn seen(cell: &Value) -> Cell {
    let count = |name: &str| cell["attrs"][name].as_u64().and_then(|count| usize::try_from(count).ok()).unwrap_or(1);
    Cell { text: collapse(&adf::text_of(cell)), columns: count("colspan"), rows: count("rowspan") }
}

/// The content of a cell, which is never empty.
fn blocks(content: &str) -> Result<Vec<Value>, EditError> {
    let nodes = adf::from_storage(content).map_err(|error| EditError::content(&error))?;
    Ok(if nodes.is_empty() { vec![json!({ "type": "paragraph", "content": [] })] } else { nodes })
}

fn row(new: &[Option<String>], model: Option<&Value>) -> Result<Value, EditError> {
    let mut cells = Vec::new();
    for (column, content) in new.iter().enumerate() {
        let model = model.and_then(|row| children(row).get(column));
        let mut attributes = model.and_then(|cell| cell["attrs"].as_object().cloned()).unwrap_or_default();
        attributes.retain(|name, _| !matches!(name.as_str(), "background" | "localId" | "colspan" | "rowspan"));
        let kind = model.map_or("tableCell", kind);
        let content = blocks(content.as_deref().unwrap_or_default())?;
        cells.push(json!({ "type": kind, "attrs": attributes, "content": content }));
    }
    Ok(json!({ "type": "tableRow", "content": cells }))
}
