//! Talks to the simulator over real sockets.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should fail where it stands")]

mod app;
mod attachments;
mod auth;
mod authorize;
mod binary;
mod bodies;
mod client;
mod comments;
mod coverage;
mod data_center;
mod drafts;
mod faults;
mod gateway;
mod journal;
mod labels;
mod limits;
mod listing;
mod pages;
mod provider;
mod refresh;
mod resources;
mod scopes;
mod search;
mod sites;
mod strictness;
mod token;
mod trash;
mod v1;
mod v2;
