//! `/admin-key`.

use std::time::Duration;

use http::StatusCode;
use serde_json::json;

use super::fields::invalid;
use crate::accounts::Account;
use crate::answer::{Answer, Reply};
use crate::clock::Moment;
use crate::refusal::v2;
use crate::site::Call;
use crate::store::AdminKey;

/// How long a key works if nobody says so, in minutes.
const DEFAULT: u64 = 10;
/// How long a key may work, in minutes; a guess.
const LONGEST: u64 = 60;

/// Returns the caller's key.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    only_for_the_admin(call)?;
    let key = call.world.store().admin_key(call.account.id(), call.world.now());
    key.map(|key| written(call, key)).ok_or_else(|| v2(StatusCode::NOT_FOUND, "There is no admin key"))
}

/// Gives the caller a key, or a longer one.
pub(crate) fn enable(call: &Call<'_>) -> Reply {
    only_for_the_admin(call)?;
    let minutes = match call.value["durationInMinutes"].as_i64() {
        None | Some(0) => DEFAULT,
        Some(minutes) => u64::try_from(minutes)
            .ok()
            .filter(|minutes| *minutes <= LONGEST)
            .ok_or_else(|| invalid(&format!("durationInMinutes must be between 0 and {LONGEST}")))?,
    };
    let key = AdminKey { until: call.world.now() + Duration::from_secs(minutes * 60) };
    call.world.store().set_admin_key(call.account.id(), Some(key));
    Ok(written(call, key))
}

/// Takes the caller's key away, if there is one.
pub(crate) fn disable(call: &Call<'_>) -> Reply {
    only_for_the_admin(call)?;
    call.world.store().set_admin_key(call.account.id(), None);
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// The user is an admin of the site, nobody else is.
fn only_for_the_admin(call: &Call<'_>) -> Result<(), Answer> {
    if call.account == Account::User { Ok(()) } else { Err(v2(StatusCode::NOT_FOUND, "Not Found")) }
}

fn written(call: &Call<'_>, key: AdminKey) -> Answer {
    let until = Moment(key.until).to_string();
    Answer::json(StatusCode::OK, &json!({"accountId": call.account.id(), "expirationTime": until}))
}
