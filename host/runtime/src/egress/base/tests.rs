use serde_json::{Value, json};

use super::*;

/// A manifest with one endpoint of this one rule, or of none.
fn manifest(rules: &Value) -> Manifest {
    let field = |name: &str, kind: Value| {
        json!({"name": name, "label": name, "kind": kind, "required": false, "when": [], "advanced": false,
            "annotations": {}})
    };
    let manifest = json!({
        "name": "n", "title": "N", "version": "1.0.0", "description": "N.",
        "fields": [
            field("subdomain", json!({"subdomain": ".host.example"})),
            field("uri", json!("url")),
            field("text", json!("text")),
        ],
        "authTypes": [{"name": "token", "label": "T", "fields": [], "when": [], "credential": "none", "annotations": {}}],
        "endpoints": [{"name": "api", "rules": rules, "redirectHosts": [], "redirectWithin": false}],
        "actions": [], "annotations": {},
    });
    serde_json::from_value(manifest).unwrap()
}

fn find(rules: &Value, fields: &[(&str, &str)]) -> Option<Endpoint> {
    let manifest = manifest(rules);
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    resolve(&manifest, &manifest.endpoints[0], &manifest.auth_types[0], &fields)
}

fn rule(base_url: &str) -> Value {
    json!({"authTypes": [], "when": [], "baseUrl": base_url, "linkBases": [], "authenticated": true})
}

#[test]
fn what_secrets_are_sealed_for_is_written_in_one_way() {
    let mut manifest = manifest(&json!([rule("https://{subdomain}.host.example")]));
    insta::assert_snapshot!("destinations", manifest.destinations());
    let plain = manifest.destinations();
    manifest.endpoints[0].redirect_hosts = vec![serde_json::from_value(json!({"host": "media.example"})).unwrap()];
    assert_ne!(manifest.destinations(), plain);
}

#[test]
fn what_oauth2_secrets_are_sealed_for_says_nothing_of_whose_they_are() {
    let oauth2 = json!({"oauth2": {
        "grant": "client-credentials", "tokenUrl": "https://host.example/token", "clientId": "id", "clientSecret": "secret",
        "clientAuthentication": "body", "tokenRequest": "form", "tokenParameters": [], "scopes": ["a"], "scopeSets": [],
        "refreshWhen": [], "refreshUnless": [], "tokenErrors": [],
    }});
    let mut manifest = manifest(&json!([rule("https://{subdomain}.host.example")]));
    manifest.auth_types[0].credential = serde_json::from_value(oauth2).unwrap();
    let sealed_for = manifest.destinations();
    insta::assert_snapshot!("destinations_oauth2", sealed_for);
    let manifest::Credential::Oauth2(oauth2) = &mut manifest.auth_types[0].credential else { unreachable!() };
    oauth2.account_scopes = vec!["who".to_owned()];
    assert_eq!(manifest.destinations(), sealed_for);
}

#[test]
fn a_redirect_host_belongs_to_the_connections_that_it_names() {
    let mut manifest = manifest(&json!([rule("https://{subdomain}.host.example")]));
    let of_text = json!({"host": "media.example", "when": [{"field": "text", "values": ["cloud"]}]});
    manifest.endpoints[0].redirect_hosts = vec![serde_json::from_value(of_text).unwrap()];
    for (text, hosts) in [("cloud", 1), ("own", 0)] {
        let fields = [("subdomain", "acme"), ("text", text)].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let found = resolve(&manifest, &manifest.endpoints[0], &manifest.auth_types[0], &fields.into()).unwrap();
        assert_eq!(found.redirect_hosts.len(), hosts, "{text}");
    }
}

#[test]
fn an_endpoint_that_nothing_says_where_it_is_is_nowhere() {
    let fields = [("subdomain", "acme"), ("uri", "https://own.example/ctx"), ("text", "own.example")];
    assert!(find(&json!([]), &fields).is_none(), "no rule");
    for empty in [
        "",
        " ",
        "/",
        "//host.example",
        "host.example",
        "https://",
        "https:///x",
        "*",
        "https://*",
        "file:///etc/passwd",
        "ftp://host.example",
        "http://host.example",
        "https://u@host.example",
        "https://u:p@host.example",
        "https://host.example/?x",
        "https://host.example/#x",
        "https://{unknown}.host.example",
        "https://{text}",
        "https://{subdomain",
        "https://{uri}",
        "{text}",
        "{uri}{uri}",
        "x{uri}",
    ] {
        assert!(find(&json!([rule(empty)]), &fields).is_none(), "{empty:?}");
    }
    let other = json!({"authTypes": ["other"], "when": [], "baseUrl": "https://h.example", "linkBases": [], "authenticated": true});
    assert!(find(&json!([other]), &fields).is_none(), "another auth type");
    let never = json!({"authTypes": [], "when": [{"field": "text", "values": []}], "baseUrl": "https://h.example",
        "linkBases": [], "authenticated": true});
    assert!(find(&json!([never]), &fields).is_none(), "a condition that nothing fulfils");
    assert!(find(&json!([rule("https://{subdomain}.host.example")]), &[]).is_none(), "a field that is not filled in");
    let first = json!([rule("{uri}"), rule("https://h.example")]);
    assert!(find(&first, &[]).is_none(), "a rule that fits and leads nowhere is not passed over");
}

#[test]
fn only_an_address_that_the_user_wrote_may_be_private() {
    let fields = [("subdomain", "acme"), ("uri", "http://10.0.0.1:8090/ctx")];
    let own = find(&json!([rule("{uri}")]), &fields).unwrap();
    assert_eq!((own.base.as_str(), own.reach), ("http://10.0.0.1:8090/ctx", Reach::Chosen));
    let fixed = find(&json!([rule("https://{subdomain}.host.example/wiki")]), &fields).unwrap();
    assert_eq!((fixed.base.as_str(), fixed.reach), ("https://acme.host.example/wiki", Reach::Public));
}

#[test]
fn a_derived_value_is_a_segment_or_an_allowed_host() {
    assert!(is_whole_segment("https://api.example.com/ex/", ""));
    assert!(is_whole_segment("https://api.example.com/ex/", "/wiki"));
    assert!(!is_whole_segment("https://", "/wiki") && !is_whole_segment("https://api.example.com/ex-", ""));
    assert!(!is_whole_segment("https://api.example.com/ex/", "-x") && !is_whole_segment("", ""));
    assert!(is_whole_host("https://", "") && is_whole_host("https://", "/x"));
    assert!(!is_whole_host("https://", ".example.com") && !is_whole_host("http://", ""));
    for value in ["1324a887-45db-1bf4", "a.b", "~x_1"] {
        assert!(is_segment(value), "{value}");
    }
    for value in ["", ".", "..", "a/b", "a%2fb", "a b", "a?b", "a#b", "a@b", "ä", "a:b", "a\\b"] {
        assert!(!is_segment(value), "{value}");
    }
}

#[test]
fn a_host_pattern_stands_for_whole_labels() {
    assert!(fits_pattern("*.example.com", "a.example.com") && fits_pattern("*.example.com", "a.b.example.com"));
    for host in ["example.com", ".example.com", "aexample.com", "a.example.com.evil.test", "a.example.org"] {
        assert!(!fits_pattern("*.example.com", host), "{host}");
    }
    for host in ["a.example.com", "a-1.b.test"] {
        assert!(is_host(host), "{host}");
    }
    for host in ["", ".", "a..b", "-a.b", "a-.b", "A.b", "a.b.", "127.0.0.1", "1.2", "a_b.c", "a.b:1", "[::1]"] {
        assert!(!is_host(host), "{host}");
    }
}
