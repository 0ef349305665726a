//! `POST /oauth/token`.

use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value, json};

use crate::accounts::Account;
use crate::answer::{Answer, Reply};
use crate::grants::Issued;
use crate::options::Options;
use crate::world::World;

/// Exchanges a code, a refresh token or client credentials for an access token.
///
/// The statuses 401 and 403 were measured, and so were their bodies; every 400 is a guess.
pub(crate) fn answer(world: &World, headers: &HeaderMap, query: Option<&str>, body: &[u8]) -> Reply {
    let declared = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !declared.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json") {
        return Err(invalid("the body must be application/json"));
    }
    if query.is_some() {
        return Err(invalid("parameters belong into the body"));
    }
    let Ok(Value::Object(fields)) = serde_json::from_slice(body) else {
        return Err(invalid("the body must be a JSON object"));
    };
    let (options, now) = (&world.options, world.now());
    let kind = required(&fields, "grant_type")?;
    let known: &[&str] = match kind {
        // A verifier is as little asked for as a challenge.
        "authorization_code" => &["code", "redirect_uri", "code_verifier"],
        "refresh_token" => &["refresh_token"],
        "client_credentials" => &["audience"],
        _ => return Err(error(StatusCode::BAD_REQUEST, "unsupported_grant_type", kind)),
    };
    let common = ["grant_type", "client_id", "client_secret"];
    if let Some(name) = fields.keys().map(String::as_str).find(|name| !common.contains(name) && !known.contains(name)) {
        return Err(invalid(&format!("unknown field '{name}' (simulator)")));
    }
    let client = client(options, required(&fields, "client_id")?, required(&fields, "client_secret")?)?;
    if (client == options.service_client_id) != (kind == "client_credentials") {
        let text = format!("Grant type '{kind}' not allowed for the client.");
        return Err(error(StatusCode::FORBIDDEN, "unauthorized_client", &text));
    }
    let mut grants = world.grants();
    let issued = match kind {
        "authorization_code" => {
            let (code, redirect_uri) = (required(&fields, "code")?, required(&fields, "redirect_uri")?);
            let redeemed = grants.redeem(now, client, code, redirect_uri, None);
            redeemed.map_err(|text| error(StatusCode::FORBIDDEN, "invalid_grant", text))?
        }
        "refresh_token" => {
            let refreshed = grants.refresh(now, client, required(&fields, "refresh_token")?);
            refreshed.ok_or_else(|| bad_refresh_token(options))?
        }
        _ => {
            if fields.get("audience").is_some_and(|audience| audience != "api.atlassian.com") {
                return Err(invalid("the audience must be api.atlassian.com"));
            }
            grants.mint(now, &(client.to_owned(), Account::Service))
        }
    };
    Ok(granted(&issued, grants.expires_in()))
}

/// Returns the client to which the credentials belong.
fn client<'a>(options: &Options, id: &'a str, secret: &str) -> Result<&'a str, Answer> {
    let clients =
        [(&options.client_id, &options.client_secret), (&options.service_client_id, &options.service_client_secret)];
    if clients.iter().any(|(known, its_secret)| *known == id && *its_secret == secret) {
        return Ok(id);
    }
    Err(error(StatusCode::UNAUTHORIZED, "access_denied", "Unauthorized"))
}

fn granted(issued: &Issued, expires_in: u64) -> Answer {
    let mut body = json!({
        "access_token": issued.access,
        "expires_in": expires_in,
        "token_type": "Bearer",
        "scope": issued.scopes.to_string(),
    });
    if let Some(refresh) = &issued.refresh {
        body["refresh_token"] = json!(refresh);
    }
    unstored(Answer::json(StatusCode::OK, &body))
}

fn bad_refresh_token(options: &Options) -> Answer {
    if options.documented_refresh_error {
        return error(StatusCode::FORBIDDEN, "invalid_grant", "Unknown or invalid refresh token.");
    }
    error(StatusCode::FORBIDDEN, "unauthorized_client", "refresh_token is invalid")
}

fn required<'a>(fields: &'a Map<String, Value>, name: &str) -> Result<&'a str, Answer> {
    let value = fields.get(name).and_then(Value::as_str).filter(|value| !value.is_empty());
    value.ok_or_else(|| invalid(&format!("the field '{name}' is missing")))
}

fn invalid(text: &str) -> Answer {
    error(StatusCode::BAD_REQUEST, "invalid_request", text)
}

fn error(status: StatusCode, error: &str, description: &str) -> Answer {
    unstored(Answer::json(status, &json!({"error": error, "error_description": description})))
}

/// RFC 6749 wants answers with tokens kept out of caches.
fn unstored(answer: Answer) -> Answer {
    answer.with(CACHE_CONTROL, "no-store")
}
