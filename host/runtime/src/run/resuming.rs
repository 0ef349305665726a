use std::sync::Arc;

use super::{ActionCall, KeptRun, Run, Standing, files};
use crate::{Error, Runtime};

/// A kept run about to be gone on with.
#[must_use]
pub struct ResumeCall {
    runtime: Runtime,
    id: String,
    detached: bool,
    repeats: bool,
}

impl ResumeCall {
    pub(crate) fn new(runtime: Runtime, id: String) -> Self {
        Self { runtime, id, detached: false, repeats: false }
    }

    /// Ends where the service goes on with it, like [`ActionCall::detached`].
    pub fn detached(mut self) -> Self {
        self.detached = true;
        self
    }

    /// Goes on although it may have made a change after it last said how far it was, and makes that again:
    /// [`KeptRun::uncertain`].
    pub fn repeat(mut self) -> Self {
        self.repeats = true;
        self
    }

    /// Goes on with it, beside the task that calls this.
    ///
    /// # Errors
    /// Where it is over, another process performs it, its connection or connector is not there any more, is another
    /// account's or site's now, or does not know any more what it was at; [`Error::RunFileChanged`] where a file that it
    /// was given is not what it was; and [`Error::RunUncertain`] where it may have
    /// made a change that it would make again, and that is not [allowed](Self::repeat).
    pub async fn start(self) -> Result<Run, Error> {
        let inner = Arc::clone(&self.runtime.inner);
        let (run, _) = inner.kept_whole(&self.id).await?;
        if run.state.is_over() {
            return Err(Error::RunOver { id: run.id, state: run.state });
        }
        let call = self.prepare(&run).await?;
        let standing = Standing::new(inner, run, call.manifest().repeatable)?;
        standing.take().await?;
        let resumed = self.start_again(call, Arc::clone(&standing)).await;
        if resumed.is_err() {
            standing.release().await?;
        }
        resumed
    }

    async fn prepare(&self, run: &KeptRun) -> Result<ActionCall, Error> {
        let inner = &self.runtime.inner;
        let stored = inner.store().connections(inner.tenant()).await?;
        let name = stored.into_iter().find(|connection| connection.id == run.connection_id).map(|found| found.name);
        let name =
            name.ok_or_else(|| Error::UnknownConnection { name: run.connection.clone(), nearest: Vec::new() })?;
        let connection = self.runtime.connection(&name).await?;
        check_version(run, &connection.connector.manifest.version)?;
        let files = files::found_again(run).await?;
        let mut call = connection.action(&run.action)?.input(run.input.clone().unwrap_or_default());
        for file in files {
            call.give(&file.path.clone(), file)?;
        }
        Ok(if self.detached { call.detached() } else { call })
    }

    /// Goes on with a run that this process has the lease of.
    async fn start_again(&self, mut call: ActionCall, standing: Arc<Standing>) -> Result<Run, Error> {
        // Read once more: whoever had it until now may have gone on.
        let (mut run, revision) = self.runtime.inner.kept_whole(standing.id()).await?;
        if run.state.is_over() {
            return Err(Error::RunOver { id: run.id, state: run.state });
        }
        call.may_go_on(&run, self.repeats)?;
        check_version(&run, call.connector_version())?;
        call.connector_version().clone_into(&mut run.connector_version);
        if let Some(resume) = &run.resume {
            call = call.resume(resume);
        }
        call.start_again(standing, run, revision).await
    }
}

fn check_version(run: &KeptRun, version: &str) -> Result<(), Error> {
    if run.resume.is_none() || same_major(&run.connector_version, version) {
        return Ok(());
    }
    let (id, from) = (run.id.clone(), run.connector_version.clone());
    Err(Error::RunOutdated { id, from, to: version.to_owned() })
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
