//! Data Center and Server: what their API is asked, and how its answers become those of Cloud.
//!
//! An answer keeps every field that it has; what Cloud has under another name or in another place is added.

mod child;
mod content;
mod long_task;
mod property;

use connector_sdk::{Paging, Scopes};

pub(crate) use child::child;
pub(crate) use content::{CONTENT, content};
pub(crate) use long_task::long_task;
pub(crate) use property::{property, property_update};
mod attachment;
mod body;
mod comment;
mod include;
mod kind;


pub(crate) use attachment::{ATTACHMENT, attachment};
pub(crate) use body::{read_body, written_body};
pub(crate) use comment::{COMMENT, comment};
pub(crate) use include::include;
pub(crate) use kind::must_be;

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
