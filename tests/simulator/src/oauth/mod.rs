//! `auth.atlassian.com`: three-legged OAuth 2.0, and client credentials for service accounts.

pub(crate) mod authorize;
pub(crate) mod page;
mod token;

use std::io;
use std::time::Duration;

use http::request::Parts;
use http::{Method, StatusCode};

use crate::answer::Answer;
use crate::grants::Lifetimes;
use crate::intake::Intake;
use crate::parameters::Parameters;
use crate::refusal::{misdirected, no_route};
use crate::world::World;

/// The host for which this one stands.
pub(crate) const HOST: &str = "auth.atlassian.com";
/// How large a body may be, in bytes.
const MOST: usize = 64 * 1024;

/// How long the things live that this server issues; only the code's five minutes are a guess.
pub(crate) const LIFETIMES: Lifetimes = Lifetimes {
    code: Duration::from_mins(5),
    access: Duration::from_hours(1),
    refresh: Duration::from_hours(90 * 24),
    leeway: Duration::from_mins(10),
};

/// Answers a request to the authorization server.
pub(crate) async fn answer(world: &World, parts: &Parts, intake: &mut Intake) -> io::Result<Answer> {
    if let Some(refusal) = misdirected(&parts.headers, HOST) {
        return Ok(refusal);
    }
    let route = (&parts.method, parts.uri.path());
    if route == (&Method::GET, "/authorize") {
        return Ok(authorize::page(world, &Parameters::form(parts.uri.query().unwrap_or_default())));
    }
    if !matches!(route, (&Method::POST, "/authorize" | "/oauth/token")) {
        return Ok(no_route(&format!("the simulated auth.atlassian.com has no route {} {}", route.0, route.1)));
    }
    let Some(body) = intake.collect(MOST).await? else {
        return Ok(page::refusal(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large"));
    };
    if route.1 == "/oauth/token" {
        return Ok(token::answer(world, &parts.headers, parts.uri.query(), &body).unwrap_or_else(|refusal| refusal));
    }
    Ok(authorize::decide(world, &Parameters::form(&String::from_utf8_lossy(&body))))
}
