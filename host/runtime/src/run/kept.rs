use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::keeper::Keeper;
use super::standing::Standing;
use super::{ActionCall, GivenFile, Owner, Run, files};
use crate::runtime::new_id;
use crate::store::{RunDocument, StoreError, StoreErrorKind, StoredRun};
use crate::{Error, Problem};

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
    /// The input, without files. Not read for a list of runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<Value>,
    /// The caller's files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) files: Vec<GivenFile>,
    /// Whose connection it was begun on.
    #[serde(default)]
    pub(crate) owner: Owner,
    /// Where it stands.
    pub state: RunState,
    /// Whether a change may have been made that is not behind [`resume`](Self::resume): going on may make it once more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub uncertain: bool,
    /// How far it is, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What it goes on with, as JSON text; none: it begins again. Not read for a list of runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resume: Option<String>,
    /// Its output, once it is done. Not read for a list of runs.
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

    /// With the documents that are kept of it.
    pub(crate) fn with(mut self, documents: Vec<(RunDocument, String)>) -> Result<Self, Error> {
        let read = |text: &str| {
            serde_json::from_str(text).map_err(|error| StoreError::new("read the run", StoreErrorKind::Damaged, error))
        };
        for (document, text) in documents {
            match document {
                RunDocument::Input => self.input = Some(read(&text)?),
                RunDocument::Resume => self.resume = Some(text),
                RunDocument::Output => self.output = Some(read(&text)?),
            }
        }
        Ok(self)
    }

    /// Without its documents.
    pub(crate) fn light(self) -> Self {
        Self { input: None, resume: None, output: None, ..self }
    }

    /// All of it but its documents.
    pub(crate) fn to_stored(&self, revision: i64) -> Result<StoredRun, Error> {
        Ok(StoredRun {
            id: self.id.clone(),
            connection: self.connection_id.clone(),
            record: serde_json::to_string(&self.clone().light()).map_err(Error::InvalidOutput)?,
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
    /// with it after this process has ended. Only actions that the manifest calls resumable gain by it. Nothing is kept of
    /// one that fails for [what was asked for](crate::ErrorKind::is_about_request) before it has said how far it is or has
    /// changed something: it has nothing to go on with.
    ///
    /// # Errors
    /// Where the granted scopes do not allow the action, the input does not fit or has secrets, which are kept nowhere, it is a dry run, which has nothing to go on
    /// with, a file cannot be read, as many runs are kept as there may be and all of them may go on, or the store
    /// fails.
    pub async fn start_kept(self) -> Result<Run, Error> {
        if self.dry_run.is_some() {
            let message = "is not performed in a dry run, so that there is nothing to keep".to_owned();
            let problems = vec![Problem { at: String::new(), message }];
            return Err(Error::InvalidInput { action: self.action, problems });
        }
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
        let mut documents = vec![(RunDocument::Input, input.to_string())];
        documents.extend(self.resume.clone().map(|resume| (RunDocument::Resume, resume)));
        let now = inner.now();
        let record = KeptRun {
            id: new_id()?,
            connection_id: self.connection.record.id.clone(),
            connection: self.connection.record.name.clone(),
            connector: self.connection.connector.manifest.name.clone(),
            connector_version: self.connection.connector.manifest.version.clone(),
            action: self.action.clone(),
            input: None,
            files: files::noted(self.files.clone()).await?,
            owner: Owner::of(&self.connection),
            state: RunState::Running,
            uncertain: false,
            message: None,
            resume: None,
            output: None,
            error: None,
            began_at: now,
            changed_at: now,
        };
        let standing = Standing::new(Arc::clone(&inner), record.clone(), self.manifest().repeatable)?;
        let at_beginning = self.resume.is_none();
        let (performing, events) = self.prepare(Some(Arc::clone(&standing)))?;
        inner.make_room_for_a_run().await?;
        standing.take().await?;
        if let Err(error) = standing.add(&documents).await {
            standing.release().await?;
            return Err(error);
        }
        Ok(Run::start(performing, events).kept(Keeper::new(standing, record, at_beginning)))
    }

    /// Whether its connection is the one that a run was begun on, and whether it may make changes again that the run made
    /// after it last said how far it was.
    pub(crate) fn may_go_on(&self, run: &KeptRun, repeats: bool) -> Result<(), Error> {
        let now = Owner::of(&self.connection);
        if !run.owner.admits(&now) {
            let (before, after) = (run.owner.to_string(), now.to_string());
            return Err(Error::RunOfAnother { id: run.id.clone(), before, after });
        }
        if run.uncertain && !repeats && !self.manifest().repeatable {
            return Err(Error::RunUncertain { id: run.id.clone() });
        }
        Ok(())
    }

    /// Goes on with a run, of which this is kept.
    pub(crate) async fn start_again(
        self,
        standing: Arc<Standing>,
        record: KeptRun,
        revision: i64,
    ) -> Result<Run, Error> {
        let at_beginning = record.resume.is_none();
        let (performing, events) = self.prepare(Some(Arc::clone(&standing)))?;
        standing.go_on(record.clone(), revision).await?;
        Ok(Run::start(performing, events).kept(Keeper::new(standing, record, at_beginning)))
    }
}
