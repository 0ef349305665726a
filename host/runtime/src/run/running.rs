use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::Output;
use super::keeper::Keeper;
use super::kept::KeptRun;
use super::performing::Performing;
use crate::Error;
use crate::call::{Event, Queued, Writes};

/// An action that is being performed. Dropping it gives it up.
pub struct Run {
    events: mpsc::Receiver<Queued>,
    task: JoinHandle<Result<Output, Error>>,
    writes: Arc<Writes>,
    keeper: Option<Keeper>,
    /// It was broken off, and events were dropped.
    broken_off: bool,
}

impl Run {
    pub(super) fn start(performing: Performing, events: mpsc::Receiver<Queued>) -> Self {
        let writes = Arc::clone(&performing.writes);
        Self { events, task: tokio::spawn(performing.perform()), writes, keeper: None, broken_off: false }
    }

    /// Keeps what it says of how far it is.
    pub(super) fn kept(mut self, keeper: Keeper) -> Self {
        keeper.standing().watch(self.task.abort_handle());
        self.keeper = Some(keeper);
        self
    }

    /// What is kept of it beside its documents, where it is kept, as it began.
    pub fn record(&self) -> Option<&KeptRun> {
        self.keeper.as_ref().map(Keeper::record)
    }

    /// The next event; none once there are no more. Asking for it says that what came before is safe: of a kept run, how
    /// far it is gets kept now. Dropping what this gives before it is done loses no event.
    pub async fn next(&mut self) -> Option<Event> {
        if self.broken_off {
            return None;
        }
        let Some(keeper) = &mut self.keeper else { return self.events.recv().await.map(|queued| queued.event) };
        keeper.settle().await;
        // What came of a run that is through is passed on with all its events, whatever became of its record.
        tokio::select! {
            biased;
            () = keeper.standing().is_ended() => {
                self.broken_off = true;
                None
            }
            queued = self.events.recv() => {
                let Queued { event, told, .. } = queued?;
                keeper.hear(&event, told);
                Some(event)
            }
        }
    }

    /// Waits for the output; events that nobody took are dropped.
    ///
    /// # Errors
    /// What the connector reports, or what stopped it.
    pub async fn finish(mut self) -> Result<Output, Error> {
        while self.next().await.is_some() {}
        let result = match (&mut self.task).await {
            // Some of what it handed over was dropped.
            Ok(Ok(_)) if self.broken_off => Err(Error::Cancelled),
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
        self.task.abort();
        self.writes.may_have_changed()
    }

    /// Gives it up like [`cancel`](Self::cancel), and keeps of a kept run that it was interrupted. What came before is safe.
    ///
    /// # Errors
    /// Where the store fails, or the run is not this process's any more.
    pub async fn interrupt(mut self) -> Result<bool, Error> {
        self.task.abort();
        if let Some(keeper) = self.keeper.take() {
            keeper.interrupted().await?;
        }
        Ok(self.writes.may_have_changed())
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.task.abort();
    }
}
