//! Relations between users, content and spaces, such as what a user saved for later.

mod ends;
mod list;

use connector_sdk::{Action, Answer, Conditions, Effect, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::ends::{RelationEnd, RelationExpansion};
pub use self::list::{ListRelationSources, ListRelationTargets};
use super::{NO_CHECK, echo};
use crate::form::CLOUD;
use crate::models::{DeletedRelation, Relation};

/// Gets a relation from one thing to another, and so finds out whether there is one.
///
/// Where there is none, the answer is the error `not-found`. Some sites do not offer it for `favourite`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetRelation {
    /// The name of the relation: `favourite` for what a user saved for later, or one that somebody made up.
    pub name: String,
    /// The kind of thing that it leads from; a favourite leads from a user.
    pub source_type: RelationEnd,
    /// What it leads from: `current` or an account id for a user, the id of the content, or the key of the space.
    pub source_key: String,
    /// The kind of thing that it leads to; a favourite leads to a space or to content.
    pub target_type: RelationEnd,
    /// What it leads to: `current` or an account id for a user, the id of the content, or the key of the space.
    pub target_key: String,
    /// The state of the content that it leads from. By default, `current`.
    pub source_status: Option<String>,
    /// The state of the content that it leads to. By default, `current`.
    pub target_status: Option<String>,
    /// The version of the content that it leads from, where `sourceStatus` is `historical`. By default, the latest.
    pub source_version: Option<u32>,
    /// The version of the content that it leads to, where `targetStatus` is `historical`. By default, the latest.
    pub target_version: Option<u32>,
    /// What to add that is usually left out. By default, nothing.
    pub expand: Option<Vec<RelationExpansion>>,
}

impl Action for GetRelation {
    type Output = Relation;
    const NAME: &str = "get-relation";
    const GROUP: &str = "relations";
    const ROUTE: &str = "GET /wiki/rest/api/relation/{name}/from/{sourceType}/{sourceKey}/to/{targetType}/{targetKey}\
        ?sourceStatus={sourceStatus}\
        &targetStatus={targetStatus}\
        &sourceVersion={sourceVersion}\
        &targetVersion={targetVersion}\
        &expand={expand,}";
    const SCOPES: Scopes =
        &[&["read:confluence-content.summary"], &["read:content-details:confluence", "read:relation:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Creates a relation from one thing to another, such as a favourite.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateRelation {
    /// The name of the relation: `favourite` for what a user saves for later, or any other.
    pub name: String,
    /// The kind of thing that it leads from; a favourite leads from a user.
    pub source_type: RelationEnd,
    /// What it leads from: `current` or an account id for a user, the id of the content, or the key of the space.
    pub source_key: String,
    /// The kind of thing that it leads to; a favourite leads to a space or to content.
    pub target_type: RelationEnd,
    /// What it leads to: `current` or an account id for a user, the id of the content, or the key of the space.
    pub target_key: String,
    /// The state of the content that it leads from. By default, `current`.
    pub source_status: Option<String>,
    /// The state of the content that it leads to. By default, `current`.
    pub target_status: Option<String>,
    /// The version of the content that it leads from, where `sourceStatus` is `historical`. By default, the latest.
    pub source_version: Option<u32>,
    /// The version of the content that it leads to, where `targetStatus` is `historical`. By default, the latest.
    pub target_version: Option<u32>,
}

impl Action for CreateRelation {
    type Output = Relation;
    const NAME: &str = "create-relation";
    const GROUP: &str = "relations";
    const ROUTE: &str = "PUT /wiki/rest/api/relation/{name}/from/{sourceType}/{sourceKey}/to/{targetType}/{targetKey}\
        ?sourceStatus={sourceStatus}\
        &targetStatus={targetStatus}\
        &sourceVersion={sourceVersion}\
        &targetVersion={targetVersion}";
    const SCOPES: Scopes = &[
        &["write:confluence-content"],
        &[
            "read:content:confluence",
            "read:relation:confluence",
            "read:space:confluence",
            "read:user:confluence",
            "write:relation:confluence",
        ],
    ];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
}

/// Deletes a relation from one thing to another, such as a favourite.
///
/// Users delete their own favourites; administrators of a space, those of others too. Where there is no such relation,
/// nothing changes.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteRelation {
    /// The name of the relation.
    pub name: String,
    /// The kind of thing that it leads from.
    pub source_type: RelationEnd,
    /// What it leads from: `current` or an account id for a user, the id of the content, or the key of the space.
    pub source_key: String,
    /// The kind of thing that it leads to.
    pub target_type: RelationEnd,
    /// What it leads to: `current` or an account id for a user, the id of the content, or the key of the space.
    pub target_key: String,
    /// The state of the content that it leads from. By default, `current`.
    pub source_status: Option<String>,
    /// The state of the content that it leads to. By default, `current`.
    pub target_status: Option<String>,
    /// The version of the content that it leads from, where `sourceStatus` is `historical`. By default, the latest.
    pub source_version: Option<u32>,
    /// The version of the content that it leads to, where `targetStatus` is `historical`. By default, the latest.
    pub target_version: Option<u32>,
}

impl Action for DeleteRelation {
    type Output = DeletedRelation;
    const NAME: &str = "delete-relation";
    const GROUP: &str = "relations";
    const ROUTE: &str = "DELETE /wiki/rest/api/relation/{name}/from/{sourceType}/{sourceKey}/to/{targetType}/{targetKey}\
        ?sourceStatus={sourceStatus}\
        &targetStatus={targetStatus}\
        &sourceVersion={sourceVersion}\
        &targetVersion={targetVersion}";
    const SCOPES: Scopes = &[&["write:confluence-content"], &["write:relation:confluence"]];
    const ANSWER: Option<Answer> = Some(|asked, answer| {
        echo::echo(asked, answer, &["name", "sourceType", "sourceKey", "targetType", "targetKey"]);
        echo::add(answer, "status", "deleted");
    });
    const EFFECT: Effect = Effect::Remove;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
}
