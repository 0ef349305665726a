//! `GET /user/current`.

use http::StatusCode;
use serde_json::{Value, json};

use crate::accounts::Account;
use crate::answer::{Answer, Reply};
use crate::options::Options;
use crate::site::Call;

const EXPANSIONS: &[&str] = &["operations", "personalSpace", "isExternalCollaborator"];

/// Returns whoever asks.
pub(crate) fn current(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &["expand"])?;
    let expand = call.parameters.choices("expand", EXPANSIONS)?.unwrap_or_default();
    let mut user = person(&call.world.options, call.account);
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
    let base = call.base();
    let own = format!("{base}/rest/api/user?accountId={}", call.account.id());
    user["_links"] = json!({"self": own, "base": base, "context": "/wiki"});
    Ok(Answer::json(StatusCode::OK, &user))
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
