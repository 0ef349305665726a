//! `POST /content/{id}/pagehierarchy/copy`.

use super::{copied, page};
use crate::answer::{Answer, Reply};
use crate::refusal::{Shape, no_content};
use crate::site::Call;
use crate::store::{Job, PageCopy};
use crate::v1::long_tasks;

/// Copies a page with all below it.
pub(crate) fn copy(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let page = page(call, &store)?.id;
    let destination = call.value["destinationPageId"].as_str().unwrap_or_default();
    let destination = destination.parse().map_err(|_| Shape::V1.not_an_id(destination))?;
    if store.page(destination).is_none_or(|page| !page.status.is_listed()) {
        return Err(no_content(destination));
    }
    let copy = PageCopy { page, destination, ..read(call)? };
    let source = store.page(page).ok_or_else(|| no_content(page))?;
    let space = store.page(destination).map_or(0, |page| page.space);
    let title = copy.title(&source.latest.title);
    if store.title_holder(space, &title, None).is_some() {
        return Err(Shape::V1.invalid(&format!("A page with this title already exists: {title}")));
    }
    Ok(long_tasks::accept(call, &mut store, Job::Copy(copy)))
}

/// Reads what to copy and how the copies are called.
fn read(call: &Call<'_>) -> Result<PageCopy, Answer> {
    let options = &call.value["titleOptions"];
    let text = |name: &str| options[name].as_str();
    if text("prefix").is_some_and(str::is_empty) {
        return Err(Shape::V1.invalid("The prefix of titles must not be empty"));
    }
    let replacement = match (text("search"), text("replace")) {
        (Some(search), Some(replace)) => Some((search.to_owned(), replace.to_owned())),
        (None, None) => None,
        _ => return Err(Shape::V1.invalid("'search' and 'replace' belong together")),
    };
    Ok(PageCopy {
        page: 0,
        destination: 0,
        descendants: call.value["copyDescendants"] != false,
        facets: copied(call),
        prefix: text("prefix").unwrap_or_default().to_owned(),
        replacement,
    })
}
