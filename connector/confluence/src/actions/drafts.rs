//! Drafts of pages that were made from blueprints.

use connector_sdk::serde_json::json;
use connector_sdk::{Action, ActionRoute, Answer, Ask, Conditions, Effect, Error, Fields, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::NO_CHECK;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::Page;

/// Publishes the draft of a page that was made from a blueprint.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublishBlueprintDraft {
    /// The kind of draft. Default: `shared`.
    pub r#type: Option<DraftType>,
    /// The id of the draft: the `draftId` in its address.
    pub draft_id: String,
    /// The title of the page, unique in the space.
    #[schemars(length(min = 1))]
    pub title: String,
    /// The key of the space to publish it in. By default, the space of the draft.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// The id of the page to put it under. By default, where the draft is.
    #[schemars(extend("x-options" = {"list": "pages", "depends": ["spaceKey"]}))]
    pub parent_id: Option<String>,
    /// What to add to the answer that is usually left out, such as `body.storage`. By default, nothing.
    pub expand: Option<Vec<String>>,
}

/// A kind of draft.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DraftType {
    /// A draft that several users can edit.
    Shared,
    /// A draft of one user, from before there were shared ones.
    Legacy,
}

const SHARED: Conditions = &[("type", &["", "shared"])];
const LEGACY: Conditions = &[("type", &["legacy"])];
const CLOUD_SCOPES: Scopes =
    &[&["write:confluence-content"], &["read:content-details:confluence", "write:content:confluence"]];

impl Action for PublishBlueprintDraft {
    type Output = Page;
    const NAME: &str = "publish-blueprint-draft";
    const GROUP: &str = "pages";
    const ROUTE: &str = "PUT /wiki/rest/api/content/blueprint/instance/{draftId}?status=draft&expand={expand,}";
    const SCOPES: Scopes = CLOUD_SCOPES;
    const ROUTE_WHEN: Conditions = CLOUD;
    const GIVEN: Conditions = SHARED;
    const ASK: Option<Ask> = Some(publish);
    const ANSWER: Option<Answer> = Some(data_center::content);
    const INSTEAD: &[ActionRoute] = &[
        of("POST /wiki/rest/api/content/blueprint/instance/{draftId}?status=draft&expand={expand,}", CLOUD_SCOPES)
            .when(CLOUD)
            .given(LEGACY),
        of("PUT /rest/api/content/blueprint/instance/{draftId}?status=draft&expand={expand,}", data_center::WRITE)
            .when(ON_PREM)
            .given(SHARED),
        of("POST /rest/api/content/blueprint/instance/{draftId}?status=draft&expand={expand,}", data_center::WRITE)
            .when(ON_PREM)
            .given(LEGACY),
    ];
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
}

const fn of(route: &'static str, scopes: Scopes) -> ActionRoute {
    ActionRoute::new(route, scopes).ask(publish).answer(data_center::content)
}

/// A draft has the version 1.
fn publish(mut fields: Fields) -> Result<Fields, Error> {
    let mut take = |name: &str| fields.shift_remove(name).filter(|value| !value.is_null());
    let (space, parent) = (take("spaceKey"), take("parentId"));
    fields.insert("type".to_owned(), "page".into());
    fields.insert("status".to_owned(), "current".into());
    fields.insert("version".to_owned(), json!({ "number": 1 }));
    if let Some(key) = space {
        fields.insert("space".to_owned(), json!({ "key": key }));
    }
    if let Some(id) = parent {
        fields.insert("ancestors".to_owned(), json!([{ "id": id }]));
    }
    Ok(fields)
}
