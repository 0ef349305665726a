use std::collections::BTreeMap;

use serde_json::Value;

use crate::manifest::{Action, OAuth2};

/// The scopes that a connection's form asks for, with those that are always asked for.
pub(crate) fn requested(oauth2: &OAuth2, fields: &BTreeMap<String, String>) -> Vec<String> {
    let value = |name: &Option<String>| name.as_ref().and_then(|name| fields.get(name)).map(String::as_str);
    let listed = value(&oauth2.scopes_field).filter(|listed| !listed.trim().is_empty());
    let chosen: Vec<String> = if let Some(listed) = listed {
        listed.split([' ', ',', '\n']).filter(|scope| !scope.is_empty()).map(str::to_owned).collect()
    } else {
        let named = value(&oauth2.scope_field).and_then(|name| oauth2.scope_set(name));
        named.or(oauth2.scope_sets.first()).map(|set| set.scopes.clone()).unwrap_or_default()
    };
    let mut all: Vec<String> = Vec::new();
    for scope in chosen.into_iter().chain(oauth2.scopes.iter().cloned()) {
        if !all.contains(&scope) {
            all.push(scope);
        }
    }
    all
}

/// The scopes that an action needs on a connection for an input and that were not granted. Where a route is content with one of several
/// sets, the one that lacks least counts.
pub(crate) fn lacking<'a>(
    action: &Action,
    value: impl Fn(&str) -> Option<&'a str> + Copy,
    input: &Value,
    granted: &[String],
) -> Vec<String> {
    let mut lacking: Vec<String> = Vec::new();
    for route in action.routes.iter().filter(|route| route.serves(value, Some(input))) {
        let least = route
            .scopes
            .iter()
            .map(|set| set.iter().filter(|scope| !granted.contains(scope)).collect::<Vec<_>>())
            .min_by_key(Vec::len);
        for scope in least.into_iter().flatten() {
            if !lacking.contains(scope) {
                lacking.push(scope.clone());
            }
        }
    }
    lacking
}

/// The scopes that some actions need on a connection, and no more: of several sets that a route is content with, the first.
pub(crate) fn least<'a, 'b>(
    actions: impl IntoIterator<Item = &'a Action>,
    value: impl Fn(&str) -> Option<&'b str> + Copy,
) -> Vec<String> {
    let mut needed: Vec<String> = Vec::new();
    for route in actions.into_iter().flat_map(|action| &action.routes).filter(|route| route.serves(value, None)) {
        for scope in route.scopes.first().into_iter().flatten() {
            if !needed.contains(scope) {
                needed.push(scope.clone());
            }
        }
    }
    needed
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn action() -> Action {
        serde_json::from_value(json!({
            "name": "move-page", "title": "", "description": "", "group": "", "inputSchema": {}, "outputSchema": {},
            "effect": "write", "repeatable": false, "when": [], "annotations": {},
            "routes": [
                {"endpoint": "api", "request": "GET /a", "when": [], "scopes": [["read:a"], ["read:x", "read:y"]]},
                {"endpoint": "api", "request": "PUT /a", "when": [], "scopes": [["write:a", "read:a"]]},
                {"endpoint": "api", "request": "GET /b", "when": [], "scopes": []},
                {"endpoint": "api", "request": "GET /c", "scopes": [["read:c"]],
                 "when": [{"field": "deployment", "values": ["other"]}]},
                {"endpoint": "api", "request": "GET /d", "when": [], "scopes": [["read:d"]],
                 "given": [{"field": "type", "values": ["d"]}]},
                {"endpoint": "api", "request": "GET /f", "when": [], "scopes": [["read:f"]],
                 "given": [{"field": "place", "values": ["*"]}]},
                {"endpoint": "api", "request": "GET /e", "when": [], "scopes": [["read:a"]],
                 "given": [{"field": "type", "values": ["", "a"]}]},
            ],
        }))
        .unwrap()
    }

    #[test]
    fn what_lacks_least_is_named_once() {
        let lacking = |granted: &[&str]| {
            let granted: Vec<String> = granted.iter().map(|scope| (*scope).to_owned()).collect();
            lacking(&action(), |_| None, &json!({"type": null}), &granted)
        };
        assert_eq!(lacking(&[]), ["read:a", "write:a"]);
        assert_eq!(lacking(&["read:x", "read:y", "write:a"]), ["read:a"]);
        assert_eq!(lacking(&["read:a"]), ["write:a"]);
        assert!(lacking(&["read:a", "write:a"]).is_empty());
    }

    #[test]
    fn what_another_input_needs_is_not_named() {
        let granted = ["read:a", "write:a"].map(str::to_owned);
        for (input, missing) in [
            (json!({}), &[][..]),
            (json!({"type": "a"}), &[]),
            (json!({"type": "d"}), &["read:d"]),
            (json!({"type": 1}), &[]),
            (json!({"place": "x"}), &["read:f"]),
            (json!({"place": ["x"]}), &["read:f"]),
            (json!({"place": ""}), &[]),
            (json!({"place": true}), &["read:f"]),
            (json!({"place": false}), &[]),
        ] {
            assert_eq!(lacking(&action(), |_| None, &input, &granted), missing, "{input}");
        }
    }
}
