//! What a connector is written with.
//!
//! A connector is a type that implements [`Connector`] and a list of actions. An action is a struct of its inputs that
//! implements [`Action`]: its name, its route and its effect. [`export!`] makes a WebAssembly component of them, and
//! [`player`] plays recorded cases against the same code natively, in milliseconds.
//!
//! A connector never sees a secret and never names a host: it asks for paths below the endpoints of its manifest, and the
//! host that runs it adds the rest.
//!
#![doc = include_str!("../../../docs/guides/writing-a-connector.md")]

mod action;
mod action_route;
#[doc(hidden)]
pub mod bindings;
mod connector;
mod context;
mod error;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod heap;
mod host;
mod json;
mod manifest;
mod named;
mod narrowing;
mod option_list;
mod outcome;
mod paging;
#[cfg(not(target_arch = "wasm32"))]
pub mod player;
mod reading;
mod refuse;
mod request;
mod response;
mod route;
mod schema;
mod scopes;
mod side_by_side;

pub use action::{Action, Entry, entry};
pub use action_route::{ActionRoute, Answer, Ask};
pub use bindings::{
    Account, Action as ManifestAction, AuthType, Authorization, Basic, Blob, BlobFailure, Body, Choice,
    ClientAuthentication, Condition, Content, Credential, DerivedField, Effect, Endpoint, EndpointRule, Error,
    ErrorKind, Failure, Field, FieldKind, Grant, Level, LimitScope, Manifest, Method, Oauth2, OptionItem, OptionPage,
    Part, PartValue, Problem, RateLimit, Receive, RedirectHost, Request, Response, ResponseBody, ResponseMatch, Retry,
    Route as ManifestRoute, ScopeSet, Secret, Site, Target, TokenError, TokenErrorMeaning, TokenRequest,
};
pub use connector::{Connector, describe};
pub use context::{Context, Fields};
pub use host::Host;
pub use json::{BlobId, Json, parse};
#[cfg(not(any(feature = "packed", target_arch = "wasm32")))]
pub use manifest::pack;
pub use manifest::{Conditions, when};
pub use named::Named;
pub use narrowing::{Narrow, Narrowing, Schemas};
pub use option_list::{OptionList, OptionQuery};
pub use outcome::{Checkpoint, Outcome};
pub use paging::{Page, Paging, Trail, emitted};
pub use reading::read;
pub use refuse::refuse_fields;
pub use route::{Route, RouteError};
pub use schema::{ItemSchema, input_schema, output_schema};
pub use scopes::{Scopes, missing_scopes};
pub use side_by_side::Told;

/// The crates that an action's derives name; a connector depends on them through here or by itself.
pub use {schemars, serde, serde_json};
