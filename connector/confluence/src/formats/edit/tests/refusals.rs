//! What cannot be edited, and what is said about it.

use serde_json::json;

use super::super::EditErrorKind as Kind;
use super::super::edit_adf;
use super::{edits, refused};

const BODY: &str = "<h1>Release plan</h1><h2>Notes</h2><h2>Notes</h2><p>a</p>\
    <table><tr><th>Name</th><th>State</th></tr><tr><td>x</td><td rowspan=\"2\">1</td></tr><tr><td>y</td></tr><tr><td>x</td><td/></tr></table>\
    <ac:structured-macro ac:name=\"anchor\"><ac:parameter ac:name=\"\">top</ac:parameter></ac:structured-macro><table/>";

#[test]
fn errors_say_what_was_not_found_and_what_there_is() {
    let content = json!({ "value": "n" });
    let rows = |more: serde_json::Value| {
        let mut edit = json!({ "op": "set-rows", "table": 1, "rows": [] });
        edit.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        edit
    };
    let table = [
        (
            json!({ "op": "replace-section", "heading": "Release plans", "content": content }),
            Kind::HeadingNotFound,
            "edit 1: there is no heading `Release plans`",
            "There are the headings `Release plan`, `Notes`",
        ),
        (
            json!({ "op": "replace-section", "heading": "Notes", "level": 1, "content": content }),
            Kind::HeadingNotFound,
            "edit 1: there is no heading `Notes` of level 1",
            "There are the headings `Notes`, `Release plan`",
        ),
        (
            json!({ "op": "insert", "place": "after", "heading": "notes", "content": content }),
            Kind::HeadingAmbiguous,
            "edit 1: there are 2 headings `notes`",
            "Say which with `level` or `occurrence`, counted from 1",
        ),
        (
            json!({ "op": "insert", "place": "after", "heading": "Notes", "occurrence": 3, "content": content }),
            Kind::OccurrenceNotFound { there: 2 },
            "edit 1: there are 2 headings `Notes`, not 3",
            "`occurrence` counts from 1, and here up to 2",
        ),
        (
            json!({ "op": "insert", "place": "after", "heading": "Release plan", "occurrence": 2, "content": content }),
            Kind::OccurrenceNotFound { there: 1 },
            "edit 1: there is one heading `Release plan`, not 2",
            "Leave `occurrence` out: there is only one",
        ),
        (
            json!({ "op": "insert", "place": "after", "anchor": "tip", "content": content }),
            Kind::AnchorNotFound,
            "edit 1: there is no anchor `tip`",
            "There are the anchors `top`",
        ),
        (
            json!({ "op": "insert", "place": "section-end", "anchor": "top", "content": content }),
            Kind::Unclear,
            "edit 1: `section-end` needs a `heading`",
            "Say what is missing, and leave out what does not fit",
        ),
        (
            json!({ "op": "replace-text", "find": "b", "replace": "c" }),
            Kind::TextNotFound,
            "edit 1: the text `b` stands nowhere",
            "Give the text as readers see it, from one paragraph, item or cell; or say `optional`",
        ),
        (
            json!({ "op": "replace-text", "find": "Notes", "replace": "c", "occurrence": 3 }),
            Kind::OccurrenceNotFound { there: 2 },
            "edit 1: the text `Notes` stands in 2 places, not 3",
            "`occurrence` counts from 1, and here up to 2",
        ),
        (
            json!({ "op": "replace-text", "find": " ", "replace": "c" }),
            Kind::Unclear,
            "edit 1: the text to replace is empty",
            "Say what is missing, and leave out what does not fit",
        ),
        (
            rows(json!({ "table": 3 })),
            Kind::TableNotFound,
            "edit 1: there are 2 tables, not 3",
            "Tables are counted from 1, in the whole body or under `heading`",
        ),
        (
            rows(json!({ "heading": "Notes", "occurrence": 1 })),
            Kind::TableNotFound,
            "edit 1: there is no table under `Notes`",
            "Tables are counted from 1, in the whole body or under `heading`",
        ),
        (
            rows(json!({ "rows": [{ "Nam": "x" }] })),
            Kind::ColumnNotFound,
            "edit 1: the table has no column `Nam`",
            "The table has the columns `Name`, `State`",
        ),
        (
            rows(json!({ "key": "Name", "rows": [{ "State": "x" }] })),
            Kind::Unclear,
            "edit 1: a row has nothing for the column `Name`, which tells rows apart",
            "Say what is missing, and leave out what does not fit",
        ),
        (
            rows(json!({ "key": "Name", "rows": [{ "Name": "x" }] })),
            Kind::RowUnclear,
            "edit 1: several rows have `x` in the column `Name`",
            "Edit this table with `replace-section`",
        ),
        (
            rows(json!({ "key": "Name", "rows": [{ "Name": "y", "State": "2" }] })),
            Kind::RowUnclear,
            "edit 1: the cell of `State` in row 2 is merged with others",
            "Edit this table with `replace-section`",
        ),
        (
            rows(json!({ "rows": [], "others": "remove" })),
            Kind::RowUnclear,
            "edit 1: row 1 is to be removed and has merged cells",
            "Edit this table with `replace-section`",
        ),
        (
            json!({ "op": "append", "content": { "representation": "atlas_doc_format", "value": "[]" } }),
            Kind::Content(crate::formats::FormatErrorKind::NotStorage),
            "edit 1: content in the Atlassian Document Format does not fit into a body in the storage format",
            "Use Markdown or the storage format",
        ),
        (
            json!({ "op": "append", "content": { "representation": "storage", "value": "<p>" } }),
            Kind::Content(crate::formats::FormatErrorKind::Malformed),
            "edit 1: the content cannot be used: line 1, column 1: `p` is not closed",
            "Close every element, and write `&amp;` and `&lt;` for `&` and `<`",
        ),
    ];
    for (edit, kind, message, hint) in table {
        let error = refused(BODY, json!([edit]));
        assert_eq!((error.kind, error.to_string().as_str(), error.hint().as_str()), (kind, message, hint), "{edit}");
    }
}

/// A component has 1 MiB of stack for itself; that its host has no less for it is for the host to see to.
#[test]
fn the_deepest_bodies_fit_on_a_small_stack() {
    let around = |open: &str, close: &str, depth: usize| [&open.repeat(depth), "a", &close.repeat(depth)].concat();
    let work = move || {
        for body in [
            around("<ul><li>", "</li></ul>", 49),
            around("<blockquote>", "</blockquote>", 98),
            around("<strong><em>", "</em></strong>", 49),
            around("<table><tbody><tr><th>", "</th></tr></tbody></table>", 24),
            around(
                "<ac:structured-macro ac:name=\"expand\"><ac:rich-text-body>",
                "</ac:rich-text-body></ac:structured-macro>",
                49,
            ),
        ] {
            let body = format!("<h1>A</h1>{body}");
            let all = edits(json!([
                { "op": "replace-text", "find": "a", "replace": "b" },
                { "op": "insert", "place": "section-end", "heading": "A", "content": { "value": "b" } },
                { "op": "replace-section", "heading": "A", "content": { "representation": "storage", "value": body } },
            ]));
            super::super::edit_storage(&body, &all).unwrap();
            let _ = super::super::edit_storage(&body, &edits(json!([{ "op": "set-rows", "rows": [{ "x": 1 }] }])));
            let _ = edit_adf(
                "{\"type\":\"doc\"}",
                &edits(json!([{ "op": "append", "content": { "representation": "storage", "value": body } }])),
            );
        }
        let deep = |depth: usize| {
            let (open, close) = ("{\"type\":\"panel\",\"content\":[".repeat(depth), "]}".repeat(depth));
            format!("{{\"type\":\"doc\",\"content\":[{open}{{\"type\":\"text\",\"text\":\"a\"}}{close}]}}")
        };
        let replace = edits(json!([{ "op": "replace-text", "find": "a", "replace": "b" }]));
        assert_eq!(edit_adf(&deep(60), &replace).unwrap().body, deep(60).replace("\"text\":\"a\"", "\"text\":\"b\""));
        assert_eq!(
            edit_adf(&deep(100), &replace).unwrap_err().kind,
            Kind::Body(crate::formats::FormatErrorKind::NotAdf)
        );
    };
    std::thread::Builder::new().stack_size(256 * 1024).spawn(work).unwrap().join().unwrap();
}

#[test]
fn the_edit_at_fault_is_named() {
    let good = json!({ "op": "append", "content": { "value": "x" } });
    let bad = json!({ "op": "replace-text", "find": "y", "replace": "z" });
    let error = refused("", json!([good, bad]));
    assert_eq!((error.edit, error.to_string().as_str()), (Some(1), "edit 2: the text `y` stands nowhere"));
}

#[test]
fn a_broken_body_is_no_fault_of_the_edits() {
    let error = refused("<p>", json!([]));
    assert_eq!(error.to_string(), "the body cannot be edited: line 1, column 1: `p` is not closed");
    assert_eq!(connector_sdk::Error::from(error).kind, connector_sdk::ErrorKind::Service);
    let error = edit_adf("{}", &edits(json!([]))).unwrap_err();
    assert_eq!(error.kind, Kind::Body(crate::formats::FormatErrorKind::NotAdf));
}
