use serde::Serialize;

use crate::{Error, Json};

/// What came of performing an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its output.
    Done(Json),
    /// The service goes on with it: the host calls again later.
    Waiting(Checkpoint),
}

/// Where a run stands that is not finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// What to call again with.
    pub resume: Json,
    /// When to call again, in milliseconds from now.
    pub after: u64,
    /// How far it is, for people.
    pub message: String,
}

impl Outcome {
    /// Leaves a run waiting for the service: it goes on with `resume` after some milliseconds.
    ///
    /// # Errors
    /// `internal` where `resume` has no JSON form.
    pub fn waiting(resume: &impl Serialize, after: u64, message: impl Into<String>) -> Result<Self, Error> {
        Ok(Self::Waiting(Checkpoint { resume: Json::of(resume)?, after, message: message.into() }))
    }
}

impl From<Json> for Outcome {
    fn from(output: Json) -> Self {
        Self::Done(output)
    }
}
