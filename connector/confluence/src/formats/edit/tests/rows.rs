//! Rows of tables.

use serde_json::{Value, json};

use super::{adf, storage};

const HEAD: &str =
    "<table data-layout=\"wide\"><colgroup><col/></colgroup><tbody>\n<tr><th><p>Service</p></th><th>State</th></tr>\n";

fn table(rows: &str) -> String {
    format!("{HEAD}{rows}</tbody></table>")
}

#[test]
fn rows_are_set_by_a_column() {
    let api = "<tr local-id=\"1\"><td><p local-id=\"2\"><strong>api</strong></p></td><td data-highlight-colour=\"#fff\"><p style=\"text-align: right;\">up</p></td></tr>";
    let web = "<tr><td>web</td><td/></tr>";
    let cases = [
        // What says the same stays, whatever its spelling.
        (
            json!({ "key": "service", "rows": [{ "Service": "api", "State": "up" }, { "Service": "web", "State": "" }] }),
            [api, web].concat(),
            0,
        ),
        (json!({ "key": "Service", "rows": [{ "Service": "**api**", "State": "up" }] }), [api, web].concat(), 0),
        (
            json!({ "key": "Service", "rows": [{ "Service": "**api**", "State": "_down_" }, { "Service": "web", "State": 3 }] }),
            [api.replace(">up<", "><em>down</em><"), "<tr><td>web</td><td><p>3</p></td></tr>".to_owned()].concat(),
            2,
        ),
        (
            json!({ "key": "Service", "rows": [{ "Service": "db|x", "State": true }] }),
            [api, web, "<tr><td><p>db|x</p></td><td><p>true</p></td></tr>"].concat(),
            1,
        ),
        (json!({ "key": "Service", "rows": [{ "Service": "web" }], "others": "remove" }), web.to_owned(), 1),
        (
            json!({ "rows": [{ "Service": "a\nb" }] }),
            [api, web, "<tr><td><p>a<br />b</p></td><td><p /></td></tr>"].concat(),
            1,
        ),
        (
            json!({ "rows": [{ "Service": "web", "State": "1." }], "others": "remove", "representation": "plain" }),
            api.replace("<strong>api</strong>", "web").replace(">up<", ">1.<"),
            3,
        ),
    ];
    for (edit, rows, changes) in cases {
        let mut edit = edit;
        edit["op"] = "set-rows".into();
        let edited = storage(&table(&[api, web].concat()), json!([edit]));
        assert_eq!(edited.body, table(&rows), "{edit}");
        assert_eq!(edited.done[0].changes, changes, "{edit}");
    }
}

#[test]
fn a_table_is_found_under_its_heading() {
    let body = format!("{}<h2>B</h2>{}<h2>C</h2>{}", table(""), table(""), table(""));
    let edited = storage(&body, json!([{ "op": "set-rows", "heading": "B", "rows": [{ "Service": "x" }] }]));
    let row = "<tr><td><p>x</p></td><td><p /></td></tr>";
    let end = "<tr><th><p>Service</p></th><th>State</th></tr>";
    let expected =
        format!("{}<h2>B</h2>{}<h2>C</h2>{}", table(""), table("").replace(end, &format!("{end}{row}")), table(""));
    assert_eq!(edited.body, expected);
}

#[test]
fn comments_in_cells_stay_with_their_texts() {
    let row = |cell: &str| format!("<tr><td>api</td><td><p>{cell}</p></td></tr>");
    let body = table(&row("now <ac:inline-comment-marker ac:ref=\"1\">up</ac:inline-comment-marker>"));
    let set = |state: &str| {
        let edit = json!({ "op": "set-rows", "key": "Service", "rows": [{ "Service": "api", "State": state }] });
        storage(&body, json!([edit]))
    };
    let edited = set("back up again");
    assert_eq!(
        edited.body,
        table(&row("back <ac:inline-comment-marker ac:ref=\"1\">up</ac:inline-comment-marker> again"))
    );
    assert!(edited.lost_comments.is_empty());
    assert_eq!(set("down").lost_comments[0].text, "up");
}

#[test]
fn numbered_rows_go_on_counting() {
    let row = |number: usize, text: &str| {
        format!("<tr><td class=\"numberingColumn\">{number}</td><td><p>{text}</p></td></tr>")
    };
    let head = "<table><tbody><tr><th class=\"numberingColumn\" /><th>What</th></tr>";
    let body = format!("{head}{}</tbody></table>", row(1, "a"));
    let edited = storage(&body, json!([{ "op": "set-rows", "rows": [{ "What": "b" }, { "What": "c" }] }]));
    assert_eq!(edited.body, format!("{head}{}{}{}</tbody></table>", row(1, "a"), row(2, "b"), row(3, "c")));
}

fn cell(kind: &str, text: &str) -> Value {
    let content = if text.is_empty() { json!([]) } else { json!([{ "type": "text", "text": text }]) };
    json!({ "type": kind, "attrs": { "x": 1 }, "content": [{ "type": "paragraph", "content": content }] })
}

#[test]
fn rows_in_the_document_format() {
    let row =
        |kind: &str, texts: [&str; 2]| json!({ "type": "tableRow", "content": texts.map(|text| cell(kind, text)) });
    let body = |rows: Vec<Value>| {
        let rows = [vec![row("tableHeader", ["Service", "State"])], rows].concat();
        json!([{ "type": "table", "attrs": { "localId": "7", "odd": [] }, "content": rows }])
    };
    let before = body(vec![row("tableCell", ["api", "up"]), row("tableCell", ["web", ""])]);
    let (after, edited) = adf(
        &before,
        json!([{ "op": "set-rows", "key": "Service", "others": "remove",
        "rows": [{ "Service": "api", "State": "down" }, { "Service": "db" }] }]),
    );
    assert_eq!(after, body(vec![row("tableCell", ["api", "down"]), row("tableCell", ["db", ""])]));
    assert_eq!(edited.done[0].description, "set 1 cells, added 1 rows, removed 1 rows");
    let (after, edited) =
        adf(&before, json!([{ "op": "set-rows", "key": "Service", "rows": [{ "Service": "api", "State": "up" }] }]));
    assert_eq!((after, edited.done[0].changes), (before, 0));
}
