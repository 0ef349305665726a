use connector_sdk::serde_json::Value;
use connector_sdk::{
    Action, ActionRoute, Conditions, Context, Effect, Error, Fields, ItemSchema, Json, Outcome, Scopes, output_schema,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Bulk, each};
use crate::actions::NO_CHECK;
use crate::actions::labels::{AddLabels, LabelSet, RemoveLabels, SetLabels};
use crate::models::{ItemCounts, ItemResult, LabelPrefix, LabelledItem};

/// Labels pages, blog posts and attachments, side by side, and hands over a result for each.
///
/// One that is refused does not keep the others back. What concerns the same content is done in the order of the items.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LabelContent {
    /// What to do with the labels of each item. Default: `add`.
    pub change: Option<LabelWork>,
    /// The content and the labels.
    #[schemars(length(min = 1, max = 1000))]
    pub items: Vec<ContentLabels>,
    /// Whether to try no further ones once one failed; those that are on their way still finish. Default: `false`.
    pub stop_on_error: Option<bool>,
    /// How many to label side by side. Default: 8.
    #[schemars(range(min = 1, max = 8))]
    pub concurrency: Option<u32>,
}

/// A piece of content and labels for it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContentLabels {
    /// What has the labels; it matters to `set` on Cloud alone. Default: `page`.
    pub r#type: Option<LabelSet>,
    /// The id of the page, blog post or attachment.
    pub id: String,
    /// The names of the labels, such as `release-notes`; with `set`, none to take off all.
    pub labels: Vec<String>,
    /// The kind of all these labels. Default: `global`.
    pub prefix: Option<LabelPrefix>,
}

/// What to do with labels.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LabelWork {
    /// Adds them to those that there are, as `add-labels` does.
    Add,
    /// Takes them off, as `remove-labels` does.
    Remove,
    /// Makes them the only ones of their kind, as `set-labels` does.
    Set,
}

impl Action for LabelContent {
    type Output = ItemCounts;
    const NAME: &str = "label-content";
    const GROUP: &str = "labels";
    const ROUTE: &str = SetLabels::ROUTE;
    const SCOPES: Scopes = SetLabels::SCOPES;
    const ROUTE_WHEN: Conditions = SetLabels::ROUTE_WHEN;
    const ALSO: &[ActionRoute] = SetLabels::ALSO;
    const EFFECT: Effect = Effect::Write;
    const REMOVES_GIVEN: Conditions = &[("change", &["remove"])];
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const RESUMABLE: bool = true;
    const ITEM: Option<ItemSchema> = Some(output_schema::<ItemResult<LabelledItem>>);

    fn proceed(context: &Context<'_>, fields: Fields, resume: Option<Json>) -> Result<Outcome, Error> {
        let each = match fields.get("change").and_then(Value::as_str) {
            Some("remove") => each::<RemoveLabels>,
            Some("set") => each::<SetLabels>,
            _ => each::<AddLabels>,
        };
        Bulk { each, apart: &["id"] }.perform(context, fields, resume)
    }
}
