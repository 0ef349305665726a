use connector_sdk::serde_json::json;
use connector_sdk::{Account, Context, Error, ErrorKind, Method, Request, Retry};
use serde::Deserialize;

use crate::form::{is_on_prem, site};

/// What an account is made of.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CurrentUser {
    #[serde(rename = "type")]
    kind: Option<String>,
    account_id: Option<String>,
    account_type: Option<String>,
    user_key: Option<String>,
    username: Option<String>,
    email: Option<String>,
    display_name: Option<String>,
    public_name: Option<String>,
}

/// Says whose the connection is.
pub(crate) fn check(context: &Context<'_>) -> Result<Account, Error> {
    let response = context.send(&Request::new(Method::Get, current_user_path(context)).retry(Retry::Safe))?;
    let user: CurrentUser = response.json()?;
    let id = user.account_id.or(user.user_key).or_else(|| user.username.clone()).and_then(filled);
    let (Some(id), false) = (id, user.kind.as_deref() == Some("anonymous")) else {
        let message = "Confluence takes the caller for an anonymous visitor";
        return Err(Error::from_response(ErrorKind::Unauthenticated, message, &response)
            .hint("Check the credential of the connection"));
    };
    let names = [user.display_name, user.public_name, user.username.clone()];
    let details = json!({
        "type": user.kind,
        "accountType": user.account_type,
        "username": user.username,
        "site": site(context),
    });
    Ok(Account {
        name: names.into_iter().flatten().find_map(filled).unwrap_or_else(|| id.clone()),
        id,
        email: user.email.and_then(filled),
        details: details.to_string(),
    })
}

/// The path of the user whose credential is sent.
fn current_user_path(context: &Context<'_>) -> &'static str {
    if is_on_prem(context) { "/rest/api/user/current" } else { "/wiki/rest/api/user/current" }
}

fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}
