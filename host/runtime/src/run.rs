//! Performing an action.

use std::collections::BTreeMap;
use std::future::{Future, IntoFuture};
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Weak};

use secrecy::SecretString;
use serde_json::{Map, Value};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::error::Elapsed;

use crate::auth::lacking;
use crate::blobs::{Blob, Blobs};
use crate::call::{Call, CallSetup, DryRun, Event, PlannedRequest, Queued, Routes};
use crate::component::{CallFailure, Component};
use crate::connection::Connection;
use crate::connector::ActionSchemas;
use crate::error::nearest;
use crate::limits::Limit;
use crate::manifest::{Action, holds};
use crate::schema::texts_at;
use crate::{Error, Problem, form};

/// Events that wait for their receiver; a call that has more waits too.
const WAITING_EVENTS: usize = 1_024;

/// An action about to be performed.
///
/// Awaiting it performs it and gives its output; [`start`](Self::start) gives its events too.
pub struct ActionCall {
    connection: Connection,
    action: String,
    schemas: Arc<ActionSchemas>,
    input: Value,
    blobs: Blobs,
    dry_run: Option<DryRun>,
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
                needs: form::needs(&action.when),
            });
        }
        Ok(Self {
            action: name.to_owned(),
            schemas: connection.connector.schemas(action)?,
            input: Value::Object(Map::new()),
            blobs: connection.runtime.blobs(),
            dry_run: None,
            connection,
        })
    }

    /// The action's part of the manifest.
    pub fn manifest(&self) -> &Action {
        // `new` found it there.
        self.connection.connector.manifest.action(&self.action).expect("the action is in the manifest")
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

    /// Gives a file of the caller for a field of the input that takes one.
    ///
    /// # Errors
    /// Where the file cannot be read, or the field takes none.
    pub fn file(mut self, field: &str, path: &Path, media_type: Option<String>) -> Result<Self, Error> {
        if !self.schemas.blob_fields.iter().any(|name| name == field) {
            let known = self.schemas.blob_fields.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
            let message = if known.is_empty() {
                "takes no file".to_owned()
            } else {
                format!("takes no file; {} does", known.join(" or "))
            };
            let problems = vec![Problem { at: format!("/{field}"), message }];
            return Err(Error::InvalidInput { action: self.action, problems });
        }
        let id = self.blobs.give(path, media_type)?;
        if let Value::Object(input) = &mut self.input {
            input.insert(field.to_owned(), Value::String(id));
        }
        Ok(self)
    }

    /// Changes nothing: see [`DryRun`].
    #[must_use]
    pub fn dry_run(mut self, dry_run: DryRun) -> Self {
        self.dry_run = Some(dry_run);
        self
    }

    /// Begins to perform it, beside the task that calls this. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// Where the input does not fit.
    pub fn start(self) -> Result<Run, Error> {
        let (performing, events) = self.prepare()?;
        let call = Arc::downgrade(&performing.call);
        Ok(Run { events, task: tokio::spawn(performing.perform()), call })
    }

    /// Performs it within the task that awaits this; its events are dropped.
    async fn perform(self) -> Result<Output, Error> {
        let (performing, mut events) = self.prepare()?;
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

    fn prepare(self) -> Result<(Performing, mpsc::Receiver<Queued>), Error> {
        let problems = self.problems();
        if !problems.is_empty() {
            return Err(Error::InvalidInput { action: self.action, problems });
        }
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
        let call = Arc::new(Call::new(CallSetup {
            session: Arc::clone(&self.connection.session),
            routes,
            limits: Arc::clone(&self.connection.runtime.settings.limits),
            blobs: Arc::clone(&blobs),
            secrets,
            dry_run: self.dry_run,
            events: sender,
        }));
        let performing = Performing {
            connection: self.connection,
            action: self.action,
            schemas: self.schemas,
            input: self.input.to_string(),
            blobs,
            call,
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

/// An action that is being performed. Dropping it gives it up.
pub struct Run {
    events: mpsc::Receiver<Queued>,
    task: JoinHandle<Result<Output, Error>>,
    /// Weak, because a call holds the sender of the events, which end with it.
    call: Weak<Call>,
}

/// What came out of an action.
#[derive(Clone, Debug)]
pub struct Output {
    /// Its output.
    pub value: Value,
    /// The files that it received, by the ids that stand in the output.
    pub blobs: BTreeMap<String, Blob>,
    /// What a dry run would have sent.
    pub planned: Option<PlannedRequest>,
    /// What strayed from the connector's own schema.
    pub warnings: Vec<String>,
    /// Whether results were handed over one by one, be it none of them; the output then only sums them up.
    pub streamed: bool,
}

impl Run {
    /// The next event; none once there are no more.
    pub async fn next(&mut self) -> Option<Event> {
        self.events.recv().await.map(|queued| queued.event)
    }

    /// Waits for the output; events that nobody took are dropped.
    ///
    /// # Errors
    /// What the connector reports, or what stopped it.
    pub async fn finish(mut self) -> Result<Output, Error> {
        while self.events.recv().await.is_some() {}
        match (&mut self.task).await {
            Ok(result) => result,
            Err(error) if error.is_cancelled() => Err(Error::Cancelled),
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }

    /// Gives it up; whether a change may have happened.
    pub fn cancel(self) -> bool {
        let call = self.call.upgrade();
        self.task.abort();
        call.is_some_and(|call| call.may_have_changed())
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Performing {
    connection: Connection,
    action: String,
    schemas: Arc<ActionSchemas>,
    input: String,
    blobs: Arc<Blobs>,
    call: Arc<Call>,
}

impl Performing {
    async fn perform(self) -> Result<Output, Error> {
        let runtime = &self.connection.runtime;
        let component = runtime.component(&self.connection.connector).await?;
        let performed = tokio::time::timeout_at(self.call.deadline(), self.call_component(&component)).await;
        let planned = self.call.planned();
        if planned.is_some() {
            return Ok(Output {
                value: Value::Null,
                blobs: BTreeMap::new(),
                planned,
                warnings: Vec::new(),
                streamed: false,
            });
        }
        let text = self.call.redactor().json(judge(performed, &self.call)?);
        let value: Value = serde_json::from_str(&text).map_err(Error::InvalidOutput)?;
        let streamed = self.call.has_streamed();
        Ok(Output { warnings: self.warnings(&value), value, blobs: self.blobs.received(), planned: None, streamed })
    }

    async fn call_component(&self, component: &Component) -> Result<String, CallFailure> {
        let engine = &self.connection.runtime.engine;
        let mut instance = component.instantiate(engine, Arc::clone(&self.call)).await?;
        let output = instance.perform(&self.action, &self.input).await;
        instance.retire();
        output
    }

    /// A service may stray from its own document; its answer is passed on all the same.
    fn warnings(&self, value: &Value) -> Vec<String> {
        if self.schemas.output.fits(value) {
            return Vec::new();
        }
        let problems = self.schemas.output.problems(value);
        let warnings: Vec<String> =
            problems.into_iter().take(20).map(|problem| format!("{}: {}", problem.at, problem.message)).collect();
        tracing::warn!(action = self.action, "the output strays from its schema: {}", warnings.join("; "));
        warnings
    }
}

/// What came of a call.
pub(crate) fn judge<T>(called: Result<Result<T, CallFailure>, Elapsed>, call: &Call) -> Result<T, Error> {
    let (uncertain, changed) = (call.may_have_changed(), call.may_have_changed());
    match called {
        Ok(Ok(value)) => Ok(value),
        Err(Elapsed { .. }) => Err(Error::LimitReached { limit: Limit::Wall, uncertain: changed }),
        Ok(Err(CallFailure::Limit(limit))) => Err(Error::LimitReached { limit, uncertain: changed }),
        Ok(Err(CallFailure::Broken(message))) => {
            Err(Error::ConnectorFailed { message: call.redactor().text(&message).into_owned(), uncertain: changed })
        }
        Ok(Err(CallFailure::Manifest(problems))) => {
            Err(Error::NotAConnector(crate::Refusal::InvalidManifest { problems }))
        }
        Ok(Err(CallFailure::Reported(mut failure))) => {
            let clean = |text: &mut String| {
                let printable = crate::call::events::printable(&call.redactor().text(text));
                *text = printable;
            };
            clean(&mut failure.message);
            [&mut failure.hint, &mut failure.code, &mut failure.trace_id].into_iter().flatten().for_each(clean);
            for problem in &mut failure.problems {
                clean(&mut problem.at);
                clean(&mut problem.message);
            }
            failure.uncertain |= uncertain;
            Err(Error::Failed { failure })
        }
    }
}
