//! The instance's own OAuth 2.0 provider, below `/rest/oauth2/latest/`.

use std::io;
use std::time::Duration;

use http::request::Parts;
use http::{Method, StatusCode};

use super::{authorize, token};
use crate::answer::Answer;
use crate::grants::Lifetimes;
use crate::intake::Intake;
use crate::oauth::page;
use crate::parameters::Parameters;
use crate::site;
use crate::world::World;

/// Where people decide.
pub(crate) const AUTHORIZE: &str = "/confluence/rest/oauth2/latest/authorize";
/// Where clients get tokens.
pub(crate) const TOKEN: &str = "/confluence/rest/oauth2/latest/token";
/// What a client may ask for; each includes those before it.
pub(super) const SCOPES: [&str; 4] = ["READ", "WRITE", "ADMIN", "SYSTEM_ADMIN"];
/// How large a body may be, in bytes.
const MOST: usize = 64 * 1024;

/// How long the things live that an instance issues; all of it is a guess, and an administrator's matter.
pub(crate) const LIFETIMES: Lifetimes = Lifetimes {
    code: Duration::from_mins(10),
    access: Duration::from_hours(2),
    refresh: Duration::from_hours(90 * 24),
    leeway: Duration::ZERO,
};

/// Tells whether a path belongs to the provider.
pub(crate) fn owns(path: &str) -> bool {
    path.starts_with("/confluence/rest/oauth2/")
}

/// Answers a request to the provider.
pub(crate) async fn answer(world: &World, parts: &Parts, intake: &mut Intake) -> io::Result<Answer> {
    let route = (&parts.method, parts.uri.path());
    if route == (&Method::GET, AUTHORIZE) {
        return Ok(authorize::page(world, &Parameters::form(parts.uri.query().unwrap_or_default())));
    }
    if !matches!(route, (&Method::POST, AUTHORIZE | TOKEN)) {
        return Ok(site::unknown(route.0, route.1));
    }
    let Some(body) = intake.collect(MOST).await? else {
        return Ok(page::refusal(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large"));
    };
    let form = Parameters::form(&String::from_utf8_lossy(&body));
    if route.1 == TOKEN {
        return Ok(token::answer(world, parts, &form).unwrap_or_else(|refusal| refusal));
    }
    Ok(authorize::decide(world, &form))
}
