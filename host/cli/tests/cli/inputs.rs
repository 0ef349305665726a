//! Inputs of actions.

use insta::assert_snapshot;
use serde_json::json;

use crate::home::{Home, Outcome, simulator};

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    assert_snapshot!("input_missing", home.run(&["run", "get-page"]));
    let document = r#"{"limit": 1000, "status": ["nowhere"], "titel": "x", "all": "yes"}"#;
    assert_snapshot!("input_wrong", home.run(&["run", "list-pages", "--input", document]));
    assert_snapshot!("input_mistyped", home.run(&["run", "list-pages", "--set", "limit=many"]));
    assert_snapshot!("input_not_json", home.run(&["run", "list-pages", "--input", "{limit: 1}"]));
    assert_snapshot!("input_missing_file", home.run(&["run", "list-pages", "--input", "@missing.json"]));
    assert_snapshot!("input_no_object", home.run(&["run", "list-pages", "--input", "[]"]));
    let place = ["run", "edit-page", "--set", "id=1", "--set", "edits.0.op=append"];
    assert_snapshot!("input_place_in_list", home.run(&place));
    assert_snapshot!("input_space_missing", home.run(&["run", "create-page", "--set", "title=New"]));
    std::fs::create_dir(home.path().join("empty")).unwrap();
    let tree = ["run", "publish-tree", "--set", "spaceKey=DOCS", "--set", "tree=docs", "--file", "pages=empty"];
    assert_snapshot!("input_folder_empty", home.run(&tree));
    assert_snapshot!("input_file_needed", home.run(&["run", "upload-attachment", "--set", "pageId=1"]));
    assert_snapshot!(
        "input_file_unknown",
        home.run(&["run", "upload-attachment", "--set", "pageId=1", "--set", "file=a.txt"])
    );
    let edits = r#"{"id": "1", "edits": [{"op": "append", "contents": {"value": "x"}}, {"op": "remove"}, {"find": "x"},
        {"op": "set-rows", "rows": [{"key": "a", "cells": {"b": []}}]}]}"#;
    assert_snapshot!("input_choices", home.run(&["run", "edit-page", "--input", edits]));
    let error = home.run(&["run", "get-page", "--json"]).error();
    assert_eq!(error["kind"], "invalid-input");
    assert!(simulator.requests().is_empty());
}

#[test]
fn an_input_comes_from_an_argument_a_file_or_standard_input() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let document = r#"{"limit": 1}"#;
    home.file("input.json", document);
    let expected = home.run(&["run", "list-pages", "--set", "limit=1"]);
    assert_eq!(expected.json()["results"].as_array().unwrap().len(), 1);
    for input in [document, "@input.json"] {
        assert_eq!(home.run(&["run", "list-pages", "--input", input]).stdout, expected.stdout);
    }
    assert_eq!(home.run_with(&["run", "list-pages", "--input", "-"], document).stdout, expected.stdout);
}

#[test]
fn a_field_takes_the_text_of_a_file_or_of_standard_input() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let text = "<p>Grüße</p>\n";
    home.file("page.html", text);
    home.file("limit", "5\n");
    home.file("latin.txt", b"gr\xfc\xdfe");
    let create = ["run", "create-page", "--dry-run", "--set", "spaceId=98305", "--set", "body.representation=storage"];
    let sent = |more: &[&str]| home.run_with(&[&create[..], more].concat(), "<p>typed</p>\r\n");
    let body = |outcome: Outcome| {
        let request = &outcome.json()["request"]["body"];
        (request["title"].clone(), request["body"]["value"].clone())
    };
    let of_file = sent(&["--set", "title=New", "--set-file", "body.value=page.html"]);
    assert_eq!(body(of_file), (json!("New"), json!("<p>Grüße</p>")), "without the line break at its end");
    let typed = sent(&["--set", "title=New", "--set-file", "body.value=-"]);
    assert_eq!(body(typed), (json!("New"), json!("<p>typed</p>")));
    // What others wrote must not become a file of this machine.
    let literal = sent(&["--set", "title=@page.html", "--set", "body.value=@nobody"]);
    let said = "warning: `title` is the text `@page.html` itself\nhint: `--set-file title=PATH`";
    assert!(literal.stderr.contains(said), "{literal}");
    assert_eq!(body(literal), (json!("@page.html"), json!("@nobody")));
    let listed = home.run(&["run", "list-pages", "--set-file", "limit=limit"]);
    assert_eq!(listed.json()["results"].as_array().unwrap().len(), 5, "as a number too");
    assert_snapshot!("set_missing_file", sent(&["--set", "title=New", "--set-file", "body.value=nobody"]));
    assert_snapshot!("set_no_text", sent(&["--set", "title=New", "--set-file", "body.value=latin.txt"]));
    assert_snapshot!("set_two_inputs", sent(&["--set-file", "title=-", "--set-file", "body.value=-"]));
    let both = ["run", "create-page", "--input", "-", "--set-file", "title=-"];
    assert_eq!(home.run_with(&both, "{}").code, Some(2));
}

#[test]
fn files_that_cannot_be_given_are_told() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let file = home.file("a.txt", "x");
    let given = format!("id={}", file.display());
    assert_snapshot!("file_not_taken", home.run(&["run", "get-page", "--file", &given]));
    assert_snapshot!("file_missing", home.run(&["run", "upload-attachment", "--file", "file=missing.txt"]));
    home.file("a.txt", "a");
    let twice = home.run(&["run", "upload-attachment", "--file", "file=a.txt", "--file", "file=a.txt"]);
    assert!(twice.code == Some(3) && twice.stderr.contains("/file: takes one file, and got two"), "{twice}");
}

#[test]
fn the_connection_must_be_named_where_there_are_several() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    assert_eq!(home.add("other", crate::home::TOKEN).code, Some(0));
    assert_snapshot!("which_connection", home.run(&["run", "list-spaces"]));
    assert_eq!(home.run(&["run", "list-spaces", "-c", "other"]).code, Some(0));
    assert_snapshot!("no_connection", Home::with_connector().run(&["run", "list-spaces"]));
}

#[test]
fn a_dry_run_prints_the_request_and_sends_no_write() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let create = [
        "run",
        "create-page",
        "--set",
        "title=New",
        "--set",
        "spaceId=98305",
        "--set",
        "body.representation=storage",
        "--set",
        "body.value=<p>x</p>",
    ];
    let planned = home.run(&[&create[..], &["--dry-run"]].concat());
    assert_snapshot!("dry_run", planned);
    assert_eq!(planned.json()["request"]["body"]["title"], "New");
    assert_snapshot!("dry_run_offline", home.run(&["run", "list-spaces", "--dry-run=offline"]));
    assert!(simulator.requests().is_empty());
    let read = home.run(&["run", "list-spaces", "--dry-run"]);
    assert!(read.json()["results"].is_array(), "{read}");
    assert_eq!(home.run(&["run", "list-spaces"]).json(), json!(read.json()));
}
