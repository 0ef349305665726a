use connector_sdk::{Action, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{RelationEnd, RelationExpansion};
use crate::actions::FIRST_LISTING;
use crate::form::CLOUD;
use crate::models::{CountedListing, Relation};

const SCOPES: Scopes =
    &[&["read:confluence-content.summary"], &["read:content-details:confluence", "read:relation:confluence"]];

/// Lists what a relation leads to from one thing.
///
/// Confluence lists relations that somebody made up, not likes and favourites.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListRelationTargets {
    /// The name of the relation.
    pub name: String,
    /// The kind of thing that it leads from.
    pub source_type: RelationEnd,
    /// What it leads from: `current` or an account id for a user, the id of the content, or the key of the space.
    pub source_key: String,
    /// The kind of things that it leads to.
    pub target_type: RelationEnd,
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

impl Action for ListRelationTargets {
    type Output = CountedListing<Relation>;
    const NAME: &str = "list-relation-targets";
    const GROUP: &str = "relations";
    const ROUTE: &str = "GET /wiki/rest/api/relation/{name}/from/{sourceType}/{sourceKey}/to/{targetType}\
        ?sourceStatus={sourceStatus}\
        &targetStatus={targetStatus}\
        &sourceVersion={sourceVersion}\
        &targetVersion={targetVersion}\
        &expand={expand,}\
        &start={cursor}\
        &limit={limit}";
    const SCOPES: Scopes = SCOPES;
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = FIRST_LISTING;
    const WHEN: Conditions = CLOUD;
}

/// Lists what a relation leads from to one thing.
///
/// Confluence lists relations that somebody made up, not likes and favourites.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListRelationSources {
    /// The name of the relation.
    pub name: String,
    /// The kind of thing that it leads to.
    pub target_type: RelationEnd,
    /// What it leads to: `current` or an account id for a user, the id of the content, or the key of the space.
    pub target_key: String,
    /// The kind of things that it leads from.
    pub source_type: RelationEnd,
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

impl Action for ListRelationSources {
    type Output = CountedListing<Relation>;
    const NAME: &str = "list-relation-sources";
    const GROUP: &str = "relations";
    const ROUTE: &str = "GET /wiki/rest/api/relation/{name}/to/{targetType}/{targetKey}/from/{sourceType}\
        ?sourceStatus={sourceStatus}\
        &targetStatus={targetStatus}\
        &sourceVersion={sourceVersion}\
        &targetVersion={targetVersion}\
        &expand={expand,}\
        &start={cursor}\
        &limit={limit}";
    const SCOPES: Scopes = SCOPES;
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = FIRST_LISTING;
    const WHEN: Conditions = CLOUD;
}
