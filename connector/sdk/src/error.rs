use crate::bindings::{BlobFailure, Failure, TimedOut, Unreachable};
use crate::{BlobId, Error, ErrorKind, Problem, Response};

impl Error {
    /// Makes an error of a kind and one sentence.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
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

    /// Makes an error of a response, with its status.
    pub fn from_response(kind: ErrorKind, message: impl Into<String>, response: &Response) -> Self {
        Self { status: Some(response.status), ..Self::new(kind, message) }
    }

    /// Says what the user can do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds a place of the input (a JSON Pointer) and what is wrong there.
    #[must_use]
    pub fn problem(mut self, at: impl Into<String>, message: impl Into<String>) -> Self {
        self.problems.push(Problem { at: at.into(), message: message.into() });
        self
    }

    /// Makes an error of a failure to read a blob.
    pub fn from_blob_failure(failure: BlobFailure, id: &BlobId) -> Self {
        match failure {
            BlobFailure::Unknown => Self::new(ErrorKind::InvalidInput, format!("there is no blob `{}`", id.0)),
            BlobFailure::TooLong(most) => {
                Self::new(ErrorKind::Internal, format!("more than {most} bytes of a blob are read at once"))
            }
            BlobFailure::Unreadable(why) => Self::new(ErrorKind::Internal, format!("the file cannot be read: {why}")),
        }
    }

    /// Makes an error of a failure to get a response; `changes` says whether the request may change something.
    pub fn from_failure(failure: Failure, changes: bool) -> Self {
        match failure {
            Failure::Denied(rule) => Self::new(ErrorKind::Internal, format!("the host refused a request: {rule}")),
            Failure::Unauthenticated(message) => Self::new(ErrorKind::Unauthenticated, message),
            Failure::RateLimited(after) => Self {
                retry_after: after,
                ..Self::new(ErrorKind::RateLimited, "the service asks to slow down for longer than this call may wait")
            },
            Failure::TimedOut(TimedOut { sent }) => Self {
                uncertain: sent && changes,
                ..Self::new(ErrorKind::Transport, "the service did not answer in time")
            },
            Failure::TooLarge(limit) => {
                Self::new(ErrorKind::Service, format!("the response is larger than {limit} bytes"))
            }
            Failure::Unreachable(Unreachable { message, sent }) => {
                Self { uncertain: sent && changes, ..Self::new(ErrorKind::Transport, message) }
            }
            Failure::DryRun => Self::new(ErrorKind::Internal, "the dry run ends here"),
        }
    }
}
