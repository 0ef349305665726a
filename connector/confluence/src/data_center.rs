//! Data Center and Server: what their API is asked, and how its answers become those of Cloud.
//!
//! An answer keeps every field that it has; what Cloud has under another name or in another place is added.

mod ask;
mod attachment;
mod body;
mod child;
mod comment;
mod content;
mod kind;
mod long_task;
mod property;
mod space;
mod unpaged;
mod write;

use connector_sdk::{Paging, Scopes};

pub(crate) use ask::{INCLUDED, expand, expanded, one};
pub(crate) use attachment::{ATTACHMENT, attachment};
pub(crate) use body::{body, written_body};
pub(crate) use child::child;
pub(crate) use comment::{COMMENT, comment};
pub(crate) use content::{CONTENT, content, user_id, version};
pub(crate) use kind::must_be;
pub(crate) use long_task::long_task;
pub(crate) use property::{property, property_update};
pub(crate) use space::{SPACE, space};
pub(crate) use unpaged::unpaged;
pub(crate) use write::new_content;

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
