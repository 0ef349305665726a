//! `GET /user/current`.

use http::StatusCode;
use serde_json::{Value, json};

use crate::answer::{Answer, Reply};
use crate::site::Call;
use crate::store::{ACCOUNT_ID, DISPLAY_NAME};

const EXPANSIONS: &[&str] = &["operations", "personalSpace", "isExternalCollaborator"];

/// Returns the one user.
pub(crate) fn current(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &["expand"])?;
    let expand = call.parameters.choices("expand", EXPANSIONS)?.unwrap_or_default();
    let mut user = author(&call.world.options.email);
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
    let base = call.world.base();
    let own = format!("{base}/rest/api/user?accountId={ACCOUNT_ID}");
    user["_links"] = json!({"self": own, "base": base, "context": "/wiki"});
    Ok(Answer::json(StatusCode::OK, &user))
}

/// Writes the user as v1 has it wherever it names one.
pub(super) fn author(email: &str) -> Value {
    json!({
        "type": "known",
        "accountId": ACCOUNT_ID,
        "accountType": "atlassian",
        "email": email,
        "publicName": DISPLAY_NAME,
        "profilePicture": {"path": "/wiki/aa-avatar/default", "width": 48, "height": 48, "isDefault": true},
        "displayName": DISPLAY_NAME,
        "isExternalCollaborator": false,
        "isGuest": false,
    })
}
