use serde::Serialize;

use super::Error;
use crate::auth::SignInError;

/// What kind of failure it was, for those who decide by it: exit codes and statuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// A connector, connection or action of this name does not exist.
    UnknownName,
    /// An input, form or file does not fit.
    InvalidInput,
    /// The service does not take the credential.
    Unauthenticated,
    /// The credential may not do this.
    Forbidden,
    /// The service has no such thing, or hides it.
    NotFound,
    /// Something is there already, or was changed meanwhile.
    Conflict,
    /// The service asks to slow down.
    RateLimited,
    /// This connection does not offer it.
    Unavailable,
    /// The service failed.
    Service,
    /// No response came.
    Transport,
    /// A write may or may not have happened.
    Uncertain,
    /// The connector is at fault, or was stopped at a limit.
    Connector,
    /// The host's files, store, keys or settings are at fault.
    Host,
    /// The caller gave up.
    Cancelled,
}

impl ErrorKind {
    /// Whether it is about what was asked for, so that asking for the same again is of no use before something else is
    /// changed: another input, another name, another connection.
    pub fn is_about_request(self) -> bool {
        matches!(self, Self::InvalidInput | Self::UnknownName | Self::NotFound | Self::Unavailable)
    }
}

impl Error {
    /// What kind of failure it was.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::LimitReached { uncertain: true, .. }
            | Self::ConnectorFailed { uncertain: true, .. }
            | Self::RunLost { uncertain: true, .. }
            | Self::RunNotKept { uncertain: true, .. }
            | Self::RunUncertain { .. } => ErrorKind::Uncertain,
            Self::UnknownConnector { .. }
            | Self::UnknownConnection { .. }
            | Self::UnknownAction { .. }
            | Self::NotInExport { .. }
            | Self::UnknownSite { .. }
            | Self::UnknownLocation { .. }
            | Self::UnknownRun { .. } => ErrorKind::UnknownName,
            Self::NotOffered { .. } => ErrorKind::Unavailable,
            Self::InvalidInput { .. } | Self::InvalidConnection { .. } | Self::NotAConnector(_) | Self::Export(_) => {
                ErrorKind::InvalidInput
            }
            Self::ConnectionExists { .. }
            | Self::ConnectorInUse { .. }
            | Self::DestinationsChanged { .. }
            | Self::ConnectionChanged { .. }
            | Self::ConnectionOutdated { .. }
            | Self::OtherAccount { .. }
            | Self::LocationInUse { .. }
            | Self::RunBusy { .. }
            | Self::RunLost { .. }
            | Self::RunOfAnother { .. }
            | Self::RunFileChanged { .. }
            | Self::TooManyRuns { .. }
            | Self::RunOver { .. }
            | Self::RunOutdated { .. } => ErrorKind::Conflict,
            Self::Failed { failure } => failure.kind(),
            Self::LimitReached { .. } | Self::ConnectorFailed { .. } | Self::InvalidOutput(_) => ErrorKind::Connector,
            Self::Cancelled => ErrorKind::Cancelled,
            Self::Settings { .. }
            | Self::Vault(_)
            | Self::Store(_)
            | Self::RunNotKept { .. }
            | Self::File { .. }
            | Self::ChangedOutside { .. } => ErrorKind::Host,
            Self::SignIn(SignInError::NoToken { .. }) => ErrorKind::Transport,
            Self::SignIn(_) => ErrorKind::Unauthenticated,
            Self::SignInNeeded { .. } => ErrorKind::InvalidInput,
            Self::MissingScopes { .. } => ErrorKind::Forbidden,
        }
    }
}
