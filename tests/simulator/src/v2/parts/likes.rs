//! `…/{id}/likes/count` and `…/{id}/likes/users`.

use http::StatusCode;
use serde_json::json;

use crate::answer::{Answer, Reply};
use crate::site::Call;
use crate::v2::listing;

/// Counts those who like something.
pub(crate) fn count(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = call.owner(&store)?;
    Ok(Answer::json(StatusCode::OK, &json!({"count": store.likes(id).len()})))
}

/// Lists the account ids of those who like something.
pub(crate) fn users(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = call.owner(&store)?;
    let likes = store.likes(id);
    let places: Vec<u64> = (0..likes.len() as u64).collect();
    let path = format!("/wiki/api/v2/{}/{id}/likes/users", call.kind.segment());
    listing::answer(call, &path, &places, 25, |place| {
        let account = likes.get(usize::try_from(place).ok()?)?;
        Some(json!({"accountId": account}))
    })
}
