//! Runs the real command against a simulated Confluence.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod auth_types;
mod authority;
mod broken_homes;
mod browser;
mod changes;
mod completions;
mod components;
mod connections;
mod documents;
mod failures;
mod front;
mod guide;
mod help;
mod home;
mod inputs;
mod interrupts;
mod killed;
mod locations;
mod network;
mod options;
mod output;
mod prompts;
mod publish;
mod reference;
mod runs;
mod secrets;
mod sign_in;
mod sites;
mod tour;
mod transfer;
mod vault;
