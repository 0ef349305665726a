//! The examples of the guide.

use crate::formats::{from_markdown, to_markdown};

const GUIDE: &str = include_str!("../../../../../docs/guides/markdown.md");

#[test]
fn the_examples_of_the_guide_are_converted_in_both_directions() {
    let blocks = |language: &str| -> Vec<&str> {
        let fence = format!("````{language}\n");
        GUIDE.split(&fence).skip(1).map(|rest| rest.split_once("````").unwrap().0).collect()
    };
    let (markdown, storage) = (blocks("markdown"), blocks("xml"));
    assert_eq!(markdown.len(), storage.len());
    assert!(markdown.len() >= 5);
    for (markdown, storage) in markdown.into_iter().zip(storage) {
        // Line breaks are there for people.
        let storage = storage.replace('\n', "");
        assert_eq!(from_markdown(markdown).unwrap(), storage);
        assert_eq!(to_markdown(&storage).unwrap(), markdown);
    }
}

#[test]
fn every_form_in_the_table_of_the_guide_is_read_as_more_than_text() {
    let (table, _) = GUIDE.split_once("## Examples").unwrap();
    let mut seen = 0;
    for row in table.lines().filter(|line| line.starts_with("| ") && line.contains('`')) {
        let (_, form) = row.trim_end_matches('|').rsplit_once(" | ").unwrap();
        for code in form.split('`').skip(1).step_by(2).filter(|code| code.contains("](") || code.contains('<')) {
            let storage = from_markdown(code).unwrap();
            assert!(storage.starts_with("<p><") && !storage.contains("&lt;"), "{code}: {storage}");
            seen += 1;
        }
    }
    assert!(seen >= 15, "{seen}");
}
