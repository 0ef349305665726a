//! Large bodies: what would take minutes where each part is looked at once for each other part.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{adf, storage};
use crate::formats::from_markdown;
use crate::formats::storage::Document;

fn marker(id: usize, text: &str) -> String {
    format!("<ac:inline-comment-marker ac:ref=\"{id}\">{text}</ac:inline-comment-marker>")
}

/// A text of its own for each comment, all of which begin alike.
fn commented(id: usize) -> String {
    format!("a comment on passage {id} of the text")
}

#[test]
fn many_comments_stay_on_their_texts() {
    let count = 5_000;
    let body = (0..count).map(|id| format!("<p>{}</p>", marker(id, &commented(id)))).collect::<Vec<_>>().concat();
    let paragraph = |id| format!("<p>{}, <b>{}</b></p>", "x ".repeat(20), commented(id));
    let new = (0..count).rev().map(paragraph).collect::<Vec<_>>().concat();
    let edited = storage(
        &format!("<h1>A</h1>{body}"),
        json!([{ "op": "replace-section", "heading": "A", "content": { "representation": "storage", "value": new } }]),
    );
    assert!(edited.lost_comments.is_empty());
    assert_eq!(edited.body.matches("ac:ref").count(), count);
    assert!(edited.body.ends_with(&format!("<b>{}</b></p>", marker(0, &commented(0)))));
}

#[test]
fn many_comments_stay_on_their_texts_in_the_document_format() {
    let count = 5_000;
    let mark = |id: usize| json!({ "type": "annotation", "attrs": { "annotationType": "inlineComment", "id": id.to_string() } });
    let paragraph = |node: Value| json!({ "type": "paragraph", "content": [node] });
    let text = |id: usize| json!({ "type": "text", "text": commented(id), "marks": [mark(id)] });
    let mut nodes =
        vec![json!({ "type": "heading", "attrs": { "level": 1 }, "content": [{ "type": "text", "text": "A" }] })];
    nodes.extend((0..count).map(|id| paragraph(text(id))));
    let new = (0..count).rev().map(|id| format!("- {}\n", commented(id))).collect::<Vec<_>>().concat();
    let (after, edited) =
        adf(&nodes.into(), json!([{ "op": "replace-section", "heading": "A", "content": { "value": new } }]));
    assert!(edited.lost_comments.is_empty());
    assert_eq!(after[1]["content"][count - 1]["content"][0]["content"][0], text(0));
}

#[test]
fn comments_on_texts_that_are_nearly_everywhere_come_to_an_end() {
    let body: String = (0..3_000).map(|id| marker(id, &format!("{}{id}", "a".repeat(100)))).collect();
    let edited = storage(
        &format!("<h1>A</h1><p>{body}</p>"),
        json!([{ "op": "replace-section", "heading": "A",
            "content": { "representation": "storage", "value": format!("<p>{}</p>", "a".repeat(400_000)) } }]),
    );
    assert_eq!(edited.lost_comments.len(), 3_000);
}

#[test]
fn a_text_that_spans_elements_is_replaced_in_many_places() {
    let count = 60_000;
    let edited =
        storage(&"<b>a</b><i>b</i>,".repeat(count), json!([{ "op": "replace-text", "find": "ab", "replace": "c" }]));
    assert_eq!(edited.body, "<b>c</b>,".repeat(count));
}

#[test]
fn a_text_that_spans_nodes_is_replaced_in_many_places() {
    let count = 50_000;
    let nodes = |texts: &[&str]| -> Value {
        let node = |text: &&str| json!({ "type": "text", "text": text, "marks": [{ "type": *text }] });
        let content: Vec<Value> = (0..count).flat_map(|_| texts.iter().map(node)).collect();
        json!([{ "type": "paragraph", "content": content }])
    };
    let (after, edited) =
        adf(&nodes(&["a", "b", ","]), json!([{ "op": "replace-text", "find": "ab", "replace": "a" }]));
    assert_eq!(edited.done[0].changes, count);
    assert!(after == nodes(&["a", ","]));
}

#[test]
fn lines_are_replaced_in_many_places() {
    let nodes = |texts: &[&str]| -> Value {
        let line = |text: &&str| [json!({ "type": "text", "text": text }), json!({ "type": "hardBreak" })];
        let lines: Vec<Value> = texts.iter().flat_map(line).collect();
        json!([{ "type": "paragraph", "content": vec![lines; 100_000].concat() }])
    };
    let (after, _) = adf(&nodes(&["a"]), json!([{ "op": "replace-text", "find": "a", "replace": "b\nc" }]));
    assert!(after == nodes(&["b", "c"]));
}

#[test]
fn a_long_run_of_white_space_is_looked_at_once() {
    let body = format!("<p>a{}b</p>", " ".repeat(400_000));
    let edited = storage(&body, json!([{ "op": "replace-text", "find": " c", "replace": "d", "optional": true }]));
    assert_eq!(edited.body, body);
    let edited = storage(&body, json!([{ "op": "replace-text", "find": " b", "replace": "d" }]));
    assert_eq!(edited.body, "<p>ad</p>");
}

#[test]
fn a_tag_may_have_many_attributes() {
    let mut body = String::from("<p");
    for number in 0..120_000 {
        let _ = write!(body, " a{number}=\"v{number}\"");
    }
    body.push_str(" />");
    assert_eq!(Document::parse(&body).unwrap().write(), body);
}

#[test]
fn a_table_may_have_many_columns() {
    let count = 1_000_000;
    let storage = from_markdown(&format!("{}\n{}", "|a".repeat(count), "|-:".repeat(count))).unwrap();
    assert_eq!(storage.matches("<th><p style=\"text-align: right;\">a</p></th>").count(), count);
}
