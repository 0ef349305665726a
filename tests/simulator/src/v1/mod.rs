//! Confluence Cloud REST API v1: what still stands, and how the rest answers.

mod content;
pub(crate) mod download;
pub(crate) mod gone;
pub(crate) mod labels;
pub(crate) mod multipart;
pub(crate) mod search;
pub(crate) mod tenant;
pub(crate) mod upload;
pub(crate) mod user;
