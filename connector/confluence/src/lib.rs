//! The Confluence connector: its connection form, its actions, and what Confluence's answers mean.
//!
//! It never sees a credential and never names a host. Actions stand in [`actions`], one file per resource of Confluence,
//! and [`actions::ALL`] is their only list.

mod account;
pub mod actions;
mod errors;
mod form;
pub mod models;

use connector_sdk::{Account, Connector, Context, Entry, Error, Manifest, Response};

/// Confluence Cloud, and the account of Confluence Data Center and Server.
pub struct Confluence;

impl Connector for Confluence {
    const ACTIONS: &'static [Entry] = actions::ALL;

    fn manifest() -> Manifest {
        form::manifest()
    }

    fn check(context: &Context<'_>) -> Result<Account, Error> {
        account::check(context)
    }

    fn explain(response: &Response) -> Error {
        errors::explain(response)
    }
}

#[cfg(target_arch = "wasm32")]
connector_sdk::export!(Confluence);
