use crate::attacks;
use crate::connector::plugin::manifest::{
    Action, AuthType, Basic, Credential, Effect, Endpoint, EndpointRule, Field, FieldKind, Manifest, RedirectHost,
    Route, Secret,
};
use crate::connector::plugin::types::Error;
use crate::exports::connector::plugin::connector::Outcome;
use crate::steps;

type Attack = fn(&str) -> Result<String, Error>;

pub(crate) const ACTIONS: &[(&str, Attack)] = &[
    ("behave", attacks::computing::behave),
    ("loop-forever", attacks::computing::loop_forever),
    ("allocate-without-end", attacks::computing::allocate_without_end),
    ("fill-memory", attacks::computing::fill_memory),
    ("recurse", attacks::computing::recurse),
    ("panic", attacks::computing::panic),
    ("return-no-json", attacks::computing::return_no_json),
    ("remember", attacks::computing::remember),
    ("leave-mark", attacks::memory::leave_mark),
    ("look-for-mark", attacks::memory::look_for_mark),
    ("flood-log", attacks::floods::flood_log),
    ("log-escapes", attacks::floods::log_escapes),
    ("flood-headers", attacks::floods::flood_headers),
    ("flood-list", attacks::floods::flood_list),
    ("flood-requests", attacks::floods::flood_requests),
    ("flood-items", attacks::floods::flood_items),
    ("huge-output", attacks::floods::huge_output),
    ("wait-twice", attacks::floods::wait_twice),
    ("wait-for-nothing", attacks::floods::wait_for_nothing),
    ("path", attacks::requests::path),
    ("link", attacks::requests::link),
    ("header", attacks::requests::header),
    ("undeclared-route", attacks::requests::undeclared_route),
    ("undeclared-method", attacks::requests::undeclared_method),
    ("unknown-endpoint", attacks::requests::unknown_endpoint),
    ("foreign-blob", attacks::requests::foreign_blob),
    ("read-blob", attacks::requests::read_blob),
    ("hash-without-end", attacks::requests::hash_without_end),
    ("read-received", attacks::requests::read_received),
    ("echo", attacks::requests::echo),
    ("read-secret", attacks::requests::read_secret),
    ("lie-about-errors", attacks::requests::lie_about_errors),
    ("sleepless", attacks::requests::slow),
    ("call-anything", attacks::anything::call_anything),
];

/// The actions that take a file.
const FILES: [&str; 2] = ["read-blob", "hash-without-end"];
const FILE: &str = r#"{"type": "object", "properties": {"file": {"type": "string", "x-blob": true}}}"#;

type Step = fn(&str, Option<&str>) -> Result<Outcome, Error>;

/// What takes several calls.
pub(crate) const STEPS: &[(&str, Step)] = &[
    ("walk", steps::walk),
    ("save", steps::save),
    ("save-too-much", steps::save_too_much),
    ("save-no-json", steps::save_no_json),
    ("save-too-soon", steps::save_too_soon),
    ("change-each", steps::change_each),
    ("change-and-wait", steps::change_and_wait),
    ("wait-for-ever", steps::wait_for_ever),
    ("wait-with-too-much", steps::wait_with_too_much),
    ("flood-saves", steps::flood_saves),
];

fn field(name: &str, kind: FieldKind) -> Field {
    Field {
        name: name.into(),
        label: name.into(),
        hint: None,
        kind,
        required: true,
        default: None,
        pattern: None,
        when: vec![],
        advanced: false,
        annotations: "{}".into(),
    }
}

fn action(name: &str) -> Action {
    let any = "{}".to_owned();
    let narrows = matches!(name, "walk" | "save");
    let schema = match name {
        _ if narrows => r#"{"properties":{"steps":{}}}"#.to_owned(),
        _ if FILES.contains(&name) => FILE.to_owned(),
        _ => any.clone(),
    };
    Action {
        name: name.into(),
        title: name.into(),
        description: "Misbehaves.".into(),
        group: "attacks".into(),
        input_schema: schema,
        output_schema: any.clone(),
        item_schema: None,
        schema_depends: if narrows { vec!["steps".to_owned()] } else { vec![] },
        effect: Effect::Write,
        removes_given: Vec::new(),
        repeatable: false,
        resumable: STEPS.iter().any(|(step, _)| *step == name),
        routes: ["GET /wiki/api/v2/pages/{id}", "GET /wiki/api/v2/pages", "POST /wiki/api/v2/pages"]
            .into_iter()
            .map(|request| Route {
                endpoint: "api".into(),
                request: request.into(),
                scopes: vec![],
                when: vec![],
                given: vec![],
            })
            .collect(),
        when: vec![],
        deprecated: None,
        annotations: any,
    }
}

pub(crate) fn manifest() -> Manifest {
    Manifest {
        name: "hostile".into(),
        title: "Hostile".into(),
        version: "0.1.0".into(),
        description: "Misbehaves.".into(),
        fields: vec![field("subdomain", FieldKind::Subdomain(".atlassian.net".into()))],
        derived: vec![],
        auth_types: vec![AuthType {
            name: "api-token".into(),
            label: "API token".into(),
            hint: None,
            fields: vec![
                field("email", FieldKind::Email),
                field("apiToken", FieldKind::Secret(Secret { multiline: false, expires: None })),
            ],
            when: vec![],
            choose_site: false,
            credential: Credential::Basic(Basic { username: "email".into(), password: "apiToken".into() }),
            annotations: "{}".into(),
        }],
        endpoints: vec![Endpoint {
            name: "api".into(),
            rules: vec![EndpointRule {
                auth_types: vec![],
                when: vec![],
                base_url: "https://{subdomain}.atlassian.net".into(),
                link_bases: vec![],
                authenticated: true,
            }],
            redirect_hosts: vec![RedirectHost { host: "api.media.atlassian.com".into(), when: vec![] }],
            redirect_within: true,
            rate_limits: vec![],
        }],
        actions: ACTIONS.iter().map(|(name, _)| *name).chain(STEPS.iter().map(|(name, _)| *name)).map(action).collect(),
        annotations: "{}".into(),
    }
}
