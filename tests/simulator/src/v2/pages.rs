//! `GET /pages` and `GET /spaces/{id}/pages`.

use super::body::{self, READ_LIST};
use super::spaces::no_space;
use super::{listing, page};
use crate::answer::{Answer, Reply};
use crate::site::Call;
use crate::store::Page;

const STATUSES: &[&str] = &["current", "archived", "deleted", "trashed"];
const SORTS: &[&str] =
    &["id", "-id", "created-date", "-created-date", "modified-date", "-modified-date", "title", "-title"];

/// Lists pages of all spaces.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    parameters.only(&["sort", "title", "body-format", "subtype", "cursor", "limit"], &["id", "space-id", "status"])?;
    let ids = parameters.numbers("id", 250)?;
    let spaces = parameters.numbers("space-id", 100)?;
    let live = parameters.choice("subtype", &["live", "page"])? == Some("live");
    rows(call, "/wiki/api/v2/pages", |page| {
        !live
            && ids.as_ref().is_none_or(|ids| ids.contains(&page.id))
            && spaces.as_ref().is_none_or(|spaces| spaces.contains(&page.space))
    })
}

/// Lists the pages of one space; its roots are the pages without a parent.
pub(crate) fn list_in_space(call: &Call<'_>) -> Reply {
    let space = call.id()?;
    let parameters = &call.parameters;
    parameters.only(&["depth", "sort", "title", "body-format", "cursor", "limit"], &["status"])?;
    let roots = parameters.choice("depth", &["all", "root"])? == Some("root");
    if call.world.store().space(space).is_none() {
        return Err(no_space(space));
    }
    rows(call, &format!("/wiki/api/v2/spaces/{space}/pages"), |page| {
        page.space == space && !(roots && page.parent.is_some())
    })
}

fn rows(call: &Call<'_>, path: &str, wanted: impl Fn(&Page) -> bool) -> Reply {
    let parameters = &call.parameters;
    let statuses = statuses(call)?;
    let title = parameters.one("title").map(str::to_lowercase);
    let format = parameters.choice("body-format", READ_LIST)?;
    let sort = parameters.choice("sort", SORTS)?.unwrap_or("id");

    let store = call.world.store();
    let mut pages: Vec<&Page> = store
        .pages()
        .filter(|page| statuses.contains(&page.status.name()))
        .filter(|page| title.as_ref().is_none_or(|title| page.latest.title.to_lowercase() == *title))
        .filter(|page| wanted(page))
        .collect();
    match sort.trim_start_matches('-') {
        "created-date" => pages.sort_by_key(|page| page.created),
        "modified-date" => pages.sort_by_key(|page| page.latest.at),
        "title" => pages.sort_by(|a, b| a.latest.title.cmp(&b.latest.title)),
        _ => {}
    }
    if sort.starts_with('-') {
        pages.reverse();
    }
    let ids: Vec<u64> = pages.iter().map(|page| page.id).collect();
    listing::answer(call, path, &ids, 25, |id| {
        let row = store.page(id)?;
        Some(page::of(&store, row, &row.latest, &body::read(&row.latest.body, format)))
    })
}

/// Returns the statuses to list: current and archived by default, never drafts.
fn statuses<'a>(call: &'a Call<'_>) -> Result<Vec<&'a str>, Answer> {
    Ok(call.parameters.choices("status", STATUSES)?.unwrap_or_else(|| vec!["current", "archived"]))
}
