//! Confluence Cloud REST API v1: what still stands, and how the rest answers.
//!
//! `routes` says which handler answers which operation.

mod analytics;
mod attachment_properties;
mod audit;
mod content;
mod conversions;
pub(crate) mod download;
pub(crate) mod gone;
mod groups;
mod labels;
mod listing;
mod long_tasks;
mod looks;
mod modules;
pub(crate) mod multipart;
mod pages;
mod people;
mod relations;
mod restrictions;
mod routes;
mod search;
mod spaces;
mod states;
mod templates;
pub(crate) mod tenant;
pub(crate) mod upload;
mod user;
mod user_properties;
mod watches;

pub(crate) use routes::routes;
