//! Credentials: how requests are signed, how tokens are got and renewed, and which scopes they carry. Beside the vault and
//! the egress, nothing else reads a secret's value.

mod authorization;
mod export;
mod grant;
mod pending;
mod renewal;
mod scopes;
mod sign_in;
mod token_endpoint;

pub(crate) use authorization::{Authorization, Signed};
pub(crate) use export::{Exported, read as read_exported, write as write_exported};
pub(crate) use grant::{GRANT_FIELD, Grant};
pub(crate) use pending::Pending;
pub(crate) use renewal::{Kept, RENEWAL, Tokens, renewal_lease};
pub(crate) use scopes::{lacking, least, requested};
pub use sign_in::SignInError;
pub(crate) use sign_in::{ATTEMPT, Attempt};
pub(crate) use token_endpoint::{TokenEndpoint, TokenFailure};
