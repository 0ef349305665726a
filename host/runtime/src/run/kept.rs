use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::task::AbortHandle;

use super::{ActionCall, GivenFile, Output, Run};
use crate::call::Event;
use crate::runtime::{Inner, new_id};
use crate::store::{StoreError, StoreErrorKind, StoredRun};
use crate::{Error, Problem};

/// How long a run belongs to its process after that was last heard of.
pub(crate) const LEASE: Duration = Duration::from_secs(15);

/// A run that is kept, so that it can go on after its process has ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptRun {
    /// Unique for ever.
    #[serde(default)]
    pub id: String,
    /// The id of the connection that it is performed on.
    #[serde(default)]
    pub connection_id: String,
    /// The name of that connection when it began.
    pub connection: String,
    /// The name of the connector.
    pub connector: String,
    /// The connector's version when it was last heard of.
    pub connector_version: String,
    /// The action.
    pub action: String,
    /// The input, without files.
    pub input: Value,
    /// The caller's files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) files: Vec<GivenFile>,
    /// Where it stands.
    pub state: RunState,
    /// How far it is, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What it goes on with, as JSON text; none: it begins again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resume: Option<String>,
    /// Its output, once it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<Value>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// When it began, in milliseconds since the Unix epoch.
    pub began_at: i64,
    /// When it was last heard of.
    pub changed_at: i64,
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RunState {
    /// A process performs it.
    Running,
    /// Its process ended before it did.
    Interrupted,
    /// The service goes on with it, and nobody asks how far it is.
    Waiting,
    /// It is done.
    Done,
    /// It failed; it can be resumed where it was.
    Failed,
    /// It was given up.
    Cancelled,
}

impl RunState {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Interrupted => "interrupted",
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether nothing more comes of it.
    pub(crate) fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled)
    }
}

impl KeptRun {
    pub(crate) fn from_stored(stored: StoredRun) -> Result<(Self, i64), Error> {
        let record: Self = serde_json::from_str(&stored.record)
            .map_err(|error| StoreError::new("read the run", StoreErrorKind::Damaged, error))?;
        Ok((Self { id: stored.id, connection_id: stored.connection, ..record }, stored.revision))
    }

    pub(crate) fn to_stored(&self, revision: i64) -> Result<StoredRun, Error> {
        Ok(StoredRun {
            id: self.id.clone(),
            connection: self.connection_id.clone(),
            record: serde_json::to_string(self).map_err(Error::InvalidOutput)?,
            revision,
        })
    }

    /// What holds the lease of a run.
    pub(crate) fn lease(&self) -> String {
        format!("run/{}", self.id)
    }
}

impl ActionCall {
    /// Whether [`start_kept`](Self::start_kept) is of use: the action can be resumed, and its input has no secrets.
    pub fn can_be_kept(&self) -> bool {
        self.manifest().resumable && self.schemas.secret_fields.is_empty()
    }

    /// Begins to perform it and keeps how far it is, so that [`Runtime::resume_run`](crate::Runtime::resume_run) goes on
    /// with it after this process has ended. Only actions that the manifest calls resumable gain by it.
    ///
    /// # Errors
    /// Where the input does not fit or has secrets, which are kept nowhere, or the store fails.
    pub async fn start_kept(self) -> Result<Run, Error> {
        if !self.schemas.secret_fields.is_empty() {
            let problems = self.schemas.secret_fields.iter().map(|field| Problem {
                at: format!("/{field}"),
                message: "is a secret, so that the run cannot be kept".to_owned(),
            });
            return Err(Error::InvalidInput { action: self.action, problems: problems.collect() });
        }
        let inner = Arc::clone(&self.connection.runtime);
        let mut input = self.input.clone();
        if let Value::Object(input) = &mut input {
            for file in &self.files {
                input.shift_remove(&file.field);
            }
        }
        let now = inner.now();
        let record = KeptRun {
            id: new_id()?,
            connection_id: self.connection.record.id.clone(),
            connection: self.connection.record.name.clone(),
            connector: self.connection.connector.manifest.name.clone(),
            connector_version: self.connection.connector.manifest.version.clone(),
            action: self.action.clone(),
            input,
            files: self.files.clone(),
            state: RunState::Running,
            message: None,
            resume: self.resume.clone(),
            output: None,
            error: None,
            began_at: now,
            changed_at: now,
        };
        let (performing, events) = self.prepare()?;
        inner.store().add_run(inner.tenant(), &record.to_stored(1)?).await?;
        let keeper = Keeper::new(inner, record, 1).await?;
        Ok(Run::start(performing, events).kept(keeper))
    }

    /// Goes on with a run that is kept.
    pub(crate) fn start_again(self, keeper: Keeper) -> Result<Run, Error> {
        let (performing, events) = self.prepare()?;
        Ok(Run::start(performing, events).kept(keeper))
    }
}

/// Keeps how far one run is, as long as this process performs it.
pub(crate) struct Keeper {
    inner: Arc<Inner>,
    record: KeptRun,
    revision: i64,
    holder: String,
    /// What the receiver has been given and may not have made safe yet.
    unsettled: bool,
    failed: Option<Error>,
    renewal: AbortHandle,
}

impl Keeper {
    /// Takes the lease of a run. Where another process has it, waits until that has not been heard of for a while.
    pub(crate) async fn new(inner: Arc<Inner>, record: KeptRun, revision: i64) -> Result<Self, Error> {
        let (holder, lease) = (new_id()?, record.lease());
        let patience = tokio::time::Instant::now() + LEASE + Duration::from_secs(1);
        while !inner.hold(&lease, &holder).await? {
            if tokio::time::Instant::now() >= patience {
                return Err(Error::RunBusy { id: record.id });
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        let renewal = tokio::spawn({
            let (inner, holder) = (Arc::clone(&inner), holder.clone());
            async move {
                loop {
                    tokio::time::sleep(LEASE / 3).await;
                    if let Err(error) = inner.hold(&lease, &holder).await {
                        tracing::warn!("the lease of a run could not be renewed: {error}");
                    }
                }
            }
        });
        let renewal = renewal.abort_handle();
        Ok(Self { inner, record, revision, holder, unsettled: false, failed: None, renewal })
    }

    /// Goes on with what is kept now.
    pub(crate) async fn take_over(&mut self, record: KeptRun, revision: i64) -> Result<(), Error> {
        if record.state.is_over() {
            return Err(Error::RunOver { id: record.id, state: record.state });
        }
        (self.record, self.revision) = (record, revision);
        self.record.state = RunState::Running;
        self.record.error = None;
        self.write().await
    }

    pub(crate) fn record(&self) -> &KeptRun {
        &self.record
    }

    /// Takes in what an event says. It is kept once the receiver asks for the next one.
    pub(super) fn hear(&mut self, event: &Event) {
        match event {
            Event::Saved { resume } => {
                self.record.resume = Some(resume.clone());
                self.unsettled = true;
            }
            Event::Waiting { resume, message, .. } => {
                self.record.resume = Some(resume.clone());
                self.record.message = Some(message.clone());
                self.unsettled = true;
            }
            Event::Progress { done, total, message } => {
                let total = total.map(|total| format!(" of {total}")).unwrap_or_default();
                self.record.message = Some(format!("{done}{total} {message}"));
            }
            Event::Item(_) | Event::Log { .. } => {}
        }
    }

    /// Keeps what was heard: whoever receives the events has come for the next one. False: the run is to end.
    pub(super) async fn settle(&mut self) -> bool {
        if self.unsettled {
            self.unsettled = false;
            if let Err(error) = self.write().await {
                self.failed = Some(error);
            }
        }
        self.failed.is_none()
    }

    /// Keeps what came of it.
    pub(super) async fn end(mut self, result: Result<Output, Error>) -> Result<Output, Error> {
        let failed = self.failed.take();
        match (&result, &failed) {
            (_, Some(_)) => {}
            (Ok(output), None) => {
                if let Some(left) = &output.waiting {
                    self.record.state = RunState::Waiting;
                    self.record.resume = Some(left.resume.clone());
                    self.record.message = Some(left.message.clone());
                } else {
                    self.record.state = RunState::Done;
                    self.record.output = Some(output.value.clone());
                    self.record.resume = None;
                }
            }
            (Err(error), None) => {
                self.record.state = RunState::Failed;
                self.record.error = Some(error.to_string());
            }
        }
        let written = if failed.is_none() { self.write().await } else { Ok(()) };
        self.release().await?;
        match failed {
            Some(error) => Err(error),
            None => result.and_then(|output| written.map(|()| output)),
        }
    }

    /// Keeps that it was given up, and lets go of it.
    pub(super) async fn interrupted(mut self) -> Result<(), Error> {
        self.record.state = RunState::Interrupted;
        let written = match self.failed.take() {
            Some(error) => Err(error),
            None => self.write().await,
        };
        self.release().await?;
        written
    }

    async fn release(&self) -> Result<(), Error> {
        self.renewal.abort();
        let (tenant, lease) = (self.inner.tenant(), self.record.lease());
        Ok(self.inner.store().release_lease(tenant, &lease, &self.holder).await?)
    }

    async fn write(&mut self) -> Result<(), Error> {
        self.record.changed_at = self.inner.now();
        loop {
            let stored = self.record.to_stored(self.revision)?;
            if self.inner.store().replace_run(self.inner.tenant(), &stored).await? {
                self.revision += 1;
                return Ok(());
            }
            // Nobody else changes a run while it has a process, but to end it. Otherwise it was this one, which waited for
            // an event and was told to do something else before it heard that its last change was kept.
            match self.inner.kept(&self.record.id).await {
                Ok((kept, revision)) if !kept.state.is_over() && revision != self.revision => self.revision = revision,
                Ok(_) | Err(Error::UnknownRun { .. }) => return Err(Error::Cancelled),
                Err(error) => return Err(error),
            }
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.renewal.abort();
    }
}

impl Inner {
    async fn hold(&self, lease: &str, holder: &str) -> Result<bool, Error> {
        let now = self.now();
        let until = now + i64::try_from(LEASE.as_millis()).unwrap_or(i64::MAX);
        Ok(self.store().acquire_lease(self.tenant(), lease, holder, now, until).await?)
    }
}
