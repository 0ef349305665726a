//! What is true of edits of every document.

use proptest::prelude::*;
use serde_json::json;

use super::super::{edit_adf, edit_storage};
use super::edits;
use crate::formats::storage::Document;
use crate::formats::tests::documents::document;

/// A quarter of what is usual, or of `PROPTEST_CASES`: each case is a whole document.
fn cases() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases / 4, failure_persistence: None, ..usual }
}

fn applied(body: &str, given: serde_json::Value) -> String {
    edit_storage(body, &edits(json!([given]))).unwrap().body
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn what_is_added_leaves_all_else(before in document(), after in document()) {
        let content = json!({ "representation": "storage", "value": "<p>new</p>" });
        let body = [before.as_str(), "<h1>Unique</h1>", &after].concat();
        let place = |place: &str| applied(&body, json!({ "op": "insert", "place": place, "heading": "Unique", "content": content }));
        prop_assert_eq!(place("before"), [before.as_str(), "<p>new</p><h1>Unique</h1>", &after].concat());
        prop_assert_eq!(place("after"), [before.as_str(), "<h1>Unique</h1><p>new</p>", &after].concat());
        let at_end = place("section-end");
        prop_assert_eq!(at_end.replacen("<p>new</p>", "", 1), body.clone());
        prop_assert!(at_end.starts_with(&[before.as_str(), "<h1>Unique</h1>"].concat()));
        let appended = applied(&body, json!({ "op": "append", "content": content }));
        prop_assert!(appended.starts_with(&body));
        let prepended = applied(&body, json!({ "op": "prepend", "content": content }));
        prop_assert!(prepended.ends_with(&body));
    }

    #[test]
    fn a_replaced_text_comes_back(body in document()) {
        // Neither stands in any of the documents.
        let body = body.replace("word", "zzz one");
        let there = edit_storage(&body, &edits(json!([{ "op": "replace-text", "find": "zzz one", "replace": "qqq", "optional": true }]))).unwrap();
        let back = edit_storage(&there.body, &edits(json!([{ "op": "replace-text", "find": "qqq", "replace": "zzz one", "optional": true }]))).unwrap();
        prop_assert_eq!(back.body, body);
        prop_assert_eq!(there.done[0].changes, back.done[0].changes);
        prop_assert!(there.lost_comments.is_empty() && there.lost_macros.is_empty());
    }

    #[test]
    fn a_section_that_is_replaced_by_itself_stays(before in document(), section in "[a-z ]{0,9}", after in document()) {
        let body = [before.as_str(), "<h1>Unique</h1><p>x</p><h1>End</h1>", &after].concat();
        let replace = |value: &str| json!({ "op": "replace-section", "heading": "Unique", "content": { "value": value } });
        prop_assert_eq!(applied(&body, replace("x")), body.clone());
        let there = applied(&body, replace(&section));
        prop_assert!(there.starts_with(&[before.as_str(), "<h1>Unique</h1>"].concat()));
        let end = ["<h1>End</h1>", after.as_str()].concat();
        prop_assert!(there.ends_with(&end));
        prop_assert_eq!(applied(&there, replace("x")), body);
    }

    #[test]
    fn any_edit_is_done_or_refused(body in document(), find in "[a-z*_ .]{1,3}", replace in "[a-z<&\\]>\n ]{0,4}", place in 0..3_usize) {
        let place = ["before", "after", "section-end"][place];
        let content = json!({ "value": replace });
        for edit in [
            json!({ "op": "replace-text", "find": find, "replace": replace, "ignoreCase": true }),
            json!({ "op": "replace-section", "heading": find, "content": content }),
            json!({ "op": "insert", "place": place, "heading": find, "content": content }),
            json!({ "op": "insert", "place": "after", "anchor": "here", "content": content }),
            json!({ "op": "set-rows", "table": 1, "rows": [{ find.as_str(): replace }] }),
            json!({ "op": "set-rows", "rows": [], "others": "remove" }),
        ] {
            let given = edits(json!([edit]));
            if let Ok(edited) = edit_storage(&body, &given) {
                prop_assert!(Document::parse(&edited.body).is_ok(), "{}", edit);
                if edited.done[0].changes == 0 {
                    prop_assert_eq!(&edited.body, &body, "{}", edit);
                }
            }
        }
    }

    #[test]
    fn documents_convert_or_are_refused(body in document(), find in "[a-z]{1,2}") {
        let append = edits(json!([{ "op": "append", "content": { "representation": "storage", "value": body } }]));
        if let Ok(edited) = edit_adf("{\"type\":\"doc\",\"content\":[]}", &append) {
            let document = edited.body;
            let there = edit_adf(&document, &edits(json!([{ "op": "replace-text", "find": find, "replace": "QQQ", "optional": true }]))).unwrap();
            let back = edit_adf(&there.body, &edits(json!([{ "op": "replace-text", "find": "QQQ", "replace": find, "optional": true }]))).unwrap();
            prop_assert_eq!(crate::formats::adf_plain_text(&back.body).unwrap(), crate::formats::adf_plain_text(&document).unwrap());
            prop_assert!(there.lost_comments.is_empty() && there.lost_macros.is_empty());
        }
    }
}
