//! `POST /pages` and `POST /blogposts`.

use http::StatusCode;

use super::fields::{Fields, invalid, missing};
use super::spaces::no_space;
use super::{body, page};
use crate::answer::{Answer, Reply};
use crate::refusal::no_page;
use crate::site::Call;
use crate::store::{Kind, NewContent, PageBody, Status, Store};

/// Creates a page or a blog post, or a draft; a page without a parent goes below the space's homepage.
pub(crate) fn create(call: &Call<'_>) -> Reply {
    let root = call.parameters.flag("root-level")?;
    let mut fields = Fields::whole(call.value.clone())?;
    let body = fields.take("body").map(body::written).transpose()?.unwrap_or_else(|| PageBody::storage_of(""));
    let space = fields.id("spaceId")?.ok_or_else(|| missing("spaceId"))?;
    let draft = fields.text("status")? == Some("draft");
    let title = fields.text("title")?.map(str::trim).unwrap_or_default();
    let parent = fields.id("parentId")?;
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
    let kind = call.kind;
    let status = if draft { Status::Draft } else { Status::Current };
    if !draft && kind == Kind::Page {
        check_free(&store, space, title, None)?;
    }
    let parent = if root || kind == Kind::Blogpost { None } else { Some(parent.unwrap_or(homepage)) };
    let new = NewContent { kind, detail: String::new(), space, parent, status, title, body };
    let id = store.create_content(new);
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

/// Refuses a parent that does not stand in the tree of the space.
pub(super) fn check_parent(store: &Store, space: u64, parent: u64) -> Result<(), Answer> {
    match store.content(parent).filter(|page| page.kind.is_in_tree() && page.status.is_listed()) {
        None => Err(no_page(parent)),
        Some(page) if page.space != space => {
            Err(crate::refusal::v2(StatusCode::BAD_REQUEST, "The parent page is in another space"))
        }
        Some(_) => Ok(()),
    }
}
