use connector_sdk::serde_json::Value;
use connector_sdk::{
    Action, ActionRoute, Conditions, Context, Effect, Error, Fields, ItemSchema, Json, Outcome, Scopes, output_schema,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::spaces::locate;
use super::{Bulk, each};
use crate::actions::NO_CHECK;
use crate::actions::content::{Requests, SPACE_BY_ID, SPACE_BY_KEY};
use crate::actions::pages::{CreatePage, DeletePage, MovePage, UpdatePage};
use crate::models::{ItemCounts, ItemResult};

/// Creates pages, side by side, and hands over a result for each.
///
/// One that is refused does not keep the others back. In which order pages beside one another come to stand is only sure
/// with a `concurrency` of 1.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreatePages {
    /// The pages to create, each with the inputs of `create-page`.
    #[schemars(length(min = 1, max = 1000))]
    pub items: Vec<CreatePage>,
    /// Whether to try no further ones once one failed; those that are on their way still finish. Default: `false`.
    pub stop_on_error: Option<bool>,
    /// How many to create side by side. Default: 8.
    #[schemars(range(min = 1, max = 8))]
    pub concurrency: Option<u32>,
}

impl Action for CreatePages {
    type Output = ItemCounts;
    const NAME: &str = "create-pages";
    const GROUP: &str = "pages";
    const ROUTE: &str = "POST /wiki/api/v2/pages";
    const SCOPES: Scopes = CreatePage::SCOPES;
    const ROUTE_WHEN: Conditions = CreatePage::ROUTE_WHEN;
    const INSTEAD: &[ActionRoute] = CreatePage::INSTEAD;
    // Which of its items name a space by key, no condition on the fields at the top can tell.
    const ALSO: &[ActionRoute] = &[SPACE_BY_KEY.given(&[]), SPACE_BY_ID.given(&[])];
    const EFFECT: Effect = Effect::Write;
    const RESUMABLE: bool = true;
    const ITEM: Option<ItemSchema> = Some(output_schema::<ItemResult<<CreatePage as Action>::Output>>);

    fn proceed(context: &Context<'_>, mut fields: Fields, resume: Option<Json>) -> Result<Outcome, Error> {
        if let Some(Value::Array(items)) = fields.get_mut("items") {
            locate(Requests::of::<Self>(context), items)?;
        }
        Bulk { each: each::<CreatePage>, apart: &[] }.perform(context, fields, resume)
    }
}

/// Updates pages, side by side, and hands over a result for each.
///
/// One that is refused does not keep the others back. Updates of the same page are made one after the other.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdatePages {
    /// The updates, each with the inputs of `update-page`.
    #[schemars(length(min = 1, max = 1000))]
    pub items: Vec<UpdatePage>,
    /// Whether to try no further ones once one failed; those that are on their way still finish. Default: `false`.
    pub stop_on_error: Option<bool>,
    /// How many to update side by side. Default: 8.
    #[schemars(range(min = 1, max = 8))]
    pub concurrency: Option<u32>,
}

impl Action for UpdatePages {
    type Output = ItemCounts;
    const NAME: &str = "update-pages";
    const GROUP: &str = "pages";
    const ROUTE: &str = UpdatePage::ROUTE;
    const SCOPES: Scopes = UpdatePage::SCOPES;
    const ROUTE_WHEN: Conditions = UpdatePage::ROUTE_WHEN;
    const INSTEAD: &[ActionRoute] = UpdatePage::INSTEAD;
    const ALSO: &[ActionRoute] = UpdatePage::ALSO;
    const EFFECT: Effect = Effect::Write;
    const RESUMABLE: bool = true;
    const ITEM: Option<ItemSchema> = Some(output_schema::<ItemResult<<UpdatePage as Action>::Output>>);

    fn proceed(context: &Context<'_>, fields: Fields, resume: Option<Json>) -> Result<Outcome, Error> {
        Bulk { each: each::<UpdatePage>, apart: &["id"] }.perform(context, fields, resume)
    }
}

/// Moves pages, with the pages below them, and hands over a result for each.
///
/// One that is refused does not keep the others back. Moves that name the same page, as what moves or as where to, are made
/// one after the other in the order of the items; others side by side.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MovePages {
    /// The moves, each with the inputs of `move-page`.
    #[schemars(length(min = 1, max = 1000))]
    pub items: Vec<MovePage>,
    /// Whether to try no further ones once one failed; those that are on their way still finish. Default: `false`.
    pub stop_on_error: Option<bool>,
    /// How many to move side by side. Default: 8.
    #[schemars(range(min = 1, max = 8))]
    pub concurrency: Option<u32>,
}

impl Action for MovePages {
    type Output = ItemCounts;
    const NAME: &str = "move-pages";
    const GROUP: &str = "pages";
    const ROUTE: &str = MovePage::ROUTE;
    const SCOPES: Scopes = MovePage::SCOPES;
    const ROUTE_WHEN: Conditions = MovePage::ROUTE_WHEN;
    const INSTEAD: &[ActionRoute] = MovePage::INSTEAD;
    const ALSO: &[ActionRoute] = MovePage::ALSO;
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const RESUMABLE: bool = true;
    const ITEM: Option<ItemSchema> = Some(output_schema::<ItemResult<<MovePage as Action>::Output>>);

    fn proceed(context: &Context<'_>, fields: Fields, resume: Option<Json>) -> Result<Outcome, Error> {
        Bulk { each: each::<MovePage>, apart: &["id", "targetId"] }.perform(context, fields, resume)
    }
}

/// Deletes pages, side by side, and hands over a result for each: moves them to the trash, or deletes them for good.
///
/// One that is refused does not keep the others back.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeletePages {
    /// The pages to delete, each with the inputs of `delete-page`.
    #[schemars(length(min = 1, max = 1000))]
    pub items: Vec<DeletePage>,
    /// Whether to try no further ones once one failed; those that are on their way still finish. Default: `false`.
    pub stop_on_error: Option<bool>,
    /// How many to delete side by side. Default: 8.
    #[schemars(range(min = 1, max = 8))]
    pub concurrency: Option<u32>,
}

impl Action for DeletePages {
    type Output = ItemCounts;
    const NAME: &str = "delete-pages";
    const GROUP: &str = "pages";
    const ROUTE: &str = "DELETE /wiki/api/v2/pages/{id}";
    const SCOPES: Scopes = DeletePage::SCOPES;
    const ROUTE_WHEN: Conditions = DeletePage::ROUTE_WHEN;
    const INSTEAD: &[ActionRoute] = DeletePage::INSTEAD;
    const ALSO: &[ActionRoute] = DeletePage::ALSO;
    const EFFECT: Effect = Effect::Remove;
    const RESUMABLE: bool = true;
    const ITEM: Option<ItemSchema> = Some(output_schema::<ItemResult<<DeletePage as Action>::Output>>);

    fn proceed(context: &Context<'_>, fields: Fields, resume: Option<Json>) -> Result<Outcome, Error> {
        Bulk { each: each::<DeletePage>, apart: &["id"] }.perform(context, fields, resume)
    }
}
