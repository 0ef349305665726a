//! Markdown in the Atlassian Document Format.

use serde_json::json;

use super::super::{EditErrorKind, edit_adf};
use super::adf;
use crate::formats::FormatErrorKind;

#[test]
fn markdown_becomes_nodes() {
    let text = |text: &str| json!({ "type": "text", "text": text });
    let marked = |text: &str, marks: serde_json::Value| json!({ "type": "text", "text": text, "marks": marks });
    let p = |content: serde_json::Value| json!({ "type": "paragraph", "content": content });
    let item = |content: serde_json::Value| json!({ "type": "listItem", "content": content });
    let table = [
        (
            "## A *b*",
            json!([{ "type": "heading", "attrs": { "level": 2 }, "content": [text("A "), marked("b", json!([{ "type": "em" }]))] }]),
        ),
        (
            "a **b** `c` ~~d~~ <u>e</u> <sub>f</sub>",
            json!([p(json!([
                text("a "),
                marked("b", json!([{ "type": "strong" }])),
                text(" "),
                marked("c", json!([{ "type": "code" }])),
                text(" "),
                marked("d", json!([{ "type": "strike" }])),
                text(" "),
                marked("e", json!([{ "type": "underline" }])),
                text(" "),
                marked("f", json!([{ "type": "subsup", "attrs": { "type": "sub" } }]))
            ]))]),
        ),
        (
            "[a](https://x.example) <https://y.example> [@m](user:1:2)",
            json!([p(json!([
                marked("a", json!([{ "type": "link", "attrs": { "href": "https://x.example" } }])), text(" "),
                { "type": "inlineCard", "attrs": { "url": "https://y.example" } }, text(" "),
                { "type": "mention", "attrs": { "id": "1:2", "text": "" } }
            ]))]),
        ),
        ("a\\\nb\n\n---", json!([p(json!([text("a"), { "type": "hardBreak" }, text("b")])), { "type": "rule" }])),
        (
            "1. a\n   - b\n2. c",
            json!([{ "type": "orderedList", "attrs": { "order": 1 }, "content": [
            item(json!([p(json!([text("a")])), { "type": "bulletList", "content": [item(json!([p(json!([text("b")]))]))] }])),
            item(json!([p(json!([text("c")]))]))
        ] }]),
        ),
        (
            "- [x] a\n- [ ] b",
            json!([{ "type": "taskList", "attrs": { "localId": "task-1" }, "content": [
            { "type": "taskItem", "attrs": { "localId": "task-2", "state": "DONE" }, "content": [text("a")] },
            { "type": "taskItem", "attrs": { "localId": "task-3", "state": "TODO" }, "content": [text("b")] }
        ] }]),
        ),
        (
            "```rust\nfn a() {}\n```",
            json!([{ "type": "codeBlock", "attrs": { "language": "rust" }, "content": [text("fn a() {}")] }]),
        ),
        (
            "> [!WARNING]\n> a",
            json!([{ "type": "panel", "attrs": { "panelType": "warning" }, "content": [p(json!([text("a")]))] }]),
        ),
        ("> a", json!([{ "type": "blockquote", "content": [p(json!([text("a")]))] }])),
        (
            "| a |\n|-|\n| |",
            json!([{ "type": "table", "content": [
            { "type": "tableRow", "content": [{ "type": "tableHeader", "attrs": {}, "content": [p(json!([text("a")]))] }] },
            { "type": "tableRow", "content": [{ "type": "tableCell", "attrs": {}, "content": [p(json!([]))] }] }
        ] }]),
        ),
        (
            "![a](https://x.example/a.png)",
            json!([{ "type": "mediaSingle", "attrs": { "layout": "center" }, "content": [
            { "type": "media", "attrs": { "type": "external", "url": "https://x.example/a.png", "alt": "a" } }
        ] }]),
        ),
        (
            "on `<time datetime=\"2027-03-03\" />`{=confluence}",
            json!([p(json!([text("on "), { "type": "date", "attrs": { "timestamp": "1804032000000" } }]))]),
        ),
        (
            "```{=confluence}\n<ac:structured-macro ac:name=\"toc\"><ac:parameter ac:name=\"maxLevel\">2</ac:parameter></ac:structured-macro>\n```",
            json!([
                { "type": "extension", "attrs": { "extensionType": "com.atlassian.confluence.macro.core", "extensionKey": "toc", "parameters": {
                    "macroParams": { "maxLevel": { "value": "2" } }, "macroMetadata": { "schemaVersion": { "value": "1" }, "title": "toc" } }, "layout": "default" } }
            ]),
        ),
    ];
    for (markdown, nodes) in table {
        let (content, _) = adf(&json!([]), json!([{ "op": "append", "content": { "value": markdown } }]));
        assert_eq!(content, nodes, "{markdown}");
    }
}

#[test]
fn what_has_no_form_is_refused() {
    let table = [
        ("[a](page:T)", "a link to a page, a space or an attachment by its name"),
        ("![a](b.png)", "an attached image"),
        ("- # a", "`heading` inside of `listItem`"),
        ("> # a", "`heading` inside of `blockquote`"),
        ("- | a |\n  |-|", "`table` inside of `listItem`"),
        ("a ![b](https://x.example/b.png)", "an image inside of a line"),
    ];
    for (markdown, what) in table {
        let edits = super::edits(json!([{ "op": "append", "content": { "value": markdown } }]));
        let error = edit_adf("{\"type\":\"doc\"}", &edits).unwrap_err();
        assert_eq!(error.kind, EditErrorKind::Content(FormatErrorKind::NotInAdf));
        let expected =
            format!("edit 1: the content cannot be used: {what} has no form in the Atlassian Document Format");
        assert_eq!(error.to_string(), expected, "{markdown}");
    }
}
