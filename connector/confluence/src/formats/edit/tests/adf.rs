//! Edits of bodies in the Atlassian Document Format.

use serde_json::{Value, json};

use super::super::edit_adf;
use super::{adf, edits};

fn paragraph(text: &str) -> Value {
    json!({ "type": "paragraph", "content": [{ "type": "text", "text": text }] })
}

fn heading(level: u8, text: &str) -> Value {
    json!({ "type": "heading", "attrs": { "level": level, "localId": "h" }, "content": [{ "type": "text", "text": text }] })
}

#[test]
fn content_is_added_at_places() {
    let anchor = json!({ "type": "inlineExtension", "attrs": { "extensionKey": "anchor", "parameters": { "macroParams": { "": { "value": "here" } } } } });
    let anchored = json!({ "type": "paragraph", "content": [{ "type": "text", "text": "x" }, anchor] });
    let column = |nodes: Vec<Value>| json!({ "type": "layoutSection", "content": [{ "type": "layoutColumn", "attrs": { "width": 33.33 }, "content": nodes }] });
    let (a, n) = (paragraph("a"), paragraph("n"));
    let content = json!({ "value": "n" });
    let cases = [
        (json!([a]), json!({ "op": "append", "content": content }), json!([a, n])),
        (json!([a]), json!({ "op": "prepend", "content": content }), json!([n, a])),
        (
            json!([heading(1, "T"), a, heading(2, "U"), a, heading(1, "V")]),
            json!({ "op": "insert", "place": "section-end", "heading": "t", "content": content }),
            json!([heading(1, "T"), a, heading(2, "U"), a, n, heading(1, "V")]),
        ),
        (
            json!([column(vec![heading(1, "T"), a.clone()])]),
            json!({ "op": "insert", "place": "before", "heading": "T", "content": { "representation": "atlas_doc_format", "value": n.to_string() } }),
            json!([column(vec![n.clone(), heading(1, "T"), a.clone()])]),
        ),
        (
            json!([a, column(vec![anchored.clone(), a.clone()])]),
            json!({ "op": "insert", "place": "after", "anchor": "here", "content": content }),
            json!([a, column(vec![anchored.clone(), n.clone(), a.clone()])]),
        ),
    ];
    for (before, edit, after) in cases {
        let (edited, report) = adf(&before, json!([edit]));
        assert_eq!(edited, after, "{edit}");
        assert_eq!(report.done[0].changes, 1);
    }
}

#[test]
fn sections_keep_what_says_the_same() {
    let odd =
        json!({ "type": "paragraph", "attrs": { "localId": "p" }, "content": [{ "type": "text", "text": "keep" }] });
    let before =
        json!([heading(1, "A"), odd, paragraph("old"), heading(1, "B"), { "type": "unknown", "attrs": { "x": 1.5 } }]);
    let section = |value: &str| json!([{ "op": "replace-section", "heading": "A", "content": { "value": value } }]);
    let (after, report) = adf(&before, section("keep\n\nnew"));
    assert_eq!(after, json!([heading(1, "A"), odd, paragraph("new"), before[3], before[4]]));
    assert_eq!(report.done[0].changes, 1);
    let (after, report) = adf(&before, section("keep\n\nold"));
    assert_eq!((after, report.done[0].changes), (before, 0));
}

#[test]
fn texts_are_replaced_across_nodes() {
    let annotation =
        |id: &str| json!({ "type": "annotation", "attrs": { "annotationType": "inlineComment", "id": id } });
    let text = |text: &str, marks: Value| match marks.as_array().unwrap().is_empty() {
        true => json!({ "type": "text", "text": text }),
        false => json!({ "type": "text", "text": text, "marks": marks }),
    };
    let strong = json!({ "type": "strong" });
    let mention = json!({ "type": "mention", "attrs": { "id": "1", "text": "@ops" } });
    let line = |nodes: Vec<Value>| json!([{ "type": "paragraph", "content": nodes }]);
    let plain = |value: &str| text(value, json!([]));
    let cases = [
        (
            vec![plain("on "), text("Mon", json!([strong])), plain("day a")],
            "Monday",
            "Friday",
            vec![plain("on "), text("Friday", json!([strong])), plain(" a")],
        ),
        (vec![plain("a"), mention.clone(), plain("a")], "a", "b", vec![plain("b"), mention, plain("b")]),
        (
            vec![plain("we "), text("ship", json!([annotation("1")])), plain(".")],
            "we ship",
            "done",
            vec![text("done", json!([annotation("1")])), plain(".")],
        ),
        (
            vec![text("ship it", json!([annotation("1")]))],
            "ship",
            "sell",
            vec![text("sell it", json!([annotation("1")]))],
        ),
        (vec![plain("x a y")], "a", "1\n2", vec![plain("x 1"), json!({ "type": "hardBreak" }), plain("2 y")]),
        (vec![plain("a")], "a", "", vec![]),
    ];
    for (before, find, replace, after) in cases {
        let (edited, report) = adf(&line(before), json!([{ "op": "replace-text", "find": find, "replace": replace }]));
        // Texts with the same marks may be cut.
        assert_eq!(joined(&edited), joined(&line(after)), "{find}");
        assert!(report.lost_comments.is_empty());
    }
    let (_, report) = adf(
        &line(vec![plain("a"), text("b", json!([annotation("1")]))]),
        json!([{ "op": "replace-text", "find": "b", "replace": "" }]),
    );
    assert_eq!(report.lost_comments[0].marker, "1");
}

/// Nodes with neighbouring texts of the same marks made one.
fn joined(nodes: &Value) -> Value {
    let mut out: Vec<Value> = Vec::new();
    for node in nodes[0]["content"].as_array().unwrap() {
        match out.last_mut() {
            Some(last) if last["type"] == "text" && node["type"] == "text" && last["marks"] == node["marks"] => {
                last["text"] = [last["text"].as_str().unwrap(), node["text"].as_str().unwrap()].concat().into();
            }
            _ => out.push(node.clone()),
        }
    }
    out.into()
}

#[test]
fn comments_move_to_the_same_text() {
    let annotation = json!({ "type": "annotation", "attrs": { "annotationType": "inlineComment", "id": "1" } });
    let marked = json!({ "type": "text", "text": "Monday", "marks": [annotation] });
    let before =
        json!([heading(1, "A"), { "type": "paragraph", "content": [{ "type": "text", "text": "on " }, marked] }]);
    let (after, report) =
        adf(&before, json!([{ "op": "replace-section", "heading": "A", "content": { "value": "- Monday, at last" } }]));
    assert_eq!(after[1]["content"][0]["content"][0]["content"][0], marked);
    assert!(report.lost_comments.is_empty());
}

#[test]
fn without_a_change_the_text_stays() {
    let body = "{ \"version\" : 1, \"type\": \"doc\",\"content\":[ {\"type\":\"x\",\"attrs\":{\"width\":33.333333333333336}} ] }";
    let edited = edit_adf(body, &edits(json!([{ "op": "append", "content": { "value": "" } }]))).unwrap();
    assert_eq!(edited.body, body);
    let edited = edit_adf(body, &edits(json!([{ "op": "append", "content": { "value": "a" } }]))).unwrap();
    assert!(
        edited.body.starts_with(
            "{\"version\":1,\"type\":\"doc\",\"content\":[{\"type\":\"x\",\"attrs\":{\"width\":33.333333333333336}},"
        ),
        "{}",
        edited.body
    );
}

#[test]
fn lost_macros_are_named() {
    let toc = json!({ "type": "extension", "attrs": { "extensionKey": "toc" } });
    let (_, report) = adf(
        &json!([heading(1, "A"), toc]),
        json!([{ "op": "replace-section", "heading": "A", "content": { "value": "" } }]),
    );
    assert_eq!(report.lost_macros, ["toc"]);
}
