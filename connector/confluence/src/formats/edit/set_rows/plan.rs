use super::super::error::{EditError, EditErrorKind};
use super::super::heading::collapse;
use super::super::tree;
use super::grid::Grid;
use super::{OtherRows, SetRows};
use crate::formats::storage::Document;

/// What has to become of a table. Cells have their content in the storage format.
#[derive(Default)]
pub(super) struct Plan {
    /// Cells by row and index.
    pub(super) set: Vec<(usize, usize, String)>,
    /// New rows: for each column its content, where one is given.
    pub(super) add: Vec<Vec<Option<String>>>,
    /// Rows to remove.
    pub(super) remove: Vec<usize>,
    /// The row that new ones look like.
    pub(super) model: Option<usize>,
}

impl Plan {
    pub(super) fn new(edit: &SetRows, grid: &Grid) -> Result<Self, EditError> {
        let names = grid.names();
        let key = edit.key.as_deref().map(|key| column(&names, key)).transpose()?;
        let by_place = key.is_none() && edit.others == Some(OtherRows::Remove);
        let mut plan = Self {
            model: (1..grid.height()).rev().chain([0]).find(|row| *row < grid.height() && grid.is_plain(*row)),
            ..Self::default()
        };
        let mut taken = Vec::new();
        for (index, given) in edit.rows.iter().enumerate() {
            let mut cells = Vec::new();
            for (name, value) in given.iter() {
                cells.push((column(&names, name)?, edit.cell(value)?));
            }
            let row = match key {
                Some(key) => find(grid, key, &cells, &names)?,
                None => Some(index + 1).filter(|row| by_place && *row < grid.height()),
            };
            let Some(row) = row else {
                let mut new = vec![None; names.len()];
                for (column, content) in cells {
                    new[column] = Some(content);
                }
                plan.add.push(new);
                continue;
            };
            taken.push(row);
            // The cell that tells rows apart says what it should already.
            for (column, content) in cells.into_iter().filter(|(column, _)| Some(*column) != key) {
                let Some(cell) = grid.single(row, column) else {
                    // What says the same need not be set.
                    if grid.text(row, column) == Some(&shown(&content)) {
                        continue;
                    }
                    let message = format!("the cell of `{}` in row {row} is merged with others", names[column]);
                    return Err(EditError::new(EditErrorKind::RowUnclear, message));
                };
                plan.set.push((row, cell, content));
            }
        }
        if edit.others == Some(OtherRows::Remove) {
            plan.remove = (1..grid.height()).filter(|row| !taken.contains(row)).collect();
            if let Some(row) = plan.remove.iter().find(|row| !grid.stands_alone(**row)) {
                let message = format!("row {row} is to be removed and has merged cells");
                return Err(EditError::new(EditErrorKind::RowUnclear, message));
            }
        }
        Ok(plan)
    }
}

fn column(names: &[String], wanted: &str) -> Result<usize, EditError> {
    let wanted = collapse(wanted);
    let lower = wanted.to_lowercase();
    let found = names.iter().position(|name| *name == wanted);
    found.or_else(|| names.iter().position(|name| name.to_lowercase() == lower)).ok_or_else(|| {
        let message = format!("the table has no column `{wanted}`");
        let names = names.iter().filter(|name| !name.is_empty()).cloned().collect();
        EditError::missing(EditErrorKind::ColumnNotFound, message, &wanted, names)
    })
}

/// The row with the same text in the column that tells rows apart.
fn find(grid: &Grid, key: usize, cells: &[(usize, String)], names: &[String]) -> Result<Option<usize>, EditError> {
    let Some((_, content)) = cells.iter().find(|(column, _)| *column == key) else {
        let message = format!("a row has nothing for the column `{}`, which tells rows apart", names[key]);
        return Err(EditError::new(EditErrorKind::Unclear, message));
    };
    let wanted = shown(content);
    let mut rows = (1..grid.height()).filter(|row| grid.text(*row, key) == Some(&wanted));
    match (rows.next(), rows.next()) {
        (Some(_), Some(_)) => {
            let message = format!("several rows have `{wanted}` in the column `{}`", names[key]);
            Err(EditError::new(EditErrorKind::RowUnclear, message))
        }
        (row, _) => Ok(row),
    }
}

fn shown(content: &str) -> String {
    Document::parse(content).map(|document| tree::shown(&document.nodes)).unwrap_or_default()
}
