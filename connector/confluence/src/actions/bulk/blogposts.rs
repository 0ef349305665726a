use connector_sdk::serde_json::Value;
use connector_sdk::{
    Action, ActionRoute, Conditions, Context, Effect, Error, Fields, ItemSchema, Json, Outcome, Scopes, output_schema,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::spaces::locate;
use super::{Bulk, each};
use crate::actions::blogposts::{CreateBlogpost, DeleteBlogpost, UpdateBlogpost};
use crate::actions::content::{Requests, SPACE_BY_ID, SPACE_BY_KEY};
use crate::models::{ItemCounts, ItemResult};

/// Creates blog posts, side by side, and hands over a result for each.
///
/// One that is refused does not keep the others back.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateBlogposts {
    /// The blog posts to create, each with the inputs of `create-blogpost`.
    #[schemars(length(min = 1, max = 1000))]
    pub items: Vec<CreateBlogpost>,
    /// Whether to try no further ones once one failed; those that are on their way still finish. Default: `false`.
    pub stop_on_error: Option<bool>,
    /// How many to create side by side. Default: 8.
    #[schemars(range(min = 1, max = 8))]
    pub concurrency: Option<u32>,
}

impl Action for CreateBlogposts {
    type Output = ItemCounts;
    const NAME: &str = "create-blogposts";
    const GROUP: &str = "blogposts";
    const ROUTE: &str = "POST /wiki/api/v2/blogposts";
    const SCOPES: Scopes = CreateBlogpost::SCOPES;
    const ROUTE_WHEN: Conditions = CreateBlogpost::ROUTE_WHEN;
    const INSTEAD: &[ActionRoute] = CreateBlogpost::INSTEAD;
    // Which of its items name a space by key, no condition on the fields at the top can tell.
    const ALSO: &[ActionRoute] = &[SPACE_BY_KEY.given(&[]), SPACE_BY_ID.given(&[])];
    const EFFECT: Effect = Effect::Write;
    const RESUMABLE: bool = true;
    const ITEM: Option<ItemSchema> = Some(output_schema::<ItemResult<<CreateBlogpost as Action>::Output>>);

    fn proceed(context: &Context<'_>, mut fields: Fields, resume: Option<Json>) -> Result<Outcome, Error> {
        if let Some(Value::Array(items)) = fields.get_mut("items") {
            locate(Requests::of::<Self>(context), items)?;
        }
        Bulk { each: each::<CreateBlogpost>, apart: &[] }.perform(context, fields, resume)
    }
}

/// Updates blog posts, side by side, and hands over a result for each.
///
/// One that is refused does not keep the others back. Updates of the same blog post are made one after the other.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateBlogposts {
    /// The updates, each with the inputs of `update-blogpost`.
    #[schemars(length(min = 1, max = 1000))]
    pub items: Vec<UpdateBlogpost>,
    /// Whether to try no further ones once one failed; those that are on their way still finish. Default: `false`.
    pub stop_on_error: Option<bool>,
    /// How many to update side by side. Default: 8.
    #[schemars(range(min = 1, max = 8))]
    pub concurrency: Option<u32>,
}

impl Action for UpdateBlogposts {
    type Output = ItemCounts;
    const NAME: &str = "update-blogposts";
    const GROUP: &str = "blogposts";
    const ROUTE: &str = UpdateBlogpost::ROUTE;
    const SCOPES: Scopes = UpdateBlogpost::SCOPES;
    const ROUTE_WHEN: Conditions = UpdateBlogpost::ROUTE_WHEN;
    const INSTEAD: &[ActionRoute] = UpdateBlogpost::INSTEAD;
    const ALSO: &[ActionRoute] = UpdateBlogpost::ALSO;
    const EFFECT: Effect = Effect::Write;
    const RESUMABLE: bool = true;
    const ITEM: Option<ItemSchema> = Some(output_schema::<ItemResult<<UpdateBlogpost as Action>::Output>>);

    fn proceed(context: &Context<'_>, fields: Fields, resume: Option<Json>) -> Result<Outcome, Error> {
        Bulk { each: each::<UpdateBlogpost>, apart: &["id"] }.perform(context, fields, resume)
    }
}

/// Deletes blog posts, side by side, and hands over a result for each: moves them to the trash, or deletes them for good.
///
/// One that is refused does not keep the others back.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteBlogposts {
    /// The blog posts to delete, each with the inputs of `delete-blogpost`.
    #[schemars(length(min = 1, max = 1000))]
    pub items: Vec<DeleteBlogpost>,
    /// Whether to try no further ones once one failed; those that are on their way still finish. Default: `false`.
    pub stop_on_error: Option<bool>,
    /// How many to delete side by side. Default: 8.
    #[schemars(range(min = 1, max = 8))]
    pub concurrency: Option<u32>,
}

impl Action for DeleteBlogposts {
    type Output = ItemCounts;
    const NAME: &str = "delete-blogposts";
    const GROUP: &str = "blogposts";
    const ROUTE: &str = "DELETE /wiki/api/v2/blogposts/{id}";
    const SCOPES: Scopes = DeleteBlogpost::SCOPES;
    const ROUTE_WHEN: Conditions = DeleteBlogpost::ROUTE_WHEN;
    const INSTEAD: &[ActionRoute] = DeleteBlogpost::INSTEAD;
    const ALSO: &[ActionRoute] = DeleteBlogpost::ALSO;
    const EFFECT: Effect = Effect::Remove;
    const RESUMABLE: bool = true;
    const ITEM: Option<ItemSchema> = Some(output_schema::<ItemResult<<DeleteBlogpost as Action>::Output>>);

    fn proceed(context: &Context<'_>, fields: Fields, resume: Option<Json>) -> Result<Outcome, Error> {
        Bulk { each: each::<DeleteBlogpost>, apart: &["id"] }.perform(context, fields, resume)
    }
}
