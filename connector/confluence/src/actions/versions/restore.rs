use connector_sdk::serde_json::{Value, json};
use connector_sdk::{
    Action, ActionRoute, Answer, Ask, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Scopes,
    refuse_fields,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::NO_CHECK;
use crate::actions::content::{Change, READ_ON_PREM, Requests, UPDATE_ON_PREM};
use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::Content;

const EARLIER: &str = "GET /rest/api/content/{id}?status=any&version={number}&expand=body.storage";

/// Makes an earlier version of a page or blog post the latest one: a new version with its content.
///
/// On Data Center the earlier version is read, and the page or blog post is updated with what it had.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RestoreVersion {
    /// The id of the page or blog post.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// The number of the earlier version, counted from 1.
    #[schemars(range(min = 1))]
    pub number: u32,
    /// A note about it, for the history. By default, none.
    pub message: Option<String>,
    /// Whether the title becomes the earlier one too. Default: `false`.
    pub restore_title: Option<bool>,
    /// What to add to the answer, such as `collaborators`. Default: `content`.
    pub expand: Option<Vec<String>>,
}

/// The new version.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RestoredVersion {
    /// Its number.
    pub number: i64,
    /// What was noted about it.
    pub message: Option<String>,
    /// Whether it was a small change that notifies nobody.
    pub minor_edit: Option<bool>,
    /// The account id (Cloud) or user key (Data Center) of the user who restored it.
    pub author_id: Option<String>,
    /// When it was restored, such as `2026-05-27T07:22:53.016Z`.
    pub created_at: Option<String>,
    /// The page or blog post.
    pub content: Option<Content>,
}

impl Action for RestoreVersion {
    type Output = RestoredVersion;
    const NAME: &str = "restore-version";
    const GROUP: &str = "versions";
    const ROUTE: &str = "POST /wiki/rest/api/content/{id}/version?expand={expand,}";
    const SCOPES: Scopes =
        &[&["write:confluence-content"], &["read:content-details:confluence", "write:content:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<Ask> = Some(restore);
    const ANSWER: Option<Answer> = Some(data_center::version);
    const INSTEAD: &[ActionRoute] = &[UPDATE_ON_PREM];
    const ALSO: &[ActionRoute] = &[ActionRoute::new(EARLIER, data_center::READ).when(ON_PREM), READ_ON_PREM];
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        if !is_on_prem(context) {
            return context.perform::<Self>(fields);
        }
        refuse_fields(&fields, &|name| name == "expand")?;
        let requests = Requests::of::<Self>(context);
        let earlier: Value = requests.send(EARLIER, &fields)?.json()?;
        let Some(body) = earlier.pointer("/body/storage/value") else {
            return Err(Error::new(ErrorKind::Service, "Confluence answered with a version without its body"));
        };
        let mut input = Fields::from_iter([
            ("id".to_owned(), fields["id"].clone()),
            ("body".to_owned(), json!({ "representation": "storage", "value": body })),
            ("versionMessage".to_owned(), json!(fields.get("message"))),
        ]);
        if fields.get("restoreTitle") == Some(&Value::Bool(true)) {
            input.insert("title".to_owned(), earlier["title"].clone());
        }
        let kind = if earlier["type"] == "blogpost" { "blogpost" } else { "page" };
        let restored: Value = Change::of(requests, kind, input).perform(Self::ROUTE, EARLIER)?.read()?;
        let mut version = restored["version"].clone();
        if let Some(version) = version.as_object_mut() {
            version.insert("content".to_owned(), restored);
        }
        Json::of(&version)
    }
}

/// The first API wants a note, be it empty.
fn restore(mut fields: Fields) -> Result<Fields, Error> {
    let mut params = Fields::new();
    for (name, param) in [("number", "versionNumber"), ("message", "message"), ("restoreTitle", "restoreTitle")] {
        if let Some(value) = fields.shift_remove(name).filter(|value| !value.is_null()) {
            params.insert(param.to_owned(), value);
        }
    }
    params.entry("message").or_insert_with(|| "".into());
    fields.insert("operationKey".to_owned(), "restore".into());
    fields.insert("params".to_owned(), params.into());
    Ok(fields)
}
