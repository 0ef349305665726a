//! The sub-resources of content and spaces: one handler each, whatever they belong to.
//!
//! Which kinds have which of them is a matter of the tables of facts.

pub(super) mod ancestors;
pub(super) mod attachments;
pub(super) mod children;
pub(super) mod classification;
pub(super) mod comments;
pub(super) mod custom_content;
pub(super) mod descendants;
pub(super) mod labels;
pub(super) mod likes;
pub(super) mod operations;
pub(super) mod properties;
pub(super) mod redactions;
pub(super) mod thumbnail;
pub(super) mod title;
pub(super) mod versions;

use super::routes::Entry;

/// Lists the handlers by method and by what follows the owner's id in the path.
pub(super) const PARTS: &[Entry] = &[
    ("GET", "ancestors", ancestors::list),
    ("GET", "attachments", attachments::list),
    ("GET", "children", children::list),
    ("GET", "classification-level", classification::get),
    ("PUT", "classification-level", classification::put),
    ("POST", "classification-level/reset", classification::reset),
    ("GET", "classification-level/default", classification::get_default),
    ("PUT", "classification-level/default", classification::put),
    ("DELETE", "classification-level/default", classification::reset),
    ("GET", "content/labels", labels::list_in_space),
    ("GET", "custom-content", custom_content::list),
    ("GET", "descendants", descendants::list),
    ("GET", "direct-children", children::list_direct),
    ("GET", "footer-comments", comments::list),
    ("GET", "inline-comments", comments::list_inline),
    ("GET", "labels", labels::list),
    ("GET", "likes/count", likes::count),
    ("GET", "likes/users", likes::users),
    ("GET", "operations", operations::list),
    ("GET", "properties", properties::list),
    ("POST", "properties", properties::create),
    ("GET", "properties/{}", properties::get),
    ("PUT", "properties/{}", properties::update),
    ("DELETE", "properties/{}", properties::delete),
    ("POST", "redact", redactions::redact),
    ("GET", "thumbnail/download", thumbnail::download),
    ("PUT", "title", title::update),
    ("GET", "versions", versions::list),
    ("GET", "versions/{}", versions::get),
];
