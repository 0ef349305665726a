//! Conversion of bodies from one representation to another.

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Answer, Ask, Conditions, Effect, Error, Fields, Scopes, refuse_fields};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::NO_CHECK;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{Conversion, Conversions, ConvertedBodies, ConvertedBody};

const SCOPES: Scopes = &[&["read:confluence-content.all"], &["read:content.metadata:confluence"]];

/// A representation that a body can be converted from or to.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Representation {
    /// Confluence's storage format, an XHTML dialect.
    Storage,
    /// The Atlassian Document Format: JSON, given as text.
    AtlasDocFormat,
    /// HTML as a reader sees it, with relative links.
    View,
    /// HTML for use outside Confluence, with absolute links.
    ExportView,
    /// HTML for use outside Confluence, as someone who is not logged in would see it.
    AnonymousExportView,
    /// HTML with its style sheets.
    StyledView,
    /// HTML as the old editor loads it.
    Editor,
    /// HTML as the second old editor loads it.
    Editor2,
    /// Confluence's old wiki markup.
    Wiki,
    /// Plain text.
    Plain,
    /// As it is.
    Raw,
}

/// Which state of embedded content to show.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EmbeddedContentRender {
    /// Its latest version.
    Current,
    /// Its version when the body was saved.
    VersionAtSave,
}

/// Converts a body to another representation, such as the storage format to HTML.
///
/// On Cloud this begins a conversion: `get-converted-body` gets what came out, within five minutes of its end. On Data
/// Center and Server the converted body is in the answer.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConvertBody {
    /// What to convert to. Cloud promises `export_view` alone; others may be refused.
    pub to: Representation,
    /// What `value` is written in. Default: `storage`.
    pub representation: Option<Representation>,
    /// The body to convert.
    pub value: String,
    /// The key of the space in which links and embedded content are looked for, on Cloud alone. By default, none.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key_context: Option<String>,
    /// The id of the content in whose space they are looked for, on Cloud alone. By default, none.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub content_id_context: Option<String>,
    /// Whether an equal conversion that was begun before may serve, on Cloud alone. Default: `false`.
    pub allow_cache: Option<bool>,
    /// Which state of embedded content to show, on Cloud alone. Default: `current`.
    pub embedded_content_render: Option<EmbeddedContentRender>,
    /// What to add that is usually left out, such as `webresource` or `mediaToken`. By default, nothing.
    pub expand: Option<Vec<String>>,
}

impl Action for ConvertBody {
    type Output = Conversion;
    const NAME: &str = "convert-body";
    const GROUP: &str = "conversion";
    const ROUTE: &str = "POST /wiki/rest/api/contentbody/convert/async/{to}\
        ?spaceKeyContext={spaceKeyContext}\
        &contentIdContext={contentIdContext}\
        &allowCache={allowCache}\
        &embeddedContentRender={embeddedContentRender}\
        &expand={expand,}";
    const SCOPES: Scopes = SCOPES;
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<Ask> = Some(|mut fields| {
        fields.entry("representation").or_insert_with(|| "storage".into());
        Ok(fields)
    });
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("POST /rest/api/contentbody/convert/{to}?expand={expand,}", data_center::READ)
            .when(ON_PREM)
            .ask(ask_data_center)];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
}

/// Data Center and Server convert without regard to a place.
fn ask_data_center(mut fields: Fields) -> Result<Fields, Error> {
    let of_cloud = ["spaceKeyContext", "contentIdContext", "allowCache", "embeddedContentRender"];
    refuse_fields(&fields, &|name| of_cloud.contains(&name))?;
    fields.entry("representation").or_insert_with(|| "storage".into());
    Ok(fields)
}

/// Gets a conversion that `convert-body` began: how far it is, and the converted body once it is done.
///
/// Only the user who began it can. What came out is kept for five minutes.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetConvertedBody {
    /// The id of the conversion: `asyncId` in the answer of `convert-body`.
    pub id: String,
}

impl Action for GetConvertedBody {
    type Output = ConvertedBody;
    const NAME: &str = "get-converted-body";
    const GROUP: &str = "conversion";
    const ROUTE: &str = "GET /wiki/rest/api/contentbody/convert/async/{id}";
    const SCOPES: Scopes = SCOPES;
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// A body to convert, with others.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BodyToConvert {
    /// What to convert to.
    pub to: Representation,
    /// What `value` is written in. Default: `storage`.
    pub representation: Option<Representation>,
    /// The body to convert.
    pub value: String,
    /// The key of the space in which links and embedded content are looked for. By default, none.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key_context: Option<String>,
    /// The id of the content in whose space they are looked for. By default, none.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub content_id_context: Option<String>,
    /// Whether an equal conversion that was begun before may serve. Default: `false`.
    pub allow_cache: Option<bool>,
    /// Which state of embedded content to show. Default: `current`.
    pub embedded_content_render: Option<EmbeddedContentRender>,
    /// What to add that is usually left out, such as `webresource` or `mediaToken`. By default, nothing.
    pub expand: Option<Vec<String>>,
}

/// Begins to convert up to ten bodies to other representations.
///
/// `get-converted-bodies` gets what came out, within five minutes of its end.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConvertBodies {
    /// The bodies to convert.
    #[schemars(length(min = 1, max = 10))]
    pub bodies: Vec<BodyToConvert>,
}

impl Action for ConvertBodies {
    type Output = Conversions;
    const NAME: &str = "convert-bodies";
    const GROUP: &str = "conversion";
    const ROUTE: &str = "POST /wiki/rest/api/contentbody/convert/async/bulk/tasks";
    const SCOPES: Scopes = SCOPES;
    const ASK: Option<Ask> = Some(conversion_inputs);
    const ANSWER: Option<Answer> = Some(begun);
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
}

/// Bodies as Confluence wants them: `representation` and `value` stand in an object of their own.
fn conversion_inputs(mut fields: Fields) -> Result<Fields, Error> {
    let mut bodies = fields.shift_remove("bodies").unwrap_or_default();
    for body in bodies.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        let representation = body.shift_remove("representation").unwrap_or_else(|| "storage".into());
        let value = body.shift_remove("value");
        body.insert("body".to_owned(), json!({ "representation": representation, "value": value }));
    }
    fields.insert("conversionInputs".to_owned(), bodies);
    Ok(fields)
}

/// The answer is a bare list, and has a text where a conversion could not be begun.
fn begun(_: &Fields, answer: &mut Value) {
    for item in answer.as_array_mut().into_iter().flatten() {
        if item.is_string() {
            *item = json!({ "asyncId": item.take() });
        }
    }
    *answer = json!({ "results": answer.take() });
}

/// Gets conversions that `convert-bodies` or `convert-body` began: how far they are, and what came out.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetConvertedBodies {
    /// The ids of the conversions.
    #[schemars(length(min = 1, max = 50))]
    pub ids: Vec<String>,
}

impl Action for GetConvertedBodies {
    type Output = ConvertedBodies;
    const NAME: &str = "get-converted-bodies";
    const GROUP: &str = "conversion";
    const ROUTE: &str = "GET /wiki/rest/api/contentbody/convert/async/bulk/tasks?ids={ids}";
    const SCOPES: Scopes = SCOPES;
    const ANSWER: Option<Answer> = Some(|_, bodies| *bodies = json!({ "results": bodies.take() }));
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}
