use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::update::{PUT_INLINE, READ, READ_INLINE, WRITE, put_next_version};
use crate::form::CLOUD;
use crate::models::Comment;

/// Resolves a comment on a passage, or opens it again.
///
/// Where `version` is not given, the comment is read first. One that is as it shall be stays so, and one whose passage is
/// gone cannot be changed.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResolveComment {
    /// The id of the comment.
    pub id: String,
    /// Whether to resolve it; `false` opens it again. Default: `true`.
    pub resolved: Option<bool>,
    /// The number of the version that this change is based on, as it was read. If the comment has changed since, it is
    /// refused. By default, the version that the comment has now.
    pub version: Option<u32>,
}

impl Action for ResolveComment {
    type Output = Comment;
    const NAME: &str = "resolve-comment";
    const GROUP: &str = "comments";
    const ROUTE: &str = PUT_INLINE;
    const SCOPES: Scopes = WRITE;
    const ALSO: &[ActionRoute] = &[ActionRoute::new(READ_INLINE, READ).given(&[("version", &[""])])];
    const EFFECT: Effect = Effect::Write;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        let mut update = Fields::new();
        update.insert("id".to_owned(), this.id.as_str().into());
        update.insert("resolved".to_owned(), this.resolved.unwrap_or(true).into());
        put_next_version::<Self>(context, (READ_INLINE, PUT_INLINE), update, this.version, None)
    }
}
