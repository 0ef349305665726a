mod failure;
mod hint;
mod kind;
mod nearest;

use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use failure::{ActionFailure, FailureKind};
pub use kind::ErrorKind;
pub(crate) use nearest::nearest;

use crate::auth::SignInError;
use crate::component::Refusal;
use crate::limits::Limit;
use crate::run::RunState;
use crate::store::StoreError;
use crate::vault::VaultError;

/// Why something could not be done.
///
/// The message is one line in lower case; [`source`](std::error::Error::source) leads to the causes, and
/// [`hint`](Self::hint) says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No connector of this name is installed.
    #[error("there is no connector `{name}`")]
    UnknownConnector {
        /// What was asked for.
        name: String,
        /// Names that are close to it.
        nearest: Vec<String>,
    },
    /// No connection of this name exists.
    #[error("there is no connection `{name}`")]
    UnknownConnection {
        /// What was asked for.
        name: String,
        /// Names that are close to it.
        nearest: Vec<String>,
    },
    /// The connector has no action of this name.
    #[error("connector `{connector}` has no action `{name}`")]
    UnknownAction {
        /// The connector.
        connector: String,
        /// What was asked for.
        name: String,
        /// Names that are close to it.
        nearest: Vec<String>,
    },
    /// The connector has the action, but not for connections like this one.
    #[error("action `{action}` is not offered on connection `{connection}`")]
    NotOffered {
        /// The action.
        action: String,
        /// The connection.
        connection: String,
        /// What a connection needs for it, such as "Confluence address" is "On-prem URI".
        needs: String,
    },
    /// The input does not fit the action's schema.
    #[error("the input of `{action}` does not fit its schema")]
    InvalidInput {
        /// The action.
        action: String,
        /// Everything that is wrong with it.
        problems: Vec<Problem>,
    },
    /// The fields of a connection do not fit its form.
    #[error("the connection's fields do not fit")]
    InvalidConnection {
        /// Everything that is wrong with them.
        problems: Vec<Problem>,
    },
    /// A name is taken.
    #[error("a connection `{name}` exists already")]
    ConnectionExists {
        /// The name.
        name: String,
    },
    /// An export holds no connection of this name.
    #[error("the export holds no connection `{name}`")]
    NotInExport {
        /// What was asked for.
        name: String,
        /// The names of those that it holds.
        names: Vec<String>,
    },
    /// A connector is still needed.
    #[error("connector `{name}` is used by connections: {}", connections.join(", "))]
    ConnectorInUse {
        /// The connector.
        name: String,
        /// The connections that use it.
        connections: Vec<String>,
    },
    /// A connector would be replaced by one that sends credentials elsewhere.
    #[error("this `{name}` sends credentials to other places than the installed one: {}", connections.join(", "))]
    DestinationsChanged {
        /// The connector.
        name: String,
        /// The connections whose credentials it would send there.
        connections: Vec<String>,
    },
    /// A file is not a connector that this host runs.
    #[error("this is not a connector that can be loaded")]
    NotAConnector(#[from] Refusal),
    /// The connector reported a failure.
    #[error("{}", failure.message)]
    Failed {
        /// What it reported.
        failure: Box<ActionFailure>,
    },
    /// A limit stopped the call.
    #[error("the connector was stopped at its limit: {limit}")]
    LimitReached {
        /// Which.
        limit: Limit,
        /// Whether a change may have happened.
        uncertain: bool,
    },
    /// The connector broke off: it panicked, or did what a component may not.
    #[error("the connector failed: {message}")]
    ConnectorFailed {
        /// What it said last, or what it did.
        message: String,
        /// Whether a change may have happened.
        uncertain: bool,
    },
    /// The connector's output is not JSON.
    #[error("the output of the connector is not JSON")]
    InvalidOutput(#[source] serde_json::Error),
    /// The call was given up by its caller.
    #[error("the call was cancelled")]
    Cancelled,
    /// Something about the host's own settings is wrong.
    #[error("{message}")]
    Settings {
        /// What.
        message: String,
        /// What to do.
        hint: String,
    },
    /// A secret could not be sealed or opened.
    #[error("the connection's secrets cannot be read or written")]
    Vault(#[from] VaultError),
    /// An export of connections could not be sealed or opened.
    #[error(transparent)]
    Export(VaultError),
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
    /// Signing in came to nothing.
    #[error(transparent)]
    SignIn(#[from] SignInError),
    /// The auth type wants the user to sign in at the service first.
    #[error("auth type `{auth_type}` needs the user to sign in at the service")]
    SignInNeeded {
        /// The auth type.
        auth_type: String,
    },
    /// The granted scopes do not allow an action.
    #[error("connection `{connection}` lacks the scopes for `{action}`: {}", missing.join(", "))]
    MissingScopes {
        /// The action.
        action: String,
        /// The connection.
        connection: String,
        /// What would have to be granted too.
        missing: Vec<String>,
    },
    /// A connection would become one of another account or site.
    #[error("connection `{name}` was of {before}, and would become of {after}")]
    OtherAccount {
        /// The connection.
        name: String,
        /// Whose it is.
        before: String,
        /// Whose it would be.
        after: String,
    },
    /// The site that was asked for is not among those that the credential reaches.
    #[error("{}", unknown_site(wanted, sites))]
    UnknownSite {
        /// What was asked for; empty where nothing was, and several are reached or none.
        wanted: String,
        /// What is reached.
        sites: Vec<String>,
    },
    /// A project or folder does not exist.
    #[error("there is no location `{location}`")]
    UnknownLocation {
        /// What was asked for.
        location: String,
        /// Locations that are close to it.
        nearest: Vec<String>,
    },
    /// A project or folder is still needed.
    #[error("location `{location}` is not empty: {}", holds.join(", "))]
    LocationInUse {
        /// The location.
        location: String,
        /// The connections and folders in it.
        holds: Vec<String>,
    },
    /// A connection was changed or removed by somebody else meanwhile.
    #[error("connection `{name}` was changed meanwhile")]
    ConnectionChanged {
        /// The connection.
        name: String,
    },
    /// A connection that is open was changed or removed since it was opened, so that its requests would go elsewhere or as
    /// somebody else.
    #[error("connection `{name}` was changed or removed after it was opened")]
    ConnectionOutdated {
        /// The connection.
        name: String,
    },
    /// What is kept of a connection is not what its secrets were sealed for: something else than this library changed it.
    #[error("connection `{name}` was changed outside of this program")]
    ChangedOutside {
        /// The connection.
        name: String,
    },
    /// A run does not exist.
    #[error("{}", if *several { format!("several runs have an id that begins with `{id}`") } else { format!("there is no run `{id}`") })]
    UnknownRun {
        /// What was asked for.
        id: String,
        /// Whether it is the beginning of several.
        several: bool,
    },
    /// Another process performs a run.
    #[error("run `{id}` is performed by another process")]
    RunBusy {
        /// The run.
        id: String,
    },
    /// Another process took over a run that was performed here.
    #[error("run `{id}` was taken over by another process")]
    RunLost {
        /// The run.
        id: String,
        /// Whether this process may have changed something.
        uncertain: bool,
    },
    /// How far a run is could not be kept, so it was broken off.
    #[error("how far run `{id}` is could not be kept")]
    RunNotKept {
        /// The run.
        id: String,
        /// Whether it may have changed something.
        uncertain: bool,
        /// Why.
        #[source]
        source: StoreError,
    },
    /// A run may have made a change after it last said how far it was, and going on would make it again.
    #[error("run `{id}` may have made a change that going on would make again")]
    RunUncertain {
        /// The run.
        id: String,
    },
    /// The connection of a run is not what it was.
    #[error("run `{id}` was begun as {before}, and its connection is one of {after} now")]
    RunOfAnother {
        /// The run.
        id: String,
        /// Whose it was, and where.
        before: String,
        /// Whose it is.
        after: String,
    },
    /// Nothing more comes of a run.
    #[error("run `{id}` is {}", state.as_str())]
    RunOver {
        /// The run.
        id: String,
        /// How it ended.
        state: RunState,
    },
    /// A run was saved by a version of the connector that the installed one does not go on from.
    #[error("run `{id}` was begun by version {from} of its connector, and version {to} cannot go on with it")]
    RunOutdated {
        /// The run.
        id: String,
        /// The version that saved it.
        from: String,
        /// The one that is installed.
        to: String,
    },
    /// As many runs are kept as there may be, and all of them may still go on.
    #[error("{limit} runs are kept, which is as many as there may be, and none of them is over")]
    TooManyRuns {
        /// How many there may be.
        limit: usize,
    },
    /// A file that a run was given is not what it was when the run began.
    #[error("run `{id}` was given `{}` with another content than it has now", path.display())]
    RunFileChanged {
        /// The run.
        id: String,
        /// The file.
        path: PathBuf,
    },
    /// A file could not be read or written.
    #[error("failed to {doing} `{}`", path.display())]
    File {
        /// What was being done.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// Why it failed.
        #[source]
        source: io::Error,
    },
}

/// One thing that is wrong with an input or a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// JSON Pointer (RFC 6901) into it; empty for the whole.
    pub at: String,
    /// What is wrong there.
    pub message: String,
}

impl Error {
    /// Everything that is wrong with an input or form.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::InvalidInput { problems, .. } | Self::InvalidConnection { problems } => problems,
            Self::Failed { failure } => &failure.problems,
            _ => &[],
        }
    }
}

fn unknown_site(wanted: &str, sites: &[String]) -> String {
    match (wanted, sites) {
        (_, []) => "the sign-in reaches no site".to_owned(),
        ("", _) => format!("the sign-in reaches several sites: {}", sites.join(", ")),
        _ => format!("the sign-in does not reach the site `{wanted}`; it reaches {}", sites.join(", ")),
    }
}

/// Gives a file error its context.
pub(crate) fn file(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Error {
    let path = path.into();
    move |source| Error::File { doing, path, source }
}
