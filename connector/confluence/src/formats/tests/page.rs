//! A page with everything that editors make, and edits of its Markdown.

use crate::formats::{from_markdown, plain_text, rebase, to_markdown};

const PAGE: &str = include_str!("page.xml");

/// An edit: what it replaces in the Markdown and by what, and the same of the page.
type Edit<'a> = (&'a str, &'a str, &'a str, &'a str);

const EDITS: &[Edit<'_>] = &[
    // Text.
    ("Launch plan – _spring_", "Launch plan – _summer_", "<em>spring</em>", "<em>summer</em>"),
    ("due `<time", "almost due `<time", "it&rsquo;s due ", "it’s almost due "),
    ("Written by", "Kept by", "Written by", "Kept by"),
    // Inside of marks of inline comments.
    ("**everybody** who ships", "**everybody** who builds", " who ships", " who builds"),
    ("**everybody** who", "**anybody** who", "<strong>everybody</strong>", "<strong>anybody</strong>"),
    // In panels.
    ("Read this <u>first</u>.", "Read this <u>first</u>!", "<u>first</u>.</p>", "<u>first</u>!</p>"),
    ("A warning with `code`", "A warning with `more code`", "<code>code</code>", "<code>more code</code>"),
    ("> [!TIP]\n> A tip.", "> [!TIP]\n> Another tip.", "A tip.", "Another tip."),
    ("A note with a title.", "A note.", "A note with a title.", "A note."),
    // In lists.
    ("- one", "- eins", "<p>one</p>", "<p>eins</p>"),
    ("3. three", "3. three\n>   4. four", "<p>three</p></li>", "<p>three</p></li><li><p>four</p></li>"),
    (
        "- one\n",
        "- one\n> - one and a half\n",
        "<li><p>one</p></li>",
        "<li><p>one</p></li><li><p>one and a half</p></li>",
    ),
    // In tables.
    ("| Ops |", "| Operations |", "<p>Ops</p>", "<p>Operations</p>"),
    ("Dev`</td>`", "Developers`</td>`", "<p>Dev</p>", "Developers"),
    ("Build<br>Ship", "Build<br>Test<br>Ship", "Build<br />Ship", "Build<br />Test<br />Ship"),
    (
        "| Ops | Rack",
        "| Net | Cable |\n| Ops | Rack",
        "<tr><td><p>Ops</p>",
        "<tr><td><p>Net</p></td><td><p>Cable</p></td></tr><tr><td><p>Ops</p>",
    ),
    // Code and its parameters.
    ("fn main()", "pub fn main()", "fn main()", "pub fn main()"),
    ("title=\"main.rs\"", "title=\"lib.rs\"", ">main.rs<", ">lib.rs<"),
    // In a macro inside of a macro.
    ("An excerpt.", "An _excerpt_.", "An excerpt.", "An <em>excerpt</em>."),
    ("In a column", "In the column", "In a column", "In the column"),
    ("[notes & more]", "[notes]", "<![CDATA[notes & more]]>", "<![CDATA[notes]]>"),
    (
        "page:DOCS/Release notes#part",
        "page:DOCS/Changes#part",
        "Release notes\" ri:version-at-save=\"4\"",
        "Changes\" ri:version-at-save=\"4\"",
    ),
    // A placeholder itself.
    ("ac:name=\"maxLevel\">3<", "ac:name=\"maxLevel\">2<", "ac:name=\"maxLevel\">3<", "ac:name=\"maxLevel\">2<"),
    // Blocks that come.
    (
        "> Ship it.",
        "> Ship it.\n\nAnd test it.",
        "<blockquote><p>Ship it.</p></blockquote>\n",
        "<blockquote><p>Ship it.</p></blockquote>\n<p>And test it.</p>",
    ),
];

#[test]
fn an_edit_changes_what_it_says_and_nothing_else() {
    let markdown = to_markdown(PAGE).unwrap();
    for (find, replace, stored, becomes) in EDITS {
        assert_eq!(markdown.matches(find).count(), 1, "{find}");
        assert_eq!(PAGE.matches(stored).count(), 1, "{stored}");
        let rebased = rebase(PAGE, &markdown.replacen(find, replace, 1)).unwrap();
        let expected = PAGE.replacen(stored, becomes, 1);
        let (is, should) = difference(&rebased, &expected);
        assert_eq!(is, should, "{find}");
    }
}

/// Where two texts are not the same.
fn difference<'a>(left: &'a str, right: &'a str) -> (&'a str, &'a str) {
    let same = |(left, right): &(char, char)| left == right;
    let start: usize = left.chars().zip(right.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (left, right) = (&left[start..], &right[start..]);
    let end: usize = left.chars().rev().zip(right.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    (&left[..left.len() - end], &right[..right.len() - end])
}

#[test]
fn a_task_that_is_done_stays_the_same_task() {
    let markdown = to_markdown(PAGE).unwrap();
    let edited = markdown.replacen("- [ ] Book the room", "- [ ] Pack\n- [x] Book the room", 1);
    let rebased = rebase(PAGE, &edited).unwrap();
    let start = rebased.find("<ac:task-list ").unwrap();
    let end = rebased.find("</ac:task-list>").unwrap();
    insta::assert_snapshot!(&rebased[start..end]);
}

#[test]
fn what_is_taken_away_is_gone_and_nothing_else() {
    let markdown = to_markdown(PAGE).unwrap();
    let macros = ["children", "attachments", "gallery", "recently-updated", "jira", "widget", "view-file"];
    for name in macros {
        let start = markdown.find(&format!("```{{=confluence}}\n<ac:structured-macro ac:name=\"{name}\"")).unwrap();
        let end = start + markdown[start..].find("\n```\n\n").unwrap() + 6;
        let edited = [&markdown[..start], &markdown[end..]].concat();
        let line = PAGE.lines().find(|line| line.contains(&format!("ac:name=\"{name}\""))).unwrap();
        assert_eq!(rebase(PAGE, &edited).unwrap(), PAGE.replacen(&format!("{line}\n"), "", 1), "{name}");
    }
}

#[test]
fn blocks_that_change_places_take_their_bytes_with_them() {
    let original = "<p local-id=\"1\">one</p><p local-id=\"2\">two</p><p local-id=\"3\">three</p>";
    let rebased = rebase(original, "two\n\nthree\n\none\n").unwrap();
    assert_eq!(rebased, "<p local-id=\"2\">two</p><p local-id=\"3\">three</p><p>one</p>");
}

#[test]
fn without_an_edit_the_page_is_the_same() {
    let markdown = to_markdown(PAGE).unwrap();
    assert_eq!(rebase(PAGE, &markdown).unwrap(), PAGE);
    assert_eq!(rebase(PAGE, &markdown.replace('\n', "\r\n")).unwrap(), PAGE);
    assert_eq!(rebase(PAGE, markdown.trim()).unwrap(), PAGE);
}

/// The opening tag of each macro of the page that Markdown has no word for.
fn macros() -> Vec<&'static str> {
    let tags =
        PAGE.match_indices("<ac:structured-macro ").map(|(at, _)| &PAGE[at..=at + PAGE[at..].find('>').unwrap()]);
    let said = ["\"info\"", "\"tip\"", "\"warning\"", "\"panel\"", "\"code\"", "\"anchor\""];
    tags.filter(|tag| !said.iter().any(|name| tag.contains(name))).collect()
}

#[test]
fn macros_survive_without_the_original() {
    let back = from_markdown(&to_markdown(PAGE).unwrap()).unwrap();
    assert!(macros().len() >= 20, "{}", macros().len());
    for tag in macros() {
        assert!(back.contains(tag), "{tag}");
    }
}

#[test]
fn the_page_as_markdown() {
    insta::assert_snapshot!(to_markdown(PAGE).unwrap());
}

#[test]
fn the_page_as_plain_text() {
    insta::assert_snapshot!(plain_text(PAGE).unwrap());
}
