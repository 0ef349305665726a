//! `/custom-content`.

use http::StatusCode;
use serde_json::{Value, json};

use super::create::check_title;
use super::fields::{Fields, invalid, missing};
use super::parts::{self, labels, operations, properties, versions};
use super::spaces::no_space;
use super::{body, object};
use crate::answer::{Answer, Reply};
use crate::links;
use crate::refusal::{absent, v2};
use crate::site::Call;
use crate::store::{Kind, NewContent, Page, PageBody, Revision, Status, Store, Version};

const PLACES: &[(&str, Kind)] =
    &[("pageId", Kind::Page), ("blogPostId", Kind::Blogpost), ("customContentId", Kind::CustomContent)];

/// Lists the custom content of a type in all spaces.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let ids = call.parameters.numbers("id", 250)?;
    let spaces = call.parameters.numbers("space-id", 100)?;
    let store = call.world.store();
    parts::custom_content::rows(call, &store, "custom-content", |page| {
        ids.as_ref().is_none_or(|ids| ids.contains(&page.id))
            && spaces.as_ref().is_none_or(|spaces| spaces.contains(&page.space))
    })
}

/// Creates custom content in a space, a page, a blog post or other custom content.
pub(crate) fn create(call: &Call<'_>) -> Reply {
    let mut fields = Fields::whole(call.value.clone())?;
    let body = written_body(&mut fields)?;
    let kind = fields.required("type")?;
    if !(kind.starts_with("ac:") || kind.starts_with("forge:")) {
        return Err(invalid(&format!("There is no type of custom content '{kind}'")));
    }
    let title = fields.required("title")?;
    check_title(title)?;
    let status = if fields.text("status")? == Some("draft") { Status::Draft } else { Status::Current };
    let mut store = call.world.store();
    let (space, parent) = place(&store, &fields)?.ok_or_else(|| missing("spaceId"))?;
    let detail = kind.to_owned();
    let id = store.create_content(NewContent { kind: Kind::CustomContent, detail, space, parent, status, title, body });
    answer(call, &store, id, StatusCode::CREATED)
}

/// Returns custom content.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    let format = parameters.one("body-format");
    let store = call.world.store();
    let id = call.owner(&store)?;
    let page = store.content(id).ok_or_else(|| call.absent(id))?;
    let revision = match parameters.number("version", "Integer")? {
        Some(number) => page.revision(number).ok_or_else(|| call.absent(id))?,
        None => &page.latest,
    };
    let mut json = object(row(&store, page, revision, format));
    let included: [(&str, &str, Vec<Value>); 4] = [
        ("include-labels", "labels", store.labels(page).map(labels::row).collect()),
        (
            "include-properties",
            "properties",
            store.properties(id).iter().map(|property| properties::row(page.kind, property)).collect(),
        ),
        ("include-operations", "operations", operations::rows(page.kind)),
        ("include-versions", "versions", store.versions(page.kind, id).iter().map(versions::version).collect()),
    ];
    for (flag, name, rows) in included {
        if parameters.flag(flag)? {
            let own = format!("/wiki/api/v2/custom-content/{id}/{name}");
            let part = json!({"results": rows, "meta": {"hasMore": false}, "_links": {"self": own}});
            json.insert(name.to_owned(), part);
        }
    }
    if parameters.one("include-version") == Some("false") {
        json.remove("version");
    }
    json["_links"]["base"] = json!(call.base());
    Ok(Answer::json(StatusCode::OK, &Value::Object(json)))
}

/// Updates custom content; its type stays.
pub(crate) fn update(call: &Call<'_>) -> Reply {
    let mut fields = Fields::whole(call.value.clone())?;
    let body = written_body(&mut fields)?;
    let number = call.value["version"]["number"].as_u64().ok_or_else(|| missing("version.number"))?;
    let message = call.value["version"]["message"].as_str().unwrap_or_default();
    let mut store = call.world.store();
    let id = call.owner(&store)?;
    let page = store.content(id).filter(|page| page.status != Status::Trashed).ok_or_else(|| call.absent(id))?;
    if fields.id("id")? != Some(id) {
        return Err(invalid("Field 'id' does not fit the path"));
    }
    if fields.required("type")? != page.detail {
        return Err(invalid("The type of custom content cannot be changed"));
    }
    let title = fields.required("title")?;
    check_title(title)?;
    let expected = if page.status == Status::Draft { 1 } else { u64::from(page.latest.number) + 1 };
    if number != expected {
        let current = page.latest.number;
        return Err(v2(
            StatusCode::CONFLICT,
            &format!("Version must be incremented on update. Current version is: {current}"),
        ));
    }
    let moved = place(&store, &fields)?;
    if moved.is_some_and(|(space, _)| space != page.space) {
        return Err(invalid("Custom content cannot be moved to another space"));
    }
    store.publish(id, title, body, message);
    if let Some((_, Some(parent))) = moved {
        store.move_page(id, Some(parent));
    }
    answer(call, &store, id, StatusCode::OK)
}

/// Writes custom content in some version.
pub(super) fn row(store: &Store, page: &Page, revision: &Revision, format: Option<&str>) -> Value {
    let version = versions::version(&Version {
        number: revision.number,
        title: &revision.title,
        body: None,
        message: &revision.message,
        minor_edit: false,
        at: revision.at,
    });
    let mut row = object(json!({
        "id": page.id.to_string(),
        "type": page.detail,
        "status": page.status.name(),
        "title": revision.title,
        "spaceId": page.space.to_string(),
    }));
    if let Some(parent) = page.parent {
        let kind = store.kind_of(parent);
        if let Some((name, _)) = PLACES.iter().find(|(_, known)| Some(*known) == kind) {
            row.insert((*name).to_owned(), json!(parent.to_string()));
        }
    }
    row.insert("authorId".to_owned(), json!(crate::store::ACCOUNT_ID));
    row.insert("createdAt".to_owned(), json!(page.created.to_string()));
    row.insert("version".to_owned(), version);
    row.insert("body".to_owned(), body::read(&revision.body, format));
    let link = links::of(store.space_key(page), page, &revision.title);
    row.insert("_links".to_owned(), json!({"webui": link}));
    Value::Object(row)
}

fn answer(call: &Call<'_>, store: &Store, id: u64, status: StatusCode) -> Reply {
    let page = store.content(id).ok_or_else(|| call.absent(id))?;
    let mut json = object(row(store, page, &page.latest, None));
    json.insert("body".to_owned(), body::echoed(&page.latest.body));
    json["_links"]["base"] = json!(call.base());
    Ok(Answer::json(status, &Value::Object(json)))
}

fn written_body(fields: &mut Fields) -> Result<PageBody, Answer> {
    body::written_custom(fields.take("body").ok_or_else(|| missing("body"))?)
}

/// Finds where content is to stand: its space, and its container if that is not the space.
fn place(store: &Store, fields: &Fields) -> Result<Option<(u64, Option<u64>)>, Answer> {
    let space = fields.id("spaceId")?;
    let mut found = None;
    for (name, kind) in PLACES {
        let Some(id) = fields.id(name)? else { continue };
        let page = store.content_of(*kind, id).filter(|page| page.status.is_listed());
        let page = page.ok_or_else(|| absent(*kind, id))?;
        if found.replace((page.space, Some(id))).is_some() {
            return Err(invalid("Custom content has one container only"));
        }
        if space.is_some_and(|space| space != page.space) {
            return Err(invalid("The container is in another space"));
        }
    }
    match (found, space) {
        (None, Some(space)) => store.space(space).map(|space| Some((space.id, None))).ok_or_else(|| no_space(space)),
        (found, _) => Ok(found),
    }
}
