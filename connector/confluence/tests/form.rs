//! The form: the order of its auth types, and that every place of a request can be found.

#![expect(clippy::unwrap_used, reason = "what panics here fails a test")]

use std::collections::BTreeSet;

use connector_confluence::Confluence;
use connector_sdk::serde_json::{Value, from_str};
use connector_sdk::{Connector, Credential, Endpoint, FieldKind, Manifest};

/// The conditions of an auth type or rule allow this address.
fn allows(conditions: &[connector_sdk::Condition], address: &str) -> bool {
    conditions
        .iter()
        .filter(|condition| condition.field == "address")
        .all(|condition| condition.values.iter().any(|value| value == address))
}

fn endpoint<'a>(manifest: &'a Manifest, name: &str) -> &'a Endpoint {
    manifest.endpoints.iter().find(|endpoint| endpoint.name == name).unwrap()
}

#[test]
fn the_recommended_auth_type_comes_first_and_rare_ones_last() {
    let manifest = Confluence::manifest();
    let names: Vec<(&str, bool)> = manifest
        .auth_types
        .iter()
        .map(|auth_type| {
            let annotations: Value = from_str(&auth_type.annotations).unwrap();
            (auth_type.name.as_str(), annotations["more"] == true)
        })
        .collect();
    assert_eq!(
        names,
        [
            ("api-token", false),
            ("oauth2", false),
            ("basic", false),
            ("personal-access-token", true),
            ("oauth2-data-center", true),
            ("service-account", true),
            ("access-token", true),
        ]
    );
}

#[test]
fn every_auth_type_reaches_the_api_wherever_it_is_offered() {
    let manifest = Confluence::manifest();
    for auth_type in &manifest.auth_types {
        for address in ["subdomain", "uri"] {
            let reached = endpoint(&manifest, "api").rules.iter().any(|rule| {
                let plain = rule.when.iter().all(|condition| condition.field == "address");
                plain && rule.auth_types.contains(&auth_type.name) && allows(&rule.when, address)
            });
            assert_eq!(reached, allows(&auth_type.when, address), "{} at {address}", auth_type.name);
        }
    }
}

#[test]
fn addresses_are_made_of_fields_that_their_auth_types_have() {
    let manifest = Confluence::manifest();
    for rule in manifest.endpoints.iter().flat_map(|endpoint| &endpoint.rules) {
        assert!(!rule.auth_types.is_empty(), "{}", rule.base_url);
        for name in &rule.auth_types {
            let auth_type = manifest.auth_types.iter().find(|auth_type| auth_type.name == *name).unwrap();
            let asked = manifest.fields.iter().chain(&auth_type.fields).map(|field| field.name.as_str());
            let known: BTreeSet<&str> = asked.chain(manifest.derived.iter().map(|field| field.name.as_str())).collect();
            for template in std::iter::once(&rule.base_url).chain(&rule.link_bases) {
                for field in template.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()) {
                    assert!(known.contains(field), "{name}: `{field}` of {template}");
                }
            }
        }
    }
}

#[test]
fn a_credential_goes_to_no_site_of_others() {
    let manifest = Confluence::manifest();
    for rule in manifest.endpoints.iter().flat_map(|endpoint| &endpoint.rules) {
        let shared = rule.base_url.strip_prefix("https://api.atlassian.com");
        assert!(shared.is_none_or(|path| path == "/oauth/token" || path == "/ex/confluence/{cloudId}"), "{shared:?}");
    }
    assert!(endpoint(&manifest, "tenant").rules.iter().all(|rule| !rule.authenticated));
}

#[test]
fn what_a_credential_names_is_a_field_of_its_kind() {
    for auth_type in Confluence::manifest().auth_types {
        let kind = |name: &str| auth_type.fields.iter().find(|field| field.name == name).map(|field| &field.kind);
        let is_secret = |name: &str| matches!(kind(name), Some(FieldKind::Secret(_)));
        match &auth_type.credential {
            Credential::None => panic!("{} signs nothing", auth_type.name),
            Credential::Basic(basic) => {
                assert!(kind(&basic.username).is_some() && is_secret(&basic.password), "{}", auth_type.name);
            }
            Credential::Bearer(token) => assert!(is_secret(token), "{}", auth_type.name),
            Credential::Oauth2(oauth2) => {
                assert!(kind(&oauth2.client_id).is_some(), "{}", auth_type.name);
                assert!(oauth2.client_secret.as_deref().is_some_and(is_secret), "{}", auth_type.name);
                for name in oauth2.scope_field.iter().chain(&oauth2.scopes_field) {
                    assert!(kind(name).is_some(), "{}: {name}", auth_type.name);
                }
            }
        }
        for field in &auth_type.fields {
            if let FieldKind::Secret(secret) = &field.kind
                && let Some(expires) = &secret.expires
            {
                assert!(matches!(kind(expires), Some(FieldKind::Date)), "{}: {expires}", auth_type.name);
            }
        }
    }
}
