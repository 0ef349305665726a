//! `/template`.

use http::StatusCode;
use serde_json::{Value, json};

use super::{listing, spaces};
use crate::answer::{Answer, Reply};
use crate::refusal::{Shape, v1};
use crate::site::Call;
use crate::store::{Store, Template};

/// The blueprints that every site has: key of the module, name.
const BLUEPRINTS: [(&str, &str); 2] = [("meeting-notes", "Meeting notes"), ("decisions", "Decision")];
const BLUEPRINT_PLUGIN: &str = "com.atlassian.confluence.plugins.confluence-business-blueprints";

/// Creates a template, of the site or of a space.
pub(crate) fn create(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let template = read(call, &store, 0)?;
    let template = store.add_template(template);
    Ok(Answer::json(StatusCode::OK, &row(call, &store, &template, true)))
}

/// Changes a template.
pub(crate) fn update(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let id = call.value["templateId"].as_str().unwrap_or_default();
    let absent = || v1(StatusCode::NOT_FOUND, &format!("No template found with id: {id}"));
    let template = read(call, &store, id.parse().map_err(|_| absent())?)?;
    if !store.change_template(&template) {
        return Err(absent());
    }
    Ok(Answer::json(StatusCode::OK, &row(call, &store, &template, true)))
}

/// Returns a template; that there is none looks like a lack of rights.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let template = find(call, &store)?;
    Ok(Answer::json(StatusCode::OK, &row(call, &store, template, true)))
}

/// Deletes a template.
pub(crate) fn delete(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let id = find(call, &store)?.id;
    store.remove_template(id);
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Lists the templates of the site, or those of a space.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let space = space(call, &store)?;
    let body = call.parameters.list("expand").is_some_and(|expand| expand.iter().any(|name| name.starts_with("body")));
    let found = store.templates().iter().filter(|template| template.space == space);
    let rows: Vec<Value> = found.map(|template| row(call, &store, template, body)).collect();
    listing::answer(call, "/rest/api/template/page", &rows, 25)
}

/// Lists the templates that come with blueprints, which are the same everywhere.
pub(crate) fn list_blueprints(call: &Call<'_>) -> Reply {
    space(call, &call.world.store())?;
    let rows = BLUEPRINTS.map(|(key, name)| {
        json!({
            "templateId": format!("{BLUEPRINT_PLUGIN}:{key}-page"),
            "originalTemplate": {"pluginKey": BLUEPRINT_PLUGIN, "moduleKey": format!("{key}-page")},
            "referencingBlueprint": format!("{BLUEPRINT_PLUGIN}:{key}-blueprint"),
            "name": name,
            "description": "",
            "labels": [],
            "templateType": "page",
            "_expandable": {"body": ""},
            "_links": {"self": format!("{}/rest/api/template/{BLUEPRINT_PLUGIN}:{key}-page", call.base())},
        })
    });
    listing::answer(call, "/rest/api/template/blueprint", &rows, 25)
}

fn space(call: &Call<'_>, store: &Store) -> Result<Option<u64>, Answer> {
    let key = call.parameters.one("spaceKey");
    key.map(|key| spaces::keyed(store, key).map(|space| space.id)).transpose()
}

fn find<'a>(call: &Call<'_>, store: &'a Store) -> Result<&'a Template, Answer> {
    let id = call.capture(0);
    let found = store.templates().iter().find(|template| template.id.to_string() == id);
    found.ok_or_else(|| v1(StatusCode::FORBIDDEN, &format!("No template found with id: {id}")))
}

fn read(call: &Call<'_>, store: &Store, id: u64) -> Result<Template, Answer> {
    let value = &call.value;
    if value["templateType"] != "page" {
        return Err(Shape::V1.invalid("Field 'templateType' must be page"));
    }
    if value["body"]["storage"]["representation"] != "storage" {
        return Err(Shape::V1.invalid("Field 'body' must have a storage representation"));
    }
    let name = value["name"].as_str().unwrap_or_default();
    if name.is_empty() || name.chars().count() > 255 {
        return Err(Shape::V1.invalid("Field 'name' must have 1 to 255 characters"));
    }
    let key = value["space"]["key"].as_str();
    Ok(Template {
        id,
        space: key.map(|key| spaces::keyed(store, key).map(|space| space.id)).transpose()?,
        name: name.to_owned(),
        description: value["description"].as_str().unwrap_or_default().to_owned(),
        body: value["body"].clone(),
        labels: value["labels"].clone(),
    })
}

fn row(call: &Call<'_>, store: &Store, template: &Template, body: bool) -> Value {
    let labels = if template.labels.is_array() { template.labels.clone() } else { json!([]) };
    let own = format!("{}/rest/api/template/{}", call.base(), template.id);
    let mut row = json!({
        "templateId": template.id.to_string(),
        "name": template.name,
        "description": template.description,
        "labels": labels,
        "templateType": "page",
        "editorVersion": "v2",
        "_expandable": {"body": ""},
        "_links": {"self": own, "base": call.base(), "context": "/wiki"},
    });
    if body {
        row["body"] = template.body.clone();
    }
    if let Some(space) = template.space.and_then(|id| store.space(id)) {
        row["space"] = spaces::row(call, store, space);
    }
    row
}
