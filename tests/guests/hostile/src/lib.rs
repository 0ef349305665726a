//! A connector that misbehaves: each action is one way to harm a host. Tests see that none of them gets through.

#![allow(unsafe_code, missing_docs, clippy::pedantic, reason = "generated bindings; nobody ships this")]

mod attacks;
mod manifest;
mod steps;

wit_bindgen::generate!({ path: "../../../wit", world: "plugin" });

use connector::plugin::types::{Error, ErrorKind};
use exports::connector::plugin::connector::{
    Account, Guest, Manifest, OptionPage, OptionQuery, Outcome, Schemas, Site,
};

struct Hostile;

impl Guest for Hostile {
    fn describe() -> Manifest {
        manifest::manifest()
    }

    fn sites() -> Result<Vec<Site>, Error> {
        Ok(Vec::new())
    }

    fn resolve() -> Result<Vec<(String, String)>, Error> {
        Ok(Vec::new())
    }

    fn check() -> Result<Account, Error> {
        let id = connector::plugin::connection::field("email").unwrap_or_default();
        Ok(Account { id, name: "hostile".into(), email: None, details: "{}".into() })
    }

    fn options(name: String, query: OptionQuery) -> Result<OptionPage, Error> {
        steps::options(&name, &query)
    }

    fn schemas_for(action: String, input: String) -> Result<Schemas, Error> {
        steps::schemas_for(&action, &input)
    }

    fn perform(action: String, input: String, resume: Option<String>) -> Result<Outcome, Error> {
        if let Some((_, step)) = manifest::STEPS.iter().find(|(name, _)| *name == action) {
            return step(&input, resume.as_deref());
        }
        match manifest::ACTIONS.iter().find(|(name, _)| *name == action) {
            Some((_, attack)) => attack(&input).map(Outcome::Done),
            None => Err(error(ErrorKind::UnknownName, "no such action")),
        }
    }
}

fn error(kind: ErrorKind, message: impl Into<String>) -> Error {
    Error {
        kind,
        message: message.into(),
        hint: None,
        status: None,
        code: None,
        trace_id: None,
        retry_after: None,
        problems: Vec::new(),
        missing_scopes: Vec::new(),
        uncertain: false,
    }
}

export!(Hostile);
