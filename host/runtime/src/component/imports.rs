//! What a connector may call: the imports of the contract, each answered by the call that it serves.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::future::select_all;
use tokio::sync::watch;
use tokio::task::AbortHandle;
use wasmtime::component::{HasData, Resource};

use super::bindings::{blobs, connection, http, log, manifest, progress, types};
use super::convert;
use super::state::State;
use crate::call::{Answered, Call, LogLevel};
use crate::egress::{Failure, Request, ResponseBody};
use crate::limits::Limit;

pub(super) struct HasState;

impl HasData for HasState {
    type Data<'a> = &'a mut State;
}

/// A request on its way; dropping it gives it up.
#[expect(unreachable_pub, reason = "the generated code re-exports it")]
pub struct Pending {
    ready: watch::Receiver<bool>,
    answer: Arc<Mutex<Option<Answer>>>,
    task: AbortHandle,
}

type Answer = Result<Answered, Limit>;

impl Drop for Pending {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Hands an answer to the connector; a received file becomes one of its blobs.
fn hand_over(call: &Call, answer: Answer) -> wasmtime::Result<Result<http::Response, http::Failure>> {
    let Answered { answer, changed } = answer?;
    if changed {
        call.writes().tell();
    }
    Ok(match answer {
        Ok(response) => {
            let body = match response.body {
                ResponseBody::Memory(bytes) => http::ResponseBody::Memory(bytes),
                ResponseBody::Blob(blob) => match call.receive_blob(blob) {
                    Some(id) => http::ResponseBody::Blob(id),
                    None => return Ok(Err(http::Failure::Denied("the run has too many blobs".to_owned()))),
                },
            };
            Ok(http::Response { status: response.status, headers: response.headers, body })
        }
        Err(failure) => {
            if matches!(failure, Failure::DryRun) {
                call.end_plan();
            }
            Err(convert::failure(failure))
        }
    })
}

impl http::Host for State {
    async fn send(&mut self, request: http::Request) -> wasmtime::Result<Result<http::Response, http::Failure>> {
        let request = match convert::request(self.call()?, request) {
            Ok(request) => request,
            Err(failure) => return Ok(Err(failure)),
        };
        let began = Instant::now();
        let answer = send(self.call()?, &request).await;
        self.waited(began.elapsed());
        hand_over(self.call()?, answer)
    }

    async fn start(&mut self, request: http::Request) -> wasmtime::Result<Result<Resource<Pending>, http::Failure>> {
        if self.started >= self.call()?.limits().started_requests {
            return Err(Limit::StartedRequests.into());
        }
        let request = match convert::request(self.call()?, request) {
            Ok(request) => request,
            Err(failure) => return Ok(Err(failure)),
        };
        let began = Instant::now();
        let number = self.call()?.begin();
        let place = self.call()?.place_on_wire().await;
        self.waited(began.elapsed());
        let (finished, ready) = watch::channel(false);
        let answer = Arc::new(Mutex::new(None));
        let (call, slot) = (Arc::clone(self.call()?), Arc::clone(&answer));
        let task = tokio::spawn(async move {
            let answer = call.send(&request, number).await;
            drop(place);
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
            let _ = finished.send(true);
        });
        let pending = self.table.push(Pending { ready, answer, task: task.abort_handle() })?;
        self.started += 1;
        Ok(Ok(pending))
    }

    async fn wait_any(&mut self, pending: Vec<Resource<Pending>>) -> wasmtime::Result<u32> {
        if pending.is_empty() {
            wasmtime::bail!("wait-any was called with an empty list");
        }
        // One request may be named again and again.
        if pending.len() > self.call()?.limits().started_requests {
            return Err(Limit::StartedRequests.into());
        }
        let began = Instant::now();
        let mut watched = Vec::with_capacity(pending.len());
        for resource in &pending {
            watched.push(self.table.get(resource)?.ready.clone());
        }
        let ready = watched.iter_mut().map(|ready| Box::pin(ready.wait_for(|ready| *ready)));
        let (_, index, _) = select_all(ready).await;
        self.waited(began.elapsed());
        Ok(u32::try_from(index)?)
    }
}

async fn send(call: &Call, request: &Request) -> Answer {
    let number = call.begin();
    let _place = call.place_on_wire().await;
    call.send(request, number).await
}

impl http::HostPending for State {
    async fn wait(&mut self, pending: Resource<Pending>) -> wasmtime::Result<Result<http::Response, http::Failure>> {
        let began = Instant::now();
        let pending = self.table.get(&pending)?;
        let (mut ready, answer) = (pending.ready.clone(), Arc::clone(&pending.answer));
        let is_over = ready.wait_for(|ready| *ready).await.is_ok();
        self.waited(began.elapsed());
        if !is_over {
            wasmtime::bail!("the host broke off while it sent a request");
        }
        let answer = answer.lock().unwrap_or_else(PoisonError::into_inner).take();
        match answer {
            Some(answer) => hand_over(self.call()?, answer),
            None => Ok(Err(http::Failure::Denied("a response was waited for twice".to_owned()))),
        }
    }

    async fn drop(&mut self, pending: Resource<Pending>) -> wasmtime::Result<()> {
        self.table.delete(pending)?;
        self.started = self.started.saturating_sub(1);
        Ok(())
    }
}

impl blobs::Host for State {
    fn stat(&mut self, id: String) -> wasmtime::Result<Option<blobs::Blob>> {
        Ok(self.call()?.blob(&id).map(|blob| blobs::Blob {
            file_name: blob.file_name,
            path: blob.relative,
            media_type: blob.media_type,
            size: blob.size,
        }))
    }

    async fn read(
        &mut self,
        id: String,
        offset: u64,
        length: u32,
    ) -> wasmtime::Result<Result<Vec<u8>, blobs::BlobFailure>> {
        let began = Instant::now();
        let read = self.call()?.read_blob(&id, offset, length).await;
        self.waited(began.elapsed());
        Ok(read?.map_err(convert::unread))
    }

    async fn sha256(&mut self, id: String) -> wasmtime::Result<Result<String, blobs::BlobFailure>> {
        let began = Instant::now();
        let digest = self.call()?.blob_sha256(&id).await;
        self.waited(began.elapsed());
        Ok(digest?.map_err(convert::unread))
    }
}

impl connection::Host for State {
    fn auth_type(&mut self) -> wasmtime::Result<String> {
        Ok(self.call()?.session().auth_type.clone())
    }

    fn field(&mut self, name: String) -> wasmtime::Result<Option<String>> {
        Ok(self.call()?.session().fields.get(&name).cloned())
    }

    fn scopes(&mut self) -> wasmtime::Result<Option<Vec<String>>> {
        Ok(self.call()?.session().egress.authorization().scopes())
    }
}

impl progress::Host for State {
    fn report(&mut self, done: u64, total: Option<u64>, message: String) -> wasmtime::Result<()> {
        self.call()?.report(done, total, &message);
        Ok(())
    }

    async fn emit(&mut self, items: Vec<String>) -> wasmtime::Result<bool> {
        let began = Instant::now();
        let wanted = self.call()?.emit(items).await;
        self.waited(began.elapsed());
        Ok(wanted?)
    }

    async fn save(&mut self, resume: String) -> wasmtime::Result<()> {
        let began = Instant::now();
        let saved = self.call()?.save(resume).await;
        self.waited(began.elapsed());
        Ok(saved?)
    }
}

impl log::Host for State {
    fn write(&mut self, level: log::Level, message: String, fields: Vec<(String, String)>) -> wasmtime::Result<()> {
        let level = match level {
            log::Level::Debug => LogLevel::Debug,
            log::Level::Info => LogLevel::Info,
            log::Level::Warn => LogLevel::Warn,
            log::Level::Error => LogLevel::Error,
        };
        Ok(self.call()?.log(level, &message, &fields)?)
    }
}

impl types::Host for State {}

impl manifest::Host for State {}

/// Milliseconds of the contract as a duration.
pub(super) fn milliseconds(time: u64) -> Duration {
    Duration::from_millis(time)
}
