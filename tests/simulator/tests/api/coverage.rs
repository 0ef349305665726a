//! Which operations of Confluence Cloud the simulator serves.

use confluence_simulator::{Options, Simulator};
use serde_json::json;

use crate::client::Site;

/// Returns the lines of the tables of facts.
fn lines() -> impl Iterator<Item = &'static str> {
    let tables = [include_str!("../../src/contract/v2.txt"), include_str!("../../src/contract/v1.txt")];
    tables.into_iter().flat_map(str::lines).filter(|line| !line.starts_with('#'))
}

/// Returns method and path of every operation, `{}` for each id.
fn operations() -> Vec<(&'static str, &'static str)> {
    lines().filter(|line| !line.starts_with(' ')).filter_map(|line| line.split_once(' ')).collect()
}

#[test]
fn every_operation_is_served() {
    let site = Site::start();
    let operations = operations();
    assert_eq!(operations.len(), 348);
    let gaps: Vec<String> = operations
        .iter()
        .filter(|(method, path)| {
            let target = path.replace("{}", "1");
            site.try_send(method, &target, &[], b"").unwrap().status == 501
        })
        .map(|(method, path)| format!("{method} {path}"))
        .collect();
    assert!(gaps.is_empty(), "not served:\n{}", gaps.join("\n"));
}

#[test]
fn every_operation_refuses_a_parameter_that_it_does_not_know() {
    let site = Site::start();
    for (method, path) in operations() {
        let target = format!("{}?nonsense=1", path.replace("{}", "1"));
        let headers = [("x-atlassian-token", "no-check"), ("content-type", "application/json")];
        let refused = site.try_send(method, &target, &headers, b"").unwrap();
        assert_eq!(refused.status, 400, "{method} {path}");
        assert!(refused.text().contains("Unknown query parameter 'nonsense'"), "{method} {path}: {}", refused.text());
    }
}

#[test]
fn every_operation_refuses_to_go_without_what_it_requires() {
    let site = Site::start();
    let (mut operation, mut checked) = (("", ""), 0);
    for line in lines() {
        let target = operation.1.replace("{}", "1");
        if let Some((name, _)) = line.strip_prefix("  ? ").and_then(|rest| rest.split_once("* ")) {
            let refused = site.send(operation.0, &target, &json!({}));
            assert_eq!(refused.status, 400, "{operation:?} without {name}");
            checked += 1;
        } else if let Some(body) = line.strip_prefix("  body {") {
            for wrong in [json!([]), json!("text"), json!({"nonsense": 1})] {
                assert_eq!(site.send(operation.0, &target, &wrong).status, 400, "{operation:?} with {wrong}");
            }
            let requires = body.split_once(':').is_some_and(|(name, _)| name.ends_with('*'));
            if requires {
                assert_eq!(site.send(operation.0, &target, &json!({})).status, 400, "{operation:?} with nothing");
            }
            checked += 1;
        } else if let Some(named) = line.split_once(' ').filter(|_| !line.starts_with(' ')) {
            operation = named;
        }
    }
    assert!(checked > 80, "{checked}");
}

#[test]
fn every_write_of_the_first_version_wants_the_header_that_guards_against_forgery() {
    let documented = Options { guards_all_writes: false, ..Options::default() };
    let (strict, lenient) = (Site::start(), Site { simulator: Simulator::start(documented).unwrap() });
    let mut guarded = 0;
    for (method, path) in operations().into_iter().filter(|(method, path)| *method != "GET" && !path.contains("/v2/")) {
        let target = path.replace("{}", "1");
        let headers = [("content-type", "application/json")];
        let refused = strict.try_send(method, &target, &headers, b"{}").unwrap();
        assert_eq!((refused.status, refused.text().as_str()), (403, "XSRF check failed"), "{method} {path}");
        let reply = lenient.try_send(method, &target, &headers, b"{}").unwrap();
        guarded += usize::from(reply.text() == "XSRF check failed");
        assert_ne!(strict.send(method, &target, &json!({})).text(), "XSRF check failed", "{method} {path}");
    }
    assert_eq!(guarded, 9, "watches alone; uploads are no JSON and stand in no table");
}
