use std::convert::Infallible;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt};
use http::HeaderValue;
use http_body::Frame;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Empty, Full, StreamBody};
use tokio::io::AsyncReadExt;
use tokio::time::Instant;
use tokio_util::io::ReaderStream;

use super::message::{Body, Failure, PartValue};
use super::multipart;
use crate::blobs::BlobSource;

/// How much of a file is read at once, in bytes.
const CHUNK: usize = 128 * 1024;

/// The body of a request on the wire.
pub(super) type RequestBody = UnsyncBoxBody<Bytes, io::Error>;

/// A body that is ready to be sent once. Files are opened for each attempt, so it reads them from their beginning.
pub(super) struct Outgoing {
    pub(super) body: RequestBody,
    pub(super) content_type: Option<HeaderValue>,
    /// In bytes, where the body does not know it itself.
    pub(super) length: Option<u64>,
    /// How far files have been read; none where no file is part of the body.
    pub(super) progress: Option<Arc<Progress>>,
}

/// When a body last moved.
pub(super) struct Progress(Mutex<Instant>);

impl Progress {
    fn new() -> Self {
        Self(Mutex::new(Instant::now()))
    }

    pub(super) fn last(&self) -> Instant {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn moved(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }
}

/// One piece of a streamed body.
pub(super) enum Piece<'a> {
    Bytes(Bytes),
    File(&'a BlobSource),
}

impl Outgoing {
    pub(super) fn none() -> Self {
        let body = Empty::new().map_err(|never: Infallible| match never {}).boxed_unsync();
        Self { body, content_type: None, length: None, progress: None }
    }

    /// Prepares a body.
    pub(super) async fn prepare(body: Option<&Body>) -> Result<Self, Failure> {
        match body {
            None => Ok(Self::none()),
            Some(Body::Content { media_type, bytes }) => {
                let body = Full::new(bytes.clone()).map_err(|never| match never {}).boxed_unsync();
                Ok(Self { body, content_type: Some(header(media_type)?), length: None, progress: None })
            }
            Some(Body::Blob { blob, media_type }) => {
                let media_type = media_type.as_ref().or(blob.media_type.as_ref());
                let content_type = header(media_type.map_or("application/octet-stream", String::as_str))?;
                Self::streamed(vec![Piece::File(blob)], content_type).await
            }
            Some(Body::Form(parts)) => {
                let form = multipart::Form::new(parts)?;
                Self::streamed(form.pieces, header(&form.content_type)?).await
            }
        }
    }

    async fn streamed(pieces: Vec<Piece<'_>>, content_type: HeaderValue) -> Result<Self, Failure> {
        let progress = Arc::new(Progress::new());
        let mut length: u64 = 0;
        let mut streams: Vec<BoxStream<'static, io::Result<Bytes>>> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            match piece {
                Piece::Bytes(bytes) => {
                    length = length.saturating_add(bytes.len() as u64);
                    streams.push(stream::once(async { Ok(bytes) }).boxed());
                }
                Piece::File(blob) => {
                    length = length.saturating_add(blob.size);
                    streams.push(file(blob).await?);
                }
            }
        }
        let moving = Arc::clone(&progress);
        let frames = stream::iter(streams).flatten().map(move |chunk| {
            moving.moved();
            chunk.map(Frame::data)
        });
        let body = BodyExt::boxed_unsync(StreamBody::new(frames));
        Ok(Self { body, content_type: Some(content_type), length: Some(length), progress: Some(progress) })
    }
}

async fn file(blob: &BlobSource) -> Result<BoxStream<'static, io::Result<Bytes>>, Failure> {
    let file = blob.open().await.map_err(|error| Failure::Unreachable {
        message: format!("the file to send cannot be read: {error}"),
        sent: false,
    })?;
    // A file that grows meanwhile must not write over the announced length.
    Ok(ReaderStream::with_capacity(file.take(blob.size), CHUNK).boxed())
}

fn header(media_type: &str) -> Result<HeaderValue, Failure> {
    HeaderValue::from_str(media_type).map_err(|_| Failure::Denied("a body's media type is not one".to_owned()))
}

/// The length of a body that is held in memory.
pub(super) fn bytes_in_memory(body: Option<&Body>) -> u64 {
    match body {
        None | Some(Body::Blob { .. }) => 0,
        Some(Body::Content { bytes, .. }) => bytes.len() as u64,
        Some(Body::Form(parts)) => parts
            .iter()
            .map(|part| match &part.value {
                PartValue::Bytes(bytes) => bytes.len() as u64,
                PartValue::Blob(_) => 0,
            })
            .sum(),
    }
}

/// The parts of a form.
pub(super) fn parts(body: Option<&Body>) -> usize {
    if let Some(Body::Form(parts)) = body { parts.len() } else { 0 }
}

/// Whether a file is part of a body.
pub(super) fn has_blob(body: Option<&Body>) -> bool {
    match body {
        None | Some(Body::Content { .. }) => false,
        Some(Body::Blob { .. }) => true,
        Some(Body::Form(parts)) => parts.iter().any(|part| matches!(part.value, PartValue::Blob(_))),
    }
}
