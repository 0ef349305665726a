//! Labels of pages and other content, of spaces, and of the whole site.

mod change;
mod content;
mod found;
mod on_prem;
mod spaces;

use connector_sdk::serde_json::Value;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(super) use self::change::{ADD, ADD_SCOPES};
pub use self::change::{AddLabels, LabelSet, RemoveLabels, SetLabels};
pub use self::content::ListLabels;
pub use self::found::{GetLabel, ListLabelledContent, ListSiteLabels};
pub use self::on_prem::{ListPopularLabels, ListRecentLabels, ListRelatedLabels};
pub use self::spaces::{AddSpaceLabels, ListSpaceLabels, RemoveSpaceLabels};
use crate::models::LabelPrefix;

/// An order of labels.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub enum LabelSort {
    /// Oldest first.
    #[serde(rename = "created-date")]
    CreatedDate,
    /// Newest first.
    #[serde(rename = "-created-date")]
    CreatedDateDescending,
    /// Smallest id first.
    #[serde(rename = "id")]
    Id,
    /// Largest id first.
    #[serde(rename = "-id")]
    IdDescending,
    /// By name, A first.
    #[serde(rename = "name")]
    Name,
    /// By name, Z first.
    #[serde(rename = "-name")]
    NameDescending,
}

/// A label as Confluence wants it.
#[derive(Serialize)]
struct NewLabel<'a> {
    prefix: LabelPrefix,
    name: &'a str,
}

fn new_labels(labels: &[String], prefix: Option<LabelPrefix>) -> Vec<NewLabel<'_>> {
    let prefix = prefix.unwrap_or_default();
    labels.iter().map(|name| NewLabel { prefix, name }).collect()
}

/// The names of the labels of an answer that are of one kind.
fn names(labels: &[Value], prefix: LabelPrefix) -> Vec<String> {
    let prefix = connector_sdk::serde_json::to_value(prefix).unwrap_or_default();
    let of_kind = labels.iter().filter(|label| label["prefix"] == prefix);
    of_kind.filter_map(|label| label["name"].as_str()).map(str::to_owned).collect()
}
