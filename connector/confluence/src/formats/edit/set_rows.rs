mod adf;
mod grid;
mod plan;
mod storage;

use connector_sdk::Named;
use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Number, Value};

use self::plan::Plan;
use super::error::EditErrorKind;
use super::heading::Wanted;
use super::{Content, ContentFormat, Done, EditError};
use crate::formats::FormatErrorKind;

/// Sets rows of a table. The table's first row has the names of its columns.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetRows {
    /// Which table, counted from 1 in the body, or under `heading`. By default, there must be only one.
    #[schemars(range(min = 1))]
    pub table: Option<u32>,
    /// The text of the heading that the table stands under. By default, all tables of the body count.
    pub heading: Option<String>,
    /// The level of the heading, from 1 to 6. By default, any.
    #[schemars(range(min = 1, max = 6))]
    pub level: Option<u8>,
    /// Which of the headings with this text, counted from 1. By default, there must be only one.
    #[schemars(range(min = 1))]
    pub occurrence: Option<u32>,
    /// The column that tells rows apart, such as `Service`: a row with the same text there is set, any other is added at the
    /// end. By default, every row is added; or, with `others` as `remove`, set by its place.
    pub key: Option<String>,
    /// The rows: for each, columns by name with what to put into their cells. In a row that is there, cells of other columns
    /// stay.
    pub rows: Vec<Named<CellValue>>,
    /// What to do with the table's other rows. Default: `keep`.
    pub others: Option<OtherRows>,
    /// What the cells are written in; in Markdown, one line each. Default: `markdown`.
    pub representation: Option<ContentFormat>,
}

/// What to put into a cell.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum CellValue {
    /// A text.
    Text(String),
    /// A number, which is written as in JSON.
    Number(Number),
    /// Yes or no, which is written as `true` or `false`.
    Boolean(bool),
}

impl<'de> Deserialize<'de> for CellValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(text) => Ok(Self::Text(text)),
            Value::Number(number) => Ok(Self::Number(number)),
            Value::Bool(boolean) => Ok(Self::Boolean(boolean)),
            _ => Err(D::Error::custom("a cell is a text, a number, `true` or `false`")),
        }
    }
}

/// What to do with rows that are not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum OtherRows {
    /// They stay.
    Keep,
    /// They are removed.
    Remove,
}

/// What an edit did to a table.
#[derive(Default)]
struct Counts {
    set: usize,
    added: usize,
    removed: usize,
}

impl SetRows {
    pub(super) fn storage(&self, source: &str) -> Result<(String, Done), EditError> {
        let (edited, counts) = storage::set(self, source)?;
        Ok((edited, counts.done()))
    }

    pub(super) fn adf(&self, document: &mut Value) -> Result<Done, EditError> {
        Ok(adf::set(self, document)?.done())
    }

    fn wanted(&self) -> Option<Wanted<'_>> {
        let heading = self.heading.as_deref()?;
        Some(Wanted { heading, level: self.level, occurrence: self.occurrence })
    }

    /// The wanted one of the tables in question.
    fn choose<T>(&self, mut tables: Vec<T>) -> Result<T, EditError> {
        let count = tables.len();
        let missing = |message: String| EditError::new(EditErrorKind::TableNotFound, message);
        let under = self.heading.as_deref().map(|heading| format!(" under `{heading}`")).unwrap_or_default();
        match (self.table, count) {
            (_, 0) => Err(missing(format!("there is no table{under}"))),
            (None, 1) => Ok(tables.swap_remove(0)),
            (None, _) => Err(missing(format!("there are {count} tables{under}; `table` says which"))),
            (Some(table), _) => match (table as usize).checked_sub(1) {
                Some(index) if index < count => Ok(tables.swap_remove(index)),
                _ => Err(missing(format!("there are {count} tables{under}, not {table}"))),
            },
        }
    }

    /// The content of a cell in the storage format.
    fn cell(&self, value: &CellValue) -> Result<String, EditError> {
        if self.representation == Some(ContentFormat::AtlasDocFormat) {
            let message = "cells are not given in the Atlassian Document Format";
            return Err(EditError::new(EditErrorKind::Content(FormatErrorKind::NotStorage), message));
        }
        let value = match value {
            CellValue::Text(text) => text.clone(),
            CellValue::Number(number) => number.to_string(),
            CellValue::Boolean(boolean) => boolean.to_string(),
        };
        Content { representation: self.representation, value }.cell_storage()
    }
}

impl Counts {
    fn done(&self) -> Done {
        let Self { set, added, removed } = self;
        let changes = set + added + removed;
        match changes {
            0 => Done::new(0, "the rows were so before"),
            _ => Done::new(changes, format!("set {set} cells, added {added} rows, removed {removed} rows")),
        }
    }
}
