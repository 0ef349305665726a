use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::time::error::Elapsed;

use crate::Error;
use crate::blobs::{Blob, Blobs};
use crate::call::{Call, PlannedRequest, Writes};
use crate::component::{CallFailure, Component};
use crate::connection::Connection;
use crate::connector::CompiledSchemas;
use crate::limits::{Limit, Limits};

/// What came of one call of an action.
pub(crate) enum Outcome {
    /// Its output, as JSON text.
    Done(String),
    /// The service goes on with it.
    Waiting(Checkpoint),
}

/// Where a run stands that waits for the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// What [`ActionCall::resume`](crate::ActionCall::resume) takes, as JSON text.
    pub resume: String,
    /// How long to wait before going on.
    pub after: Duration,
    /// How far it is, for people.
    pub message: String,
}

/// What came out of an action.
#[derive(Clone, Debug)]
pub struct Output {
    /// Its output.
    pub value: Value,
    /// The files that it received, by the ids that stand in the output.
    pub blobs: BTreeMap<String, Blob>,
    /// What a dry run would have sent.
    pub planned: Option<PlannedRequest>,
    /// What strayed from the connector's own schema.
    pub warnings: Vec<String>,
    /// Whether results were handed over one by one, be it none of them; the output then only sums them up.
    pub streamed: bool,
    /// Where it stands, if the service goes on with it and the call was [detached](crate::ActionCall::detached).
    pub waiting: Option<Checkpoint>,
}

impl Output {
    /// What comes of a run that has no output.
    pub(super) fn nothing(planned: Option<PlannedRequest>, waiting: Option<Checkpoint>, streamed: bool) -> Self {
        Self { value: Value::Null, blobs: BTreeMap::new(), planned, warnings: Vec::new(), streamed, waiting }
    }
}

/// A run: one call of the connector after another, until it is done.
pub(super) struct Performing {
    pub(super) connection: Connection,
    pub(super) action: String,
    pub(super) schemas: Arc<CompiledSchemas>,
    pub(super) input: String,
    pub(super) resume: Option<String>,
    pub(super) detached: bool,
    pub(super) blobs: Arc<Blobs>,
    pub(super) call: Arc<Call>,
    pub(super) writes: Arc<Writes>,
}

impl Performing {
    pub(super) async fn perform(mut self) -> Result<Output, Error> {
        let component = self.connection.runtime.component(&self.connection.connector).await?;
        let mut streamed = false;
        let mut waits = Waits::default();
        loop {
            let performed = tokio::time::timeout_at(self.call.deadline(), self.call_component(&component)).await;
            streamed |= self.call.has_streamed();
            let planned = self.call.planned.first();
            if planned.is_some() {
                return Ok(Output::nothing(planned, None, streamed));
            }
            match judge(performed, &self.call)? {
                Outcome::Done(text) => return self.output(text, streamed),
                Outcome::Waiting(checkpoint) => {
                    let checkpoint = self.checkpoint(checkpoint);
                    if !waits.allow(&checkpoint, self.call.has_streamed(), self.call.limits()) {
                        let uncertain = self.writes.may_have_changed();
                        return Err(Error::LimitReached { limit: Limit::Waits, uncertain });
                    }
                    self.call.wait(&checkpoint).await;
                    if self.detached {
                        return Ok(Output::nothing(None, Some(checkpoint), streamed));
                    }
                    tokio::time::sleep(checkpoint.after).await;
                    self.resume = Some(checkpoint.resume);
                    self.call = Arc::new(self.call.next());
                }
            }
        }
    }

    fn output(&self, text: String, streamed: bool) -> Result<Output, Error> {
        let text = self.call.redactor().json(text);
        let value: Value = serde_json::from_str(&text).map_err(Error::InvalidOutput)?;
        let (warnings, blobs) = (self.warnings(&value), self.blobs.received());
        Ok(Output { warnings, value, blobs, planned: None, streamed, waiting: None })
    }

    /// What a connector wants to go on with, without secrets, and not sooner or later than is good.
    fn checkpoint(&self, wanted: Checkpoint) -> Checkpoint {
        let limits = self.call.limits();
        Checkpoint {
            resume: self.call.resume(wanted.resume),
            after: wanted.after.clamp(limits.wait_least, limits.wait_most),
            message: self.call.clean_line(&wanted.message),
        }
    }

    async fn call_component(&self, component: &Component) -> Result<Outcome, CallFailure> {
        let engine = &self.connection.runtime.engine;
        let mut instance = component.instantiate(engine, Arc::clone(&self.call)).await?;
        let outcome = instance.perform(&self.action, &self.input, self.resume.as_ref()).await;
        instance.retire();
        outcome
    }

    /// A service may stray from its own document; its answer is passed on all the same.
    fn warnings(&self, value: &Value) -> Vec<String> {
        if self.schemas.output.fits(value) {
            return Vec::new();
        }
        let problems = self.schemas.output.problems(value);
        let warnings: Vec<String> =
            problems.into_iter().take(20).map(|problem| format!("{}: {}", problem.at, problem.message)).collect();
        tracing::warn!(action = self.action, "the output strays from its schema: {}", warnings.join("; "));
        warnings
    }
}

/// How often a run has waited for the service.
#[derive(Default)]
struct Waits {
    all: u32,
    /// In a row, with nothing new.
    idle: u32,
    last: Option<(String, String)>,
}

impl Waits {
    /// Counts one more; false where that is too many.
    fn allow(&mut self, checkpoint: &Checkpoint, streamed: bool, limits: &Limits) -> bool {
        let now = (checkpoint.resume.clone(), checkpoint.message.clone());
        self.all += 1;
        self.idle = if streamed || self.last.as_ref() != Some(&now) { 0 } else { self.idle + 1 };
        self.last = Some(now);
        self.all <= limits.run_waits && self.idle <= limits.idle_waits
    }
}

/// What came of a call.
pub(crate) fn judge<T>(called: Result<Result<T, CallFailure>, Elapsed>, call: &Call) -> Result<T, Error> {
    let changed = call.writes().may_have_changed();
    match called {
        Ok(Ok(value)) => Ok(value),
        Err(Elapsed { .. }) => Err(Error::LimitReached { limit: Limit::Wall, uncertain: changed }),
        Ok(Err(CallFailure::Limit(limit))) => Err(Error::LimitReached { limit, uncertain: changed }),
        Ok(Err(CallFailure::Broken(message))) => {
            Err(Error::ConnectorFailed { message: call.redactor().text(&message).into_owned(), uncertain: changed })
        }
        Ok(Err(CallFailure::Manifest(problems))) => {
            Err(Error::NotAConnector(crate::Refusal::InvalidManifest { problems }))
        }
        Ok(Err(CallFailure::Reported(mut failure))) => {
            let clean = |text: &mut String| {
                let printable = crate::call::events::printable(&call.redactor().text(text));
                *text = printable;
            };
            clean(&mut failure.message);
            [&mut failure.hint, &mut failure.code, &mut failure.trace_id].into_iter().flatten().for_each(clean);
            for problem in &mut failure.problems {
                clean(&mut problem.at);
                clean(&mut problem.message);
            }
            failure.uncertain |= call.leaves_open();
            Err(Error::Failed { failure })
        }
    }
}
