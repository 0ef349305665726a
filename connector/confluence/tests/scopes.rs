//! Scopes: what each route needs, and that the sets of the form hold that and nothing else.

#![expect(clippy::unwrap_used, reason = "what panics here fails a test")]

use std::collections::BTreeSet;

use connector_confluence::Confluence;
use connector_sdk::player::{Case, Replay, play_case};
use connector_sdk::serde_json::{Value, from_value, json};
use connector_sdk::{Condition, Connector, Context, Credential, ErrorKind, Manifest, ManifestRoute};

fn manifest() -> Manifest {
    connector_sdk::describe::<Confluence>()
}

fn set(manifest: &Manifest, auth_type: &str, name: &str) -> BTreeSet<String> {
    let auth_type = manifest.auth_types.iter().find(|found| found.name == auth_type).unwrap();
    let Credential::Oauth2(oauth2) = &auth_type.credential else { panic!("{} is not OAuth 2.0", auth_type.name) };
    let found = oauth2.scope_sets.iter().find(|set| set.name == name).unwrap();
    assert_eq!(found.scopes.iter().collect::<BTreeSet<_>>().len(), found.scopes.len(), "{name} repeats a scope");
    found.scopes.iter().cloned().collect()
}

fn is_on_prem(when: &[Condition]) -> bool {
    when.iter().any(|condition| condition.values == ["uri"])
}

/// Whether Confluence asks for no scope at all.
fn needs_none(route: &ManifestRoute) -> bool {
    route.request.ends_with(" /wiki/api/v2/admin-key")
}

/// Every route on Cloud that needs scopes, with the name of its action.
fn cloud_routes(manifest: &Manifest) -> Vec<(&str, &ManifestRoute)> {
    let routes = manifest
        .actions
        .iter()
        .filter(|action| !is_on_prem(&action.when))
        .flat_map(|action| action.routes.iter().map(|route| (action.name.as_str(), route)))
        .filter(|(action, route)| *action != "api-request" && !is_on_prem(&route.when) && !needs_none(route));
    routes.collect()
}

#[test]
fn every_route_says_its_scopes() {
    for action in manifest().actions {
        for route in &action.routes {
            let none = action.name == "api-request" || needs_none(route);
            assert_eq!(route.scopes.is_empty(), none, "{}: {}", action.name, route.request);
            assert!(route.scopes.iter().all(|set| !set.is_empty()), "{}: {}", action.name, route.request);
        }
    }
}

#[test]
fn an_input_with_the_id_of_its_space_needs_no_scope_to_look_it_up() {
    // Which of their inputs name a space by key, no condition on the fields at the top can tell.
    let unsaid = ["find-page", "create-pages", "create-blogposts"];
    for action in manifest().actions.iter().filter(|action| !unsaid.contains(&action.name.as_str())) {
        for route in action.routes[1..].iter().filter(|route| route.request == "GET /wiki/api/v2/spaces") {
            assert!(!route.given.is_empty(), "{}", action.name);
        }
    }
}

#[test]
fn the_recommended_and_the_granular_set_hold_what_actions_need_and_nothing_else() {
    let manifest = manifest();
    for name in ["recommended", "granular"] {
        let set = set(&manifest, "oauth2", name);
        let mut used = BTreeSet::new();
        for (action, route) in cloud_routes(&manifest) {
            let enough = route.scopes.iter().find(|scopes| scopes.iter().all(|scope| set.contains(scope)));
            used.extend(enough.unwrap_or_else(|| panic!("{name}: {action}: {}", route.request)).iter().cloned());
        }
        assert_eq!(set, used, "{name}");
    }
}

#[test]
fn no_scope_of_data_center_is_asked_of_cloud() {
    let manifest = manifest();
    for name in ["recommended", "granular"] {
        let found = set(&manifest, "oauth2", name);
        assert!(found.iter().all(|scope| scope.contains(':')), "{name}: {found:?}");
    }
}

#[test]
fn no_scope_of_the_granular_set_is_classic() {
    let manifest = manifest();
    let classic = set(&manifest, "oauth2", "classic");
    assert!(classic.is_disjoint(&set(&manifest, "oauth2", "granular")));
    assert!(!classic.is_disjoint(&set(&manifest, "oauth2", "recommended")));
}

#[test]
fn the_classic_set_is_what_the_documentation_lists() {
    let fourteen = [
        "manage:confluence-configuration",
        "read:confluence-content.all",
        "read:confluence-content.permission",
        "read:confluence-content.summary",
        "read:confluence-groups",
        "read:confluence-props",
        "read:confluence-space.summary",
        "read:confluence-user",
        "readonly:content.attachment:confluence",
        "search:confluence",
        "write:confluence-content",
        "write:confluence-file",
        "write:confluence-groups",
        "write:confluence-space",
    ];
    assert_eq!(set(&manifest(), "oauth2", "classic"), fourteen.map(str::to_owned).into());
}

#[test]
fn the_second_api_takes_no_classic_scope() {
    let manifest = manifest();
    let classic = set(&manifest, "oauth2", "classic");
    for (action, route) in cloud_routes(&manifest).into_iter().filter(|(_, route)| route.request.contains("/api/v2/")) {
        assert!(route.scopes.iter().flatten().all(|scope| !classic.contains(scope)), "{action}");
    }
}

#[test]
fn every_scope_of_data_center_reads() {
    let manifest = manifest();
    let route =
        manifest.actions.iter().flat_map(|action| &action.routes).find(|route| is_on_prem(&route.when)).unwrap();
    for name in ["read", "write", "admin", "system-admin"] {
        let set = set(&manifest, "oauth2-data-center", name);
        assert!(route.scopes.iter().any(|scopes| scopes.iter().all(|scope| set.contains(scope))), "{name}");
    }
}

/// Performs an action through the gateway, which finds that the token lacks a scope.
fn refused(action: &str, input: &Value, request: &str, body: &Value, granted: Option<&[&str]>, message: &str) {
    let mut case: Case = from_value(json!({
        "description": "",
        "connection": {"address": "subdomain", "authType": "oauth2", "cloudId": "1"},
        "scopes": granted,
        "input": input,
        "exchanges": [{
            "request": request,
            "body": body,
            "status": 401,
            "response": {"code": 401, "message": "Unauthorized; scope does not match"},
        }],
        "error": {
            "kind": "forbidden",
            "message": message,
            "hint": "Sign in with a set that has it, once the app has it in Atlassian's developer console; a later sign-in with \
                     the same app may have taken it away",
            "status": 401,
        },
    }))
    .unwrap();
    action.clone_into(&mut case.action);
    assert_eq!(play_case::<Confluence>(&case), Vec::<String>::new(), "{granted:?}");
}

#[test]
fn the_only_scope_that_would_do_is_missing() {
    let needs = "the credential lacks a scope for this, which needs `read:page:confluence`";
    let lacks = "the credential lacks the scope `read:page:confluence`";
    for (granted, message) in [(None, lacks), (Some(&[][..]), lacks), (Some(&["read:page:confluence"]), needs)] {
        let request = "GET /wiki/api/v2/pages/1/labels";
        refused("list-labels", &json!({"id": "1"}), request, &Value::Null, granted, message);
    }
}

#[test]
fn of_several_scopes_the_nearest_is_missing_where_it_is_known_what_was_granted() {
    let either = "the credential lacks a scope for this, which needs `write:confluence-content`, or \
                  `read:label:confluence` and `write:label:confluence`";
    let lacks = "the credential lacks the scope `write:confluence-content`";
    for (granted, message) in [(None, either), (Some(&["search:confluence"][..]), lacks)] {
        let input = json!({"id": "1", "labels": ["a"]});
        let body = json!([{"prefix": "global", "name": "a"}]);
        refused("add-labels", &input, "POST /wiki/rest/api/content/1/label", &body, granted, message);
    }
}

#[test]
fn a_host_can_read_which_scopes_are_missing() {
    let case: Case = from_value(json!({
        "description": "",
        "connection": {"address": "subdomain", "authType": "oauth2", "cloudId": "1"},
        "scopes": ["write:page:confluence"],
        "exchanges": [],
    }))
    .unwrap();
    let replay = Replay::new(&case);
    let error = Confluence::check(&Context::new::<Confluence>(&replay)).unwrap_err();
    assert_eq!(
        (error.kind, error.missing_scopes.as_slice()),
        (ErrorKind::Forbidden, ["read:confluence-user".to_owned()].as_slice())
    );
}
