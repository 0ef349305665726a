use connector_sdk::serde_json::{Value, json};
use connector_sdk::{
    Action, ActionRoute, Ask, Conditions, Context, Effect, Error, ErrorKind, Fields, ItemSchema, Json, Outcome, Scopes,
    output_schema,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::NO_CHECK;
use crate::actions::bulk::archived;
use crate::actions::long_tasks::{FOLLOW, follow};
use crate::form::CLOUD;
use crate::models::{ItemResult, LongTask, Page};

/// Archives pages, of one space or several.
///
/// Confluence does it in a long task, which is waited for; then whether each page is archived is read and handed over, also
/// where the task failed. Confluence refuses while it archives other pages of the site, and on the free plan.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ArchivePages {
    /// The ids of the pages, at most 300; none of them may be archived already.
    #[schemars(length(min = 1, max = 300))]
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub ids: Vec<String>,
    /// Whether to wait until Confluence is done. Default: `true`.
    pub wait: Option<bool>,
}

impl Action for ArchivePages {
    type Output = LongTask;
    const NAME: &str = "archive-pages";
    const GROUP: &str = "pages";
    const ROUTE: &str = "POST /wiki/rest/api/content/archive";
    const SCOPES: Scopes =
        &[&["write:confluence-content"], &["read:content.metadata:confluence", "write:page:confluence"]];
    const ASK: Option<Ask> = Some(pages);
    const ALSO: &[ActionRoute] = &[FOLLOW, archived::READ];
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
    const ROUTE_WHEN: Conditions = CLOUD;
    const RESUMABLE: bool = true;
    const ITEM: Option<ItemSchema> = Some(output_schema::<ItemResult<Page>>);

    fn proceed(context: &Context<'_>, fields: Fields, resume: Option<Json>) -> Result<Outcome, Error> {
        let waited = resume.is_some();
        let ids = fields.get("ids").and_then(Value::as_array).cloned().unwrap_or_default();
        let outcome = follow::<Self>(context, fields, resume);
        let ended = match &outcome {
            Ok(outcome) => matches!(outcome, Outcome::Done(_)),
            // That of the task, and not one of asking after it.
            Err(error) => error.kind == ErrorKind::Service && error.status.is_none(),
        };
        if waited && ended {
            archived::tell(context, &ids)?;
        }
        outcome
    }
}

/// The first API has these ids as numbers.
fn pages(mut fields: Fields) -> Result<Fields, Error> {
    let ids = fields.shift_remove("ids");
    let mut pages = Vec::new();
    for (index, id) in ids.iter().filter_map(Value::as_array).flatten().enumerate() {
        let number = id.as_str().and_then(|id| id.parse::<u64>().ok()).ok_or_else(|| {
            Error::new(ErrorKind::InvalidInput, "the id of a page is a number")
                .problem(format!("/ids/{index}"), "is not a number")
        })?;
        pages.push(json!({ "id": number }));
    }
    fields.insert("pages".to_owned(), pages.into());
    Ok(fields)
}
