//! Templates of pages.

mod create_page;

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{
    Action, ActionRoute, Answer, Ask, Conditions, Context, Effect, Error, Fields, Json, Paging, Scopes,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::create_page::CreatePageFromTemplate;

use super::{FIRST_LISTING, NO_CHECK};
use crate::bodies;
use crate::form::CLOUD;
use crate::models::{BodyInput, DeletedTemplate, InputRepresentation, Listing, Template, TemplateExpansion};

const READ: Scopes =
    &[&["read:confluence-content.summary"], &["read:content-details:confluence", "read:template:confluence"]];
const WRITE: Scopes = &[
    &["write:confluence-content"],
    &["read:content-details:confluence", "read:template:confluence", "write:template:confluence"],
];

/// Lists the templates of the whole site or of one space.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListTemplates {
    /// The kind of templates. Default: `page`.
    pub r#type: Option<TemplateKind>,
    /// The key of the space, such as `DOCS`. By default, the templates of the whole site.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// What to add that is usually left out. By default, nothing.
    pub expand: Option<Vec<TemplateExpansion>>,
}

/// A kind of template.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TemplateKind {
    /// Made by users.
    Page,
    /// Part of a blueprint, which Confluence or an app brings.
    Blueprint,
}

impl Action for ListTemplates {
    type Output = Listing<Template>;
    const NAME: &str = "list-templates";
    const GROUP: &str = "templates";
    const ROUTE: &str =
        "GET /wiki/rest/api/template/page?spaceKey={spaceKey}&expand={expand,}&start={cursor}&limit={limit}";
    const SCOPES: Scopes = READ;
    const GIVEN: Conditions = &[("type", &["", "page"])];
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(
        "GET /wiki/rest/api/template/blueprint?spaceKey={spaceKey}&expand={expand,}&start={cursor}&limit={limit}",
        READ,
    )
    .given(&[("type", &["blueprint"])])];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = FIRST_LISTING;
    const WHEN: Conditions = CLOUD;
}

/// Gets one template by id.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetTemplate {
    /// The id of the template; `list-templates` finds it.
    #[schemars(extend("x-options" = {"list": "templates"}))]
    pub id: String,
    /// What to add that is usually left out. By default, nothing.
    pub expand: Option<Vec<TemplateExpansion>>,
}

impl Action for GetTemplate {
    type Output = Template;
    const NAME: &str = "get-template";
    const GROUP: &str = "templates";
    const ROUTE: &str = "GET /wiki/rest/api/template/{id}?expand={expand,}";
    const SCOPES: Scopes = READ;
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Creates a template of pages, for one space or for the whole site.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateTemplate {
    /// The name.
    #[schemars(length(min = 1))]
    pub name: String,
    /// What the template is for. By default, nothing.
    #[schemars(length(max = 255))]
    pub description: Option<String>,
    /// The body.
    pub body: BodyInput,
    /// The names of the labels that pages get from it. By default, none.
    #[schemars(extend("x-options" = {"list": "labels"}))]
    pub labels: Option<Vec<String>>,
    /// The key of the space that it is for, such as `DOCS`. By default, the whole site.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
}

impl Action for CreateTemplate {
    type Output = Template;
    const NAME: &str = "create-template";
    const GROUP: &str = "templates";
    const ROUTE: &str = "POST /wiki/rest/api/template";
    const SCOPES: Scopes = WRITE;
    const ASK: Option<Ask> = Some(body);
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
}

/// What is given of a template as Confluence takes it.
fn body(mut fields: Fields) -> Result<Fields, Error> {
    bodies::convert(&mut fields)?;
    if let Some(body) = fields.get("body").cloned() {
        let representation = body["representation"].as_str().unwrap_or_default().to_owned();
        fields.insert("body".to_owned(), Value::Object(Fields::from_iter([(representation, body)])));
    }
    if let Some(Value::Array(labels)) = fields.get("labels") {
        // Confluence's document wants an id, which a label has only once it is there.
        let labels = labels.iter().map(|name| json!({ "prefix": "global", "name": name, "label": name, "id": "" }));
        let labels = labels.collect();
        fields.insert("labels".to_owned(), Value::Array(labels));
    }
    if let Some(key) = fields.shift_remove("spaceKey") {
        fields.insert("space".to_owned(), json!({ "key": key }));
    }
    fields.insert("templateType".to_owned(), "page".into());
    Ok(fields)
}

/// Updates a template. What is left out stays as it is: the template is read first, unless all is given.
///
/// Templates of blueprints cannot be updated.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateTemplate {
    /// The id of the template; `list-templates` finds it.
    #[schemars(extend("x-options" = {"list": "templates"}))]
    pub id: String,
    /// The new name. By default, it stays.
    #[schemars(length(min = 1))]
    pub name: Option<String>,
    /// What the template is for. By default, it stays.
    #[schemars(length(max = 100))]
    pub description: Option<String>,
    /// The new body. By default, it stays.
    pub body: Option<BodyInput>,
    /// The names of the labels that pages get from it. By default, they stay.
    #[schemars(extend("x-options" = {"list": "labels"}))]
    pub labels: Option<Vec<String>>,
    /// The key of the space that it is for, such as `DOCS`. By default, it stays.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
}

const CURRENT: &str = "GET /wiki/rest/api/template/{id}?expand=body.storage";

/// What of a template an update sends back.
#[derive(Deserialize)]
struct Current {
    name: String,
    description: Option<String>,
    labels: Option<Value>,
    space: Option<CurrentSpace>,
    body: Option<CurrentBody>,
}

#[derive(Deserialize)]
struct CurrentSpace {
    key: Option<String>,
}

#[derive(Deserialize)]
struct CurrentBody {
    storage: Option<CurrentText>,
}

#[derive(Deserialize)]
struct CurrentText {
    value: String,
}

impl Action for UpdateTemplate {
    type Output = Template;
    const NAME: &str = "update-template";
    const GROUP: &str = "templates";
    const ROUTE: &str = "PUT /wiki/rest/api/template";
    const SCOPES: Scopes = WRITE;
    const ALSO: &[ActionRoute] = &[ActionRoute::new(CURRENT, READ)];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields.clone())?;
        let kept = if this.is_whole() { Fields::new() } else { this.kept(context)? };
        let mut update = body(fields)?;
        if let Some(id) = update.shift_remove("id") {
            update.insert("templateId".to_owned(), id);
        }
        for (name, value) in kept {
            update.entry(name).or_insert(value);
        }
        Json::from_response(context.send(&context.request_from::<Self>(&update)?)?)
    }
}

impl UpdateTemplate {
    fn is_whole(&self) -> bool {
        [&self.name, &self.description, &self.space_key].iter().all(|text| text.is_some())
            && self.body.is_some()
            && self.labels.is_some()
    }

    /// What stays, as Confluence takes it.
    fn kept(&self, context: &Context<'_>) -> Result<Fields, Error> {
        let request = context.request_by::<Self>(CURRENT, &context.fields(self)?)?;
        let current: Current = context.send(&request)?.json()?;
        let storage = current.body.and_then(|body| body.storage);
        let body = storage.map(|text| BodyInput { representation: InputRepresentation::Storage, value: text.value });
        let parts = [
            ("name", Some(json!(current.name))),
            ("description", current.description.map(|text| json!(text))),
            ("labels", current.labels),
            ("space", current.space.and_then(|space| space.key).map(|key| json!({ "key": key }))),
            ("body", body.map(|body| json!({ "storage": body }))),
        ];
        Ok(parts.into_iter().filter_map(|(name, part)| Some((name.to_owned(), part?))).collect())
    }
}

/// Deletes a template. One of a blueprint that was changed becomes again what it was.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteTemplate {
    /// The id of the template; `list-templates` finds it.
    #[schemars(extend("x-options" = {"list": "templates"}))]
    pub id: String,
}

impl Action for DeleteTemplate {
    type Output = DeletedTemplate;
    const NAME: &str = "delete-template";
    const GROUP: &str = "templates";
    const ROUTE: &str = "DELETE /wiki/rest/api/template/{id}";
    const SCOPES: Scopes = &[&["write:confluence-content"], &["write:template:confluence"]];
    const ANSWER: Option<Answer> = Some(|fields, answer| {
        if answer.is_null() {
            *answer = json!({ "id": fields["id"], "status": "deleted" });
        }
    });
    const EFFECT: Effect = Effect::Remove;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
}
