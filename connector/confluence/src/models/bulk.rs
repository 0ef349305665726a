use schemars::JsonSchema;
use serde::Serialize;

use super::ItemError;

/// What came of one item.
#[derive(Serialize, JsonSchema)]
pub struct ItemResult<T> {
    /// The place of the item in the input, from 0.
    pub index: usize,
    /// What became of it.
    pub status: ItemStatus,
    /// What performing it gave, where it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<T>,
    /// What went wrong, where something did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ItemError>,
}

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ItemStatus {
    /// It was performed.
    Done,
    /// It was refused or failed, and `error` says why.
    Failed,
    /// It may have been performed, or a part of it was: the answer was lost, or a later step of it failed.
    Uncertain,
    /// It was not tried, since an earlier one failed and `stopOnError` is set.
    Skipped,
}

/// How many items came to what.
#[derive(Serialize, JsonSchema)]
pub struct ItemCounts {
    /// How many were performed.
    pub done: u64,
    /// How many were refused or failed.
    pub failed: u64,
    /// How many may have been performed, or were in part.
    pub uncertain: u64,
    /// How many were not tried.
    pub skipped: u64,
}
