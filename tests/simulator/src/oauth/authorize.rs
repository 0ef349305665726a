//! `GET /authorize` and what the form on its page sends.

use http::StatusCode;

use super::page::{self, Choice};
use crate::accounts::Account;
use crate::answer::Answer;
use crate::grants::{Binding, Grant};
use crate::parameters::{Parameters, encode};
use crate::scopes::{OFFLINE_ACCESS, Scopes};
use crate::tenant::Tenant;
use crate::world::World;

/// What a request may say; the last two belong to PKCE, which this server does not know and does not mind.
const REQUEST: &[&str] = &[
    "audience",
    "client_id",
    "scope",
    "redirect_uri",
    "state",
    "response_type",
    "prompt",
    "code_challenge",
    "code_challenge_method",
];

/// Is a request in which nothing is wrong.
struct Request<'a> {
    redirect_uri: &'a str,
    state: &'a str,
    scopes: Scopes,
}

/// Asks for consent.
pub(crate) fn page(world: &World, parameters: &Parameters) -> Answer {
    let request = match read(world, parameters, &[], &[]) {
        Ok(request) => request,
        Err(refusal) => return refusal,
    };
    let options = &world.options;
    let name = |tenant: Tenant| (tenant.name(options).to_owned(), tenant.host(options));
    let email = |account: Account| (account.email(options).to_owned(), account.name().to_owned());
    let choices = [
        Choice { label: "Signed in as", name: "account", values: Account::PEOPLE.map(email).to_vec() },
        Choice { label: "Use app on", name: "site", values: Tenant::ALL.map(name).to_vec() },
    ];
    page::consent("/authorize", parameters.pairs(), &choices, &request.scopes.to_string())
}

/// Takes the decision and sends the person back to the client.
pub(crate) fn decide(world: &World, parameters: &Parameters) -> Answer {
    match decided(world, parameters) {
        Ok(answer) | Err(answer) => answer,
    }
}

fn decided(world: &World, parameters: &Parameters) -> Result<Answer, Answer> {
    let Request { redirect_uri, state, scopes } = read(world, parameters, &["account", "decision"], &["site"])?;
    let options = &world.options;
    let account = parameters.one("account").and_then(|email| Account::person(options, email));
    let account = account.ok_or_else(|| refuse("nobody is signed in"))?;
    match parameters.one("decision") {
        Some("accept") => {}
        Some("cancel") => return Ok(page::back(redirect_uri, "error=access_denied", Some(state))),
        _ => return Err(refuse("a decision is 'accept' or 'cancel'")),
    }
    let sites = parameters.list("site").ok_or_else(|| refuse("choose a site"))?;
    let known = |name: &&str| Tenant::named(options, name).ok_or_else(|| refuse("there is no such site"));
    let reach = sites.iter().map(known).collect::<Result<_, _>>()?;

    let key = (options.client_id.clone(), account);
    let offline = scopes.has(OFFLINE_ACCESS) && !options.withholds_refresh_tokens;
    let mut grants = world.grants();
    grants.grant(key.clone(), Grant { scopes, reach, offline }, options.account_level_grants);
    // A challenge would bind nothing: no verifier is asked for.
    let binding = Binding { redirect_uri: redirect_uri.to_owned(), challenge: None };
    let code = grants.code(world.now(), key, binding);
    Ok(page::back(redirect_uri, &format!("code={}", encode(&code)), Some(state)))
}

/// Checks a request; whatever is wrong is shown to the person, because nobody knows yet whom a redirect would reach.
fn read<'a>(
    world: &World,
    parameters: &'a Parameters,
    singles: &[&str],
    lists: &[&str],
) -> Result<Request<'a>, Answer> {
    if let Some(text) = parameters.stray(&[REQUEST, singles].concat(), lists) {
        return Err(refuse(&text));
    }
    let required = |name: &str| {
        let value = parameters.one(name).filter(|value| !value.is_empty());
        value.ok_or_else(|| refuse(&format!("the parameter '{name}' is missing")))
    };
    if required("client_id")? != world.options.client_id {
        return Err(refuse("there is no such client"));
    }
    let redirect_uri = required("redirect_uri")?;
    if !world.is_callback(redirect_uri) {
        return Err(refuse("the redirect_uri is not a callback URL of this client"));
    }
    for (name, only) in [("audience", "api.atlassian.com"), ("response_type", "code"), ("prompt", "consent")] {
        if required(name)? != only {
            return Err(refuse(&format!("the parameter '{name}' must be '{only}'")));
        }
    }
    let state = required("state")?;
    let unknown = |name: String| refuse(&format!("there is no scope '{name}'"));
    let scopes = Scopes::parse(required("scope")?).map_err(unknown)?;
    if scopes.is_empty() {
        return Err(refuse("the parameter 'scope' is missing"));
    }
    Ok(Request { redirect_uri, state, scopes })
}

fn refuse(text: &str) -> Answer {
    page::refusal(StatusCode::BAD_REQUEST, text)
}
