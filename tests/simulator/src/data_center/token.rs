//! `POST /rest/oauth2/latest/token`.

use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::request::Parts;
use serde_json::json;

use crate::answer::{Answer, Reply};
use crate::clock;
use crate::parameters::Parameters;
use crate::world::World;

/// Exchanges a code or a refresh token for a pair of tokens.
///
/// Errors are those of RFC 6749, for want of anything measured; that the secret is asked for even where a verifier
/// is, and that the answer has `scope` and `created_at`, are guesses.
pub(super) fn answer(world: &World, parts: &Parts, form: &Parameters) -> Reply {
    let declared = parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = declared.split(';').next().unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(invalid("the body must be application/x-www-form-urlencoded"));
    }
    if parts.uri.query().is_some() {
        return Err(invalid("parameters belong into the body"));
    }
    let required = |name: &str| {
        let value = form.one(name).filter(|value| !value.is_empty());
        value.ok_or_else(|| invalid(&format!("the parameter '{name}' is missing")))
    };
    let kind = required("grant_type")?;
    let known: &[&str] = match kind {
        "authorization_code" => &["code", "redirect_uri", "code_verifier"],
        "refresh_token" => &["refresh_token", "redirect_uri"],
        _ => return Err(error(StatusCode::BAD_REQUEST, "unsupported_grant_type", kind)),
    };
    if let Some(text) = form.stray(&[known, &["grant_type", "client_id", "client_secret"]].concat(), &[]) {
        return Err(invalid(&text));
    }
    let (options, now) = (&world.options, world.now());
    let (client, secret) = (required("client_id")?, required("client_secret")?);
    if client != options.data_center_client_id || secret != options.data_center_client_secret {
        return Err(error(StatusCode::UNAUTHORIZED, "invalid_client", "unknown client or wrong secret"));
    }
    let mut grants = world.data_center_grants();
    let issued = if kind == "refresh_token" {
        grants.refresh(now, client, required("refresh_token")?).ok_or("The refresh token is invalid")
    } else {
        grants.redeem(now, client, required("code")?, required("redirect_uri")?, form.one("code_verifier"))
    };
    let issued = issued.map_err(|text| error(StatusCode::BAD_REQUEST, "invalid_grant", text))?;
    let body = json!({
        "access_token": issued.access,
        "token_type": "bearer",
        "expires_in": grants.expires_in(),
        "refresh_token": issued.refresh,
        "scope": issued.scopes.to_string(),
        "created_at": clock::epoch_seconds(now),
    });
    Ok(Answer::json(StatusCode::OK, &body).with(CACHE_CONTROL, "no-store"))
}

fn invalid(text: &str) -> Answer {
    error(StatusCode::BAD_REQUEST, "invalid_request", text)
}

fn error(status: StatusCode, error: &str, description: &str) -> Answer {
    let body = json!({"error": error, "error_description": description});
    Answer::json(status, &body).with(CACHE_CONTROL, "no-store")
}
