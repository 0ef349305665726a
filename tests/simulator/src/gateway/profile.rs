//! `GET /me`.

use http::StatusCode;
use serde_json::json;

use crate::answer::{Answer, Reply};
use crate::auth::Pass;
use crate::refusal::gateway;
use crate::scopes::READ_ME;
use crate::world::World;

/// Returns the profile of the account behind a token.
pub(super) fn me(world: &World, pass: &Pass) -> Reply {
    if !pass.scopes.as_ref().is_some_and(|scopes| scopes.has(READ_ME)) {
        // How this host says so is a guess; the gateway on the same host says it like that.
        return Err(gateway(StatusCode::UNAUTHORIZED, "Unauthorized; scope does not match"));
    }
    let account = pass.account;
    let body = json!({
        "account_type": account.kind(),
        "account_id": account.id(),
        "email": account.email(&world.options),
        "name": account.name(),
        "picture": format!("https://avatar-management--avatars.us-west-2.prod.public.atl-paas.net/{}", account.id()),
        "account_status": "active",
        "nickname": account.name(),
        "zoneinfo": "Etc/UTC",
        "locale": "en-US",
        "extended_profile": {},
    });
    Ok(Answer::json(StatusCode::OK, &body))
}
