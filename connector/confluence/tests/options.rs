//! Fields that take a value of a list name the list, and what it depends on.

#![expect(clippy::unwrap_used, reason = "what panics here fails a test")]

use std::collections::{BTreeMap, BTreeSet};

use connector_confluence::Confluence;
use connector_sdk::serde_json::{Value, from_str};
use connector_sdk::{Connector, OptionList, player};

/// A field anywhere in the input of an action.
struct Field {
    action: String,
    name: String,
    schema: Value,
    /// The fields that stand beside it, and itself.
    beside: BTreeSet<String>,
}

fn fields() -> Vec<Field> {
    let mut fields = Vec::new();
    for action in connector_sdk::describe::<Confluence>().actions {
        let schema: Value = from_str(&action.input_schema).unwrap();
        let mut found = Vec::new();
        collect(&schema, &mut found);
        let field = |(name, schema, beside)| Field { action: action.name.clone(), name, schema, beside };
        fields.extend(found.into_iter().map(field));
    }
    fields
}

/// Every property of a schema and of what it holds.
fn collect(schema: &Value, found: &mut Vec<(String, Value, BTreeSet<String>)>) {
    match schema {
        Value::Object(keywords) => {
            if let Some(Value::Object(properties)) = keywords.get("properties") {
                let beside: BTreeSet<String> = properties.keys().cloned().collect();
                found.extend(properties.iter().map(|(name, schema)| (name.clone(), schema.clone(), beside.clone())));
            }
            keywords.values().for_each(|value| collect(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
        _ => {}
    }
}

fn lists() -> BTreeSet<&'static str> {
    Confluence::OPTIONS.iter().map(|list: &OptionList| list.name).collect()
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_field_names_a_list_that_exists_and_fields_that_it_stands_beside() {
    let lists = lists();
    let mut faults = Vec::new();
    let mut used = BTreeSet::new();
    for field in fields() {
        let Some(options) = field.schema.get("x-options") else { continue };
        let at = format!("{}: `{}`", field.action, field.name);
        match options["list"].as_str() {
            Some(list) if lists.contains(list) => drop(used.insert(list.to_owned())),
            list => faults.push(format!("{at}: no list {list:?}")),
        }
        for name in options["depends"].as_array().into_iter().flatten() {
            let name = name.as_str().unwrap();
            if name == field.name || !field.beside.contains(name) {
                faults.push(format!("{at}: depends on `{name}`"));
            }
        }
        let words: BTreeSet<&str> = options.as_object().unwrap().keys().map(String::as_str).collect();
        if !words.is_subset(&BTreeSet::from(["list", "depends"])) {
            faults.push(format!("{at}: {words:?}"));
        }
    }
    none(&faults);
    assert_eq!(
        lists.into_iter().filter(|list| !used.contains(*list)).collect::<Vec<_>>(),
        Vec::<&str>::new(),
        "unused"
    );
    assert_eq!(used.len(), Confluence::OPTIONS.len());
}

/// What fields of these names take.
const NAMED: [(&str, &str); 34] = [
    ("accountId", "users"),
    ("accountIds", "users"),
    ("ancestor", "pages"),
    ("anonymousReassignmentRoleId", "space-roles"),
    ("assignedTo", "users"),
    ("attachmentId", "page-attachments"),
    ("blogPostId", "blog-posts"),
    ("blogpostId", "blog-posts"),
    ("completedBy", "users"),
    ("contentId", "pages"),
    ("contentIdContext", "pages"),
    ("contributor", "users"),
    ("createdBy", "users"),
    ("creator", "users"),
    ("favoritedBy", "users"),
    ("group", "groups"),
    ("groupId", "groups"),
    ("groups", "groups"),
    ("guestReassignmentRoleId", "space-roles"),
    ("homepageId", "pages"),
    ("levelId", "classification-levels"),
    ("mention", "users"),
    ("notFavoritedBy", "users"),
    ("ownerId", "users"),
    ("pageId", "pages"),
    ("parentId", "pages"),
    ("roleId", "space-roles"),
    ("spaceId", "spaces"),
    ("spaceKey", "space-keys"),
    ("spaceKeyContext", "space-keys"),
    ("spaceKeys", "space-keys"),
    ("stateId", "content-states"),
    ("userId", "users"),
    ("username", "users"),
];

/// A name that is new, or was somebody's once.
const NO_OPTIONS: [(&str, &str); 2] = [("create-user", "username"), ("create-audit-record", "username")];

#[test]
fn a_field_that_takes_a_value_of_a_list_says_so() {
    let named = BTreeMap::from(NAMED);
    let mut faults = Vec::new();
    for Field { action, name, schema, .. } in fields() {
        let Some(list) = named.get(name.as_str()) else { continue };
        let without = NO_OPTIONS.contains(&(&action, &name));
        let expected = if without { None } else { Some(*list) };
        let found = schema["x-options"]["list"].as_str();
        if found != expected {
            faults.push(format!("{action}: `{name}` has {found:?}, expected {expected:?}"));
        }
    }
    none(&faults);
}

#[test]
fn every_list_has_cases_for_a_search_and_for_data_center_and_a_next_page_where_there_are_pages() {
    let mut seen: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (path, case) in player::read_folder(std::path::Path::new("../../tests/cases")) {
        if case.action != "options" {
            continue;
        }
        let (list, query) = case.query();
        let file = path.file_name().unwrap().to_str().unwrap();
        assert!(file.starts_with(&format!("options.{list}.")), "{file}: of `{list}`");
        let kinds = seen.entry(list).or_default();
        kinds.extend(query.search.is_some().then_some("search"));
        kinds.extend(query.cursor.is_some().then_some("second page"));
        kinds.extend(case.output.as_ref().is_some_and(|page| page["next"].is_string()).then_some("first page"));
        kinds.extend((case.connection.get("address").is_some_and(|way| way == "uri")).then_some("data center"));
    }
    let unpaged = ["classification-levels", "content-states"];
    for list in lists() {
        let mut expected = BTreeSet::from(["search", "data center"]);
        if !unpaged.contains(&list) {
            expected.extend(["first page", "second page"]);
        }
        let found = seen.remove(list).unwrap_or_default();
        assert!(found.is_superset(&expected), "{list}: cases for {found:?}, expected {expected:?}");
    }
}
