//! The form of a connection and what was entered: by arguments, in files, on the terminal. The library judges it.

mod ask;

pub(crate) use ask::is_behind_more;

use std::collections::BTreeMap;
use std::fs;
use std::io;

use clap::Args;
use connector_runtime::manifest::{AuthType, Credential, Grant, Manifest, OAuth2};
use connector_runtime::{
    ConnectionChange, ConnectionDraft, ConnectionRecord, Error, ErrorKind, InstalledConnector, SecretString,
};
use zeroize::Zeroizing;

use super::document::Document;
use crate::arguments::Pair;
use crate::failure::Failure;

/// What is entered by arguments.
#[derive(Args, Default)]
pub(super) struct FieldArgs {
    /// A field that is not secret; `connector inspect NAME` shows the fields
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<Pair>,
    /// A file that holds a secret field, `-` for standard input; one line break at its end is dropped
    #[arg(long, value_name = "KEY=PATH")]
    secret_file: Vec<Pair>,
}

/// The form of a connection and what was entered.
pub(super) struct Form<'a> {
    connector: &'a InstalledConnector,
    auth_type: Option<String>,
    /// What the connection has already and need not be entered.
    kept: BTreeMap<String, String>,
    kept_secrets: Vec<String>,
    fields: BTreeMap<String, String>,
    secrets: BTreeMap<String, SecretString>,
}

impl FieldArgs {
    /// How many things come from standard input.
    pub(super) fn inputs(&self) -> usize {
        self.secret_file.iter().filter(|file| file.value == "-").count()
    }
}

impl<'a> Form<'a> {
    /// The form of a new connection; the first auth type where none is named.
    pub(super) fn new(connector: &'a InstalledConnector, auth_type: Option<String>) -> Self {
        Self {
            connector,
            auth_type,
            kept: BTreeMap::new(),
            kept_secrets: Vec::new(),
            fields: BTreeMap::new(),
            secrets: BTreeMap::new(),
        }
    }

    /// The form of a connection that exists, perhaps to sign in another way.
    pub(super) fn of_record(
        connector: &'a InstalledConnector,
        record: &ConnectionRecord,
        auth_type: Option<String>,
    ) -> Self {
        let auth_type = auth_type.or_else(|| Some(record.auth_type.clone()));
        let kept = record.fields.clone();
        Self { kept, kept_secrets: record.secrets.clone(), ..Self::new(connector, auth_type) }
    }

    /// Wants every secret entered anew, with the day on which it ends.
    pub(super) fn renew_secrets(mut self) -> Self {
        for field in self.auth_type().into_iter().flat_map(|auth_type| &auth_type.fields) {
            if let connector_runtime::manifest::FieldKind::Secret(secret) = &field.kind {
                self.kept_secrets.retain(|name| *name != field.name);
                if let Some(expires) = &secret.expires {
                    self.kept.remove(expires);
                }
            }
        }
        self
    }

    fn manifest(&self) -> &'a Manifest {
        &self.connector.manifest
    }

    /// The auth type; none where one is named that does not exist.
    pub(super) fn auth_type(&self) -> Option<&'a AuthType> {
        match &self.auth_type {
            Some(name) => self.manifest().auth_type(name),
            None => self.manifest().auth_types.first(),
        }
    }

    /// How the auth type uses OAuth 2.0, where it does.
    pub(super) fn oauth2(&self) -> Option<&'a OAuth2> {
        match &self.auth_type()?.credential {
            Credential::Oauth2(oauth2) => Some(oauth2),
            _ => None,
        }
    }

    /// Whether the user signs in at a page of the service.
    pub(super) fn has_page(&self) -> bool {
        self.oauth2().is_some_and(|oauth2| matches!(oauth2.grant, Grant::AuthorizationCode(_)))
    }

    /// Whether it is said which way to sign in.
    pub(super) fn names_auth_type(&self) -> bool {
        self.auth_type.is_some()
    }

    /// Enters one field.
    pub(super) fn set(&mut self, name: &str, value: String) {
        self.fields.insert(name.to_owned(), value);
    }

    /// Whether nothing was entered.
    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.secrets.is_empty()
    }

    /// Enters what a document says.
    pub(super) fn enter(&mut self, document: &mut Document) {
        self.auth_type = self.auth_type.take().or(document.auth_type.take());
        for (name, value) in std::mem::take(&mut document.fields) {
            let mut all =
                self.manifest().fields.iter().chain(self.auth_type().into_iter().flat_map(|auth| &auth.fields));
            if all.any(|field| field.name == name && field.kind.is_secret()) {
                self.secrets.insert(name, value.into());
            } else {
                self.fields.insert(name, value);
            }
        }
    }

    /// Enters what the arguments say.
    pub(super) fn fill(&mut self, arguments: FieldArgs) -> Result<(), Failure> {
        for Pair { key, value } in arguments.set {
            self.fields.insert(key, value);
        }
        for Pair { key, value } in arguments.secret_file {
            let text = read(&value)?;
            let line = text.strip_suffix('\n').unwrap_or(&text);
            self.secrets.insert(key, line.strip_suffix('\r').unwrap_or(line).into());
        }
        Ok(())
    }

    /// What was entered, with what is kept: enough to plan with.
    pub(super) fn draft(&self, name: &str) -> ConnectionDraft {
        let mut draft = ConnectionDraft::new(name, &self.connector.name);
        draft.auth_type.clone_from(&self.auth_type);
        draft.fields = self.known();
        draft.secrets.clone_from(&self.secrets);
        draft
    }

    /// What was entered, as a change to a connection.
    pub(super) fn change(&self) -> ConnectionChange {
        let mut change = ConnectionChange::default();
        change.auth_type.clone_from(&self.auth_type);
        change.fields = self
            .fields
            .iter()
            .map(|(name, value)| (name.clone(), Some(value.clone()).filter(|value| !value.is_empty())))
            .collect();
        change.secrets.clone_from(&self.secrets);
        change
    }

    fn known(&self) -> BTreeMap<String, String> {
        let mut known = self.kept.clone();
        known.extend(self.fields.clone());
        known
    }

    /// A failure, with how to give what does not fit.
    pub(super) fn explain(&self, failure: Failure) -> Failure {
        let Failure::Library { error, hint: None } = failure else { return failure };
        let Error::InvalidConnection { problems } = &error else { return error.into() };
        let own = self.auth_type().into_iter().flat_map(|auth_type| &auth_type.fields);
        let secrets: Vec<String> = own
            .chain(&self.manifest().fields)
            .filter(|field| field.kind.is_secret())
            .filter(|field| problems.iter().any(|problem| problem.at.strip_prefix('/') == Some(&field.name)))
            .map(|field| format!("`--secret-file {}=PATH`", field.name))
            .collect();
        let fields = format!("`connector inspect {}` shows the fields", self.connector.name);
        let hint = if secrets.is_empty() {
            fields
        } else {
            format!(
                "Give secrets with {} (`-` for standard input), or answer the prompt of a terminal; {fields}",
                secrets.join(" and ")
            )
        };
        Failure::Library { error, hint: Some(hint) }
    }
}

/// Reads a file, or standard input where it is `-`.
pub(super) fn read(path: &str) -> Result<Zeroizing<String>, Failure> {
    let unread = |what: &str, error: io::Error| Failure::Stated {
        kind: ErrorKind::Host,
        message: format!("failed to read {what}"),
        cause: Some(error.to_string()),
        hint: "Check that the path is right and that it is text which this user may read; `-` is standard input"
            .to_owned(),
    };
    Ok(Zeroizing::new(match path {
        "-" => io::read_to_string(io::stdin()).map_err(|error| unread("standard input", error))?,
        path => fs::read_to_string(path).map_err(|error| unread(&format!("`{path}`"), error))?,
    }))
}
