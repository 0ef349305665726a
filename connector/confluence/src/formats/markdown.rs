//! Markdown as people write it, and what it is in Confluence.
//!
//! What Markdown cannot say stands in it as *placeholders*, in the raw-attribute syntax of Pandoc: a code span or a
//! fenced code block marked `{=confluence}`, which holds the storage format itself.

pub(super) mod alert;
pub(super) mod read;
pub(super) mod write;

pub(super) use self::write::FACES;

/// What marks code as a placeholder.
const RAW: &str = "{=confluence}";
