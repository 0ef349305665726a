//! Redacting pages and blog posts.

use connector_sdk::serde_json::json;
use connector_sdk::{Action, ActionRoute, Ask, Conditions, Effect, Error, ErrorKind, Fields, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::form::CLOUD;
use crate::models::Redacted;

/// Redacts parts of a page or blog post: texts that nobody may read are replaced with marks.
///
/// It needs Atlassian Guard Premium. Only the ids in the answer can bring the texts back.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RedactContent {
    /// What to redact. Default: `page`.
    pub r#type: Option<Redactable>,
    /// The id of what to redact.
    pub id: String,
    /// When the version that is redacted was made, such as `2026-05-27T07:22:53.016Z`: `version.createdAt` of the page
    /// or blog post. If it has changed since, Confluence refuses.
    pub created_at: String,
    /// The texts to redact in the body. By default, none.
    pub body_redactions: Option<Vec<Redaction>>,
    /// The texts to redact in the title. By default, none.
    pub title_redactions: Option<Vec<Redaction>>,
    /// The number of an earlier version to redact. By default, the latest.
    #[schemars(range(min = 1))]
    pub version_number: Option<u32>,
    /// Whether earlier versions that hold the texts are merged, so that they do not show them. Default: `false`.
    pub clean_history: Option<bool>,
}

/// What can be redacted.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Redactable {
    /// A page.
    Page,
    /// A blog post.
    Blogpost,
}

/// A text to redact.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Redaction {
    /// The JSON Pointer to the text in the Atlassian Document Format, such as `/content/0/content/0/text`.
    pub pointer: String,
    /// Where to begin in the text, counted from 0. By default, at its start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<u32>,
    /// Where to end: the place of the first character that stays. By default, at its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<u32>,
    /// Why, for the audit log. By default, nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Action for RedactContent {
    type Output = Redacted;
    const NAME: &str = "redact-content";
    const GROUP: &str = "pages";
    const ROUTE: &str = "POST /wiki/api/v2/pages/{id}/redact";
    const SCOPES: Scopes = &[&["write:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const GIVEN: Conditions = &[("type", &["", "page"])];
    const ASK: Option<Ask> = Some(redact);
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("POST /wiki/api/v2/blogposts/{id}/redact", &[&["write:page:confluence"]])
            .when(CLOUD)
            .given(&[("type", &["blogpost"])])
            .ask(redact)];
    const EFFECT: Effect = Effect::Remove;
    const WHEN: Conditions = CLOUD;
}

fn redact(mut fields: Fields) -> Result<Fields, Error> {
    let mut some = false;
    for (name, part) in [("bodyRedactions", "body"), ("titleRedactions", "title")] {
        if let Some(redactions) = fields.shift_remove(name).filter(|value| !value.is_null()) {
            some |= redactions.as_array().is_some_and(|redactions| !redactions.is_empty());
            fields.insert(part.to_owned(), json!({ "redactions": redactions }));
        }
    }
    if some {
        return Ok(fields);
    }
    Err(Error::new(ErrorKind::InvalidInput, "nothing to redact is given")
        .hint("Give `bodyRedactions` or `titleRedactions`"))
}
