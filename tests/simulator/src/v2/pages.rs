//! Lists of pages and blog posts.

use super::{body, listing, page};
use crate::answer::Reply;
use crate::site::Call;
use crate::store::{Kind, Page};

/// Lists pages or blog posts of all spaces.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    let ids = parameters.numbers("id", 250)?;
    let spaces = parameters.numbers("space-id", 100)?;
    let live = parameters.one("subtype") == Some("live");
    rows(call, &format!("/wiki/api/v2/{}", call.kind.segment()), call.kind, |page| {
        !live
            && ids.as_ref().is_none_or(|ids| ids.contains(&page.id))
            && spaces.as_ref().is_none_or(|spaces| spaces.contains(&page.space))
    })
}

/// Lists the pages of one space; its roots are the pages without a parent.
pub(crate) fn list_in_space(call: &Call<'_>) -> Reply {
    in_space(call, Kind::Page)
}

/// Lists the blog posts of one space.
pub(crate) fn list_blogposts_in_space(call: &Call<'_>) -> Reply {
    in_space(call, Kind::Blogpost)
}

/// Lists the pages that carry a label.
pub(super) fn list_with_label(call: &Call<'_>, kind: Kind, label: u64) -> Reply {
    let spaces = call.parameters.numbers("space-id", 100)?;
    rows(call, &format!("/wiki/api/v2/labels/{label}/{}", kind.segment()), kind, |page| {
        page.labels.contains(&label) && spaces.as_ref().is_none_or(|spaces| spaces.contains(&page.space))
    })
}

fn in_space(call: &Call<'_>, kind: Kind) -> Reply {
    let space = call.owner(&call.world.store())?;
    let roots = call.parameters.one("depth") == Some("root");
    rows(call, &format!("/wiki/api/v2/spaces/{space}/{}", kind.segment()), kind, |page| {
        page.space == space && !(roots && page.parent.is_some())
    })
}

fn rows(call: &Call<'_>, path: &str, kind: Kind, wanted: impl Fn(&Page) -> bool) -> Reply {
    let parameters = &call.parameters;
    // Current and archived by default, never drafts.
    let statuses = parameters.list("status").unwrap_or_else(|| vec!["current", "archived"]);
    let title = parameters.one("title").map(str::to_lowercase);
    let format = parameters.one("body-format");
    let sort = parameters.one("sort").unwrap_or("id");

    let store = call.world.store();
    let mut pages: Vec<&Page> = store
        .contents()
        .filter(|page| page.kind == kind && statuses.contains(&page.status.name()))
        .filter(|page| title.as_ref().is_none_or(|title| page.latest.title.to_lowercase() == *title))
        .filter(|page| wanted(page) && call.may(&store, page.id, "read"))
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
        let row = store.content(id)?;
        Some(page::of(&store, row, &row.latest, &body::read(&row.latest.body, format)))
    })
}
