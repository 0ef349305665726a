//! Performing an action.

mod counts;
mod files;
mod keeper;
mod kept;
mod owner;
mod performing;
mod resuming;
mod running;
mod standing;

use std::future::{Future, IntoFuture};
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;

use secrecy::SecretString;
use serde_json::{Map, Value};
use tokio::sync::mpsc;

use self::performing::Performing;
use crate::auth::lacking;
use crate::blobs::Blobs;
use crate::blobs::folder::{self, FolderFile};
use crate::call::{Call, CallSetup, DryRun, Queued, Routes};
use crate::connection::Connection;
use crate::connector::CompiledSchemas;
use crate::error::{file, nearest};
use crate::manifest::{Action, Effect, holds};
use crate::schema::texts_at;
use crate::{Error, Problem};

pub(crate) use self::files::GivenFile;
pub use self::kept::{KeptRun, RunState};
pub(crate) use self::owner::Owner;
pub(crate) use self::performing::Outcome;
pub(crate) use self::performing::judge;
pub use self::performing::{Checkpoint, Output};
pub use self::resuming::ResumeCall;
pub use self::running::Run;
pub(crate) use self::standing::{LEASE_MILLISECONDS, Standing};

/// Events that wait for their receiver; a call that has more waits too.
const WAITING_EVENTS: usize = 1_024;

/// An action about to be performed.
///
/// Awaiting it performs it and gives its output; [`start`](Self::start) gives its events too.
pub struct ActionCall {
    connection: Connection,
    action: String,
    schemas: Arc<CompiledSchemas>,
    input: Value,
    blobs: Blobs,
    dry_run: Option<DryRun>,
    resume: Option<String>,
    detached: bool,
    files: Vec<GivenFile>,
}

impl ActionCall {
    pub(crate) fn new(connection: Connection, name: &str) -> Result<Self, Error> {
        let manifest = Arc::clone(&connection.connector.manifest);
        let action = manifest.action(name).ok_or_else(|| Error::UnknownAction {
            connector: manifest.name.clone(),
            name: name.to_owned(),
            nearest: nearest(name, manifest.actions.iter().map(|action| action.name.as_str())),
        })?;
        let fields = &connection.session.fields;
        let value = |field: &str| fields.get(field).map(String::as_str);
        if !holds(&action.when, value) {
            return Err(Error::NotOffered {
                action: name.to_owned(),
                connection: connection.record.name.clone(),
                needs: manifest.in_words(&action.when),
            });
        }
        Ok(Self {
            action: name.to_owned(),
            schemas: connection.connector.schemas(action)?,
            input: Value::Object(Map::new()),
            blobs: connection.runtime.blobs(),
            dry_run: None,
            resume: None,
            detached: false,
            files: Vec::new(),
            connection,
        })
    }

    /// The action's part of the manifest.
    pub fn manifest(&self) -> &Action {
        // `new` found it there.
        self.connection.connector.manifest.action(&self.action).expect("the action is in the manifest")
    }

    /// What it does to the service with the input that it has.
    pub fn effect(&self) -> Effect {
        self.manifest().effect_of(&self.input)
    }

    pub(crate) fn connector_version(&self) -> &str {
        &self.connection.connector.manifest.version
    }

    /// The fields of the input that take a file, or a list of files: see [`file`](Self::file).
    pub fn file_fields(&self) -> &[String] {
        &self.schemas.blob_fields
    }

    /// Sets the input; files that were given before stay.
    #[must_use]
    pub fn input(mut self, input: Value) -> Self {
        let given = std::mem::replace(&mut self.input, input);
        if let (Value::Object(input), Value::Object(given)) = (&mut self.input, given) {
            input.extend(given);
        }
        self
    }

    /// Gives a file of the caller for a field of the input that takes one. A kept run finds it again there, whatever folder
    /// it is resumed from, and goes on only if its content is what it was.
    ///
    /// # Errors
    /// Where the file cannot be read, or the field takes none.
    pub fn file(mut self, field: &str, path: &Path, media_type: Option<String>) -> Result<Self, Error> {
        let absolute = std::path::absolute(path).map_err(file("find", path))?;
        self.give(path, GivenFile::new(field, absolute, media_type))?;
        Ok(self)
    }

    /// Gives the files of a folder, and of the folders in it, for a field of the input that takes a list of files: in the
    /// order of their names, without those that begin with a dot. An action learns their paths below the folder;
    /// `media_type` says what a file is. A file that another one has taken the place of before it is read is not read.
    ///
    /// # Errors
    /// Where a file cannot be read, a link leads out of the folder, there are more files than [`Limits::blobs`], or the field
    /// takes no list of files.
    ///
    /// [`Limits::blobs`]: crate::Limits::blobs
    pub fn folder(
        mut self,
        field: &str,
        folder: &Path,
        media_type: impl Fn(&Path) -> Option<String>,
    ) -> Result<Self, Error> {
        if !self.schemas.blob_lists.iter().any(|name| name == field) {
            return Err(self.takes_none(field, "folder", &self.schemas.blob_lists));
        }
        let folder = std::path::absolute(folder).map_err(file("find", folder))?;
        if let Value::Object(input) = &mut self.input {
            input.entry(field).or_insert_with(|| Value::Array(Vec::new()));
        }
        for FolderFile { path, relative, found } in folder::files(&folder, self.blobs.limit())? {
            let media_type = media_type(&path);
            self.give(&path, GivenFile::new(field, path.clone(), media_type).below(relative, found))?;
        }
        Ok(self)
    }

    /// Gives a file that is found at `path`, which is what is told of it where that fails.
    pub(crate) fn give(&mut self, path: &Path, given: GivenFile) -> Result<(), Error> {
        let GivenFile { field, relative, found, media_type, .. } = &given;
        if !self.schemas.blob_fields.iter().any(|name| name == field) {
            return Err(self.takes_none(field, "file", &self.schemas.blob_fields));
        }
        let is_list = self.schemas.blob_lists.contains(field);
        if !is_list && self.files.iter().any(|known| known.field == *field) {
            let problems = vec![Problem { at: format!("/{field}"), message: "takes one file, and got two".to_owned() }];
            return Err(Error::InvalidInput { action: self.action.clone(), problems });
        }
        let id = Value::String(self.blobs.give(path, *found, relative.clone(), media_type.clone())?);
        if let Value::Object(input) = &mut self.input {
            match input.get_mut(field) {
                Some(Value::Array(known)) if is_list => known.push(id),
                _ => drop(input.insert(field.clone(), if is_list { Value::Array(vec![id]) } else { id })),
            }
        }
        self.files.push(given);
        Ok(())
    }

    fn takes_none(&self, field: &str, what: &str, known: &[String]) -> Error {
        let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
        let message = if known.is_empty() {
            format!("takes no {what}")
        } else {
            format!("takes no {what}; {} does", known.join(" or "))
        };
        Error::InvalidInput {
            action: self.action.clone(),
            problems: vec![Problem { at: format!("/{field}"), message }],
        }
    }

    /// Changes nothing: see [`DryRun`].
    #[must_use]
    pub fn dry_run(mut self, dry_run: DryRun) -> Self {
        self.dry_run = Some(dry_run);
        self
    }

    /// Goes on where an earlier run of the same input was broken off or left waiting: what [`Event::Saved`] or
    /// [`Event::Waiting`] told, or [`Output::waiting`].
    ///
    /// [`Event::Saved`]: crate::Event::Saved
    /// [`Event::Waiting`]: crate::Event::Waiting
    #[must_use]
    pub fn resume(mut self, resume: impl Into<String>) -> Self {
        self.resume = Some(resume.into());
        self
    }

    /// Ends where the service goes on with it, instead of waiting for that: [`Output::waiting`] says how to go on.
    #[must_use]
    pub fn detached(mut self) -> Self {
        self.detached = true;
        self
    }

    /// Begins to perform it, beside the task that calls this. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// Where the input does not fit, or the granted scopes do not allow the action.
    pub fn start(self) -> Result<Run, Error> {
        let (performing, events) = self.prepare(None)?;
        Ok(Run::start(performing, events))
    }

    /// Performs it within the task that awaits this; its events are dropped.
    async fn perform(self) -> Result<Output, Error> {
        let (performing, mut events) = self.prepare(None)?;
        let performed = performing.perform();
        let mut performed = std::pin::pin!(performed);
        loop {
            tokio::select! {
                biased;
                output = &mut performed => return output,
                // What is dropped makes room for what comes; once no more can come, the output alone is waited for.
                event = events.recv() => if event.is_none() { return performed.await },
            }
        }
    }

    fn prepare(self, standing: Option<Arc<Standing>>) -> Result<(Performing, mpsc::Receiver<Queued>), Error> {
        if !self.connection.session.egress.is_valid() {
            return Err(Error::ConnectionOutdated { name: self.connection.record.name.clone() });
        }
        let input = self.input.to_string();
        let most = self.connection.runtime.settings.limits.document_bytes;
        if input.len() > most {
            let message = format!("takes {} bytes, and {most} at most are taken", input.len());
            let problems = vec![Problem { at: String::new(), message }];
            return Err(Error::InvalidInput { action: self.action, problems });
        }
        self.check_input()?;
        let routes = self.routes()?;
        let (sender, events) = mpsc::channel(WAITING_EVENTS);
        let secrets = match &self.input {
            Value::Object(input) => {
                let fields: Vec<&str> = self.schemas.secret_fields.iter().map(String::as_str).collect();
                texts_at(input, &fields).into_iter().map(|(_, text)| SecretString::from(text)).collect()
            }
            _ => Vec::new(),
        };
        let blobs = Arc::new(self.blobs);
        let writes = standing.as_ref().map(|standing| standing.writes()).unwrap_or_default();
        let call = Arc::new(Call::new(CallSetup {
            session: Arc::clone(&self.connection.session),
            routes,
            limits: Arc::clone(&self.connection.runtime.settings.limits),
            blobs: Arc::clone(&blobs),
            secrets,
            dry_run: self.dry_run,
            events: sender,
            writes: Arc::clone(&writes),
            standing,
        }));
        let performing = Performing {
            connection: self.connection,
            action: self.action,
            schemas: self.schemas,
            input,
            resume: self.resume,
            detached: self.detached,
            blobs,
            call,
            writes,
        };
        Ok((performing, events))
    }

    /// The requests that it may make with this input, if the granted scopes allow them.
    fn routes(&self) -> Result<Routes, Error> {
        let fields = &self.connection.session.fields;
        let value = |field: &str| fields.get(field).map(String::as_str);
        let action = self.manifest();
        if let Some(granted) = self.connection.scopes() {
            let missing = lacking(action, value, &self.input, &granted);
            if !missing.is_empty() {
                let connection = self.connection.record.name.clone();
                return Err(Error::MissingScopes { action: self.action.clone(), connection, missing });
            }
        }
        Ok(Routes::declared(action, value, &self.input))
    }

    /// Whether the input fits the action; nothing is sent.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] with everything that is wrong.
    pub fn check_input(&self) -> Result<(), Error> {
        match self.problems() {
            problems if problems.is_empty() => Ok(()),
            problems => Err(Error::InvalidInput { action: self.action.clone(), problems }),
        }
    }

    /// Everything that is wrong with the input.
    fn problems(&self) -> Vec<Problem> {
        let mut problems = self.schemas.input.problems(&self.input);
        if let Value::Object(input) = &self.input {
            let fields: Vec<&str> = self.schemas.blob_fields.iter().map(String::as_str).collect();
            for (at, id) in texts_at(input, &fields) {
                if self.blobs.get(id).is_none() {
                    problems.push(Problem { at, message: format!("there is no file `{id}`; give one with the call") });
                }
            }
        }
        problems
    }
}

impl IntoFuture for ActionCall {
    type Output = Result<Output, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.perform())
    }
}
