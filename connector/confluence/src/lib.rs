//! The Confluence connector: its connection form, its actions, and what Confluence's answers mean.
//!
//! It never sees a credential and never names a host. Actions stand in [`actions`], a file or a folder for each resource of
//! Confluence, and [`actions::ALL`] is their only list.

mod account;
pub mod actions;
mod bodies;
mod connection;
pub mod cql;
mod data_center;
mod errors;
mod form;
pub mod formats;
mod id_text;
pub mod models;
mod options;
mod probes;
mod resolve;
mod sites;

use connector_sdk::{Account, Connector, Context, Entry, Error, Manifest, OptionList, Request, Response, Site};

/// Confluence Cloud, and Confluence Data Center and Server.
pub struct Confluence;

impl Connector for Confluence {
    const ACTIONS: &'static [&'static Entry] = actions::ALL;
    const OPTIONS: &'static [OptionList] = options::ALL;

    #[cfg(feature = "packed")]
    const PACKED: &'static [u8] = include_bytes!(env!("CONNECTOR_SCHEMAS"));

    fn manifest() -> Manifest {
        form::manifest()
    }

    fn sites(context: &Context<'_>) -> Result<Vec<Site>, Error> {
        sites::sites(context)
    }

    fn resolve(context: &Context<'_>) -> Result<Vec<(String, String)>, Error> {
        resolve::resolve(context)
    }

    fn check(context: &Context<'_>) -> Result<Account, Error> {
        account::check(context)
    }

    fn explain(context: &Context<'_>, request: &Request, response: &Response) -> Error {
        errors::explain(context, request, response)
    }
}

#[cfg(target_arch = "wasm32")]
connector_sdk::export!(Confluence);
