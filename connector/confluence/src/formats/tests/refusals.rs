//! What is refused, and where.

use crate::formats::storage::{Document, MAX_DEPTH};
use crate::formats::{FormatErrorKind, adf_plain_text, from_markdown, plain_text, rebase, to_markdown};

#[test]
fn storage_that_is_not_well_formed_is_refused_where_it_breaks() {
    let table = [
        ("<p>a", "line 1, column 1: `p` is not closed"),
        ("<p>a</b>", "line 1, column 5: `b` is closed where `p` is open"),
        ("a</p>", "line 1, column 2: `p` is closed but not open"),
        ("<p>a & b</p>", "line 1, column 6: `&` begins no entity"),
        ("<p>\n&nope;</p>", "line 2, column 1: `&nope;` is not an entity"),
        ("é<p a=\"&nope;\"/>", "line 1, column 8: `&nope;` is not an entity"),
        (
            "<p a=b>x</p>",
            "line 1, column 1: a tag is broken: position 4: attribute value must be enclosed in `\"` or `'`",
        ),
        (
            "<p a=\"1\" a=\"2\"/>",
            "line 1, column 1: a tag is broken: position 8: duplicated attribute, previous declaration at position 2",
        ),
        ("<p a=\"<\"/>", "line 1, column 1: `a` has a value with `<` in it"),
        ("<1/>", "line 1, column 1: `<` stands in front of something that is not the name of an element"),
        ("a < b", "line 1, column 3: a tag does not end"),
        ("<![CDATA[a", "line 1, column 1: CDATA does not end"),
        ("<p>a]]></p>", "line 1, column 5: `]]>` stands outside of CDATA"),
        ("<!-- a", "line 1, column 1: a comment does not end"),
        ("<!-- a -- b -->", "line 1, column 8: a comment holds `--`"),
        ("<!DOCTYPE p><p/>", "line 1, column 1: the storage format has no document type"),
        ("<?xml version=\"1.0\"?><p/>", "line 1, column 1: the storage format has no processing instructions"),
        ("a\u{1}b", "line 1, column 2: the character U+0001 is not permitted"),
        ("&#0;", "line 1, column 1: `&#0;` is not an entity"),
        ("\u{FEFF}<p/>", "line 1, column 1: the character U+FEFF is not permitted"),
    ];
    for (source, message) in table {
        let error = Document::parse(source).unwrap_err();
        assert_eq!(error.to_string(), message, "{source}");
        assert_eq!(error.kind, FormatErrorKind::Malformed);
        assert_eq!(to_markdown(source).unwrap_err(), error);
        assert_eq!(plain_text(source).unwrap_err(), error);
        assert_eq!(rebase(source, "").unwrap_err(), error);
    }
}

#[test]
fn placeholders_that_do_not_fit_are_refused_where_they_stand() {
    let table = [
        (
            "a `<p`{=confluence}",
            "line 1, column 3: the placeholder is not well formed: a tag does not end (character 1)",
        ),
        ("a\n\nb `<x>`{=confluence}", "line 3, column 3: the placeholder opens `x`, which none behind it closes"),
        ("`</x>`{=confluence}", "line 1, column 1: the placeholder closes `x`, which none here opens"),
        (
            "`<x>`{=confluence}**a`</x>`{=confluence}**",
            "line 1, column 22: the placeholder closes `x`, which none here opens",
        ),
        ("`<x></y>`{=confluence}", "line 1, column 1: the placeholder closes `y` where `x` is open"),
        (
            "a\n\n```{=confluence}\n<x>\n```\n\nb",
            "line 3, column 1: the placeholder opens `x`, which none behind it closes",
        ),
        (
            "> ```{=confluence}\n> <x>\n> ```\n\n```{=confluence}\n</x>\n```",
            "line 1, column 3: the placeholder opens `x`, which none behind it closes",
        ),
        (
            "`&nope;`{=confluence}",
            "line 1, column 1: the placeholder is not well formed: `&nope;` is not an entity (character 1)",
        ),
    ];
    for (markdown, message) in table {
        let error = from_markdown(markdown).unwrap_err();
        assert_eq!(error.to_string(), message, "{markdown}");
        assert_eq!(error.kind, FormatErrorKind::Placeholder);
        assert_eq!(rebase("<p>z</p>", markdown).unwrap_err(), error);
        assert!(error.hint().starts_with("Keep placeholders"));
    }
}

#[test]
fn what_nests_too_deep_is_refused() {
    let nested = |depth: usize| ["<div>".repeat(depth), "a".to_owned(), "</div>".repeat(depth)].concat();
    let deepest = nested(MAX_DEPTH);
    assert_eq!(rebase(&deepest, &to_markdown(&deepest).unwrap()).unwrap(), deepest);
    assert_eq!(Document::parse(&nested(MAX_DEPTH + 1)).unwrap_err().kind, FormatErrorKind::TooDeep);
    assert_eq!(Document::parse(&"<b>".repeat(1_000_000)).unwrap_err().kind, FormatErrorKind::TooDeep);

    let lists: String = (0..60).map(|depth| "  ".repeat(depth) + "- a\n").collect();
    for markdown in [">".repeat(200) + " a", lists, "`<x>`{=confluence}".repeat(101)] {
        let error = from_markdown(&markdown).unwrap_err();
        assert_eq!(error.kind, FormatErrorKind::TooDeep, "{markdown}");
    }
}

/// A component has 1 MiB of stack for itself; that its host has no less for it is for the host to see to.
#[test]
fn the_deepest_documents_fit_on_a_small_stack() {
    let around = |open: &str, close: &str, depth: usize| [&open.repeat(depth), "a", &close.repeat(depth)].concat();
    let work = move || {
        for source in [
            around("<ul><li>", "</li></ul>", 49),
            around("<blockquote>", "</blockquote>", 98),
            around("<strong><em>", "</em></strong>", 49),
            around("<table><tbody><tr><th>", "</th></tr></tbody></table>", 24),
            around(
                "<ac:structured-macro ac:name=\"info\"><ac:rich-text-body>",
                "</ac:rich-text-body></ac:structured-macro>",
                49,
            ),
        ] {
            let markdown = to_markdown(&source).unwrap();
            assert_eq!(rebase(&source, &markdown).unwrap(), source);
            rebase(&source, &markdown.replace('a', "b")).unwrap();
            plain_text(&source).unwrap();
            from_markdown(&markdown).unwrap();
        }
    };
    std::thread::Builder::new().stack_size(256 * 1024).spawn(work).unwrap().join().unwrap();
}

#[test]
fn json_that_is_no_document_is_refused() {
    for (text, message) in [
        ("{", "line 1, column 1: this is no JSON"),
        ("{}", "line 1, column 1: this is no document: its `type` is not `doc`"),
    ] {
        assert_eq!(adf_plain_text(text).unwrap_err().to_string(), message);
    }
}
