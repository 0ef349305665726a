//! `/labels` and what carries one.

use http::StatusCode;

use super::pages;
use super::parts::{attachments, labels};
use crate::answer::{Answer, Reply};
use crate::refusal::v2;
use crate::site::Call;
use crate::store::{Kind, Label, Store};

/// Lists all labels.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let ids = call.parameters.numbers("label-id", usize::MAX)?;
    let store = call.world.store();
    let found: Vec<&Label> =
        store.all_labels().filter(|label| ids.as_ref().is_none_or(|ids| ids.contains(&label.id))).collect();
    labels::rows(call, "labels", found)
}

/// Lists the pages that carry a label.
pub(crate) fn list_pages(call: &Call<'_>) -> Reply {
    let label = label(call, &call.world.store())?;
    pages::list_with_label(call, Kind::Page, label)
}

/// Lists the blog posts that carry a label.
pub(crate) fn list_blogposts(call: &Call<'_>) -> Reply {
    let label = label(call, &call.world.store())?;
    pages::list_with_label(call, Kind::Blogpost, label)
}

/// Lists the attachments that carry a label.
pub(crate) fn list_attachments(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = label(call, &store)?;
    attachments::rows(call, &store, &format!("labels/{id}/attachments"), 25, |attachment| {
        store.labels_of(attachment.id).any(|label| label.id == id)
    })
}

fn label(call: &Call<'_>, store: &Store) -> Result<u64, Answer> {
    let id = call.id()?;
    let absent = || v2(StatusCode::NOT_FOUND, &format!("Cannot find a label with id [{id}]"));
    store.label(id).map(|label| label.id).ok_or_else(absent)
}
