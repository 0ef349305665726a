//! Data Center and Server: what their API is asked, and how its answers become those of Cloud.
//!
//! An answer keeps every field that it has; what Cloud has under another name or in another place is added.

mod ask;
mod attachment;
mod body;
mod child;
mod comment;
mod content;
mod include;
mod kind;
mod long_task;
mod property;
mod space;
mod unpaged;
mod write;

use connector_sdk::serde_json::Value;
use connector_sdk::{Error, ErrorKind, Fields, Paging, Problem, Scopes};

use crate::bodies;

pub(crate) use ask::{expand, nothing_left, one};
pub(crate) use attachment::{ATTACHMENT, attachment};
pub(crate) use body::{read_body, written_body};
pub(crate) use child::child;
pub(crate) use comment::{COMMENT, comment};
pub(crate) use content::{CONTENT, content, version};
pub(crate) use include::include;
pub(crate) use kind::must_be;
pub(crate) use long_task::long_task;
pub(crate) use property::{property, property_update};
pub(crate) use space::{SPACE, space};
pub(crate) use unpaged::unpaged;
pub(crate) use write::{body, new_content};

/// What reading needs of OAuth 2.0: each scope holds those before it.
pub(crate) const READ: Scopes = &[&["READ"], &["WRITE"], &["ADMIN"], &["SYSTEM_ADMIN"]];

/// What changing content needs.
pub(crate) const WRITE: Scopes = &[&["WRITE"], &["ADMIN"], &["SYSTEM_ADMIN"]];

/// What administering Confluence needs.
pub(crate) const ADMIN: Scopes = &[&["ADMIN"], &["SYSTEM_ADMIN"]];

/// What administering the system needs: passwords, backups and the cluster.
pub(crate) const SYSTEM_ADMIN: Scopes = &[&["SYSTEM_ADMIN"]];

/// How lists are spread over pages: by `start` and `limit`, with links below the context path that are sometimes missing.
pub(crate) const LISTING: Paging =
    Paging { items: "results", next: ("_links", "next"), link_prefix: "", limit: 200, keep: &[], counted: true };

/// Refuses fields of a write that this deployment has no meaning for, in the words that lists and reads have for them.
pub(crate) fn refuse(fields: &Fields, names: &[&str]) -> Result<(), Error> {
    let given = names.iter().filter(|name| fields.get(**name).is_some_and(|value| !value.is_null()));
    let problems: Vec<Problem> = given
        .map(|name| Problem {
            at: format!("/{name}"),
            message: "means nothing on a connection like this one; leave it out".to_owned(),
        })
        .collect();
    if problems.is_empty() {
        return Ok(());
    }
    let message = "the service of this connection does not know every field of the input";
    Err(Error { problems, ..Error::new(ErrorKind::InvalidInput, message) })
}

/// What to expand of each piece of content of a list: what [`content()`] reads, and the body that is asked for.
pub(crate) fn expand_content(mut fields: Fields) -> Result<Fields, Error> {
    let mut expand = CONTENT.to_owned();
    if let Some(Value::String(format)) = fields.shift_remove("bodyFormat") {
        expand.extend([",body.", bodies::served(&format)]);
    }
    fields.insert("expand".to_owned(), expand.into());
    Ok(fields)
}
