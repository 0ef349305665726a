use std::sync::Arc;

use super::{Inner, Runtime};
use crate::Error;
use crate::run::{ActionCall, KeptRun, Run, RunState, Standing};
use crate::store::Store;

impl Runtime {
    /// The runs that are kept, the latest first.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub async fn runs(&self) -> Result<Vec<KeptRun>, Error> {
        let mut runs = Vec::new();
        for stored in self.inner.store.runs(self.inner.tenant()).await? {
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
        let (run, _) = self.inner.kept(id).await?;
        self.inner.as_it_stands(run).await
    }

    /// Goes on with a run: where it said last how far it was, or from its beginning.
    ///
    /// # Errors
    /// Where it is over, another process performs it, or its connection or connector is not there any more or does not
    /// know any more what it was at.
    pub async fn resume_run(&self, id: &str, detached: bool) -> Result<Run, Error> {
        let (run, _) = self.inner.kept(id).await?;
        if run.state.is_over() {
            return Err(Error::RunOver { id: run.id, state: run.state });
        }
        let stored = self.inner.store.connections(self.inner.tenant()).await?;
        let name = stored.into_iter().find(|connection| connection.id == run.connection_id).map(|found| found.name);
        let name =
            name.ok_or_else(|| Error::UnknownConnection { name: run.connection.clone(), nearest: Vec::new() })?;
        let connection = self.connection(&name).await?;
        let version = &connection.connector.manifest.version;
        if run.resume.is_some() && !same_major(&run.connector_version, version) {
            return Err(Error::RunOutdated { id: run.id, from: run.connector_version, to: version.clone() });
        }
        let id = run.id.clone();
        let mut call = connection.action(&run.action)?.input(run.input.clone());
        for file in &run.files {
            call = call.file(&file.field, &file.path, file.media_type.clone())?;
        }
        if detached {
            call = call.detached();
        }
        let standing = Standing::new(Arc::clone(&self.inner), run)?;
        standing.take().await?;
        let resumed = self.start_again(call, Arc::clone(&standing), &id).await;
        if resumed.is_err() {
            standing.release().await?;
        }
        resumed
    }

    /// Goes on with a run that this process has the lease of.
    async fn start_again(&self, mut call: ActionCall, standing: Arc<Standing>, id: &str) -> Result<Run, Error> {
        // Read once more: whoever had it until now may have gone on.
        let (run, revision) = self.inner.kept(id).await?;
        if run.state.is_over() {
            return Err(Error::RunOver { id: run.id, state: run.state });
        }
        if let Some(resume) = &run.resume {
            call = call.resume(resume);
        }
        call.start_again(standing, run, revision).await
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
            if self.inner.store.replace_run(self.inner.tenant(), &run.to_stored(revision)?).await? {
                return Ok(run);
            }
        }
    }

    /// Forgets a run that nobody performs.
    ///
    /// # Errors
    /// Where there is none, or a process performs it.
    pub async fn remove_run(&self, id: &str) -> Result<(), Error> {
        let run = self.run(id).await?;
        if run.state == RunState::Running {
            return Err(Error::RunBusy { id: run.id });
        }
        Ok(self.inner.store.remove_run(self.inner.tenant(), &run.id).await?)
    }
}

impl Inner {
    pub(crate) fn store(&self) -> &dyn Store {
        &*self.store
    }

    /// The run of this id, or of the only id that begins so, and its revision.
    pub(crate) async fn kept(&self, id: &str) -> Result<(KeptRun, i64), Error> {
        let mut found = self.store.runs(self.tenant()).await?.into_iter().filter(|run| run.id.starts_with(id));
        match (found.next(), found.next()) {
            (Some(run), None) if !id.is_empty() => KeptRun::from_stored(run),
            (_, several) => Err(Error::UnknownRun { id: id.to_owned(), several: several.is_some() }),
        }
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

/// Whether what one version saved can be read by another: they share their major version, and before 1.0 their minor.
fn same_major(saved: &str, now: &str) -> bool {
    let read = |version: &str| semver::Version::parse(version).ok();
    match (read(saved), read(now)) {
        (Some(a), Some(b)) => a.major == b.major && (a.major > 0 || a.minor == b.minor),
        _ => saved == now,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_saved_is_read_by_versions_of_the_same_kind() {
        for (saved, now, same) in [
            ("1.2.3", "1.9.0", true),
            ("1.2.3", "2.0.0", false),
            ("0.1.0", "0.1.7", true),
            ("0.1.0", "0.2.0", false),
            ("x", "x", true),
            ("x", "1.0.0", false),
        ] {
            assert_eq!(same_major(saved, now), same, "{saved} {now}");
        }
    }
}
