use std::future::ready;
use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use async_compression::tokio::bufread::{GzipDecoder, ZlibDecoder};
use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt};
use http::{HeaderMap, header};
use http_body::Body;
use http_body_util::BodyStream;
use hyper::body::Incoming;
use tokio::io::AsyncWriteExt;
use tokio_util::io::{ReaderStream, StreamReader};

use super::Bounds;
use super::budget::Share;
use super::disposition::file_name;
use super::message::Failure;
use crate::blobs::{BlobSource, Content};

/// How much is decompressed or written at once, in bytes.
const CHUNK: usize = 128 * 1024;

/// A response's body, decompressed as it is read.
pub(super) struct ResponseStream {
    chunks: BoxStream<'static, io::Result<Bytes>>,
    /// What the body has at least, in bytes.
    announced: u64,
    /// How long nothing may come.
    idle: Option<Duration>,
}

/// The content codings (RFC 9110 §8.4.1) that are asked for and understood.
pub(super) const ACCEPT_ENCODING: &str = "gzip, deflate";

impl ResponseStream {
    /// Opens a body. One that is coded in a way that nobody asked for is refused: secrets in it would be found by
    /// nobody.
    pub(super) async fn open(headers: &HeaderMap, body: Incoming, idle: Option<Duration>) -> Result<Self, Failure> {
        let mut announced = body.size_hint().lower();
        let mut frames = BodyStream::new(body).filter_map(|frame| {
            ready(match frame {
                // Trailers are nobody's.
                Ok(frame) => frame.into_data().ok().map(Ok),
                Err(error) => Some(Err(io::Error::other(error))),
            })
        });
        let codings = codings(headers);
        let chunks = match codings.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            [] => frames.boxed(),
            ["gzip" | "x-gzip" | "deflate"] => {
                announced = 0;
                // A response without a body, such as one to HEAD, may still name the coding that a body would have.
                match Box::pin(frames.next()).await {
                    None => stream::empty().boxed(),
                    Some(first) => {
                        let coded = StreamReader::new(stream::once(async { first }).chain(frames).boxed());
                        if codings == ["deflate"] {
                            ReaderStream::with_capacity(ZlibDecoder::new(coded), CHUNK).boxed()
                        } else {
                            let mut decoder = GzipDecoder::new(coded);
                            decoder.multiple_members(true);
                            ReaderStream::with_capacity(decoder, CHUNK).boxed()
                        }
                    }
                }
            }
            _ => return Err(broken_off("the response is compressed in a way that nobody asked for")),
        };
        Ok(Self { chunks, announced, idle })
    }

    async fn next(&mut self) -> Result<Option<Bytes>, Failure> {
        let next = match self.idle {
            None => self.chunks.next().await,
            Some(idle) => match tokio::time::timeout(idle, self.chunks.next()).await {
                Ok(next) => next,
                Err(_) => return Err(Failure::TimedOut { sent: true }),
            },
        };
        next.transpose().map_err(|error| {
            let transport = matches!(error.get_ref(), Some(inner) if inner.is::<hyper::Error>());
            broken_off(if transport {
                "the connection broke before the end of the response"
            } else {
                "the response cannot be decompressed"
            })
        })
    }

    /// Reads the body into memory, up to a limit and to what the call has room for.
    pub(super) async fn into_memory(mut self, limit: u64, share: &mut Share, room: u64) -> Result<Vec<u8>, Failure> {
        if self.announced > limit {
            return Err(Failure::TooLarge(limit));
        }
        // The announced length is not reserved: a service may announce much and send little.
        let mut bytes = Vec::new();
        while let Some(chunk) = self.next().await? {
            if (bytes.len() + chunk.len()) as u64 > limit {
                return Err(Failure::TooLarge(limit));
            }
            if !share.take(chunk.len() as u64) {
                return Err(Failure::TooLarge(room));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    /// Writes the body to a file, up to a limit.
    pub(super) async fn into_blob(
        mut self,
        headers: &HeaderMap,
        bounds: &Bounds<'_>,
        limit: u64,
    ) -> Result<BlobSource, Failure> {
        let unwritable = |error: io::Error| broken_off(&format!("the file cannot be kept: {error}"));
        let (file, path) =
            tempfile::Builder::new().prefix("blob-").tempfile_in(bounds.folder).map_err(unwritable)?.into_parts();
        let mut file = tokio::io::BufWriter::with_capacity(CHUNK, tokio::fs::File::from_std(file));
        let mut size = 0;
        while let Some(chunk) = self.next().await? {
            size += chunk.len() as u64;
            let within = |left: u64| left.checked_sub(chunk.len() as u64);
            let budget = bounds.blob_budget.fetch_update(Ordering::Relaxed, Ordering::Relaxed, within);
            if size > limit || budget.is_err() {
                return Err(Failure::TooLarge(limit));
            }
            file.write_all(&chunk).await.map_err(unwritable)?;
        }
        file.flush().await.map_err(unwritable)?;
        let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Ok(BlobSource {
            content: Content::Received(Arc::new(path)),
            file_name: file_name(headers),
            relative: None,
            media_type,
            size,
        })
    }
}

/// The codings of a body, in the order in which they were applied, in lower case.
fn codings(headers: &HeaderMap) -> Vec<String> {
    headers
        .get_all(header::CONTENT_ENCODING)
        .iter()
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .map(|coding| String::from_utf8_lossy(coding.trim_ascii()).to_ascii_lowercase())
        .filter(|coding| !coding.is_empty() && coding != "identity")
        .collect()
}

/// A response that broke off, or is none: the request had been processed by then.
fn broken_off(message: &str) -> Failure {
    Failure::Unreachable { message: message.to_owned(), sent: true }
}
