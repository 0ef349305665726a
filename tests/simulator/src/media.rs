//! The media host: content for those who bring a token and nothing else.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::header::{AUTHORIZATION, CONTENT_DISPOSITION, CONTENT_TYPE, COOKIE};
use http::request::Parts;
use http::{Method, StatusCode};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::answer::{Answer, Content};
use crate::parameters::{Parameters, encode};
use crate::refusal::{Shape, misdirected, no_route};
use crate::store::{Attachment, AttachmentRevision};
use crate::world::World;

/// The host for which this one stands.
const HOST: &str = "api.media.atlassian.com";
/// The client id in every download address.
const CLIENT: &str = "00000000-0000-4000-8000-0000000c1124";

/// Makes the token that opens one file; it looks like a JSON web token.
fn token(file_id: &str) -> String {
    let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","typ":"JWT"}"#);
    let claims = json!({"iss": CLIENT, "access": {format!("urn:filestore:file:{file_id}"): ["read"]}});
    let claims = URL_SAFE_NO_PAD.encode(claims.to_string());
    let signature = URL_SAFE_NO_PAD.encode(Sha256::digest(format!("simulated {file_id}")));
    format!("{header}.{claims}.{signature}")
}

/// Returns the address under which the media host serves a file, with the token that opens it.
pub(crate) fn address(file_id: &str, title: &str) -> String {
    let (token, name) = (token(file_id), encode(title));
    format!("https://{HOST}/file/{file_id}/binary?token={token}&client={CLIENT}&name={name}")
}

/// Answers a request to the media host.
pub(crate) fn answer(world: &World, parts: &Parts) -> Answer {
    let file_id = parts.uri.path().strip_prefix("/file/").and_then(|rest| rest.strip_suffix("/binary"));
    let Some(file_id) = file_id.filter(|_| parts.method == Method::GET) else {
        return no_route(&format!("the simulated media host has no route {} {}", parts.method, parts.uri.path()));
    };
    if let Some(refusal) = misdirected(&parts.headers, HOST) {
        return refusal;
    }
    if parts.headers.contains_key(AUTHORIZATION) || parts.headers.contains_key(COOKIE) {
        return refuse(StatusCode::BAD_REQUEST, "Credentials of another host were sent here");
    }
    let parameters = Parameters::parse(parts.uri.query(), Shape::V1);
    if let Err(refusal) = parameters.only(&["token", "client", "name"], &[]) {
        return refusal;
    }
    if parameters.one("token") != Some(token(file_id).as_str()) || parameters.one("client") != Some(CLIENT) {
        return refuse(StatusCode::FORBIDDEN, "Token is not valid for this file");
    }
    match world.store().file(file_id) {
        Some((attachment, revision)) => file(attachment, revision),
        None => refuse(StatusCode::NOT_FOUND, "No such file"),
    }
}

fn file(attachment: &Attachment, revision: &AttachmentRevision) -> Answer {
    let name = encode(&attachment.title);
    let mut answer = Answer::empty(StatusCode::OK)
        .with(CONTENT_TYPE, &revision.media_type)
        .with(CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\"; filename*=UTF-8''{name}"));
    answer.content = Content::Blob(revision.content.clone());
    answer
}

fn refuse(status: StatusCode, detail: &str) -> Answer {
    Answer::json(status, &json!({"error": {"code": status.as_str(), "title": detail}}))
}
