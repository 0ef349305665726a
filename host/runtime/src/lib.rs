//! Runs connectors.
//!
//! A connector is a WebAssembly component that knows one service. [`Runtime`] installs connectors, keeps connections with
//! their secrets sealed, and performs actions. A connector asks for paths below the endpoints of its manifest; the runtime
//! builds the URL, adds the credential and guards what leaves. A connector never sees a secret and never names a host.
//!
#![doc = concat!("```no_run\n", include_str!("../examples/embed.rs"), "```")]

mod auth;
mod blobs;
mod call;
mod component;
mod connection;
mod connector;
mod egress;
mod error;
mod form;
mod hexadecimal;
mod limits;
pub mod manifest;
mod manifest_check;
#[doc(hidden)]
pub mod measure;
mod narrowing;
mod options;
mod redact;
mod run;
mod runtime;
mod schema;
mod settings;
mod store;
mod vault;

pub use auth::SignInError;
pub use blobs::Blob;
pub use call::{DryRun, Event, LogLevel, PlannedRequest};
pub use component::Refusal;
pub use connection::{
    Account, Connection, ConnectionChange, ConnectionCheck, ConnectionDraft, ConnectionRecord, ConnectionType, Site,
};
pub use connector::{Inspection, InstalledConnector};
pub use egress::{
    ClientCertificate, ConnectTo, Destination, Destinations, Proxy, RateLimitState, Resolve, Resolving,
    RootCertificates,
};
pub use error::{ActionFailure, Error, ErrorKind, FailureKind, Problem};
pub use limits::{Limit, Limits};
pub use narrowing::ActionSchemas;
pub use options::{OptionItem, OptionPage, OptionQuery};
pub use run::{ActionCall, Checkpoint, KeptRun, Output, ResumeCall, Run, RunState};
pub use runtime::{Runtime, ScopePlan, SignIn, SignedIn};
pub use settings::{OAuthClient, Settings};
pub use store::{
    Location, PutConnection, RunDocument, SealedSecret, SecretPlace, SqliteStore, Store, StoreError, StoreErrorKind,
    StoredConnection, StoredConnector, StoredRun,
};
pub use vault::{KeySource, LocalVault, Vault, VaultError};

/// What holds a secret on its way in: no `Display`, a redacted `Debug`, wiped when dropped.
pub use secrecy::SecretString;
