//! Compression of honest answers, as the site does it.

use std::io::Write;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::HeaderMap;
use http::header::ACCEPT_ENCODING;

/// The size from which compression is worth it, in bytes.
const LEAST: usize = 16 * 1024;

/// Compresses a body if the client takes gzip and the body is worth it.
pub(crate) fn compressed(headers: &HeaderMap, body: &Bytes) -> Option<Bytes> {
    let accepts = headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .any(|value| value.to_str().is_ok_and(|value| value.split(',').any(|coding| coding.trim() == "gzip")));
    if !accepts || body.len() < LEAST {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).ok()?;
    encoder.finish().ok().map(Bytes::from)
}
