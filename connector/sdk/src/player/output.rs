//! What the exports beside `perform` return, and what an action is left waiting with, as cases write it.

use serde_json::{Map, Value, json};

use crate::{Account, OptionPage, Schemas, Site};

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

/// `{"items": [{"value": …, "label": …, "hint": …}], "next": …}`; hint and next are left out where there is none.
pub fn options(page: &OptionPage) -> Value {
    let items = page.items.iter().map(|item| {
        let mut written = json!({ "value": item.value, "label": item.label });
        if let Some(hint) = &item.hint {
            written["hint"] = hint.as_str().into();
        }
        written
    });
    let mut written = json!({ "items": items.collect::<Vec<_>>() });
    if let Some(next) = &page.next {
        written["next"] = next.as_str().into();
    }
    written
}

/// `{"input": …, "output": …}`; what is as the manifest says is left out.
pub fn schemas(narrowed: &Schemas, described: &Schemas) -> Value {
    let parts = [("input", &narrowed.input, &described.input), ("output", &narrowed.output, &described.output)];
    let changed = parts.into_iter().filter(|(_, narrowed, described)| narrowed != described);
    Value::Object(changed.map(|(name, narrowed, _)| (name.to_owned(), narrowed.clone())).collect::<Map<_, _>>())
}

/// What stands in the place of an output where an action is left waiting.
pub fn waiting(resume: &Value, after: u64, message: &str) -> Value {
    json!({ "waiting": { "resume": resume, "after": after, "message": message } })
}
