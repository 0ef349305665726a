use std::sync::Arc;

use super::Output;
use super::kept::KeptRun;
use super::standing::{End, Standing, Step};
use crate::Error;
use crate::call::Event;

/// Keeps how far one run is, as whoever receives its events comes along with them.
pub(super) struct Keeper {
    standing: Arc<Standing>,
    record: KeptRun,
    /// Nothing is kept that it could go on with: it would begin again.
    at_beginning: bool,
    /// What the receiver has been given and may not have made safe yet.
    unsettled: Option<(String, u64)>,
}

impl Keeper {
    pub(super) fn new(standing: Arc<Standing>, record: KeptRun, at_beginning: bool) -> Self {
        Self { standing, record: record.light(), at_beginning, unsettled: None }
    }

    pub(super) fn record(&self) -> &KeptRun {
        &self.record
    }

    pub(super) fn standing(&self) -> &Standing {
        &self.standing
    }

    /// Takes in what an event says that has this many changing requests behind it. It is kept once the receiver asks for the next one.
    pub(super) fn hear(&mut self, event: &Event, behind: u64) {
        match event {
            Event::Saved { resume } => self.unsettled = Some((resume.clone(), behind)),
            Event::Waiting { resume, message, .. } => {
                self.unsettled = Some((resume.clone(), behind));
                self.record.message = Some(message.clone());
            }
            Event::Progress { done, total, message } => {
                let total = total.map(|total| format!(" of {total}")).unwrap_or_default();
                self.record.message = Some(format!("{done}{total} {message}"));
            }
            Event::Item(_) | Event::Log { .. } => {}
        }
    }

    /// Keeps what was heard: whoever receives the events has come for the next one.
    pub(super) async fn settle(&mut self) {
        if self.unsettled.is_some() {
            let step = self.step(None);
            self.standing.keep(step).await;
        }
    }

    fn step(&mut self, end: Option<End>) -> Step {
        self.at_beginning &= self.unsettled.is_none();
        Step { resume: self.unsettled.take(), message: self.record.message.clone(), end }
    }

    /// Keeps what came of it, and lets go of it.
    pub(super) async fn end(mut self, result: Result<Output, Error>) -> Result<Output, Error> {
        let end = match &result {
            Ok(output) if output.waiting.is_some() => End::Waiting,
            Ok(output) => End::Done(output.value.clone()),
            Err(error) => End::Failed(error.to_string()),
        };
        let was_broken = self.standing.is_broken();
        let step = self.step(Some(end));
        let leads_nowhere = self.at_beginning && result.as_ref().is_err_and(|error| error.kind().is_about_request());
        if !(leads_nowhere && self.standing.forget().await) {
            self.standing.keep(step).await;
        }
        if let Err(error) = self.standing.release().await {
            tracing::warn!("the lease of a run could not be ended: {error}");
        }
        let Some(reason) = self.standing.reason() else { return result };
        match result {
            // Whatever became of its record: it is through, and nobody should perform it once more.
            Ok(mut output) if output.waiting.is_none() => {
                let id = &self.record.id;
                output.warnings.push(format!("what came of run `{id}` is not kept: {reason}"));
                Ok(output)
            }
            Err(error) if !was_broken => {
                tracing::warn!("why a run failed is not kept: {reason}");
                Err(error)
            }
            _ => Err(reason),
        }
    }

    /// Keeps that it was given up, and lets go of it.
    pub(super) async fn interrupted(mut self) -> Result<(), Error> {
        let step = self.step(Some(End::Interrupted));
        self.standing.keep(step).await;
        let released = self.standing.release().await;
        self.standing.reason().map_or(released, Err)
    }
}
