//! `…/{id}/custom-content`.

use crate::answer::Reply;
use crate::site::Call;
use crate::store::{Kind, Page, Store};
use crate::v2::{custom_content, listing};

/// Lists the custom content of a type in a page, a blog post or a space.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = call.owner(&store)?;
    let in_space = call.kind == Kind::Space;
    rows(call, &store, &format!("{}/{id}/custom-content", call.kind.segment()), |page| {
        if in_space { page.space == id } else { page.parent == Some(id) }
    })
}

/// Lists custom content of the type that the query names.
pub(in crate::v2) fn rows(call: &Call<'_>, store: &Store, path: &str, wanted: impl Fn(&Page) -> bool) -> Reply {
    let parameters = &call.parameters;
    let kind = parameters.one("type").unwrap_or_default();
    let format = parameters.one("body-format");
    let sort = parameters.one("sort").unwrap_or("id");
    let mut found: Vec<&Page> = store
        .contents()
        .filter(|page| page.kind == Kind::CustomContent && page.status.is_listed())
        .filter(|page| page.detail == kind && wanted(page))
        .collect();
    match sort.trim_start_matches('-') {
        "created-date" => found.sort_by_key(|page| page.created),
        "modified-date" => found.sort_by_key(|page| page.latest.at),
        "title" => found.sort_by(|a, b| a.latest.title.cmp(&b.latest.title)),
        _ => {}
    }
    if sort.starts_with('-') {
        found.reverse();
    }
    let ids: Vec<u64> = found.iter().map(|page| page.id).collect();
    listing::answer(call, &format!("/wiki/api/v2/{path}"), &ids, 25, |id| {
        store.content(id).map(|page| custom_content::row(store, page, &page.latest, format))
    })
}
