//! Who may pass: HTTP Basic and bearer tokens, and the ways in which Confluence Cloud says no.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::AUTHORIZATION;
use http::{HeaderMap, StatusCode};
use serde_json::json;

use crate::accounts::Account;
use crate::answer::Answer;
use crate::options::Options;
use crate::refusal::{self, Shape};
use crate::sabotage::html;
use crate::scopes::Scopes;
use crate::tenant::Tenant;
use crate::world::World;

/// What Cloud answers to an account password.
const PASSWORD: &str = "Basic authentication with passwords is deprecated.  For more information, see: https://developer.atlassian.com/cloud/confluence/deprecation-notice-basic-auth/\n";
/// What v1 answers to bad, revoked or absent credentials.
const NO_ACCESS: &str = "com.atlassian.confluence.mvc.rest.common.exception.StacklessResponseStatusException: 403 FORBIDDEN \"Request rejected because caller cannot access Confluence\"";

/// Is what credentials open at the gateway.
#[derive(Debug)]
pub(crate) struct Pass {
    pub(crate) account: Account,
    /// The scopes of the token; a token without scopes opens everything.
    pub(crate) scopes: Option<Scopes>,
    pub(crate) reach: BTreeSet<Tenant>,
    /// Whether an OAuth client asks, and no user with a token of their own.
    pub(crate) is_app: bool,
}

/// Lets a request to a site's own address pass, or refuses it as that API version does.
pub(crate) fn site(headers: &HeaderMap, options: &Options, shape: Shape) -> Result<Account, Answer> {
    if token(headers).is_some() {
        return Err(html(StatusCode::UNAUTHORIZED));
    }
    match basic_pass(headers, options, shape)? {
        Pass { account, scopes: None, .. } => Ok(account),
        // Tokens with scopes are for the gateway.
        Pass { .. } => Err(html(StatusCode::UNAUTHORIZED)),
    }
}

/// Lets a request through the gateway, or refuses it.
pub(crate) fn gateway(world: &World, headers: &HeaderMap, shape: Shape) -> Result<Pass, Answer> {
    if token(headers).is_some() {
        return bearer(world, headers).ok_or_else(unauthorized);
    }
    basic_pass(headers, &world.options, shape)
}

/// Returns what a bearer token opens, if it is one that lives.
pub(crate) fn bearer(world: &World, headers: &HeaderMap) -> Option<Pass> {
    let bearer = world.grants().bearer(world.now(), token(headers)?)?;
    Some(Pass { account: bearer.account, scopes: Some(bearer.scopes), reach: bearer.reach, is_app: true })
}

/// Refuses a bearer token that is unknown or has expired; the message is a guess.
pub(crate) fn unauthorized() -> Answer {
    refusal::gateway(StatusCode::UNAUTHORIZED, "Unauthorized")
}

/// Returns what Basic credentials open, on whatever host.
fn basic_pass(headers: &HeaderMap, options: &Options, shape: Shape) -> Result<Pass, Answer> {
    let Some((email, secret)) = basic(headers) else { return Err(masked(shape)) };
    let tokens = [
        (Account::User, &options.api_token, None),
        (Account::Other, &options.other_api_token, None),
        (Account::User, &options.scoped_api_token, Some(&options.scoped_api_token_scopes)),
        (Account::Service, &options.service_api_token, Some(&options.service_scopes)),
    ];
    let found = tokens.into_iter().find(|(account, token, _)| account.has_email(options, &email) && **token == secret);
    if let Some((account, _, scopes)) = found {
        let everywhere = || Tenant::ALL.into_iter().collect();
        let reach = if account == Account::Service { [Tenant::Main].into() } else { everywhere() };
        return Ok(Pass { account, scopes: scopes.map(|names| Scopes::of(names)), reach, is_app: false });
    }
    if Account::User.has_email(options, &email) && secret == options.password {
        return Err(Answer::bytes(StatusCode::UNAUTHORIZED, "text/plain;charset=UTF-8", PASSWORD));
    }
    Err(masked(shape))
}

/// Refuses credentials without saying so.
fn masked(shape: Shape) -> Answer {
    match shape {
        Shape::V2 => refusal::v2(StatusCode::NOT_FOUND, "Not Found"),
        Shape::V1 | Shape::DataCenter => {
            Answer::json(StatusCode::FORBIDDEN, &json!({"statusCode": 403, "message": NO_ACCESS}))
        }
    }
}

/// Returns the token of a bearer header, which may be empty.
pub(crate) fn token(headers: &HeaderMap) -> Option<&str> {
    let header = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ').unwrap_or((header, ""));
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Returns name and secret of a Basic header.
pub(crate) fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let (scheme, code) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(code.trim()).ok()?).ok()?;
    let (name, secret) = text.split_once(':')?;
    Some((name.to_owned(), secret.to_owned()))
}
