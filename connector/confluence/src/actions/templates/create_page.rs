use std::collections::BTreeMap;

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{
    Action, ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Narrow, Narrowing, Scopes,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::READ;
use crate::actions::NO_CHECK;
use crate::actions::content::{Requests, SPACE_BY_KEY, Wanted, settle};
use crate::actions::labels;
use crate::actions::pages::NewPageStatus;
use crate::form::CLOUD;
use crate::formats::storage::Document;
use crate::formats::template::{Variable, VariableKind, fill, variables};
use crate::models::Page;

const TEMPLATE: &str = "GET /wiki/rest/api/template/{templateId}?expand=body.storage";

/// Creates a page from a template, with values for the template's variables and with its labels.
///
/// The schema of `variables` becomes that of the template once `templateId` is known. A value is text: it is never read as
/// markup. A template of a blueprint that an app fills in itself gives an empty page.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreatePageFromTemplate {
    /// The id of the template; `list-templates` finds it.
    #[schemars(extend("x-options" = {"list": "templates", "depends": ["spaceKey"]}))]
    pub template_id: String,
    /// The id of the space, such as `98309`. Give this or `spaceKey`.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<String>,
    /// The key of the space, such as `DOCS`, instead of its id.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// The title, unique in the space.
    #[schemars(length(min = 1))]
    pub title: String,
    /// The id of the page, folder or other content to put it under. By default, the homepage of the space.
    #[schemars(extend("x-options" = {"list": "pages", "depends": ["spaceId", "spaceKey"]}))]
    pub parent_id: Option<String>,
    /// Whether to publish the page or to keep it as a draft. Default: `current`.
    pub status: Option<NewPageStatus>,
    /// The values of the template's variables, by name. Each variable needs one; an empty text leaves it blank.
    #[schemars(with = "Option<BTreeMap<String, String>>")]
    pub variables: Option<Fields>,
}

impl Action for CreatePageFromTemplate {
    type Output = Page;
    const NAME: &str = "create-page-from-template";
    const GROUP: &str = "templates";
    const ROUTE: &str = "POST /wiki/api/v2/pages";
    const SCOPES: Scopes = &[&["write:page:confluence"]];
    const ALSO: &[ActionRoute] =
        &[ActionRoute::new(TEMPLATE, READ), SPACE_BY_KEY, ActionRoute::new(labels::ADD, labels::ADD_SCOPES)];
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const NARROWING: Option<Narrowing> = Some(Narrowing { depends: &["templateId"], narrow: NARROW });
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, mut fields: Fields) -> Result<Json, Error> {
        let requests = Requests::of::<Self>(context);
        let template = Template::read(requests, &fields)?;
        let mut document = template.document()?;
        let given = fields.shift_remove("variables");
        let given = given.as_ref().and_then(Value::as_object);
        let value = |name: &str| given.and_then(|given| given.get(name)).and_then(Value::as_str);
        check(&variables(&document), given, &value)?;
        fill(&mut document, &|name| value(name).map(str::to_owned));
        settle(requests, &mut fields, Wanted::One)?;
        fields.shift_remove("templateId");
        fields.insert("body".to_owned(), json!({ "representation": "storage", "value": document.write() }));
        let page = Json::from_response(requests.send_json(Self::ROUTE, &Fields::new(), &fields)?)?;
        let labels = template.labels();
        if !labels.is_empty() {
            let id = page.read::<Value>()?["id"].take();
            let label = requests.send_json(labels::ADD, &Fields::from_iter([("id".to_owned(), id.clone())]), &labels);
            label.map_err(|error| Error {
                message: format!("the page {id} was created, but then: {}", error.message),
                ..error
            })?;
        }
        Ok(page)
    }
}

/// Says in the schema which variables the template has.
const NARROW: Narrow = |context, fields, schemas| {
    let template = Template::read(Requests::of::<CreatePageFromTemplate>(context), fields)?;
    let variables = variables(&template.document()?);
    let names: Vec<&str> = variables.iter().map(|variable| variable.name.as_str()).collect();
    let properties = variables.iter().map(|variable| {
        let schema = match &variable.kind {
            VariableKind::Line => json!({ "type": "string", "description": "A text of one line." }),
            VariableKind::Lines => json!({ "type": "string", "description": "A text, which may have several lines." }),
            VariableKind::Choice(options) => {
                json!({ "type": "string", "enum": options, "description": "One of the values that the template offers." })
            }
        };
        (variable.name.clone(), schema)
    });
    let properties = Value::Object(properties.collect());
    let input = &mut schemas.input;
    input["properties"]["variables"] = json!({
        "description": input["properties"]["variables"]["description"],
        "type": "object",
        "properties": properties,
        "required": names,
        "additionalProperties": false,
    });
    if let (false, Some(required)) = (names.is_empty(), input["required"].as_array_mut()) {
        required.push("variables".into());
    }
    Ok(())
};

/// Says every variable that has no value that fits, and every value that is for none.
fn check<'v>(
    variables: &[Variable],
    given: Option<&Fields>,
    value: &dyn Fn(&str) -> Option<&'v str>,
) -> Result<(), Error> {
    let mut error = Error::new(ErrorKind::InvalidInput, "the variables do not fit the template");
    let at = |name: &str| format!("/variables/{}", name.replace('~', "~0").replace('/', "~1"));
    for Variable { name, kind } in variables {
        match (value(name), kind) {
            (None, _) => error = error.problem(at(name), "is needed"),
            (Some(value), VariableKind::Choice(options)) if !options.iter().any(|option| option == value) => {
                let options: Vec<String> = options.iter().map(|option| format!("`{option}`")).collect();
                error = error.problem(at(name), format!("must be one of {}", options.join(", ")));
            }
            _ => {}
        }
    }
    for name in given.into_iter().flatten().map(|(name, _)| name) {
        if !variables.iter().any(|variable| variable.name == *name) {
            error = error.problem(at(name), "is no variable of the template");
        }
    }
    if error.problems.is_empty() { Ok(()) } else { Err(error) }
}

/// A template as Confluence answers it.
struct Template(Value);

impl Template {
    fn read(requests: Requests<'_>, fields: &Fields) -> Result<Self, Error> {
        requests.send(TEMPLATE, fields)?.json().map(Self)
    }

    fn document(&self) -> Result<Document<'_>, Error> {
        let Some(storage) = self.0.pointer("/body/storage/value").and_then(Value::as_str) else {
            return Err(Error::new(ErrorKind::Service, "Confluence answered with a template without its body"));
        };
        Document::parse(storage).map_err(|error| {
            Error::new(ErrorKind::Service, format!("the body of the template cannot be read: {error}"))
        })
    }

    fn labels(&self) -> Vec<Value> {
        let labels = self.0["labels"].as_array().into_iter().flatten();
        labels.map(|label| json!({ "prefix": label["prefix"], "name": label["name"] })).collect()
    }
}
