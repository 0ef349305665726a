use serde::{Deserialize, Serialize};

use super::hint::UNCERTAIN;
use super::{ErrorKind, Problem};

/// A failure that a connector reports: the contract's `error`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ActionFailure {
    /// What a host does about it.
    pub kind: FailureKind,
    /// One sentence.
    pub message: String,
    /// What the user can do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// HTTP status, where the service answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The service's own error code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The service's request id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<String>,
    /// Milliseconds to wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// What is wrong with the input.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    /// OAuth scopes whose lack is the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing_scopes: Vec<String>,
    /// Whether a change may have happened all the same.
    pub uncertain: bool,
}

/// The contract's `error-kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
#[expect(missing_docs, reason = "the contract documents them: wit/types.wit")]
pub enum FailureKind {
    UnknownName,
    InvalidInput,
    Unauthenticated,
    Forbidden,
    NotFound,
    Conflict,
    RateLimited,
    Unavailable,
    Service,
    Transport,
    Internal,
}

impl ActionFailure {
    pub(super) fn kind(&self) -> ErrorKind {
        if self.uncertain {
            return ErrorKind::Uncertain;
        }
        match self.kind {
            FailureKind::UnknownName => ErrorKind::UnknownName,
            FailureKind::InvalidInput => ErrorKind::InvalidInput,
            FailureKind::Unauthenticated => ErrorKind::Unauthenticated,
            FailureKind::Forbidden => ErrorKind::Forbidden,
            FailureKind::NotFound => ErrorKind::NotFound,
            FailureKind::Conflict => ErrorKind::Conflict,
            FailureKind::RateLimited => ErrorKind::RateLimited,
            FailureKind::Unavailable => ErrorKind::Unavailable,
            FailureKind::Service => ErrorKind::Service,
            FailureKind::Transport => ErrorKind::Transport,
            FailureKind::Internal => ErrorKind::Connector,
        }
    }

    pub(super) fn hint(&self) -> Option<String> {
        if self.uncertain {
            return Some(UNCERTAIN.to_owned());
        }
        self.hint.clone().or_else(|| match self.kind {
            FailureKind::Unauthenticated => {
                Some("Sign in again, or enter a credential that the service accepts".to_owned())
            }
            FailureKind::RateLimited => Some(match self.retry_after {
                Some(milliseconds) => format!("Try again in {} seconds", milliseconds.div_ceil(1000)),
                None => "Try again later".to_owned(),
            }),
            FailureKind::Transport => Some("Check the address of the connection and the network".to_owned()),
            FailureKind::Service => Some("Try again later; if it stays, ask the service's support".to_owned()),
            _ => None,
        })
    }
}
