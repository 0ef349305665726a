use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::{Mutex as AsyncMutex, watch};
use tokio::task::AbortHandle;

use super::kept::{KeptRun, RunState};
use crate::Error;
use crate::call::Writes;
use crate::runtime::{Inner, new_id};
use crate::store::{RunDocument, StoreError};

/// How long a run belongs to its process after that was last heard of.
const LEASE: Duration = Duration::from_millis(LEASE_MILLISECONDS.unsigned_abs());

/// The same in milliseconds.
pub(crate) const LEASE_MILLISECONDS: i64 = 15_000;

/// What is kept of one run while this process performs it. Whoever receives its events, the requests that it makes and
/// what renews its lease share it.
pub(crate) struct Standing {
    inner: Arc<Inner>,
    id: String,
    lease: String,
    holder: String,
    /// Until when the lease is held, in milliseconds since the Unix epoch.
    held_until: AtomicI64,
    /// Its changes may be made again.
    repeatable: bool,
    kept: AsyncMutex<Kept>,
    writes: Arc<Writes>,
    /// Why nothing more is kept of it, although it was not through.
    ended: Mutex<Option<Ended>>,
    course: watch::Sender<Course>,
    /// What performs it.
    task: OnceLock<AbortHandle>,
}

/// Whether what is kept of a run keeps up with it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Course {
    Kept,
    /// Nothing more is kept of it, and it was through already.
    Through,
    /// Nothing more is kept of it, and it was ended.
    Ended,
}

/// The record as the store has it.
struct Kept {
    record: KeptRun,
    revision: i64,
    /// The changing requests that are behind what it goes on with.
    behind: u64,
    /// Nothing more is kept once it is not.
    open: bool,
}

enum Ended {
    /// It was cancelled or removed.
    Cancelled,
    /// Another process performs it.
    Lost,
    Store(StoreError),
    Other(Error),
}

impl From<StoreError> for Ended {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        match error {
            Error::Store(error) => Self::Store(error),
            Error::UnknownRun { .. } => Self::Cancelled,
            error => Self::Other(error),
        }
    }
}

/// What a run keeps next; what it does not name stays.
#[derive(Default)]
pub(super) struct Step {
    /// What it goes on with, and the changing requests that are behind that.
    pub(super) resume: Option<(String, u64)>,
    pub(super) message: Option<String>,
    /// How it ends here.
    pub(super) end: Option<End>,
}

pub(super) enum End {
    Interrupted,
    Waiting,
    Done(Value),
    Failed(String),
}

impl Standing {
    /// Of a run that this process does not have yet.
    pub(crate) fn new(inner: Arc<Inner>, record: KeptRun, repeatable: bool) -> Result<Arc<Self>, Error> {
        Ok(Arc::new(Self {
            id: record.id.clone(),
            lease: record.lease(),
            holder: new_id()?,
            inner,
            held_until: AtomicI64::new(i64::MIN),
            repeatable,
            kept: AsyncMutex::new(Kept { record: record.light(), revision: 0, behind: 0, open: false }),
            writes: Arc::default(),
            ended: Mutex::default(),
            course: watch::Sender::new(Course::Kept),
            task: OnceLock::new(),
        }))
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn writes(&self) -> Arc<Writes> {
        Arc::clone(&self.writes)
    }

    /// Takes the lease. Where another process has it, waits until that has not been heard of for a while.
    pub(crate) async fn take(self: &Arc<Self>) -> Result<(), Error> {
        let patience = tokio::time::Instant::now() + LEASE + Duration::from_secs(1);
        loop {
            let now = self.inner.now();
            if self.hold(now).await? {
                self.held_until.store(now + LEASE_MILLISECONDS, Ordering::Relaxed);
                break;
            }
            if tokio::time::Instant::now() >= patience {
                return Err(Error::RunBusy { id: self.id.clone() });
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        self.kept.lock().await.open = true;
        let standing = Arc::downgrade(self);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(LEASE / 3).await;
                match standing.upgrade() {
                    Some(standing) if standing.renew().await => {}
                    _ => return,
                }
            }
        });
        Ok(())
    }

    /// Keeps a run that begins.
    pub(super) async fn add(&self, documents: &[(RunDocument, String)]) -> Result<(), Error> {
        let mut kept = self.kept.lock().await;
        kept.revision = 1;
        Ok(self.inner.store().add_run(self.inner.tenant(), &kept.record.to_stored(1)?, documents).await?)
    }

    /// Keeps that a run goes on, of which this was kept.
    pub(crate) async fn go_on(&self, record: KeptRun, revision: i64) -> Result<(), Error> {
        let mut kept = self.kept.lock().await;
        if record.uncertain {
            self.writes.take_over();
        }
        (kept.record, kept.revision) = (KeptRun { state: RunState::Running, error: None, ..record.light() }, revision);
        self.write(&mut kept, &[]).await.map_err(|ended| self.error(ended))
    }

    /// Keeps a step; false where that cannot be, and the run is to end.
    pub(super) async fn keep(self: &Arc<Self>, step: Step) -> bool {
        self.change(Some(step)).await
    }

    /// Keeps nothing more of a run that has nothing to go on with; false where it has changed something, or that fails.
    pub(super) async fn forget(&self) -> bool {
        let mut kept = self.kept.lock().await;
        if !kept.open || self.writes.may_have_changed() {
            return false;
        }
        let removed = self.inner.store().remove_run(self.inner.tenant(), &self.id, kept.revision).await;
        let removed = removed.unwrap_or_default();
        kept.open &= !removed;
        removed
    }

    /// Whether a request that changes something may be sent. That one may have been is kept before.
    pub(crate) async fn allows_change(self: &Arc<Self>) -> bool {
        self.change(None).await
    }

    /// What performs it, to be ended with it.
    pub(super) fn watch(&self, task: AbortHandle) {
        let _ = self.task.set(task);
    }

    /// Done once the run was ended before it was through.
    pub(super) async fn is_ended(&self) {
        // Its sender is here, so it cannot end in any other way.
        let _ = self.course.subscribe().wait_for(|course| *course == Course::Ended).await;
    }

    pub(super) fn is_broken(&self) -> bool {
        *self.course.borrow() != Course::Kept
    }

    /// Why it is broken, where it is.
    pub(super) fn reason(&self) -> Option<Error> {
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner).take();
        ended.map(|ended| self.error(ended))
    }

    /// Lets go of it.
    pub(crate) async fn release(&self) -> Result<(), Error> {
        self.kept.lock().await.open = false;
        Ok(self.inner.store().release_lease(self.inner.tenant(), &self.lease, &self.holder).await?)
    }

    /// Works on what is kept beside whoever waits for it: that one may be told to do something else meanwhile, and what the
    /// store was told must be known here.
    async fn change(self: &Arc<Self>, step: Option<Step>) -> bool {
        let standing = Arc::clone(self);
        match tokio::spawn(async move { standing.change_here(step).await }).await {
            Ok(done) => done,
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(_) => false,
        }
    }

    async fn change_here(&self, step: Option<Step>) -> bool {
        let mut kept = self.kept.lock().await;
        if !kept.open {
            return false;
        }
        let changed = async {
            if self.inner.now() >= self.held_until.load(Ordering::Relaxed) {
                self.hold_on(&mut kept).await?;
            }
            match step {
                Some(step) => {
                    let documents = kept.take_in(step);
                    kept.record.uncertain = kept.record.state != RunState::Done && self.is_uncertain(kept.behind);
                    self.write(&mut kept, &documents).await
                }
                None if kept.record.uncertain || !self.is_uncertain(kept.behind) => Ok(()),
                None => {
                    kept.record.uncertain = true;
                    self.write(&mut kept, &[]).await
                }
            }
        };
        let changed: Result<(), Ended> = changed.await;
        match changed {
            Ok(()) => true,
            Err(ended) => {
                self.break_off(&mut kept, ended);
                false
            }
        }
    }

    /// Whether going on behind this many changing requests may make others again that were made.
    fn is_uncertain(&self, behind: u64) -> bool {
        !self.repeatable && self.writes.are_beyond(behind)
    }

    async fn write(&self, kept: &mut Kept, documents: &[(RunDocument, Option<String>)]) -> Result<(), Ended> {
        kept.record.changed_at = self.inner.now();
        let stored = kept.record.to_stored(kept.revision)?;
        if self.inner.store().replace_run(self.inner.tenant(), &stored, documents).await? {
            kept.revision += 1;
            return Ok(());
        }
        // While a run has a process nobody else changes it, but to end it.
        let (found, _) = self.inner.kept(&self.id).await?;
        Err(if found.state == RunState::Cancelled { Ended::Cancelled } else { Ended::Lost })
    }

    /// Renews the lease; whether to go on with that.
    async fn renew(&self) -> bool {
        let mut kept = self.kept.lock().await;
        if !kept.open {
            return false;
        }
        match self.hold_on(&mut kept).await {
            Ok(()) => {}
            Err(Ended::Store(error)) => tracing::warn!("the lease of a run could not be renewed: {error}"),
            Err(ended) => self.break_off(&mut kept, ended),
        }
        kept.open
    }

    async fn hold_on(&self, kept: &mut Kept) -> Result<(), Ended> {
        let now = self.inner.now();
        let lapsed = now >= self.held_until.load(Ordering::Relaxed);
        if !self.hold(now).await? {
            return Err(Ended::Lost);
        }
        // A process that was stopped for a while may find it free, and another had the run in between.
        if lapsed {
            self.write(kept, &[]).await?;
        }
        self.held_until.store(now + LEASE_MILLISECONDS, Ordering::Relaxed);
        Ok(())
    }

    async fn hold(&self, now: i64) -> Result<bool, StoreError> {
        let (store, tenant) = (self.inner.store(), self.inner.tenant());
        store.acquire_lease(tenant, &self.lease, &self.holder, now, now + LEASE_MILLISECONDS).await
    }

    fn break_off(&self, kept: &mut Kept, ended: Ended) {
        kept.open = false;
        *self.ended.lock().unwrap_or_else(PoisonError::into_inner) = Some(ended);
        let through = self.task.get().is_some_and(AbortHandle::is_finished);
        if let (false, Some(task)) = (through, self.task.get()) {
            task.abort();
        }
        self.course.send_replace(if through { Course::Through } else { Course::Ended });
    }

    fn error(&self, ended: Ended) -> Error {
        let (id, uncertain) = (self.id.clone(), self.writes.may_have_changed());
        match ended {
            Ended::Cancelled => Error::Cancelled,
            Ended::Lost => Error::RunLost { id, uncertain },
            Ended::Store(source) => Error::RunNotKept { id, uncertain, source },
            Ended::Other(error) => error,
        }
    }
}

impl Kept {
    /// What becomes of its documents.
    fn take_in(&mut self, Step { resume, message, end }: Step) -> Vec<(RunDocument, Option<String>)> {
        let mut documents = Vec::new();
        let record = &mut self.record;
        if let Some((resume, behind)) = resume {
            documents.push((RunDocument::Resume, Some(resume)));
            self.behind = behind;
        }
        record.message = message.or(record.message.take());
        record.state = match end {
            None => return documents,
            Some(End::Interrupted) => RunState::Interrupted,
            Some(End::Waiting) => RunState::Waiting,
            Some(End::Failed(error)) => {
                record.error = Some(error);
                RunState::Failed
            }
            Some(End::Done(output)) => {
                documents.push((RunDocument::Output, Some(output.to_string())));
                documents.push((RunDocument::Resume, None));
                RunState::Done
            }
        };
        // Whoever is still about to send something is too late.
        self.open = false;
        documents
    }
}
