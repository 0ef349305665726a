//! What `check`, `sites` and `resolve` return, as cases write it.

use serde_json::{Map, Value, json};

use crate::{Account, Site};

/// `{"id": …, "name": …, "email": …, "details": {…}}`; the email is left out where there is none.
pub fn account(account: &Account) -> Value {
    let mut written = json!({
        "id": account.id,
        "name": account.name,
        "details": serde_json::from_str::<Value>(&account.details).unwrap_or_default(),
    });
    if let Some(email) = &account.email {
        written["email"] = email.as_str().into();
    }
    written
}

/// A list of `{"id": …, "name": …, "url": …, "wanted": …, "fields": {…}}`.
pub fn sites(sites: &[Site]) -> Value {
    let written = |site: &Site| {
        json!({
            "id": site.id,
            "name": site.name,
            "url": site.url,
            "wanted": site.wanted,
            "fields": pairs(&site.fields),
        })
    };
    sites.iter().map(written).collect()
}

/// Names and their values as an object.
pub fn pairs(pairs: &[(String, String)]) -> Value {
    Value::Object(pairs.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect::<Map<_, _>>())
}
