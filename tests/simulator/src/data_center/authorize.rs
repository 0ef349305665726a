//! `GET /rest/oauth2/latest/authorize` and what the form on its page sends.

use std::collections::BTreeSet;

use http::StatusCode;

use super::access::USER;
use super::oauth::{AUTHORIZE, SCOPES};
use crate::accounts::Account;
use crate::answer::Answer;
use crate::grants::{Binding, Grant};
use crate::oauth::page::{self, Choice};
use crate::parameters::{Parameters, encode};
use crate::scopes::Scopes;
use crate::world::World;

const REQUEST: &[&str] =
    &["client_id", "redirect_uri", "response_type", "scope", "state", "code_challenge", "code_challenge_method"];

/// Is a request in which nothing is wrong.
struct Request<'a> {
    redirect_uri: &'a str,
    state: Option<&'a str>,
    challenge: Option<&'a str>,
    scopes: Scopes,
}

/// Asks for consent.
pub(crate) fn page(world: &World, parameters: &Parameters) -> Answer {
    match read(world, parameters, &[]) {
        Ok(request) => {
            let values = vec![(USER.to_owned(), Account::User.name().to_owned())];
            let choices = [Choice { label: "Signed in as", name: "account", values }];
            page::consent(AUTHORIZE, parameters.pairs(), &choices, &request.scopes.to_string())
        }
        Err(refusal) => refusal,
    }
}

/// Takes the decision and sends the person back to the client.
pub(crate) fn decide(world: &World, parameters: &Parameters) -> Answer {
    match decided(world, parameters) {
        Ok(answer) | Err(answer) => answer,
    }
}

fn decided(world: &World, parameters: &Parameters) -> Result<Answer, Answer> {
    let Request { redirect_uri, state, challenge, scopes } = read(world, parameters, &["account", "decision"])?;
    if parameters.one("account") != Some(USER) {
        return Err(refuse("nobody is signed in"));
    }
    match parameters.one("decision") {
        Some("accept") => {}
        Some("cancel") => return Ok(page::back(redirect_uri, "error=access_denied", state)),
        _ => return Err(refuse("a decision is 'accept' or 'cancel'")),
    }
    let key = (world.options.data_center_client_id.clone(), Account::User);
    let mut grants = world.data_center_grants();
    // An instance is one site, and asks for no scope before it issues refresh tokens.
    grants.grant(key.clone(), Grant { scopes, reach: BTreeSet::new(), offline: true }, false);
    let binding = Binding { redirect_uri: redirect_uri.to_owned(), challenge: challenge.map(str::to_owned) };
    let code = grants.code(world.now(), key, binding);
    Ok(page::back(redirect_uri, &format!("code={}", encode(&code)), state))
}

/// Checks a request; that errors are shown and never redirected is a guess.
fn read<'a>(world: &World, parameters: &'a Parameters, more: &[&str]) -> Result<Request<'a>, Answer> {
    if let Some(text) = parameters.stray(&[REQUEST, more].concat(), &[]) {
        return Err(refuse(&text));
    }
    let optional = |name: &str| parameters.one(name).filter(|value| !value.is_empty());
    let required = |name: &str| optional(name).ok_or_else(|| refuse(&format!("the parameter '{name}' is missing")));
    if required("client_id")? != world.options.data_center_client_id {
        return Err(refuse("there is no such incoming link"));
    }
    let redirect_uri = required("redirect_uri")?;
    if !world.is_callback(redirect_uri) {
        return Err(refuse("the redirect_uri is not that of the incoming link"));
    }
    if required("response_type")? != "code" {
        return Err(refuse("the parameter 'response_type' must be 'code'"));
    }
    let names: Vec<String> = required("scope")?.split(' ').map(str::to_owned).collect();
    if let Some(name) = names.iter().find(|name| !SCOPES.contains(&name.as_str())) {
        return Err(refuse(&format!("there is no scope '{name}'")));
    }
    let challenge = optional("code_challenge");
    match (challenge, optional("code_challenge_method")) {
        (None, None) => {}
        (Some(challenge), Some("S256")) if challenge.len() == 43 => {}
        _ => return Err(refuse("a code_challenge is one of S256")),
    }
    Ok(Request { redirect_uri, state: optional("state"), challenge, scopes: Scopes::of(&names) })
}

fn refuse(text: &str) -> Answer {
    page::refusal(StatusCode::BAD_REQUEST, text)
}
