//! Whose a connection is, and whether it works.

use connector_sdk::serde_json::{Map, Value, json};
use connector_sdk::{
    Account, Action, Context, Error, ErrorKind, Json, Method, Request, Response, Retry, missing_scopes, parse, read,
};
use serde::Deserialize;

use crate::actions::users::GetCurrentUser;
use crate::connection::{Door, deployment, is_on_prem, site};
use crate::errors::{lacks_scope, next_step};
use crate::probes::{PROBES, Probe};

/// What an account is made of.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct CurrentUser {
    #[serde(rename = "type")]
    kind: Option<String>,
    account_id: Option<String>,
    account_type: Option<String>,
    user_key: Option<String>,
    username: Option<String>,
    email: Option<String>,
    display_name: Option<String>,
    public_name: Option<String>,
}

/// Says whose the connection is, or at least that it works, by the first route that its scopes allow.
pub(crate) fn check(context: &Context<'_>) -> Result<Account, Error> {
    if is_on_prem(context) {
        return identify(context, "/rest/api/user/current");
    }
    let granted = context.scopes();
    let allowed = |scopes| granted.as_deref().is_none_or(|granted| missing_scopes(scopes, granted).is_empty());
    let mut refusal = None;
    if allowed(GetCurrentUser::SCOPES) {
        match identify(context, "/wiki/rest/api/user/current") {
            Err(error) if lacks_scope(&error) => refusal = Some(error),
            answer => return answer,
        }
    }
    for probe in PROBES.iter().filter(|probe| allowed(probe.scopes)) {
        match try_out(context, probe) {
            Err(error) if lacks_scope(&error) => refusal = refusal.or(Some(error)),
            answer => return answer.map(|()| somebody(context)),
        }
    }
    Err(refusal.unwrap_or_else(nothing_allowed))
}

fn identify(context: &Context<'_>, path: &str) -> Result<Account, Error> {
    let response = send(context, &Request::new(Method::Get, path))?;
    let status = response.status;
    let text = Json::from_response(response)?.into_text();
    let user: Option<CurrentUser> = parse(&text).and_then(read).map_err(|error| {
        Error::new(ErrorKind::Service, format!("Confluence describes the account in unexpected JSON: {error}"))
    })?;
    let user = user.unwrap_or_default();
    let id = user.account_id.or(user.user_key).or_else(|| user.username.clone()).and_then(filled);
    let (Some(id), false) = (id, user.kind.as_deref() == Some("anonymous")) else {
        let message = "Confluence takes the caller for an anonymous visitor";
        let error = Error::new(ErrorKind::Unauthenticated, message).hint(next_step(context));
        return Err(Error { status: Some(status), ..error });
    };
    let names = [user.display_name, user.public_name, user.username.clone()];
    let details = json!({
        "identity": "known",
        "type": user.kind,
        "accountType": user.account_type,
        "username": user.username,
    });
    Ok(Account {
        name: names.into_iter().flatten().find_map(filled).unwrap_or_else(|| id.clone()),
        id,
        email: user.email.and_then(filled),
        details: with_place(context, details),
    })
}

/// Reads something, whatever it is.
fn try_out(context: &Context<'_>, probe: &Probe) -> Result<(), Error> {
    send(context, &probe.request()?).map(drop)
}

/// Sends a request that answers on every Confluence, so that a 404 says something about the connection.
fn send(context: &Context<'_>, request: &Request) -> Result<Response, Error> {
    context.send(&request.clone().retry(Retry::Safe)).map_err(|error| {
        let masked = error.code.as_deref() == Some("NOT_FOUND");
        match (error.status, Door::of(context)) {
            (Some(404), _) if masked => Error {
                kind: ErrorKind::Unauthenticated,
                message: "Confluence answers `Not Found`, as it does to a credential that it does not accept"
                    .to_owned(),
                ..error
            }
            .hint(next_step(context)),
            (Some(404), Door::Site) => {
                let site = site(context).unwrap_or_default();
                let hint = if is_on_prem(context) {
                    "Check the URI, with its port and context path"
                } else {
                    "Check the subdomain, and whether the site has Confluence"
                };
                Error { message: format!("there is no Confluence at {site}"), ..error }.hint(hint)
            }
            _ => error,
        }
    })
}

/// An account that works, and that nothing tells more about.
fn somebody(context: &Context<'_>) -> Account {
    Account {
        id: String::new(),
        name: "Unknown account".to_owned(),
        email: None,
        details: with_place(context, json!({ "identity": "unknown" })),
    }
}

fn nothing_allowed() -> Error {
    let needed = GetCurrentUser::SCOPES.iter().copied().flatten().next();
    let error = Error::new(ErrorKind::Forbidden, "none of the granted scopes lets the connection be checked")
        .hint("Use a scope that reads something, or save the connection without checking it");
    Error { missing_scopes: needed.map(|scope| (*scope).to_owned()).into_iter().collect(), ..error }
}

/// Adds where the account is, and leaves out what is not known.
fn with_place(context: &Context<'_>, mut details: Value) -> String {
    details["site"] = site(context).into();
    details["deployment"] = deployment(context).into();
    details["entry"] = Door::of(context).name().into();
    let known = |fields: Map<String, Value>| fields.into_iter().filter(|(_, value)| !value.is_null()).collect();
    match details {
        Value::Object(fields) => Value::Object(known(fields)).to_string(),
        other => other.to_string(),
    }
}

fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}
