//! `POST /pages`.

use http::StatusCode;

use super::fields::{Fields, invalid, missing};
use super::spaces::no_space;
use super::{body, page};
use crate::answer::{Answer, Reply};
use crate::refusal::no_page;
use crate::site::Call;
use crate::store::{PageBody, Status, Store};

const FIELDS: &[&str] = &["spaceId", "status", "title", "parentId", "body", "subtype"];

/// Creates a page or a draft; without a parent it goes below the space's homepage.
pub(crate) fn create(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    parameters.only(&["embedded", "private", "root-level"], &[])?;
    parameters.flag("embedded")?;
    parameters.flag("private")?;
    let root = parameters.flag("root-level")?;

    let mut fields = Fields::parse(call.json()?, FIELDS)?;
    let body = fields.take("body").map(body::written).transpose()?.unwrap_or_else(|| PageBody::storage_of(""));
    let space = fields.id("spaceId")?.ok_or_else(|| missing("spaceId"))?;
    let draft = fields.choice("status", &["current", "draft"])? == Some("draft");
    let title = fields.text("title")?.map(str::trim).unwrap_or_default();
    let parent = fields.id("parentId")?;
    fields.choice("subtype", &["live"])?;
    if title.is_empty() && !draft {
        return Err(missing("title"));
    }
    check_title(title)?;
    if root && parent.is_some() {
        return Err(invalid("parentId may not be supplied when root-level is true"));
    }

    let mut store = call.world.store();
    let homepage = store.space(space).ok_or_else(|| no_space(space))?.homepage;
    if let Some(parent) = parent {
        check_parent(&store, space, parent)?;
    }
    let status = if draft { Status::Draft } else { Status::Current };
    if !draft {
        check_free(&store, space, title, None)?;
    }
    let parent = if root { None } else { Some(parent.unwrap_or(homepage)) };
    let id = store.create_page(space, parent, status, title, body);
    page::written(call, &store, id)
}

/// Refuses a title of more than 255 characters.
pub(super) fn check_title(title: &str) -> Result<(), Answer> {
    if title.chars().count() > 255 {
        return Err(invalid("Field 'title' has more than 255 characters"));
    }
    Ok(())
}

/// Refuses a title that another page of the space holds, be it archived.
pub(super) fn check_free(store: &Store, space: u64, title: &str, except: Option<u64>) -> Result<(), Answer> {
    match store.title_holder(space, title, except) {
        Some(_) => Err(invalid(
            "A page with this title already exists: A page already exists with the same TITLE in this space",
        )),
        None => Ok(()),
    }
}

/// Refuses a parent that is no page of the space.
pub(super) fn check_parent(store: &Store, space: u64, parent: u64) -> Result<(), Answer> {
    match store.page(parent).filter(|page| page.status.is_listed()) {
        None => Err(no_page(parent)),
        Some(page) if page.space != space => {
            Err(crate::refusal::v2(StatusCode::BAD_REQUEST, "The parent page is in another space"))
        }
        Some(_) => Ok(()),
    }
}
