use serde_json::value::RawValue;

use super::super::bindings::{manifest as wit, types};
use crate::manifest;

/// Reads a manifest; everything that is not JSON in it is a problem.
pub(in crate::component) fn manifest(manifest: wit::Manifest) -> Result<manifest::Manifest, Vec<String>> {
    let mut reader = Reader { problems: Vec::new() };
    let manifest = manifest::Manifest {
        fields: reader.fields(manifest.fields),
        derived: manifest
            .derived
            .into_iter()
            .map(|field| manifest::DerivedField { name: field.name, label: field.label, hosts: field.hosts })
            .collect(),
        auth_types: manifest
            .auth_types
            .into_iter()
            .map(|auth_type| manifest::AuthType {
                annotations: reader
                    .json(&format!("the annotations of auth type `{}`", auth_type.name), &auth_type.annotations),
                name: auth_type.name,
                label: auth_type.label,
                hint: auth_type.hint,
                fields: reader.fields(auth_type.fields),
                when: conditions(auth_type.when),
                credential: credential(auth_type.credential),
                choose_site: auth_type.choose_site,
            })
            .collect(),
        endpoints: manifest.endpoints.into_iter().map(endpoint).collect(),
        actions: manifest.actions.into_iter().map(|action| reader.action(action)).collect(),
        annotations: reader.json("the annotations", &manifest.annotations),
        name: manifest.name,
        title: manifest.title,
        version: manifest.version,
        description: manifest.description,
    };
    if reader.problems.is_empty() { Ok(manifest) } else { Err(reader.problems) }
}

struct Reader {
    problems: Vec<String>,
}

impl Reader {
    fn json(&mut self, place: &str, text: &str) -> Box<RawValue> {
        RawValue::from_string(text.to_owned()).unwrap_or_else(|_| {
            self.problems.push(format!("{place} are not JSON"));
            RawValue::NULL.to_owned()
        })
    }

    fn document(&mut self, place: &str, text: String) -> manifest::Document {
        manifest::Document::new(text).unwrap_or_else(|_| {
            self.problems.push(format!("{place} are not JSON"));
            manifest::Document::default()
        })
    }

    fn fields(&mut self, fields: Vec<wit::Field>) -> Vec<manifest::Field> {
        fields
            .into_iter()
            .map(|field| manifest::Field {
                annotations: self.json(&format!("the annotations of field `{}`", field.name), &field.annotations),
                name: field.name,
                label: field.label,
                hint: field.hint,
                kind: field_kind(field.kind),
                required: field.required,
                default: field.default,
                pattern: field.pattern,
                when: conditions(field.when),
                advanced: field.advanced,
            })
            .collect()
    }

    fn action(&mut self, action: wit::Action) -> manifest::Action {
        let of = format!("of action `{}`", action.name);
        manifest::Action {
            input_schema: self.document(&format!("the inputs {of}"), action.input_schema),
            output_schema: self.document(&format!("the outputs {of}"), action.output_schema),
            item_schema: action.item_schema.map(|schema| self.document(&format!("the items {of}"), schema)),
            annotations: self.json(&format!("the annotations {of}"), &action.annotations),
            schema_depends: action.schema_depends,
            name: action.name,
            title: action.title,
            description: action.description,
            group: action.group,
            effect: match action.effect {
                wit::Effect::Read => manifest::Effect::Read,
                wit::Effect::Write => manifest::Effect::Write,
                wit::Effect::Remove => manifest::Effect::Remove,
            },
            removes_given: conditions(action.removes_given),
            repeatable: action.repeatable,
            resumable: action.resumable,
            routes: action
                .routes
                .into_iter()
                .map(|route| manifest::Route {
                    endpoint: route.endpoint,
                    request: route.request,
                    scopes: route.scopes,
                    when: conditions(route.when),
                    given: conditions(route.given),
                })
                .collect(),
            when: conditions(action.when),
            deprecated: action.deprecated,
        }
    }
}

fn field_kind(kind: wit::FieldKind) -> manifest::FieldKind {
    match kind {
        wit::FieldKind::Text => manifest::FieldKind::Text,
        wit::FieldKind::Secret(secret) => {
            manifest::FieldKind::Secret(manifest::Secret { multiline: secret.multiline, expires: secret.expires })
        }
        wit::FieldKind::Url => manifest::FieldKind::Url,
        wit::FieldKind::Subdomain(suffix) => manifest::FieldKind::Subdomain(suffix),
        wit::FieldKind::Email => manifest::FieldKind::Email,
        wit::FieldKind::Boolean => manifest::FieldKind::Boolean,
        wit::FieldKind::Integer => manifest::FieldKind::Integer,
        wit::FieldKind::Date => manifest::FieldKind::Date,
        wit::FieldKind::Choice(choices) => manifest::FieldKind::Choice(
            choices
                .into_iter()
                .map(|choice| manifest::Choice { value: choice.value, label: choice.label, hint: choice.hint })
                .collect(),
        ),
    }
}

fn credential(credential: wit::Credential) -> manifest::Credential {
    match credential {
        wit::Credential::None => manifest::Credential::None,
        wit::Credential::Basic(basic) => {
            manifest::Credential::Basic { username: basic.username, password: basic.password }
        }
        wit::Credential::Bearer(field) => manifest::Credential::Bearer(field),
        wit::Credential::Oauth2(oauth2) => manifest::Credential::Oauth2(Box::new(self::oauth2(oauth2))),
    }
}

fn oauth2(oauth2: wit::Oauth2) -> manifest::OAuth2 {
    manifest::OAuth2 {
        grant: match oauth2.grant {
            wit::Grant::AuthorizationCode(code) => manifest::Grant::AuthorizationCode(manifest::AuthorizationCode {
                url: code.url,
                parameters: code.parameters,
                pkce: code.pkce,
                issuer: code.issuer,
            }),
            wit::Grant::ClientCredentials => manifest::Grant::ClientCredentials,
        },
        token_url: oauth2.token_url,
        client_id: oauth2.client_id,
        client_secret: oauth2.client_secret,
        client_authentication: match oauth2.client_authentication {
            wit::ClientAuthentication::Body => manifest::ClientAuthentication::Body,
            wit::ClientAuthentication::Basic => manifest::ClientAuthentication::Basic,
            wit::ClientAuthentication::None => manifest::ClientAuthentication::None,
        },
        token_request: match oauth2.token_request {
            wit::TokenRequest::Form => manifest::TokenRequest::Form,
            wit::TokenRequest::Json => manifest::TokenRequest::Json,
        },
        token_parameters: oauth2.token_parameters,
        scopes: oauth2.scopes,
        account_scopes: oauth2.account_scopes,
        scope_sets: oauth2
            .scope_sets
            .into_iter()
            .map(|set| manifest::ScopeSet { name: set.name, label: set.label, hint: set.hint, scopes: set.scopes })
            .collect(),
        scope_field: oauth2.scope_field,
        scopes_field: oauth2.scopes_field,
        idle_days: oauth2.idle_days,
        refresh_when: oauth2.refresh_when.into_iter().map(response_match).collect(),
        refresh_unless: oauth2.refresh_unless.into_iter().map(response_match).collect(),
        token_errors: oauth2
            .token_errors
            .into_iter()
            .map(|error| manifest::TokenError {
                status: error.status,
                code: error.code,
                meaning: match error.meaning {
                    wit::TokenErrorMeaning::Reconnect => manifest::TokenErrorMeaning::Reconnect,
                    wit::TokenErrorMeaning::Configuration => manifest::TokenErrorMeaning::Configuration,
                    wit::TokenErrorMeaning::Retry => manifest::TokenErrorMeaning::Retry,
                },
            })
            .collect(),
    }
}

fn response_match(response: types::ResponseMatch) -> manifest::ResponseMatch {
    manifest::ResponseMatch { status: response.status, header: response.header, body_contains: response.body_contains }
}

fn endpoint(endpoint: wit::Endpoint) -> manifest::Endpoint {
    manifest::Endpoint {
        name: endpoint.name,
        rules: endpoint
            .rules
            .into_iter()
            .map(|rule| manifest::EndpointRule {
                auth_types: rule.auth_types,
                when: conditions(rule.when),
                base_url: rule.base_url,
                link_bases: rule.link_bases,
                authenticated: rule.authenticated,
            })
            .collect(),
        redirect_hosts: endpoint
            .redirect_hosts
            .into_iter()
            .map(|redirect| manifest::RedirectHost { host: redirect.host, when: conditions(redirect.when) })
            .collect(),
        redirect_within: endpoint.redirect_within,
        rate_limits: endpoint
            .rate_limits
            .into_iter()
            .map(|limit| manifest::RateLimit {
                per: match limit.per {
                    wit::LimitScope::Connection => manifest::LimitScope::Connection,
                    wit::LimitScope::Client => manifest::LimitScope::Client,
                },
                requests: limit.requests,
                seconds: limit.seconds,
                concurrent: limit.concurrent,
            })
            .collect(),
    }
}

fn conditions(conditions: Vec<wit::Condition>) -> Vec<manifest::Condition> {
    conditions
        .into_iter()
        .map(|condition| manifest::Condition { field: condition.field, values: condition.values })
        .collect()
}
