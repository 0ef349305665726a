//! What is true of every document.

use proptest::prelude::*;

use super::documents::document;
use crate::formats::markdown::read::blocks;
use crate::formats::markdown::write::{join, parts};
use crate::formats::storage::{Document, meaning};
use crate::formats::{from_markdown, plain_text, rebase, to_markdown};

/// A quarter of what is usual, or of `PROPTEST_CASES`: each case is a whole document.
fn cases() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases / 4, failure_persistence: None, ..usual }
}

fn meant(storage: &str) -> String {
    meaning(&Document::parse(storage).unwrap().nodes)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_document_is_written_as_it_was_read(source in document()) {
        prop_assert_eq!(Document::parse(&source).unwrap().write(), source);
    }

    #[test]
    fn parts_are_the_source_and_blocks_of_their_markdown(source in document()) {
        let document = Document::parse(&source).unwrap();
        let parts = parts(&document);
        let mut at = 0;
        for part in &parts {
            prop_assert_eq!(part.span.start, at);
            at = part.span.end;
        }
        prop_assert_eq!(at, source.len());
        let markdown = join(&parts);
        let read: Vec<String> =
            blocks(&markdown).unwrap().into_iter().map(|block| markdown[block.range].trim_end().to_owned()).collect();
        let written: Vec<String> = parts.into_iter().filter_map(|part| part.markdown).collect();
        prop_assert_eq!(read, written);
    }

    #[test]
    fn without_an_edit_nothing_changes(source in document()) {
        let markdown = to_markdown(&source).unwrap();
        prop_assert_eq!(rebase(&source, &markdown).unwrap(), source);
    }

    #[test]
    fn markdown_says_what_the_document_says(source in document()) {
        let markdown = to_markdown(&source).unwrap();
        let back = from_markdown(&markdown).unwrap();
        prop_assert_eq!(meant(&back), meant(&source), "{}", markdown);
        // And says it again.
        prop_assert_eq!(meant(&from_markdown(&to_markdown(&back).unwrap()).unwrap()), meant(&source));
    }

    #[test]
    fn a_new_block_changes_no_other(before in document(), after in document(), title in "[a-z]{1,8}") {
        let source = [before.as_str(), "<p local-id=\"here\">in between</p>", &after].concat();
        let markdown = to_markdown(&source).unwrap();
        prop_assume!(markdown.matches("\nin between\n").count() == 1 || markdown.starts_with("in between\n"));
        let edited = markdown.replacen("in between\n", &format!("edited {title}\n"), 1);
        let expected = [before.as_str(), &format!("<p local-id=\"here\">edited {title}</p>"), &after].concat();
        prop_assert_eq!(rebase(&source, &edited).unwrap(), expected);
        let edited = markdown.replacen("in between\n", &format!("in between\n\n## New {title}\n"), 1);
        let expected = [before.as_str(), "<p local-id=\"here\">in between</p>", &format!("<h2>New {title}</h2>"), &after].concat();
        let rebased = rebase(&source, &edited).unwrap();
        prop_assert_eq!(meant(&rebased), meant(&expected));
        prop_assert_eq!(rebased.len(), expected.len());
        let edited = markdown.replacen("in between\n", "", 1);
        // Two lists that nothing is between are one, as ever in Markdown.
        prop_assume!(blocks(&edited).unwrap().len() + 1 == blocks(&markdown).unwrap().len());
        let packed = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(packed(&rebase(&source, &edited).unwrap()), packed(&[before, after].concat()));
    }

    #[test]
    fn any_markdown_becomes_storage(markdown in "[-a-z0-9 \n\t#*_`~\\[\\](){}<>!|&;:=./\\\\]{0,80}") {
        if let Ok(storage) = from_markdown(&markdown) {
            prop_assert!(Document::parse(&storage).is_ok());
            to_markdown(&storage).unwrap();
        }
    }

    #[test]
    fn pieces_of_markdown_become_storage(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..14)) {
        let markdown = pieces.concat();
        if let Ok(storage) = from_markdown(&markdown) {
            prop_assert!(Document::parse(&storage).is_ok());
            let again = to_markdown(&storage).unwrap();
            prop_assert_eq!(meant(&from_markdown(&again).unwrap()), meant(&storage), "{}", again);
        }
    }

    #[test]
    fn anything_is_read_or_refused(text in any::<String>(), tags in "[<>/a-b:=\"' &;!\\[\\]?-]{0,30}") {
        for text in [&text, &tags] {
            let _ = to_markdown(text);
            let _ = plain_text(text);
            let _ = rebase("<p>a</p>", text);
            if let Ok(storage) = from_markdown(text) {
                prop_assert!(Document::parse(&storage).is_ok());
            }
            if let Ok(document) = Document::parse(text) {
                prop_assert_eq!(&document.write(), text);
            }
        }
    }
}

const PIECES: &[&str] = &[
    "\n\n",
    "\n",
    "- ",
    "  ",
    "    ",
    "1. ",
    "3) ",
    "> ",
    "> [!TIP]\n> ",
    "- [x] ",
    "# ",
    "```rust title=\"x\"\n",
    "```\n",
    "| a | b |\n",
    "|:-:|---|\n",
    "text",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "`<x>`{=confluence}",
    "`</x>`{=confluence}",
    "```{=confluence}\n<y>\n```\n",
    "```{=confluence}\n</y>\n```\n",
    "<u>",
    "</u>",
    "<a id=\"x\">",
    "</a>",
    "<br>",
    "<div>",
    "<!-- c -->",
    "[a](page:X/Y)",
    "![i](j.png){width=3}",
    "[@m](user:1)",
    "<https://x.example>",
    "[r]: /url\n",
    "[r]",
    "\\",
    "&amp;",
    "&copy;",
    "&#0;",
    "\t",
    "---\n",
    "===\n",
    "é",
    "javascript:",
    "[z](javascript:alert(1))",
    "`<p>`{=confluence}",
    "`</p>`{=confluence}",
];
