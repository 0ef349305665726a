//! The lists of values that fields of inputs may take.
//!
//! A field names its list in its schema (`x-options`). Lists that the service can search are searched there; others are
//! read page by page, and what does not fit is left out, so that a page may be empty and lead on.

mod blog_posts;
mod classification_levels;
mod content;
mod content_states;
mod folders;
mod groups;
mod labels;
mod listed;
mod page_attachments;
mod pages;
mod space_roles;
mod spaces;
mod templates;
mod users;

use connector_sdk::OptionList;

/// Every list.
pub(crate) const ALL: &[OptionList] = &[
    spaces::SPACES,
    spaces::SPACE_KEYS,
    pages::PAGES,
    blog_posts::BLOG_POSTS,
    folders::FOLDERS,
    page_attachments::PAGE_ATTACHMENTS,
    users::USERS,
    groups::GROUPS,
    labels::LABELS,
    templates::TEMPLATES,
    content_states::CONTENT_STATES,
    classification_levels::CLASSIFICATION_LEVELS,
    space_roles::SPACE_ROLES,
];
