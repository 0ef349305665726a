//! One call of a connector: what it may use, what it has used, and the rules for what it asks of the host.

mod budget;
mod dry_run;
pub(crate) mod events;
mod reading;
mod routes;
mod writes;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use http::Method;
use secrecy::SecretString;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::Instant;

use crate::blobs::{BlobSource, Blobs};
use crate::egress::{
    Bounds, Budget, Egress, Endpoint, Failure, Located, Receive, Request, Response, ResponseBody, Sent, changes,
};
use crate::limits::{Limit, Limits};
use crate::redact::Redactor;
use crate::run::{Checkpoint, Standing};

use budget::RunBudget;
use dry_run::Planned;
pub use dry_run::{DryRun, PlannedRequest};
pub(crate) use events::Queued;
pub use events::{Event, LogLevel};
pub(crate) use reading::Unread;
pub(crate) use routes::{Route, Routes};
pub(crate) use writes::Writes;

/// The connection that a call serves, without its secrets.
pub(crate) struct Session {
    pub(crate) auth_type: String,
    pub(crate) fields: BTreeMap<String, String>,
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) egress: Egress,
}

/// What a call is made with.
pub(crate) struct CallSetup {
    pub(crate) session: Arc<Session>,
    pub(crate) routes: Routes,
    pub(crate) limits: Arc<Limits>,
    pub(crate) blobs: Arc<Blobs>,
    /// Secrets that this call brings along.
    pub(crate) secrets: Vec<SecretString>,
    pub(crate) dry_run: Option<DryRun>,
    pub(crate) events: mpsc::Sender<Queued>,
    /// Those of the whole run.
    pub(crate) writes: Arc<Writes>,
    /// What is kept of the run.
    pub(crate) standing: Option<Arc<Standing>>,
}

/// What came of a request.
#[derive(Debug)]
pub(crate) struct Answered {
    pub(crate) answer: Result<Response, Failure>,
    /// It may have changed something; [`Writes::tell`] wants to know when the connector is told of it.
    pub(crate) changed: bool,
}

impl Answered {
    fn failed(failure: Failure) -> Self {
        Self { answer: Err(failure), changed: false }
    }
}

/// One call. It is shared with the requests that it has on their way.
pub(crate) struct Call {
    setup: Arc<CallSetup>,
    run: Arc<RunBudget>,
    /// The changing requests of earlier calls that the connector knows of.
    behind: u64,
    deadline: Instant,
    wire: Arc<Semaphore>,
    requests: AtomicU64,
    received: AtomicU64,
    log_lines: AtomicU64,
    /// Bytes of blobs that were read.
    blob_reads: AtomicU64,
    /// The received blobs that hold no secret, as of a generation of the connection's tokens.
    scanned: Mutex<BTreeMap<String, u64>>,
    streamed: AtomicBool,
    held: Arc<Budget>,
    /// What finds the secrets, and up to which of the connection's tokens.
    redactor: RwLock<(u64, Arc<Redactor>)>,
    pub(crate) planned: Planned,
    last_error: Mutex<Option<String>>,
}

impl Call {
    pub(crate) fn new(setup: CallSetup) -> Self {
        let run = Arc::new(RunBudget::new(&setup.limits));
        Self::of(Arc::new(setup), run)
    }

    /// The next call of the same run, with limits of its own within those of the run.
    pub(crate) fn next(&self) -> Self {
        Self::of(Arc::clone(&self.setup), Arc::clone(&self.run))
    }

    fn of(setup: Arc<CallSetup>, run: Arc<RunBudget>) -> Self {
        Self {
            deadline: Instant::now() + setup.limits.wall,
            wire: Arc::new(Semaphore::new(setup.limits.concurrent_requests)),
            redactor: RwLock::new(redactor(&setup)),
            held: Budget::new(setup.limits.held_bytes),
            behind: setup.writes.told(),
            setup,
            run,
            requests: AtomicU64::new(0),
            received: AtomicU64::new(0),
            log_lines: AtomicU64::new(0),
            blob_reads: AtomicU64::new(0),
            scanned: Mutex::default(),
            streamed: AtomicBool::new(false),
            planned: Planned::default(),
            last_error: Mutex::default(),
        }
    }

    /// A call whose events nobody listens to, and which brings no secrets of its own.
    pub(crate) fn unheard(session: Arc<Session>, routes: Routes, limits: Arc<Limits>, blobs: Blobs) -> Self {
        let (events, _) = mpsc::channel(1);
        Self::new(CallSetup {
            session,
            routes,
            limits,
            blobs: Arc::new(blobs),
            secrets: Vec::new(),
            dry_run: None,
            events,
            writes: Arc::default(),
            standing: None,
        })
    }

    pub(crate) fn deadline(&self) -> Instant {
        self.deadline
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.setup.limits
    }

    pub(crate) fn shared_limits(&self) -> &Arc<Limits> {
        &self.setup.limits
    }

    pub(crate) fn session(&self) -> &Session {
        &self.setup.session
    }

    /// What takes the connection's secrets and those of this call out of what comes back; a token that was renewed
    /// meanwhile too.
    pub(crate) fn redactor(&self) -> Arc<Redactor> {
        let known = self.redactor.read().unwrap_or_else(PoisonError::into_inner);
        if known.0 == self.setup.session.egress.authorization().generation() {
            return Arc::clone(&known.1);
        }
        drop(known);
        let found = redactor(&self.setup);
        let mut known = self.redactor.write().unwrap_or_else(PoisonError::into_inner);
        *known = found;
        Arc::clone(&known.1)
    }

    pub(crate) fn blob(&self, id: &str) -> Option<BlobSource> {
        self.setup.blobs.get(id)
    }

    /// Makes a received file known to the connector; its id.
    pub(crate) fn receive_blob(&self, blob: BlobSource) -> Option<String> {
        self.setup.blobs.receive(blob)
    }

    /// Whether a failure that the connector reports leaves it open what was changed. What an earlier call changed is not:
    /// the connector knew of it when it left the run waiting.
    pub(crate) fn leaves_open(&self) -> bool {
        self.writes().are_uncertain() || self.writes().are_beyond(self.behind)
    }

    /// The changing requests of the whole run.
    pub(crate) fn writes(&self) -> &Writes {
        &self.setup.writes
    }

    /// Whether results were handed over one by one, be it none of them.
    pub(crate) fn has_streamed(&self) -> bool {
        self.streamed.load(Ordering::Relaxed)
    }

    /// The last error that the connector logged; a panic leaves one.
    pub(crate) fn last_error(&self) -> Option<String> {
        self.last_error.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Counts time that the connector computed for; false where the run has none left.
    pub(crate) fn compute(&self, time: Duration) -> bool {
        self.run.compute(time)
    }

    /// Waits for a place on the wire.
    pub(crate) async fn place_on_wire(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.wire).acquire_owned().await.ok()
    }

    /// Counts a request that is begun: its place among all of the call.
    pub(crate) fn begin(&self) -> u64 {
        self.requests.fetch_add(1, Ordering::Relaxed)
    }

    /// The connector is told that this is a dry run.
    pub(crate) fn end_plan(&self) {
        self.planned.end(self.requests.load(Ordering::Relaxed));
    }

    /// Sends a request that was begun as the one of this place.
    pub(crate) async fn send(&self, request: &Request, place: u64) -> Result<Answered, Limit> {
        if place >= self.setup.limits.requests {
            return Err(Limit::Requests);
        }
        let Some(endpoint) = self.setup.session.endpoints.iter().find(|endpoint| endpoint.name == request.endpoint)
        else {
            return Ok(Answered::failed(Failure::denied("this connection has no such endpoint", "")));
        };
        if request.receive == Receive::Blob && self.setup.blobs.is_full() {
            return Ok(Answered::failed(Failure::denied("the run has too many blobs", "")));
        }
        let answered = if changes(&request.method) {
            self.change(endpoint, request, place).await
        } else {
            Answered { answer: self.exchange(endpoint, request, place).await.answer, changed: false }
        };
        if let Ok(Response { body: ResponseBody::Memory(bytes), .. }) = &answered.answer {
            let bytes = bytes.len() as u64;
            if self.received.fetch_add(bytes, Ordering::Relaxed) + bytes > self.setup.limits.call_bytes {
                return Err(Limit::Bytes);
            }
        }
        Ok(answered)
    }

    /// Sends a request that may change something.
    async fn change(&self, endpoint: &Endpoint, request: &Request, place: u64) -> Answered {
        self.setup.writes.begin();
        if let Some(standing) = &self.setup.standing
            && !standing.allows_change().await
        {
            self.setup.writes.end(false, false);
            return Answered::failed(Failure::denied("the run is not performed here any more", ""));
        }
        let Sent { answer, unanswered } = self.exchange(endpoint, request, place).await;
        let done = answer.as_ref().is_ok_and(|response| (200..300).contains(&response.status));
        let changed = self.setup.writes.end(done, unanswered && !done);
        Answered { answer, changed }
    }

    async fn exchange(&self, endpoint: &Endpoint, request: &Request, place: u64) -> Sent {
        let bounds = Bounds {
            deadline: self.deadline,
            folder: self.setup.blobs.folder(),
            redactor: &self.redactor(),
            blob_budget: self.run.blob_bytes(),
            reads_tokens: false,
            held: &self.held,
        };
        let permit = |method: &Method, located: &Located| self.permit(endpoint, request, place, method, located);
        self.setup.session.egress.send(endpoint, request, &bounds, &permit).await
    }

    fn permit(
        &self,
        endpoint: &Endpoint,
        request: &Request,
        place: u64,
        method: &Method,
        located: &Located,
    ) -> Result<(), Failure> {
        let host = located.url.host_str().unwrap_or_default();
        if !self.setup.routes.allow(&endpoint.name, method, &located.path) {
            return Err(Failure::denied("the action declares no such route", host));
        }
        let stops = match self.setup.dry_run {
            None => false,
            Some(DryRun::Online) => changes(method),
            Some(DryRun::Offline) => true,
        };
        if stops {
            self.planned.note(place, PlannedRequest::of(request, located, &self.redactor()));
            return Err(Failure::DryRun);
        }
        Ok(())
    }

    /// Hands results over; false where nobody wants more.
    pub(crate) async fn emit(&self, items: Vec<String>) -> Result<bool, Limit> {
        if items.iter().map(String::len).sum::<usize>() > self.setup.limits.emit_bytes {
            return Err(Limit::Emit);
        }
        self.streamed.store(true, Ordering::Relaxed);
        for item in items.into_iter().map(one_line) {
            let item = self.redactor().json(item);
            let room = self.run.room(item.len()).await;
            if self.setup.events.send(Queued { event: Event::Item(item), told: 0, _room: room }).await.is_err() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Says what a run goes on with that is broken off here.
    pub(crate) async fn save(&self, resume: String) -> Result<(), Limit> {
        if resume.len() > self.setup.limits.resume_bytes {
            return Err(Limit::Document);
        }
        let resume = self.resume(resume);
        // Before it waits: a request that is answered meanwhile is not behind it.
        let told = self.writes().told();
        self.stand(resume.len(), told, Event::Saved { resume }).await;
        Ok(())
    }

    /// What a connector wants to go on with: JSON on one line, without secrets.
    pub(crate) fn resume(&self, wanted: String) -> String {
        let read = serde_json::from_str::<serde::de::IgnoredAny>(&wanted);
        let json = if read.is_ok() { one_line(wanted) } else { serde_json::Value::String(wanted).to_string() };
        self.redactor().json(json)
    }

    /// Says that the run waits for the service.
    pub(crate) async fn wait(&self, checkpoint: &Checkpoint) {
        let Checkpoint { resume, after, message } = checkpoint.clone();
        let told = self.writes().told();
        self.stand(resume.len() + message.len(), told, Event::Waiting { resume, after, message }).await;
    }

    /// Says how far the run is, with this many changing requests behind it.
    async fn stand(&self, bytes: usize, told: u64, event: Event) {
        let room = self.run.room(bytes).await;
        let _ = self.setup.events.send(Queued { event, told, _room: room }).await;
    }

    /// Says how far the call is. Where the receiver is behind, a report is dropped: the next one says more.
    pub(crate) fn report(&self, done: u64, total: Option<u64>, message: &str) {
        let message = self.clean_line(message);
        let _ = self.setup.events.try_send(Queued::small(Event::Progress { done, total, message }));
    }

    /// Writes a line to the log.
    pub(crate) fn log(&self, level: LogLevel, message: &str, fields: &[(String, String)]) -> Result<(), Limit> {
        if self.log_lines.fetch_add(1, Ordering::Relaxed) >= self.setup.limits.log_lines {
            return Err(Limit::Log);
        }
        let mut line = self.clean_line(message);
        for (name, value) in fields.iter().take(32) {
            line.extend([" ", &self.clean_line(name), "=", &self.clean_line(value)]);
        }
        let line = cut(&line, self.setup.limits.log_line_bytes).to_owned();
        if level == LogLevel::Error {
            *self.last_error.lock().unwrap_or_else(PoisonError::into_inner) = Some(line.clone());
        }
        events::trace(level, &line);
        let _ = self.setup.events.try_send(Queued::small(Event::Log { level, line }));
        Ok(())
    }

    /// One line of bounded length, without secrets and without what a terminal would act on.
    pub(crate) fn clean_line(&self, text: &str) -> String {
        // Cut only after the secrets are out: half of one at the end would be found by nobody.
        let limit = self.setup.limits.log_line_bytes;
        let clean = self.redactor().text(cut(text, 4 * limit)).into_owned();
        events::printable(cut(&clean, limit))
    }
}

fn redactor(setup: &CallSetup) -> (u64, Arc<Redactor>) {
    let authorization = setup.session.egress.authorization();
    // Taken first: a token that comes in between is looked for again.
    let generation = authorization.generation();
    (generation, authorization.redactor(&setup.secrets))
}

/// An item as one line of JSON without control characters, whatever the connector made of it.
fn one_line(item: String) -> String {
    if !item.bytes().any(|byte| byte.is_ascii_control()) {
        return item;
    }
    match serde_json::from_str::<serde_json::Value>(&item) {
        Ok(value) => value.to_string(),
        Err(_) => serde_json::Value::String(events::printable(&item)).to_string(),
    }
}

/// At most this many bytes, at a character's boundary.
fn cut(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}
