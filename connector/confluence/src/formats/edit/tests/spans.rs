//! Tables whose cells span more than one column or row, in both forms.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::{EditError, Edited, edit_adf, edit_storage};
use super::{EditErrorKind, edits};

type Edits = [(Result<Edited, EditError>, &'static str); 2];

/// Adds a row to a table whose rows have cells with these spans of columns and rows, in both forms.
fn added(rows: &[Vec<(String, String)>]) -> Edits {
    let head = "<tr><th>Name</th></tr>";
    let mut storage = format!("<table><tbody>{head}");
    let name = json!([{ "type": "paragraph", "content": [{ "type": "text", "text": "Name" }] }]);
    let mut nodes = vec![json!({ "type": "tableRow", "content": [{ "type": "tableHeader", "content": name }] })];
    for row in rows {
        let span = |(columns, rows): &(String, String)| format!("<td colspan=\"{columns}\" rowspan=\"{rows}\">x</td>");
        storage.extend(["<tr>", &row.iter().map(span).collect::<Vec<_>>().concat(), "</tr>"]);
        let number = |text: &str| serde_json::from_str::<Value>(text).unwrap_or(Value::Null);
        let cells = row.iter().map(|(columns, rows)| {
            json!({ "type": "tableCell", "attrs": { "colspan": number(columns), "rowspan": number(rows) }, "content": [] })
        });
        nodes.push(json!({ "type": "tableRow", "content": cells.collect::<Vec<_>>() }));
    }
    storage.push_str("</tbody></table>");
    let document = json!({ "type": "doc", "content": [{ "type": "table", "content": nodes }] }).to_string();
    let edit = edits(json!([{ "op": "set-rows", "key": "Name", "others": "keep", "rows": [{ "Name": "new" }] }]));
    [(edit_storage(&storage, &edit), "storage"), (edit_adf(&document, &edit), "adf")]
}

fn spans(columns: &str, rows: &str, count: usize) -> Vec<(String, String)> {
    vec![(columns.to_owned(), rows.to_owned()); count]
}

#[test]
fn a_span_larger_than_any_table_reaches_to_its_end() {
    for span in ["4294967295", "4294967296", "18446744073709551615", "18446744073709551616", "-1", "0"] {
        for (edited, form) in added(&[spans("1", span, 1)]) {
            assert_eq!(
                edited.unwrap().done[0].description,
                "set 0 cells, added 1 rows, removed 0 rows",
                "{form} {span}"
            );
        }
    }
}

#[test]
fn cells_that_span_more_than_memory_holds_are_refused() {
    let tall = [vec![spans("1000", "5000", 100)], vec![Vec::new(); 5_000]].concat();
    let high = [vec![[spans("1", "1", 1_999), spans("1", "5000", 1)].concat()], vec![Vec::new(); 5_000]].concat();
    for rows in [tall, vec![spans("1", "1", 2_001)], high] {
        for (edited, form) in added(&rows) {
            assert_eq!(edited.unwrap_err().kind, EditErrorKind::RowUnclear, "{form}");
        }
    }
}

#[test]
fn a_name_that_spans_columns_is_the_first_of_them() {
    let long = "x".repeat(1_000_000);
    let body =
        format!("<table><tr><th colspan=\"1000\">{long}</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>");
    let edit = edits(json!([{ "op": "set-rows", "rows": [{ "c": "3" }] }]));
    let error = edit_storage(&body, &edit).unwrap_err();
    assert_eq!((error.kind, error.instead), (EditErrorKind::ColumnNotFound, vec!["b".to_owned(), long]));
}

proptest! {
    #[test]
    fn no_span_makes_it_panic(rows in prop::collection::vec(prop::collection::vec((span(), span()), 0..4), 0..5)) {
        for (edited, form) in added(&rows) {
            if let Err(error) = edited {
                prop_assert_eq!(error.kind, EditErrorKind::RowUnclear, "{}", form);
            }
        }
    }
}

fn span() -> impl Strategy<Value = String> {
    prop_oneof![
        (0..4_u64).prop_map(|span| span.to_string()),
        any::<u64>().prop_map(|span| span.to_string()),
        Just(u64::MAX.to_string()),
        Just(u32::MAX.to_string()),
        "[-0-9. x]{0,4}",
    ]
}
