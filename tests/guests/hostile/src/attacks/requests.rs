use crate::connector::plugin::http::{
    Body, Failure, Location, Method, Part, PartValue, Receive, Request, Response, ResponseBody, Retry, Target,
};
use crate::connector::plugin::types::{Error, ErrorKind};
use crate::connector::plugin::{blobs, connection, http};
use crate::error;

pub(crate) fn page(path: &str) -> Request {
    Request {
        method: Method::Get,
        endpoint: "api".into(),
        target: Target::Path(Location { path: path.into(), query: vec![] }),
        headers: vec![],
        body: None,
        retry: Retry::Never,
        receive: Receive::Memory,
        timeout: None,
    }
}

pub(crate) fn text_of(failure: &Failure) -> String {
    format!("{failure:?}")
}

/// What the service answered, as a JSON string of it all; why it did not, as an error.
pub(crate) fn get(request: &Request) -> Result<String, Error> {
    match http::send(request) {
        Ok(response) => {
            let body = match response.body {
                ResponseBody::Memory(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                ResponseBody::Blob(id) => id,
            };
            let headers: Vec<String> =
                response.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            Ok(quoted(&format!("{} {} {body}", response.status, headers.join(" "))))
        }
        Err(failure) => Err(error(ErrorKind::Internal, text_of(&failure))),
    }
}

/// A JSON string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            letter if u32::from(letter) < 32 => quoted.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// The JSON string that an input is, without its quotes; tests use no escapes but `\\`.
fn text(input: &str) -> String {
    input.trim_matches('"').replace("\\\\", "\\")
}

pub(crate) fn path(input: &str) -> Result<String, Error> {
    get(&page(&text(input)))
}

pub(crate) fn link(input: &str) -> Result<String, Error> {
    get(&Request { target: Target::Link(text(input)), ..page("/") })
}

pub(crate) fn header(input: &str) -> Result<String, Error> {
    get(&Request { headers: vec![(text(input), "stolen".into())], ..page("/wiki/api/v2/pages/131073") })
}

pub(crate) fn undeclared_route(_: &str) -> Result<String, Error> {
    get(&page("/wiki/api/v2/spaces"))
}

pub(crate) fn undeclared_method(_: &str) -> Result<String, Error> {
    get(&Request { method: Method::Delete, ..page("/wiki/api/v2/pages/131075") })
}

pub(crate) fn unknown_endpoint(_: &str) -> Result<String, Error> {
    get(&Request { endpoint: "elsewhere".into(), ..page("/") })
}

pub(crate) fn foreign_blob(input: &str) -> Result<String, Error> {
    let id = text(input);
    if let Some(blob) = blobs::stat(&id) {
        return Ok(quoted(&format!("{blob:?}")));
    }
    let file = Part { name: "file".into(), file_name: None, media_type: None, value: PartValue::Blob(id) };
    get(&Request { method: Method::Post, body: Some(Body::Form(vec![file])), ..page("/wiki/api/v2/pages") })
}

/// Reads what it may not, and of its own file more than there is. Each outcome stands on its own.
pub(crate) fn read_blob(input: &str) -> Result<String, Error> {
    let id = file(input);
    let outcomes = [
        format!("{:?}", blobs::read("blob-9", 0, 4)),
        format!("{:?}", blobs::read("/etc/passwd", 0, 4)),
        format!("{:?}", blobs::sha256("../../vault.key")),
        format!("{:?}", blobs::read(&id, 0, u32::MAX)),
        format!("{:?}", blobs::read(&id, u64::MAX, 4)),
        format!("{:?}", blobs::read(&id, 2, 4)),
        format!("{:?}", blobs::sha256(&id)),
    ];
    Ok(quoted(&outcomes.join("\n")))
}

/// Has its file hashed again and again.
pub(crate) fn hash_without_end(input: &str) -> Result<String, Error> {
    let id = file(input);
    while blobs::sha256(&id).is_ok() {}
    Ok(quoted("not stopped"))
}

/// Receives a page as a file and reads it in pieces that are shorter than any secret.
pub(crate) fn read_received(_: &str) -> Result<String, Error> {
    let request = Request { receive: Receive::Blob, ..page("/wiki/api/v2/pages/131073") };
    let Ok(Response { body: ResponseBody::Blob(id), .. }) = http::send(&request) else {
        return Err(error(ErrorKind::Internal, "no file came"));
    };
    let mut read = Vec::new();
    loop {
        match blobs::read(&id, read.len() as u64, 4) {
            Ok(piece) if piece.is_empty() => return Ok(quoted(&String::from_utf8_lossy(&read))),
            Ok(piece) => read.extend(piece),
            Err(failure) => return Err(error(ErrorKind::Internal, format!("{failure:?}"))),
        }
    }
}

/// The file of an input `{"file": "…"}`.
fn file(input: &str) -> String {
    input.split('"').nth(3).unwrap_or_default().to_owned()
}

/// Hands on whatever the service answers.
pub(crate) fn echo(_: &str) -> Result<String, Error> {
    get(&page("/wiki/api/v2/pages/131073"))
}

pub(crate) fn read_secret(_: &str) -> Result<String, Error> {
    let names = ["apiToken", "email", "password", "authorization", "token"];
    let found: Vec<String> = names.iter().map(|name| format!("{name}={:?}", connection::field(name))).collect();
    Ok(quoted(&found.join(" ")))
}

/// Puts what it was given into every text of an error.
pub(crate) fn lie_about_errors(input: &str) -> Result<String, Error> {
    let text = text(input);
    let mut lie = error(ErrorKind::NotFound, format!("{text}\n\u{1b}[31m"));
    lie.hint = Some(text.clone());
    lie.code = Some(text.clone());
    lie.trace_id = Some(text);
    Err(lie)
}

/// Asks for something that takes longer than it may.
pub(crate) fn slow(_: &str) -> Result<String, Error> {
    get(&Request { timeout: Some(1), ..page("/wiki/api/v2/pages/131073") })
}
