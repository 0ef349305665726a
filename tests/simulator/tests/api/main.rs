//! Talks to the simulator over real sockets.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should fail where it stands")]

mod attachments;
mod auth;
mod binary;
mod bodies;
mod client;
mod comments;
mod data_center;
mod drafts;
mod faults;
mod journal;
mod labels;
mod listing;
mod pages;
mod search;
mod strictness;
mod trash;
