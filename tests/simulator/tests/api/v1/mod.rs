//! What only v1 has.

mod analytics;
mod attachments;
mod audit;
mod conversions;
mod copies;
mod cql;
mod groups;
mod labels;
mod locked;
mod long_tasks;
mod looks;
mod macros;
mod modules;
mod moves;
mod relations;
mod restrictions;
mod spaces;
mod states;
mod templates;
mod users;
mod versions;
mod watches;

use serde_json::Value;

use crate::client::{Reply, Site, basic, send};

const API: &str = "/wiki/rest/api";

/// Returns a column of a list's rows.
fn column(list: &Value, name: &str) -> Vec<Value> {
    list["results"].as_array().unwrap().iter().map(|row| row[name].clone()).collect()
}

/// Sends a request with the header that guards against forgery.
fn guarded(site: &Site, method: &str, target: &str) -> Reply {
    site.try_send(method, target, &[("x-atlassian-token", "no-check")], b"").unwrap()
}

/// Sends a request as somebody who is no admin.
fn as_other(site: &Site, method: &str, target: &str, body: &Value) -> Reply {
    let other = basic("other.user@example.com", "simulator-other-api-token");
    let headers = [
        ("host", "acme.atlassian.net"),
        ("authorization", other.as_str()),
        ("content-type", "application/json"),
        ("x-atlassian-token", "no-check"),
    ];
    let body = if body.is_null() { String::new() } else { body.to_string() };
    send(&site.simulator.site_origin(), method, target, &headers, body.as_bytes()).unwrap()
}
