//! The contract's types to the host's own, and back.

use bytes::Bytes;
use serde_json::value::RawValue;

use super::bindings::{Account as WitAccount, http, manifest as wit, types};
use super::imports::milliseconds;
use crate::call::Call;
use crate::connection::Account;
use crate::egress::{Body, Failure, Part, PartValue, Receive, Request, Retry, Target};
use crate::error::{ActionFailure, FailureKind, Problem};
use crate::manifest;

pub(super) fn request(call: &Call, request: http::Request) -> Result<Request, http::Failure> {
    let blob = |id: &str| {
        call.blob(id).ok_or_else(|| http::Failure::Denied("this call may use no blob of this id".to_owned()))
    };
    let body = match request.body {
        None => None,
        Some(http::Body::Content(content)) => {
            Some(Body::Content { media_type: content.media_type, bytes: Bytes::from(content.bytes) })
        }
        Some(http::Body::Blob(content)) => {
            Some(Body::Blob { blob: blob(&content.id)?, media_type: content.media_type })
        }
        Some(http::Body::Form(parts)) => {
            let part = |part: http::Part| {
                let value = match part.value {
                    http::PartValue::Bytes(bytes) => PartValue::Bytes(Bytes::from(bytes)),
                    http::PartValue::Blob(id) => PartValue::Blob(blob(&id)?),
                };
                Ok(Part { name: part.name, file_name: part.file_name, media_type: part.media_type, value })
            };
            Some(Body::Form(parts.into_iter().map(part).collect::<Result<_, http::Failure>>()?))
        }
    };
    Ok(Request {
        method: match request.method {
            http::Method::Get => ::http::Method::GET,
            http::Method::Head => ::http::Method::HEAD,
            http::Method::Post => ::http::Method::POST,
            http::Method::Put => ::http::Method::PUT,
            http::Method::Patch => ::http::Method::PATCH,
            http::Method::Delete => ::http::Method::DELETE,
            http::Method::Options => ::http::Method::OPTIONS,
        },
        endpoint: request.endpoint,
        target: match request.target {
            http::Target::Path(location) => Target::Path { path: location.path, query: location.query },
            http::Target::Link(link) => Target::Link(link),
        },
        headers: request.headers,
        body,
        retry: match request.retry {
            http::Retry::ByMethod => Retry::ByMethod,
            http::Retry::Safe => Retry::Safe,
            http::Retry::Never => Retry::Never,
        },
        receive: match request.receive {
            http::Receive::Memory => Receive::Memory,
            http::Receive::Blob => Receive::Blob,
        },
        timeout: request.timeout.map(milliseconds),
    })
}

pub(super) fn failure(failure: Failure) -> http::Failure {
    match failure {
        Failure::Denied(rule) => http::Failure::Denied(rule),
        Failure::Unauthenticated(message) => http::Failure::Unauthenticated(message),
        Failure::RateLimited(after) => http::Failure::RateLimited(after),
        Failure::TimedOut { sent } => http::Failure::TimedOut(http::TimedOut { sent }),
        Failure::TooLarge(limit) => http::Failure::TooLarge(limit),
        Failure::Unreachable { message, sent } => http::Failure::Unreachable(http::Unreachable { message, sent }),
        Failure::DryRun => http::Failure::DryRun,
    }
}

pub(super) fn action_failure(error: types::Error) -> ActionFailure {
    ActionFailure {
        kind: match error.kind {
            types::ErrorKind::UnknownName => FailureKind::UnknownName,
            types::ErrorKind::InvalidInput => FailureKind::InvalidInput,
            types::ErrorKind::Unauthenticated => FailureKind::Unauthenticated,
            types::ErrorKind::Forbidden => FailureKind::Forbidden,
            types::ErrorKind::NotFound => FailureKind::NotFound,
            types::ErrorKind::Conflict => FailureKind::Conflict,
            types::ErrorKind::RateLimited => FailureKind::RateLimited,
            types::ErrorKind::Unavailable => FailureKind::Unavailable,
            types::ErrorKind::Service => FailureKind::Service,
            types::ErrorKind::Transport => FailureKind::Transport,
            types::ErrorKind::Internal => FailureKind::Internal,
        },
        message: error.message,
        hint: error.hint,
        status: error.status,
        code: error.code,
        trace_id: error.trace_id,
        retry_after: error.retry_after,
        problems: error
            .problems
            .into_iter()
            .map(|problem| Problem { at: problem.at, message: problem.message })
            .collect(),
        uncertain: error.uncertain,
    }
}

pub(super) fn account(account: WitAccount) -> Account {
    Account {
        id: account.id,
        name: account.name,
        email: account.email,
        details: serde_json::from_str(&account.details).unwrap_or_default(),
    }
}

/// Reads a manifest; everything that is not JSON in it is a problem.
pub(super) fn manifest(manifest: wit::Manifest) -> Result<manifest::Manifest, Vec<String>> {
    let mut reader = Reader { problems: Vec::new() };
    let manifest = manifest::Manifest {
        fields: reader.fields(manifest.fields),
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
            input_schema: self.json(&format!("the inputs {of}"), &action.input_schema),
            output_schema: self.json(&format!("the outputs {of}"), &action.output_schema),
            item_schema: action.item_schema.map(|schema| self.json(&format!("the items {of}"), &schema)),
            annotations: self.json(&format!("the annotations {of}"), &action.annotations),
            name: action.name,
            title: action.title,
            description: action.description,
            group: action.group,
            effect: match action.effect {
                wit::Effect::Read => manifest::Effect::Read,
                wit::Effect::Write => manifest::Effect::Write,
                wit::Effect::Remove => manifest::Effect::Remove,
            },
            repeatable: action.repeatable,
            routes: action
                .routes
                .into_iter()
                .map(|route| manifest::Route {
                    endpoint: route.endpoint,
                    request: route.request,
                    when: conditions(route.when),
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
        wit::FieldKind::Secret => manifest::FieldKind::Secret,
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
    }
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
        redirect_hosts: endpoint.redirect_hosts,
        redirect_within: endpoint.redirect_within,
    }
}

fn conditions(conditions: Vec<wit::Condition>) -> Vec<manifest::Condition> {
    conditions
        .into_iter()
        .map(|condition| manifest::Condition { field: condition.field, values: condition.values })
        .collect()
}
