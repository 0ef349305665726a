//! A table as its rows and columns, whatever it is written in.

use super::super::error::{EditError, EditErrorKind};

/// A cell as a reader sees it.
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// Which cell covers each place.
pub(super) struct Grid {
    rows: Vec<Vec<Cell>>,
    /// By row and column: the row and the index of the cell.
    places: Vec<Vec<Option<(usize, usize)>>>,
}

/// More columns than this no cell spans, as in HTML.
const SPANNED: usize = 1_000;

/// More columns, and more places, than these no table has that somebody reads. A few cells may span so many that no memory
/// holds them.
const COLUMNS: usize = 2_000;
const PLACES: usize = 1_000_000;

impl Grid {
    pub(super) fn new(rows: Vec<Vec<Cell>>) -> Result<Self, EditError> {
        let mut places: Vec<Vec<Option<(usize, usize)>>> = vec![Vec::new(); rows.len()];
        let mut left = PLACES;
        for (row, cells) in rows.iter().enumerate() {
            let mut column = 0;
            for (index, cell) in cells.iter().enumerate() {
                while places[row].get(column).copied().flatten().is_some() {
                    column += 1;
                }
                let columns = cell.columns.clamp(1, SPANNED);
                if column + columns > COLUMNS {
                    return Err(too_large());
                }
                let last = row.saturating_add(cell.rows.max(1)).min(places.len());
                for covered in &mut places[row..last] {
                    let more = (column + columns).saturating_sub(covered.len());
                    left = left.checked_sub(columns.max(more)).ok_or_else(too_large)?;
                    if more > 0 {
                        covered.resize(column + columns, None);
                    }
                    covered[column..column + columns].fill(Some((row, index)));
                }
                column += columns;
            }
        }
        Ok(Self { rows, places })
    }

    /// How many rows there are, with the one of the names.
    pub(super) fn height(&self) -> usize {
        self.rows.len()
    }

    /// The names of the columns. Of those that one cell spans, the first has its name.
    pub(super) fn names(&self) -> Vec<String> {
        let Some(first) = self.places.first() else { return Vec::new() };
        let mut before = None;
        let name = |place: &Option<(usize, usize)>| {
            let is_new = std::mem::replace(&mut before, *place) != *place;
            place.filter(|_| is_new).map(|(row, cell)| self.rows[row][cell].text.clone()).unwrap_or_default()
        };
        first.iter().map(name).collect()
    }

    /// The cell at a place, where it covers no other.
    pub(super) fn single(&self, row: usize, column: usize) -> Option<usize> {
        let (owner, index) = self.places.get(row)?.get(column).copied().flatten()?;
        let cell = &self.rows[owner][index];
        (owner == row && cell.columns <= 1 && cell.rows <= 1).then_some(index)
    }

    /// The text at a place.
    pub(super) fn text(&self, row: usize, column: usize) -> Option<&str> {
        let (owner, index) = self.places.get(row)?.get(column).copied().flatten()?;
        Some(&self.rows[owner][index].text)
    }

    /// Whether no cell of a row covers a place of another, nor one of another a place of it.
    pub(super) fn stands_alone(&self, row: usize) -> bool {
        self.rows[row].iter().all(|cell| cell.rows <= 1)
            && self.places[row].iter().flatten().all(|(owner, _)| *owner == row)
    }

    /// Whether each cell of a row covers one place, and all columns have one.
    pub(super) fn is_plain(&self, row: usize) -> bool {
        let width = self.places.first().map_or(0, Vec::len);
        self.rows[row].len() == width && (0..width).all(|column| self.single(row, column).is_some())
    }
}

fn too_large() -> EditError {
    EditError::new(EditErrorKind::RowUnclear, "the cells of the table span too many columns or rows")
}
