use schemars::JsonSchema;

use super::ListingLinks;

/// One answer of a list of the first API, which counts.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CountedListing<T> {
    /// The results of this page.
    pub results: Vec<T>,
    /// How many results stand before this page.
    pub start: Option<i64>,
    /// The most results that this page may have.
    pub limit: Option<i64>,
    /// How many results are in `results`.
    pub size: Option<i64>,
    /// How many results there are in all, where the list can say so and was asked to.
    pub total_size: Option<i64>,
    /// Where to go on.
    #[serde(rename = "_links")]
    pub links: Option<ListingLinks>,
}

/// Everything that was found, in one answer.
#[derive(JsonSchema)]
pub struct Found<T> {
    /// What was found.
    pub results: Vec<T>,
}
