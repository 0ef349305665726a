//! Plain text.

use crate::formats::{adf_plain_text, plain_text};

#[test]
fn storage_as_plain_text() {
    let table = [
        ("<p>a&nbsp;&amp;  <strong>b</strong><br/>c</p><p/><h1>d</h1>", "a\u{a0}& b\nc\nd"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n- b"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td><p>c</p><p>d</p></td><td/></tr></table>", "a\tb\nc d\t"),
        (
            "<ac:task-list><ac:task><ac:task-status>complete</ac:task-status><ac:task-body>a</ac:task-body></ac:task></ac:task-list>",
            "[x] a",
        ),
        (
            "<p>see <ac:link><ri:page ri:content-title=\"T\"/></ac:link> <ac:link><ri:user ri:account-id=\"1\"/></ac:link></p>",
            "see T @mention",
        ),
        (
            "<ac:structured-macro ac:name=\"code\"><ac:parameter ac:name=\"language\">x</ac:parameter><ac:plain-text-body><![CDATA[a <b>]]></ac:plain-text-body></ac:structured-macro>",
            "a <b>",
        ),
        (
            "<p><ac:structured-macro ac:name=\"status\"><ac:parameter ac:name=\"colour\">Red</ac:parameter><ac:parameter ac:name=\"title\">Late</ac:parameter></ac:structured-macro> <time datetime=\"2027-01-02\"/></p>",
            "Late 2027-01-02",
        ),
    ];
    for (storage, text) in table {
        assert_eq!(plain_text(storage).unwrap(), text.trim_end(), "{storage}");
    }
}

#[test]
fn adf_as_plain_text() {
    let document = r#"{ "type": "doc", "version": 1, "content": [
        { "type": "heading", "attrs": { "level": 1 }, "content": [{ "type": "text", "text": "Plan" }] },
        { "type": "paragraph", "content": [
            { "type": "text", "text": "By ", "marks": [{ "type": "strong" }] },
            { "type": "mention", "attrs": { "id": "1", "text": "@Ops" } },
            { "type": "hardBreak" },
            { "type": "date", "attrs": { "timestamp": "1804032000000" } },
            { "type": "emoji", "attrs": { "shortName": ":tada:", "text": "🎉" } }
        ] },
        { "type": "bulletList", "content": [{ "type": "listItem", "content": [
            { "type": "paragraph", "content": [{ "type": "text", "text": "one" }] }] }] },
        { "type": "taskList", "content": [{ "type": "taskItem", "attrs": { "state": "DONE" }, "content": [
            { "type": "text", "text": "done" }] }] },
        { "type": "table", "content": [{ "type": "tableRow", "content": [
            { "type": "tableHeader", "content": [{ "type": "paragraph", "content": [{ "type": "text", "text": "a" }] }] },
            { "type": "tableCell", "content": [{ "type": "paragraph", "content": [{ "type": "text", "text": "b" }] }] }] }] },
        { "type": "expand", "attrs": { "title": "More" }, "content": [
            { "type": "codeBlock", "content": [{ "type": "text", "text": "x = 1" }] }] }
    ] }"#;
    assert_eq!(adf_plain_text(document).unwrap(), "Plan\nBy @Ops\n2027-03-03🎉\n- one\n[x] done\na\tb\nMore\nx = 1");
}
