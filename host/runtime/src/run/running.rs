use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::Output;
use super::kept::{Keeper, KeptRun};
use super::performing::{Current, Performing};
use crate::Error;
use crate::call::{Event, Queued};

/// An action that is being performed. Dropping it gives it up.
pub struct Run {
    events: mpsc::Receiver<Queued>,
    task: JoinHandle<Result<Output, Error>>,
    current: Arc<Current>,
    keeper: Option<Keeper>,
}

impl Run {
    pub(super) fn start(performing: Performing, events: mpsc::Receiver<Queued>) -> Self {
        let current = Arc::clone(&performing.current);
        Self { events, task: tokio::spawn(performing.perform()), current, keeper: None }
    }

    /// Keeps what it says of how far it is.
    pub(super) fn kept(mut self, keeper: Keeper) -> Self {
        self.keeper = Some(keeper);
        self
    }

    /// What is kept of it, where it is kept.
    pub fn record(&self) -> Option<&KeptRun> {
        self.keeper.as_ref().map(Keeper::record)
    }

    /// The next event; none once there are no more. Asking for it says that what came before is safe: of a kept run, how
    /// far it is gets kept now. Dropping what this gives before it is done loses no event.
    pub async fn next(&mut self) -> Option<Event> {
        if let Some(keeper) = &mut self.keeper
            && !keeper.settle().await
        {
            self.task.abort();
            return None;
        }
        let event = self.events.recv().await?.event;
        if let Some(keeper) = &mut self.keeper {
            keeper.hear(&event);
        }
        Some(event)
    }

    /// Waits for the output; events that nobody took are dropped.
    ///
    /// # Errors
    /// What the connector reports, or what stopped it.
    pub async fn finish(mut self) -> Result<Output, Error> {
        while self.next().await.is_some() {}
        let result = match (&mut self.task).await {
            Ok(result) => result,
            Err(error) if error.is_cancelled() => Err(Error::Cancelled),
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        };
        match self.keeper.take() {
            Some(keeper) => keeper.end(result).await,
            None => result,
        }
    }

    /// Gives it up; whether a change may have happened. A kept run can be resumed, once its process was not heard of for a
    /// while; after [`interrupt`](Self::interrupt), at once.
    pub fn cancel(self) -> bool {
        let uncertain = self.current.may_have_changed();
        self.task.abort();
        uncertain
    }

    /// Gives it up like [`cancel`](Self::cancel), and keeps of a kept run that it was interrupted. What came before is safe.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn interrupt(mut self) -> Result<bool, Error> {
        let uncertain = self.current.may_have_changed();
        self.task.abort();
        if let Some(keeper) = self.keeper.take() {
            keeper.interrupted().await?;
        }
        Ok(uncertain)
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.task.abort();
    }
}
