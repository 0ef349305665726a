use std::sync::Arc;

use super::{Inner, Runtime, new_id};
use crate::Error;
use crate::run::{KeptRun, LEASE_MILLISECONDS, ResumeCall, RunState};
use crate::store::Store;

impl Runtime {
    /// The runs that are kept, the latest first, without their inputs and outputs and what they go on with.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub async fn runs(&self) -> Result<Vec<KeptRun>, Error> {
        let mut runs = Vec::new();
        for stored in self.inner.store.runs(self.inner.tenant(), "").await? {
            let (run, _) = KeptRun::from_stored(stored)?;
            runs.push(self.inner.as_it_stands(run).await?);
        }
        runs.sort_by(|a, b| (b.began_at, &b.id).cmp(&(a.began_at, &a.id)));
        Ok(runs)
    }

    /// The run of this id, or of the only id that begins so.
    ///
    /// # Errors
    /// Where there is none, or several.
    pub async fn run(&self, id: &str) -> Result<KeptRun, Error> {
        let (run, _) = self.inner.kept_whole(id).await?;
        self.inner.as_it_stands(run).await
    }

    /// Goes on with a run: where it said last how far it was, or from its beginning.
    pub fn resume_run(&self, id: impl Into<String>) -> ResumeCall {
        ResumeCall::new(self.clone(), id.into())
    }

    /// Ends a run. A process that performs it stops when it says next how far it is.
    ///
    /// # Errors
    /// Where there is none, or it is over.
    pub async fn cancel_run(&self, id: &str) -> Result<KeptRun, Error> {
        loop {
            let (mut run, revision) = self.inner.kept(id).await?;
            if run.state.is_over() {
                return Err(Error::RunOver { id: run.id, state: run.state });
            }
            run.state = RunState::Cancelled;
            run.changed_at = self.inner.now();
            // A process that has just said how far it is comes first; then it is tried again.
            if self.inner.store.replace_run(self.inner.tenant(), &run.to_stored(revision)?, &[]).await? {
                return Ok(run);
            }
        }
    }

    /// Forgets a run that nobody performs.
    ///
    /// # Errors
    /// Where there is none, or a process performs it.
    pub async fn remove_run(&self, id: &str) -> Result<(), Error> {
        let (store, tenant) = (&self.inner.store, self.inner.tenant());
        loop {
            let (run, revision) = self.inner.kept(id).await?;
            let (lease, holder, now) = (run.lease(), new_id()?, self.inner.now());
            // Whoever has a run that is over does nothing more for it.
            let taken = !run.state.is_over();
            if taken && !store.acquire_lease(tenant, &lease, &holder, now, now + LEASE_MILLISECONDS).await? {
                return Err(Error::RunBusy { id: run.id });
            }
            let removed = store.remove_run(tenant, &run.id, revision).await;
            if taken {
                store.release_lease(tenant, &lease, &holder).await?;
            }
            if removed? {
                return Ok(());
            }
        }
    }
}

impl Inner {
    /// Makes room for one more run.
    pub(crate) async fn make_room_for_a_run(self: &Arc<Self>) -> Result<(), Error> {
        let limit = self.settings.limits.kept_runs;
        let stored = self.store.runs(self.tenant(), "").await?;
        let excess = (stored.len() + 1).saturating_sub(limit);
        if excess == 0 {
            return Ok(());
        }
        // A row that cannot be read is no reason to keep no further run.
        let runs = stored.into_iter().filter_map(|stored| Some(KeptRun::from_stored(stored).ok()?.0));
        // One of which nobody knows what it changed is all there is to find that out with.
        let may_go = |run: &KeptRun| run.state.is_over() || (run.state == RunState::Failed && !run.uncertain);
        let mut old: Vec<KeptRun> = runs.filter(may_go).collect();
        old.sort_by(|a, b| (!a.state.is_over(), a.changed_at, &a.id).cmp(&(!b.state.is_over(), b.changed_at, &b.id)));
        let runtime = Runtime { inner: Arc::clone(self) };
        let mut removed = 0;
        for run in old {
            if removed == excess {
                break;
            }
            match runtime.remove_run(&run.id).await {
                // One that is gone on with meanwhile stays.
                Err(Error::RunBusy { .. }) => {}
                Ok(()) | Err(Error::UnknownRun { .. }) => removed += 1,
                Err(error) => return Err(error),
            }
        }
        if removed == excess { Ok(()) } else { Err(Error::TooManyRuns { limit }) }
    }

    pub(crate) fn store(&self) -> &dyn Store {
        &*self.store
    }

    /// The run of this id, or of the only id that begins so, without its documents, and its revision.
    pub(crate) async fn kept(&self, id: &str) -> Result<(KeptRun, i64), Error> {
        let mut found = self.store.runs(self.tenant(), id).await?.into_iter();
        match (found.next(), found.next()) {
            (Some(run), None) if !id.is_empty() => KeptRun::from_stored(run),
            (_, several) => Err(Error::UnknownRun { id: id.to_owned(), several: several.is_some() }),
        }
    }

    /// The same with its documents.
    pub(crate) async fn kept_whole(&self, id: &str) -> Result<(KeptRun, i64), Error> {
        let (run, revision) = self.kept(id).await?;
        let documents = self.store.run_documents(self.tenant(), &run.id).await?;
        Ok((run.with(documents)?, revision))
    }

    /// A run that says that it is performed, and whose process is gone, was interrupted.
    async fn as_it_stands(&self, mut run: KeptRun) -> Result<KeptRun, Error> {
        if run.state == RunState::Running {
            let (lease, now) = (run.lease(), self.now());
            if self.store.acquire_lease(self.tenant(), &lease, "looking", now, now).await? {
                self.store.release_lease(self.tenant(), &lease, "looking").await?;
                run.state = RunState::Interrupted;
            }
        }
        Ok(run)
    }
}
