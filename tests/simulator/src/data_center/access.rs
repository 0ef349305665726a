//! Who may pass into Data Center.

use http::header::WWW_AUTHENTICATE;
use http::{HeaderMap, StatusCode};

use super::oauth::SCOPES;
use super::refusal::forbidden;
use crate::answer::Answer;
use crate::auth::{basic, token};
use crate::sabotage::html;
use crate::world::World;

/// The name of the user with whom the instance starts.
pub(crate) const USER: &str = "user";

/// Is how much a token must be good for; each includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Right {
    Read,
    Write,
    Admin,
}

impl Right {
    /// Returns the scopes of the OAuth 2.0 provider that include the right.
    fn scopes(self) -> &'static [&'static str] {
        match self {
            Self::Read => &SCOPES,
            Self::Write => &SCOPES[1..],
            Self::Admin => &SCOPES[2..],
        }
    }
}

/// Lets a request pass and returns the key of the user who makes it, or refuses it.
///
/// Passwords and personal access tokens are good for all that the user may do. What an instance answers to a token
/// whose scopes are too narrow is a guess.
pub(crate) fn check(world: &World, headers: &HeaderMap, right: Right) -> Result<String, Answer> {
    let options = &world.options;
    let instance = world.instance();
    let user = match token(headers) {
        Some(token) if token == options.personal_access_token => instance.user_named(USER),
        Some(token) => {
            let bearer = world.data_center_grants().bearer(world.now(), token);
            if bearer.as_ref().is_some_and(|bearer| !right.scopes().iter().any(|name| bearer.scopes.has(name))) {
                return Err(forbidden("The scopes of the token do not include this"));
            }
            bearer.and_then(|_| instance.user_named(USER))
        }
        None => basic(headers).and_then(|(name, password)| instance.signed_in(&name, &password)),
    };
    match user.filter(|user| user.active) {
        Some(user) => Ok(user.key.clone()),
        None => Err(html(StatusCode::UNAUTHORIZED).with(WWW_AUTHENTICATE, "Basic realm=\"Confluence\"")),
    }
}
