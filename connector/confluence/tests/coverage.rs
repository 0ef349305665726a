//! Every operation of Confluence has an action or a reason; every action asks for operations that exist, with their scopes.
//!
//! The operations stand in `tests/facts/`, taken from Atlassian's OpenAPI documents.

#![expect(clippy::unwrap_used, reason = "what panics here fails a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use connector_confluence::Confluence;
use connector_sdk::{Connector, Entry, Method, Route};

const FACTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/facts");

/// Method and path, with `{}` for each parameter.
type Operation = String;

/// One row of a table, by the names of its columns.
type Row = BTreeMap<String, String>;

fn table(name: &str) -> BTreeMap<Operation, Row> {
    let text = fs::read_to_string(format!("{FACTS}/{name}")).unwrap();
    let mut lines = text.lines();
    let columns: Vec<&str> = lines.next().unwrap().split(',').collect();
    let rows = lines.map(|line| {
        let row: Row =
            columns.iter().zip(line.splitn(columns.len(), ',')).map(|(a, b)| (a.to_string(), b.to_owned())).collect();
        (operation(&format!("{} {}", row["method"], row["path"])), row)
    });
    let found: Vec<(Operation, Row)> = rows.collect();
    let count = found.len();
    let table: BTreeMap<Operation, Row> = found.into_iter().collect();
    assert_eq!(table.len(), count, "{name} repeats an operation");
    table
}

fn operation(route: &str) -> Operation {
    let (method, path) = Route::pattern(route).split_once(' ').unwrap();
    let segments: Vec<&str> =
        path.split('/').map(|segment| if segment.starts_with('{') { "{}" } else { segment }).collect();
    format!("{method} {}", segments.join("/"))
}

fn scopes(text: &str) -> BTreeSet<&str> {
    text.split_whitespace().collect()
}

/// Every route of every action with the action's name; those of `api-request` fit everything, and the files of Data
/// Center's attachments stand beside its REST API.
fn routes() -> impl Iterator<Item = (&'static Entry, &'static connector_sdk::ActionRoute)> {
    Confluence::ACTIONS
        .iter()
        .copied()
        .filter(|entry| entry.name != "api-request")
        .flat_map(|entry| entry.routes().map(move |route| (entry, route)))
        .filter(|(_, route)| !route.route.starts_with("GET /download/attachments/"))
}

fn is_on_prem(route: &connector_sdk::ActionRoute) -> bool {
    route.route.split_once(' ').is_some_and(|(_, path)| path.starts_with("/rest/"))
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_operation_of_cloud_has_an_action_or_a_reason() {
    let reasons = table("exceptions.csv");
    let covered: BTreeSet<Operation> = routes().map(|(_, route)| operation(route.route)).collect();
    let cloud = table("cloud.csv");
    let mut faults = Vec::new();
    for operation in cloud.keys() {
        match (covered.contains(operation), reasons.contains_key(operation)) {
            (false, false) => faults.push(format!("no action: {operation}")),
            (true, true) => faults.push(format!("an action, and a reason for none: {operation}")),
            _ => {}
        }
    }
    faults.extend(reasons.keys().filter(|key| !cloud.contains_key(*key)).map(|key| format!("no operation: {key}")));
    faults
        .extend(reasons.iter().filter(|(_, row)| row["reason"].is_empty()).map(|(key, _)| format!("no reason: {key}")));
    println!("Cloud: {} of {} operations", cloud.keys().filter(|key| covered.contains(*key)).count(), cloud.len());
    none(&faults);
}

#[test]
fn every_action_asks_for_operations_that_exist_with_their_scopes() {
    let (cloud, data_center) = (table("cloud.csv"), table("data-center.csv"));
    let mut faults = Vec::new();
    for (entry, route) in routes() {
        let operation = operation(route.route);
        if is_on_prem(route) {
            if !data_center.contains_key(&operation) {
                faults.push(format!("{}: not in Data Center: {operation}", entry.name));
            }
            continue;
        }
        let Some(row) = cloud.get(&operation) else {
            faults.push(format!("{}: not in Cloud: {operation}", entry.name));
            continue;
        };
        let expected: Vec<BTreeSet<&str>> = [&row["scopes"], &row["other scopes"]]
            .map(|text| scopes(text))
            .into_iter()
            .filter(|set| !set.is_empty())
            .collect();
        let found: Vec<BTreeSet<&str>> = route.scopes.iter().map(|set| set.iter().copied().collect()).collect();
        if found != expected {
            faults.push(format!("{}: {operation}: scopes {found:?}, expected {expected:?}", entry.name));
        }
    }
    none(&faults);
}

#[test]
fn every_query_parameter_exists_and_none_is_forgotten() {
    let reasons = table("parameters.csv");
    let mut sent: BTreeMap<Operation, BTreeSet<String>> = BTreeMap::new();
    for (_, route) in routes() {
        let query = route.route.split_once('?').map_or("", |(_, query)| query);
        let names = query.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, _)| name.to_owned());
        sent.entry(operation(route.route)).or_default().extend(names);
    }
    let mut faults = Vec::new();
    for (name, strict) in [("cloud.csv", true), ("data-center.csv", false)] {
        for (operation, row) in table(name) {
            let Some(sent) = sent.get(&operation) else { continue };
            let known: BTreeSet<&str> = row["query"].split_whitespace().collect();
            let left_out: BTreeSet<&str> =
                reasons.get(&operation).map(|row| row["query"].split_whitespace().collect()).unwrap_or_default();
            faults.extend(
                sent.iter()
                    .filter(|name| !known.contains(name.as_str()))
                    .map(|name| format!("{operation}: no parameter `{name}`")),
            );
            let forgotten = known.iter().filter(|name| !sent.contains(**name) && !left_out.contains(*name));
            if strict {
                faults.extend(forgotten.map(|name| format!("{operation}: `{name}` cannot be given")));
            }
        }
    }
    none(&faults);
}

#[test]
fn the_share_of_data_center_is_known() {
    let data_center = table("data-center.csv");
    let covered: BTreeSet<Operation> = routes().map(|(_, route)| operation(route.route)).collect();
    let share = data_center.keys().filter(|key| covered.contains(*key)).count();
    println!("Data Center: {share} of {} operations, {} %", data_center.len(), share * 100 / data_center.len());
    assert!(share * 100 >= data_center.len() * 60, "{share} of {}", data_center.len());
}

#[test]
fn methods_are_known() {
    for (_, route) in routes() {
        let method = Route::parse(route.route).unwrap().method();
        assert!(!matches!(method, None | Some(Method::Options)), "{}", route.route);
    }
}
