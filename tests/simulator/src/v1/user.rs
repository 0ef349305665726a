//! `/user`: one, several, nobody, and their e-mail addresses.

use http::StatusCode;
use serde_json::{Value, json};

use crate::accounts::Account;
use crate::answer::{Answer, Reply};
use crate::options::Options;
use crate::refusal::{Shape, v1};
use crate::site::Call;

const EXPANSIONS: &[&str] = &["operations", "personalSpace", "isExternalCollaborator"];
/// How many users are looked up at once; further ids are passed over in silence.
const MOST: usize = 100;

/// Returns whoever asks.
pub(crate) fn current(call: &Call<'_>) -> Answer {
    whole(call, call.account)
}

/// Returns a user by account id.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    chosen(call).map(|account| whole(call, account))
}

/// Returns nobody, as the site sees whoever is not signed in.
pub(crate) fn anonymous(call: &Call<'_>) -> Answer {
    let mut body = json!({
        "type": "anonymous",
        "profilePicture": {"path": "/wiki/images/icons/profilepics/anonymous.svg", "width": 48, "height": 48, "isDefault": true},
        "displayName": "Anonymous",
        "_expandable": {"operations": ""},
        "_links": {"base": call.base(), "context": "/wiki"},
    });
    if call.parameters.list("expand").is_some_and(|expand| expand.contains(&"operations")) {
        body["operations"] = json!([]);
        body["_expandable"] = json!({});
    }
    Answer::json(StatusCode::OK, &body)
}

/// Returns users by account ids; those that nobody has are left out.
pub(crate) fn bulk(call: &Call<'_>) -> Answer {
    let ids = call.parameters.list("accountId").unwrap_or_default();
    let found = ids.into_iter().take(MOST).filter_map(Account::with_id);
    let rows: Vec<Value> = found.map(|account| expanded(call, account)).collect();
    let links = json!({"base": call.base(), "context": "/wiki"});
    let body = json!({"results": rows, "start": 0, "limit": MOST, "size": rows.len(), "_links": links});
    Answer::json(StatusCode::OK, &body)
}

/// Returns a user's e-mail address to apps that were approved for that; the service account stands for one.
pub(crate) fn email(call: &Call<'_>) -> Reply {
    check_approved(call)?;
    Ok(Answer::json(StatusCode::OK, &address(call, chosen(call)?)))
}

/// Returns the e-mail addresses of several users.
pub(crate) fn emails(call: &Call<'_>) -> Reply {
    check_approved(call)?;
    let ids = call.parameters.list("accountId").unwrap_or_default();
    let rows: Vec<Value> = ids.into_iter().filter_map(Account::with_id).map(|account| address(call, account)).collect();
    Ok(Answer::json(StatusCode::OK, &json!(rows)))
}

/// Returns the user whom `accountId` names, or whoever asks if it names none.
///
/// The other two ways to name a user went away for the sake of privacy; that they are refused is a guess.
pub(super) fn chosen(call: &Call<'_>) -> Result<Account, Answer> {
    for gone in ["key", "username"] {
        if call.parameters.one(gone).is_some() {
            return Err(Shape::V1.invalid(&format!("Users are named by accountId, not by {gone}")));
        }
    }
    match call.parameters.one("accountId") {
        None => Ok(call.account),
        Some(id) => {
            let absent = || v1(StatusCode::NOT_FOUND, &format!("No user found with accountId: {id}"));
            Account::with_id(id).ok_or_else(absent)
        }
    }
}

/// Writes an account as v1 has it wherever it names one.
pub(super) fn person(options: &Options, account: Account) -> Value {
    json!({
        "type": "known",
        "accountId": account.id(),
        "accountType": account.kind(),
        "email": account.email(options),
        "publicName": account.name(),
        "profilePicture": {"path": "/wiki/aa-avatar/default", "width": 48, "height": 48, "isDefault": true},
        "displayName": account.name(),
        "isExternalCollaborator": false,
        "isGuest": false,
    })
}

fn whole(call: &Call<'_>, account: Account) -> Answer {
    let mut user = expanded(call, account);
    user["_links"]["base"] = json!(call.base());
    user["_links"]["context"] = json!("/wiki");
    Answer::json(StatusCode::OK, &user)
}

/// Writes an account with what the request expands, and with a link to itself.
fn expanded(call: &Call<'_>, account: Account) -> Value {
    let expand = call.parameters.list("expand").unwrap_or_default();
    let mut user = person(&call.world.options, account);
    let expandable = EXPANSIONS.iter().filter(|name| !expand.contains(name) && **name != "isExternalCollaborator");
    let mut expandable: Value = expandable.map(|name| ((*name).to_owned(), json!(""))).collect();
    expandable["details"] = json!("");
    user["_expandable"] = expandable;
    if expand.contains(&"operations") {
        user["operations"] = json!([{"operation": "use", "targetType": "application"}]);
    }
    if expand.contains(&"personalSpace") {
        user["personalSpace"] = Value::Null;
    }
    user["_links"] = json!({"self": format!("{}/rest/api/user?accountId={}", call.base(), account.id())});
    user
}

fn address(call: &Call<'_>, account: Account) -> Value {
    json!({"accountId": account.id(), "email": account.email(&call.world.options)})
}

fn check_approved(call: &Call<'_>) -> Result<(), Answer> {
    if call.account == Account::Service {
        return Ok(());
    }
    Err(Shape::V1.invalid("The calling app is not approved to use this API"))
}
