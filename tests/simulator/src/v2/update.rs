//! `PUT /pages/{id}` and `PUT /blogposts/{id}`.

use http::StatusCode;
use serde_json::Value;

use super::create::{check_free, check_parent, check_title};
use super::fields::{Fields, invalid, missing};
use super::{body, page};
use crate::answer::{Answer, Reply};
use crate::refusal::v2;
use crate::site::Call;
use crate::store::{Kind, PageBody, Status, Store};

struct Update {
    draft: bool,
    title: String,
    parent: Option<u64>,
    body: PageBody,
    number: u64,
    message: String,
}

/// Updates a page, keeps a draft of it, or takes it out of the trash.
pub(crate) fn update(call: &Call<'_>) -> Reply {
    let mut fields = Fields::whole(call.value.clone())?;
    let update = read(&mut fields, call.id()?)?;
    let mut store = call.world.store();
    let id = call.owner(&store)?;
    let known = store.content(id).ok_or_else(|| call.absent(id))?;
    let (space, status, number) = (known.space, known.status, known.latest.number);
    if fields.id("spaceId")?.is_some_and(|wanted| wanted != space) {
        return Err(invalid("A page cannot be moved to another space by an update"));
    }
    let expected = if update.draft || status == Status::Draft { 1 } else { u64::from(number) + 1 };
    if update.number != expected {
        return Err(v2(
            StatusCode::CONFLICT,
            &format!("Version must be incremented on update. Current version is: {number}"),
        ));
    }
    if let Some(parent) = update.parent {
        check_parent(&store, space, parent)?;
        check_above(&store, id, parent)?;
    }
    if update.draft {
        if status == Status::Trashed {
            return Err(invalid("A trashed page has no draft"));
        }
        store.keep_draft(id, &update.title, update.body);
        return page::written(call, &store, id);
    }
    if status == Status::Trashed {
        let title = known_title(&store, id);
        if call.kind == Kind::Page {
            check_free(&store, space, &title, Some(id))?;
        }
        // Restoring is all that happens: the new content is not taken.
        store.restore(id);
        return page::written(call, &store, id);
    }
    if call.kind == Kind::Page {
        check_free(&store, space, &update.title, Some(id))?;
    }
    store.publish(id, &update.title, update.body, &update.message);
    if let Some(parent) = update.parent {
        store.move_page(id, Some(parent));
    }
    page::written(call, &store, id)
}

fn read(fields: &mut Fields, id: u64) -> Result<Update, Answer> {
    let given = fields.id("id")?.ok_or_else(|| missing("id"))?;
    if given != id {
        return Err(invalid(&format!("Field 'id' is {given}, but the path is that of {id}")));
    }
    let draft = fields.required("status")? == "draft";
    let title = fields.required("title")?.trim().to_owned();
    if title.is_empty() && !draft {
        return Err(missing("title"));
    }
    check_title(&title)?;
    fields.text("ownerId")?;
    let parent = fields.id("parentId")?;
    let body = body::written(fields.take("body").ok_or_else(|| missing("body"))?)?;
    let version = fields.take("version").ok_or_else(|| missing("version"))?;
    let number = version.get("number").cloned().unwrap_or(Value::Null);
    let version = Fields::of(version, "Field 'version'", &["number", "message"])?;
    let number = number.as_u64().ok_or_else(|| missing("version.number"))?;
    let message = version.text("message")?.unwrap_or_default().to_owned();
    Ok(Update { draft, title, parent, body, number, message })
}

fn check_above(store: &Store, id: u64, parent: u64) -> Result<(), Answer> {
    let below = store.content(parent).is_some_and(|page| store.is_below(page, id));
    if parent == id || below {
        return Err(invalid("A page cannot be moved below itself"));
    }
    Ok(())
}

fn known_title(store: &Store, id: u64) -> String {
    store.content(id).map(|page| page.latest.title.clone()).unwrap_or_default()
}
