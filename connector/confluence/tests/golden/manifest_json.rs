use connector_sdk::serde_json::{Map, Value, from_str, json, to_value};
use connector_sdk::{
    AuthType, Choice, Condition, Credential, DerivedField, Effect, Endpoint, EndpointRule, Field, FieldKind,
    LimitScope, Manifest, ManifestAction, ManifestRoute, RateLimit, RedirectHost,
};

use crate::oauth2_json::oauth2;

/// The manifest as JSON: the names of the contract in camel case, cases in kebab-case, documents as they are.
pub(crate) fn manifest(manifest: &Manifest) -> Value {
    json!({
        "name": manifest.name,
        "title": manifest.title,
        "version": manifest.version,
        "description": manifest.description,
        "fields": each(&manifest.fields, field),
        "derived": each(&manifest.derived, derived),
        "authTypes": each(&manifest.auth_types, auth_type),
        "endpoints": each(&manifest.endpoints, endpoint),
        "actions": each(&manifest.actions, action),
        "annotations": document(&manifest.annotations),
    })
}

fn field(field: &Field) -> Value {
    without_null(json!({
        "name": field.name,
        "label": field.label,
        "hint": field.hint,
        "kind": field_kind(&field.kind),
        "required": field.required,
        "default": field.default,
        "pattern": field.pattern,
        "when": each(&field.when, condition),
        "advanced": field.advanced,
        "annotations": document(&field.annotations),
    }))
}

fn field_kind(kind: &FieldKind) -> Value {
    match kind {
        FieldKind::Text => "text".into(),
        FieldKind::Secret(secret) => json!({
            "secret": without_null(json!({ "multiline": secret.multiline, "expires": secret.expires })),
        }),
        FieldKind::Url => "url".into(),
        FieldKind::Subdomain(suffix) => json!({ "subdomain": suffix }),
        FieldKind::Email => "email".into(),
        FieldKind::Boolean => "boolean".into(),
        FieldKind::Integer => "integer".into(),
        FieldKind::Date => "date".into(),
        FieldKind::Choice(choices) => json!({ "choice": each(choices, choice) }),
    }
}

fn choice(choice: &Choice) -> Value {
    without_null(json!({ "value": choice.value, "label": choice.label, "hint": choice.hint }))
}

fn derived(field: &DerivedField) -> Value {
    json!({ "name": field.name, "label": field.label, "hosts": field.hosts })
}

fn condition(condition: &Condition) -> Value {
    json!({ "field": condition.field, "values": condition.values })
}

fn auth_type(auth_type: &AuthType) -> Value {
    without_null(json!({
        "name": auth_type.name,
        "label": auth_type.label,
        "hint": auth_type.hint,
        "fields": each(&auth_type.fields, field),
        "when": each(&auth_type.when, condition),
        "credential": credential(&auth_type.credential),
        "chooseSite": auth_type.choose_site,
        "annotations": document(&auth_type.annotations),
    }))
}

fn credential(credential: &Credential) -> Value {
    match credential {
        Credential::None => "none".into(),
        Credential::Basic(basic) => json!({ "basic": { "username": basic.username, "password": basic.password } }),
        Credential::Bearer(token) => json!({ "bearer": token }),
        Credential::Oauth2(grant) => json!({ "oauth2": oauth2(grant) }),
    }
}

fn endpoint(endpoint: &Endpoint) -> Value {
    json!({
        "name": endpoint.name,
        "rules": each(&endpoint.rules, rule),
        "redirectHosts": each(&endpoint.redirect_hosts, redirect_host),
        "redirectWithin": endpoint.redirect_within,
        "rateLimits": each(&endpoint.rate_limits, rate_limit),
    })
}

fn redirect_host(redirect: &RedirectHost) -> Value {
    let when = (!redirect.when.is_empty()).then(|| each(&redirect.when, condition));
    without_null(json!({ "host": redirect.host, "when": when }))
}

fn rate_limit(limit: &RateLimit) -> Value {
    let per = match limit.per {
        LimitScope::Connection => "connection",
        LimitScope::Client => "client",
    };
    without_null(json!({
        "per": per,
        "requests": limit.requests,
        "seconds": limit.seconds,
        "concurrent": limit.concurrent,
    }))
}

fn rule(rule: &EndpointRule) -> Value {
    json!({
        "authTypes": rule.auth_types,
        "when": each(&rule.when, condition),
        "baseUrl": rule.base_url,
        "linkBases": rule.link_bases,
        "authenticated": rule.authenticated,
    })
}

fn action(action: &ManifestAction) -> Value {
    let routes = each(&action.routes, |route| {
        let given = (!route.given.is_empty()).then(|| each(&route.given, condition));
        without_null(json!({
            "endpoint": route.endpoint,
            "request": route.request,
            "scopes": route.scopes,
            "when": each(&route.when, condition),
            "given": given,
        }))
    });
    without_null(json!({
        "name": action.name,
        "title": action.title,
        "description": action.description,
        "group": action.group,
        "inputSchema": document(&action.input_schema),
        "outputSchema": document(&action.output_schema),
        "itemSchema": action.item_schema.as_deref().map(document),
        "schemaDepends": (!action.schema_depends.is_empty()).then_some(&action.schema_depends),
        "effect": effect(action.effect),
        "removesGiven": (!action.removes_given.is_empty()).then(|| each(&action.removes_given, condition)),
        "repeatable": action.repeatable,
        "resumable": action.resumable.then_some(true),
        "routes": routes,
        "when": each(&action.when, condition),
        "deprecated": action.deprecated,
        "annotations": document(&action.annotations),
    }))
}

/// A route and its scopes in one line; ` | ` stands between sets of which one is enough.
pub(crate) fn route_line(route: &ManifestRoute) -> String {
    let sets: Vec<String> = route.scopes.iter().map(|set| set.join(" ")).collect();
    if sets.is_empty() { route.request.clone() } else { format!("{} [{}]", route.request, sets.join(" | ")) }
}

/// The name of an effect.
pub(crate) fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Read => "read",
        Effect::Write => "write",
        Effect::Remove => "remove",
    }
}

/// The schemas of an action.
pub(crate) fn schemas(action: &ManifestAction) -> Value {
    without_null(json!({
        "input": document(&action.input_schema),
        "output": document(&action.output_schema),
        "item": action.item_schema.as_deref().map(document),
    }))
}

pub(crate) fn each<T>(items: &[T], json: impl Fn(&T) -> Value) -> Vec<Value> {
    items.iter().map(json).collect()
}

fn document(text: &str) -> Value {
    from_str(text).unwrap_or_else(|error| panic!("not JSON: {error}: {text}"))
}

pub(crate) fn without_null(value: Value) -> Value {
    let Value::Object(fields) = value else { return value };
    to_value(fields.into_iter().filter(|(_, value)| !value.is_null()).collect::<Map<_, _>>()).unwrap_or_default()
}
