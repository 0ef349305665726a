//! `/users-bulk` and `/user/access`.

use http::StatusCode;
use serde_json::{Value, json};

use crate::accounts::Account;
use crate::answer::{Answer, Reply};
use crate::site::Call;

/// Returns the accounts with some ids; those that nobody has are left out.
pub(crate) fn bulk(call: &Call<'_>) -> Answer {
    let ids = call.value["accountIds"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let rows: Vec<Value> = ids.filter_map(Account::with_id).map(|account| row(call, account)).collect();
    Answer::json(StatusCode::OK, &json!({"results": rows, "_links": {"base": call.base()}}))
}

/// Tells which of some addresses belong to nobody on the site.
pub(crate) fn check_access(call: &Call<'_>) -> Answer {
    let (invalid, valid): (Vec<&str>, Vec<&str>) = emails(call).partition(|email| !email.contains('@'));
    let known = |email: &&str| Account::person(&call.world.options, email).is_some();
    let without: Vec<&str> = valid.into_iter().filter(|email| !known(email)).collect();
    Answer::json(StatusCode::OK, &json!({"emailsWithoutAccess": without, "invalidEmails": invalid}))
}

/// Invites some addresses; nobody follows the invitation.
pub(crate) fn invite(call: &Call<'_>) -> Reply {
    if let Some(bad) = emails(call).find(|email| !email.contains('@')) {
        return Err(super::fields::invalid(&format!("'{bad}' is no e-mail address")));
    }
    Ok(Answer::empty(StatusCode::OK))
}

fn emails<'a>(call: &'a Call<'_>) -> impl Iterator<Item = &'a str> {
    call.value["emails"].as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn row(call: &Call<'_>, account: Account) -> Value {
    json!({
        "displayName": account.name(),
        "timeZone": "Etc/UTC",
        "personalSpaceId": null,
        "isExternalCollaborator": false,
        "accountStatus": "active",
        "accountId": account.id(),
        "email": account.email(&call.world.options),
        "accountType": account.kind(),
        "publicName": account.name(),
        "profilePicture": {"path": "/wiki/aa-avatar/default", "isDefault": true},
    })
}
