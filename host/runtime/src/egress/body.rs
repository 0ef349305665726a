use std::sync::Arc;
use std::sync::atomic::Ordering;

use futures_util::StreamExt;
use http::{HeaderMap, header};
use reqwest::multipart;
use tokio::io::AsyncWriteExt;
use tokio_util::io::ReaderStream;

use super::Bounds;
use super::message::{Body, Failure, PartValue};
use crate::blobs::{BlobSource, Content};

/// How much of a file is read at once, in bytes.
const CHUNK: usize = 128 * 1024;

/// Adds a body to a request. Files are opened here, so each attempt reads them from their beginning.
pub(super) async fn attach(
    request: reqwest::RequestBuilder,
    body: Option<&Body>,
) -> Result<reqwest::RequestBuilder, Failure> {
    Ok(match body {
        None => request,
        Some(Body::Content { media_type, bytes }) => {
            request.header(header::CONTENT_TYPE, media_type).body(bytes.clone())
        }
        Some(Body::Blob { blob, media_type }) => {
            let media_type = media_type.as_ref().or(blob.media_type.as_ref());
            let media_type = media_type.map_or("application/octet-stream", String::as_str);
            request
                .header(header::CONTENT_TYPE, media_type)
                .header(header::CONTENT_LENGTH, blob.size)
                .body(stream(blob).await?)
        }
        Some(Body::Form(parts)) => {
            // Names stand as they are, in UTF-8 (RFC 7578 §4.2 and §5.1).
            let mut form = multipart::Form::new().percent_encode_noop();
            for part in parts {
                let (mut built, blob) = match &part.value {
                    PartValue::Bytes(bytes) => (multipart::Part::bytes(bytes.to_vec()), None),
                    PartValue::Blob(blob) => {
                        (multipart::Part::stream_with_length(stream(blob).await?, blob.size), Some(blob))
                    }
                };
                if let Some(name) = part.file_name.clone().or_else(|| blob.and_then(|blob| blob.file_name.clone())) {
                    built = built.file_name(name);
                }
                let media_type = part.media_type.as_ref().or_else(|| blob.and_then(|blob| blob.media_type.as_ref()));
                let media_type = media_type.map(String::as_str).or(blob.map(|_| "application/octet-stream"));
                if let Some(media_type) = media_type {
                    built = built
                        .mime_str(media_type)
                        .map_err(|_| Failure::Denied("a part's media type is not one".to_owned()))?;
                }
                form = form.part(part.name.clone(), built);
            }
            request.multipart(form)
        }
    })
}

async fn stream(blob: &BlobSource) -> Result<reqwest::Body, Failure> {
    let file = tokio::fs::File::open(blob.path()).await.map_err(|error| Failure::Unreachable {
        message: format!("the file to send cannot be read: {error}"),
        sent: false,
    })?;
    // A file that grows meanwhile must not write over the announced length.
    let file = tokio::io::AsyncReadExt::take(file, blob.size);
    Ok(reqwest::Body::wrap_stream(ReaderStream::with_capacity(file, CHUNK)))
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

/// Reads a response's body into memory, decompressed, up to a limit.
pub(super) async fn into_memory(mut response: reqwest::Response, limit: u64) -> Result<Vec<u8>, Failure> {
    if response.content_length().is_some_and(|length| length > limit) {
        return Err(Failure::TooLarge(limit));
    }
    // The announced length is not reserved: a service may announce much and send little.
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| broken(&error))? {
        if (bytes.len() + chunk.len()) as u64 > limit {
            return Err(Failure::TooLarge(limit));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Writes a response's body to a file, decompressed, up to a limit.
pub(super) async fn into_blob(
    response: reqwest::Response,
    bounds: &Bounds<'_>,
    limit: u64,
) -> Result<BlobSource, Failure> {
    let unwritable = |error: std::io::Error| Failure::Unreachable {
        message: format!("the file cannot be kept: {error}"),
        sent: true,
    };
    let (file, path) =
        tempfile::Builder::new().prefix("blob-").tempfile_in(bounds.folder).map_err(unwritable)?.into_parts();
    let (file_name, media_type) = (file_name(response.headers()), media_type(response.headers()));
    let mut file = tokio::io::BufWriter::with_capacity(CHUNK, tokio::fs::File::from_std(file));
    let mut size = 0;
    let mut chunks = response.bytes_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|error| broken(&error))?;
        size += chunk.len() as u64;
        let within = |left: u64| left.checked_sub(chunk.len() as u64);
        let budget = bounds.blob_budget.fetch_update(Ordering::Relaxed, Ordering::Relaxed, within);
        if size > limit || budget.is_err() {
            return Err(Failure::TooLarge(limit));
        }
        file.write_all(&chunk).await.map_err(unwritable)?;
    }
    file.flush().await.map_err(unwritable)?;
    Ok(BlobSource { content: Content::Received(Arc::new(path)), file_name, media_type, size })
}

/// A body that broke off: the request had been processed by then.
fn broken(error: &reqwest::Error) -> Failure {
    if error.is_timeout() {
        return Failure::TimedOut { sent: true };
    }
    Failure::Unreachable { message: "the connection broke before the end of the response".to_owned(), sent: true }
}

fn media_type(headers: &HeaderMap) -> Option<String> {
    headers.get(header::CONTENT_TYPE)?.to_str().ok().map(str::to_owned)
}

/// The name in `Content-Disposition` (RFC 6266), `filename*` before `filename`, without any folder.
pub(super) fn file_name(headers: &HeaderMap) -> Option<String> {
    let disposition = String::from_utf8_lossy(headers.get(header::CONTENT_DISPOSITION)?.as_bytes()).into_owned();
    let mut plain = None;
    for parameter in parameters(&disposition) {
        let Some((name, value)) = parameter.split_once('=') else { continue };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "filename*" => {
                if let Some((_, encoded)) = value.split_once("''") {
                    let decoded = percent_encoding::percent_decode_str(encoded).decode_utf8_lossy();
                    return bare_name(&decoded);
                }
            }
            "filename" => {
                let unquoted = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value);
                plain = Some(unquoted.replace("\\\"", "\""));
            }
            _ => {}
        }
    }
    bare_name(&plain?)
}

/// Splits at semicolons that are not in quotes.
fn parameters(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (index, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                parts.push(&text[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

fn bare_name(name: &str) -> Option<String> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|letter| !letter.is_control()).collect();
    (!name.is_empty() && name != "." && name != "..").then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_never_leads_into_a_folder() {
        for (disposition, name) in [
            (r#"attachment; filename="a b.txt""#, Some("a b.txt")),
            (r#"attachment; filename="a;b\"c.txt"; x=y"#, Some("a;b\"c.txt")),
            ("attachment; filename=plain.txt", Some("plain.txt")),
            ("attachment; filename=\"x\"; filename*=UTF-8''%C3%A9%20.txt", Some("é .txt")),
            ("attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", Some("passwd")),
            (r#"attachment; filename="..\..\boot.ini""#, Some("boot.ini")),
            (r#"attachment; filename="..""#, None),
            ("attachment; filename=\"\"", None),
            ("attachment", None),
        ] {
            let headers = HeaderMap::from_iter([(header::CONTENT_DISPOSITION, disposition.parse().unwrap())]);
            assert_eq!(file_name(&headers).as_deref(), name, "{disposition}");
        }
    }
}
