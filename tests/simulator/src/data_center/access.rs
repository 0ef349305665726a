//! Who may pass into Data Center.

use http::header::WWW_AUTHENTICATE;
use http::{HeaderMap, StatusCode};

use crate::answer::Answer;
use crate::auth::{basic, token};
use crate::sabotage::html;
use crate::world::World;

/// The name of the one user.
pub(crate) const USER: &str = "user";

/// Lets a request pass, or refuses it.
///
/// No scope is checked: every route reads, and every scope of the OAuth 2.0 provider includes reading.
pub(crate) fn check(world: &World, headers: &HeaderMap) -> Result<(), Answer> {
    let options = &world.options;
    let known = match token(headers) {
        Some(token) => {
            token == options.personal_access_token || world.data_center_grants().bearer(world.now(), token).is_some()
        }
        None => basic(headers).is_some_and(|(user, secret)| user == USER && secret == options.password),
    };
    if known {
        return Ok(());
    }
    Err(html(StatusCode::UNAUTHORIZED).with(WWW_AUTHENTICATE, "Basic realm=\"Confluence\""))
}
