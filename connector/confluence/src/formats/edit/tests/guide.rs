//! The examples of the guide.

use serde_json::{Value, from_str, json};

use super::storage;
use crate::formats::is_same_storage;

const GUIDE: &str = include_str!("../../../../../../docs/guides/editing-pages.md");

#[test]
fn the_examples_of_the_guide_are_what_happens() {
    let blocks = |language: &str| -> Vec<&str> {
        let fence = format!("````{language}\n");
        GUIDE.split(&fence).skip(1).map(|rest| rest.split_once("````").unwrap().0).collect()
    };
    let (edits, bodies) = (blocks("json"), blocks("xml"));
    assert_eq!(edits.len() * 2, bodies.len());
    assert!(edits.len() >= 5);
    for (edit, bodies) in edits.into_iter().zip(bodies.chunks(2)) {
        let edit: Value = from_str(edit).unwrap();
        // Line breaks are there for people.
        let edited = storage(&bodies[0].replace('\n', ""), json!([edit]));
        let after = bodies[1].replace('\n', "");
        assert!(is_same_storage(&edited.body, &after), "{edit}: {}", edited.body);
        assert!(edited.lost_comments.is_empty() && edited.lost_macros.is_empty());
    }
}
