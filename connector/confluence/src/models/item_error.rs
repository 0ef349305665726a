use connector_sdk::{Error, ErrorKind};
use schemars::JsonSchema;
use serde::Serialize;

/// What went wrong with one item of several.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ItemError {
    /// The kind of error, such as `not-found`.
    pub kind: String,
    /// What happened.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The status that Confluence answered with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// What is wrong with the input.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<InputProblem>,
}

/// One thing that is wrong with an input.
#[derive(Serialize, JsonSchema)]
pub struct InputProblem {
    /// Where it is, as a JSON Pointer into the whole input, such as `/items/3/title`.
    pub at: String,
    /// What is wrong there.
    pub message: String,
}

impl ItemError {
    /// That of an item whose own input stands at this place of the whole input.
    pub(crate) fn of(error: Error, place: &str) -> Self {
        let problems = error.problems.into_iter();
        Self {
            kind: kind(error.kind).to_owned(),
            message: error.message,
            hint: error.hint,
            status: error.status,
            problems: problems
                .map(|problem| InputProblem { at: format!("{place}{}", problem.at), message: problem.message })
                .collect(),
        }
    }
}

/// The name that the contract has for a kind of error.
fn kind(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::UnknownName => "unknown-name",
        ErrorKind::InvalidInput => "invalid-input",
        ErrorKind::Unauthenticated => "unauthenticated",
        ErrorKind::Forbidden => "forbidden",
        ErrorKind::NotFound => "not-found",
        ErrorKind::Conflict => "conflict",
        ErrorKind::RateLimited => "rate-limited",
        ErrorKind::Unavailable => "unavailable",
        ErrorKind::Service => "service",
        ErrorKind::Transport => "transport",
        ErrorKind::Internal => "internal",
    }
}
