//! Runs the real command against a simulated Confluence.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod components;
mod connections;
mod failures;
mod help;
mod home;
mod inputs;
mod interrupts;
mod output;
mod secrets;
mod tour;
