//! Edits of bodies in the storage format.

use serde_json::json;

use super::storage;

const PAGE: &str = "<p  class='x'>Intro &rsquo;</p>\n<h2 local-id=\"1\">State</h2>\n<p local-id=\"2\">old</p><h3>Part</h3><p/>\n\
    <h2>Next</h2><ac:structured-macro ac:name=\"toc\" ac:macro-id=\"9\" />";

#[test]
fn content_is_added_at_places() {
    let anchor =
        "<ac:structured-macro ac:name=\"anchor\"><ac:parameter ac:name=\"\">here</ac:parameter></ac:structured-macro>";
    let layout = "<ac:layout><ac:layout-section ac:type=\"single\"><ac:layout-cell><p>a</p></ac:layout-cell></ac:layout-section></ac:layout>";
    let in_layout = layout.replace("<p>a</p>", "<p>n</p>");
    let n = json!({ "value": "n" });
    let table = [
        (PAGE.to_owned(), json!({ "op": "append", "content": n }), format!("{PAGE}<p>n</p>")),
        (PAGE.to_owned(), json!({ "op": "prepend", "content": n }), format!("<p>n</p>{PAGE}")),
        (format!("{layout}\n"), json!({ "op": "append", "content": n }), format!("{layout}\n{in_layout}")),
        (layout.to_owned(), json!({ "op": "prepend", "content": n }), format!("{in_layout}{layout}")),
        (
            PAGE.to_owned(),
            json!({ "op": "insert", "place": "before", "heading": "state", "content": n }),
            PAGE.replace("<h2 local-id", "<p>n</p><h2 local-id"),
        ),
        (
            PAGE.to_owned(),
            json!({ "op": "insert", "place": "after", "heading": " State ", "content": n }),
            PAGE.replace("State</h2>", "State</h2><p>n</p>"),
        ),
        (
            PAGE.to_owned(),
            json!({ "op": "insert", "place": "section-end", "heading": "State", "level": 2, "content": n }),
            PAGE.replace("<p/>", "<p/><p>n</p>"),
        ),
        (
            format!("<ul><li>a {anchor} b<ul><li>c</li></ul></li></ul>"),
            json!({ "op": "insert", "place": "after", "anchor": "#here", "content": n }),
            format!("<ul><li>a {anchor} b<p>n</p><ul><li>c</li></ul></li></ul>"),
        ),
        (
            format!("<p>x</p><p>a {anchor} b</p>"),
            json!({ "op": "insert", "place": "before", "anchor": "here", "content": n }),
            format!("<p>x</p><p>n</p><p>a {anchor} b</p>"),
        ),
        (
            format!("<p>x</p>{anchor}<p>y</p>"),
            json!({ "op": "insert", "place": "after", "anchor": "here", "content": n }),
            format!("<p>x</p>{anchor}<p>n</p><p>y</p>"),
        ),
        (
            "<table><tbody><tr><td><h3>In</h3></td></tr></tbody></table>".to_owned(),
            json!({ "op": "insert", "place": "section-end", "heading": "In", "content": { "representation": "plain", "value": "<a>\nb\n\n\nc" } }),
            "<table><tbody><tr><td><h3>In</h3><p>&lt;a&gt;<br />b</p><p>c</p></td></tr></tbody></table>".to_owned(),
        ),
        (PAGE.to_owned(), json!({ "op": "append", "content": { "value": "" } }), PAGE.to_owned()),
    ];
    for (body, edit, expected) in table {
        let edited = storage(&body, json!([edit]));
        assert_eq!(edited.body, expected, "{edit}");
        assert_eq!(edited.done[0].changes, usize::from(body != expected), "{edit}");
        assert!(edited.lost_comments.is_empty() && edited.lost_macros.is_empty());
    }
}

#[test]
fn a_section_is_replaced_up_to_the_next_heading_of_its_level() {
    let replaced = |edit| storage(PAGE, json!([edit])).body;
    let section = "<p local-id=\"2\">old</p><h3>Part</h3><p/>";
    assert_eq!(
        replaced(json!({ "op": "replace-section", "heading": "State", "content": { "value": "new" } })),
        PAGE.replace(section, "<p>new</p><p/>")
    );
    assert_eq!(
        replaced(json!({ "op": "replace-section", "heading": "State", "content": { "value": "" } })),
        PAGE.replace(section, "")
    );
    assert_eq!(
        replaced(json!({ "op": "replace-section", "heading": "State", "withHeading": true,
            "content": { "representation": "storage", "value": "<hr/>" } })),
        PAGE.replace(&format!("<h2 local-id=\"1\">State</h2>\n{section}"), "<hr/>")
    );
    // Nothing stands under it.
    assert_eq!(
        replaced(json!({ "op": "replace-section", "heading": "Part", "content": { "value": "x" } })),
        PAGE.replace("<p/>", "<p>x</p>")
    );
    // What says the same stays, in any spelling.
    for (representation, value) in [("markdown", "old\n\n### Part\n"), ("storage", "<p>old</p><h3>Part</h3>")] {
        let content = json!({ "representation": representation, "value": value });
        let edited = storage(PAGE, json!([{ "op": "replace-section", "heading": "State", "content": content }]));
        assert_eq!(edited.body, PAGE);
        assert_eq!(edited.done[0].changes, 0);
        assert_eq!(edited.done[0].description, "the section `State` was so before");
    }
}

#[test]
fn blocks_of_a_section_that_stay_are_not_touched() {
    let body = "<h1>A</h1><p  x='1'>keep &copy;</p><ac:structured-macro ac:name=\"toc\"  ac:macro-id='4'/><p>change</p><h1>B</h1>";
    let markdown =
        "keep ©\n\n```{=confluence}\n<ac:structured-macro ac:name=\"toc\"  ac:macro-id='4'/>\n```\n\nchanged";
    let section = json!([{ "op": "replace-section", "heading": "A", "content": { "value": markdown } }]);
    let body = body.replace("  x='1'", "");
    assert_eq!(storage(&body, section).body, body.replace("<p>change<", "<p>changed<"));
}

#[test]
fn one_heading_of_several_is_found() {
    let body = "<h1>A</h1><h2>a</h2><p/><ac:structured-macro ac:name=\"expand\"><ac:rich-text-body><h1>A</h1></ac:rich-text-body></ac:structured-macro>";
    let inserted = |edit: serde_json::Value| {
        let mut edit = edit;
        edit["op"] = "insert".into();
        edit["place"] = "after".into();
        edit["content"] = json!({ "representation": "storage", "value": "!" });
        storage(body, json!([edit])).body.split_once('!').unwrap().0.len()
    };
    let second = "<h1>A</h1><h2>a</h2>".len();
    assert_eq!(inserted(json!({ "heading": "a" })), second);
    assert_eq!(inserted(json!({ "heading": "A", "level": 2 })), second);
    assert_eq!(inserted(json!({ "heading": "A", "occurrence": 1 })), "<h1>A</h1>".len());
    assert_eq!(inserted(json!({ "heading": "A", "occurrence": 2 })), body.rfind("</ac:rich").unwrap());
}

#[test]
fn texts_are_replaced_across_marks() {
    let marker =
        |id: &str, text: &str| format!("<ac:inline-comment-marker ac:ref=\"{id}\">{text}</ac:inline-comment-marker>");
    let table = [
        ("<p>a &rsquo; b a</p>", "a", "x", "<p>x &rsquo; b x</p>"),
        ("<p>a&nbsp;\n b</p>", "a b", "c", "<p>c</p>"),
        (
            "<p>on <strong>Mon<em>day</em></strong>, yes</p>",
            "Monday,",
            "Friday:",
            "<p>on <strong>Friday:</strong> yes</p>",
        ),
        ("<p>on <strong>Monday</strong> </p>", "on Monday", "today", "<p>today </p>"),
        ("<p>&lt;b&gt;</p>", "<b>", "&", "<p>&amp;</p>"),
        ("<p>a<br/>b</p>", "ab", "c", "<p>a<br/>b</p>"),
        ("<p>a</p><p>b</p>", "a b", "c", "<p>a</p><p>b</p>"),
        ("<p>a</p>", "a", "x\ny", "<p>x<br />y</p>"),
        ("<p><strong>a</strong></p>", "a", "", "<p></p>"),
        (
            "<ac:structured-macro ac:name=\"code\"><ac:parameter ac:name=\"title\">v1</ac:parameter><ac:plain-text-body><![CDATA[<v1>]]></ac:plain-text-body></ac:structured-macro>",
            "v1",
            "v2]]>",
            "<ac:structured-macro ac:name=\"code\"><ac:parameter ac:name=\"title\">v1</ac:parameter><ac:plain-text-body><![CDATA[<v2]]]]><![CDATA[>>]]></ac:plain-text-body></ac:structured-macro>",
        ),
        (
            "<p>see <ac:link><ri:page ri:content-title=\"v1\" /><ac:plain-text-link-body><![CDATA[v1]]></ac:plain-text-link-body></ac:link> now</p>",
            "v1",
            "v2",
            "<p>see <ac:link><ri:page ri:content-title=\"v1\" /><ac:plain-text-link-body><![CDATA[v2]]></ac:plain-text-link-body></ac:link> now</p>",
        ),
        (
            "<p>see <ac:link><ri:page ri:content-title=\"v1\" /><ac:link-body>v1</ac:link-body></ac:link> now</p>",
            "see v1",
            "look",
            "<p>look now</p>",
        ),
    ];
    for (body, find, replace, expected) in table {
        let edited =
            storage(body, json!([{ "op": "replace-text", "find": find, "replace": replace, "optional": true }]));
        assert_eq!(edited.body, expected, "{find}");
    }
    // Marks of comments stay on what takes the place of their texts.
    let table = [
        (
            format!("<p>we {} now</p>", marker("1", "ship it")),
            "ship",
            "sell",
            format!("<p>we {} now</p>", marker("1", "sell it")),
        ),
        (
            format!("<p>we {} now</p>", marker("1", "ship")),
            "we ship",
            "they sell",
            format!("<p>{} now</p>", marker("1", "they sell")),
        ),
        (
            format!("<p>we {}<b>{}</b></p>", marker("1", "ship"), marker("2", " it")),
            "we ship it",
            "done",
            format!("<p>{}</p>", marker("1", &marker("2", "done"))),
        ),
    ];
    for (body, find, replace, expected) in table {
        let edited = storage(&body, json!([{ "op": "replace-text", "find": find, "replace": replace }]));
        assert_eq!(edited.body, expected, "{find}");
        assert!(edited.lost_comments.is_empty());
    }
    let edited = storage(
        &format!("<p>a {}</p>", marker("1", "b")),
        json!([{ "op": "replace-text", "find": "b", "replace": "" }]),
    );
    assert_eq!(edited.body, "<p>a </p>");
    assert_eq!((edited.lost_comments[0].marker.as_str(), edited.lost_comments[0].text.as_str()), ("1", "b"));
}

#[test]
fn places_of_a_text_are_counted() {
    let replace = |more: serde_json::Value| {
        let mut edit = json!({ "op": "replace-text", "find": "a", "replace": "b" });
        edit.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let edited = storage("<p>a A a</p><p>b</p>", json!([edit]));
        (edited.body, edited.done[0].changes)
    };
    assert_eq!(replace(json!({})), ("<p>b A b</p><p>b</p>".to_owned(), 2));
    assert_eq!(replace(json!({ "occurrence": 2 })), ("<p>a A b</p><p>b</p>".to_owned(), 1));
    assert_eq!(replace(json!({ "ignoreCase": true })), ("<p>b b b</p><p>b</p>".to_owned(), 3));
    assert_eq!(replace(json!({ "find": "c", "optional": true })), ("<p>a A a</p><p>b</p>".to_owned(), 0));
    assert_eq!(replace(json!({ "replace": "a" })), ("<p>a A a</p><p>b</p>".to_owned(), 0));
}

#[test]
fn both_forms_of_an_extension_get_the_text() {
    let body = |text: &str| {
        format!(
            "<ac:adf-extension><ac:adf-node type=\"panel\"><ac:adf-attribute key=\"panel-type\">old</ac:adf-attribute><ac:adf-content><p>{text}</p></ac:adf-content></ac:adf-node><ac:adf-fallback><p>{text}</p></ac:adf-fallback></ac:adf-extension>"
        )
    };
    let edited = storage(&body("old"), json!([{ "op": "replace-text", "find": "old", "replace": "new" }]));
    assert_eq!(edited.body, body("new"));
    assert_eq!(edited.done[0].changes, 1);
}

#[test]
fn what_a_section_loses_is_named() {
    let body = "<h1>A</h1><p>We <ac:inline-comment-marker ac:ref=\"1\">ship on <b>Monday</b></ac:inline-comment-marker> or <ac:inline-comment-marker ac:ref=\"2\">later</ac:inline-comment-marker>.</p>\
        <ac:structured-macro ac:name=\"jira\" />";
    let section = json!([{ "op": "replace-section", "heading": "A",
        "content": { "representation": "storage", "value": "<ul><li>All: <i>ship on </i>Monday</li></ul>" } }]);
    let edited = storage(body, section);
    let marked = |text: &str| format!("<ac:inline-comment-marker ac:ref=\"1\">{text}</ac:inline-comment-marker>");
    let expected = format!("<h1>A</h1><ul><li>All: <i>{}</i>{}</li></ul>", marked("ship on "), marked("Monday"));
    assert_eq!(edited.body, expected);
    assert_eq!(edited.lost_macros, ["jira"]);
    assert_eq!(edited.lost_comments.len(), 1);
    assert_eq!(edited.lost_comments[0].text, "later");
}

#[test]
fn each_edit_sees_what_the_ones_before_made() {
    let edited = storage(
        "<p>a</p>",
        json!([
            { "op": "append", "content": { "value": "# New" } },
            { "op": "insert", "place": "after", "heading": "New", "content": { "value": "**a**" } },
            { "op": "replace-text", "find": "a", "replace": "b", "occurrence": 2 },
        ]),
    );
    assert_eq!(edited.body, "<p>a</p><h1>New</h1><p><strong>b</strong></p>");
    let ops: Vec<&str> = edited.done.iter().map(|done| done.op.as_str()).collect();
    assert_eq!(ops, ["append", "insert", "replace-text"]);
}

#[test]
fn comments_whose_texts_overlap_all_stay() {
    let marked =
        |id: &str, text: &str| format!("<ac:inline-comment-marker ac:ref=\"{id}\">{text}</ac:inline-comment-marker>");
    let old: Vec<String> =
        [("1", "a b"), ("2", "b c"), ("3", "b"), ("4", "b c")].map(|(id, text)| marked(id, text)).into();
    let body = format!("<h1>A</h1><p>{}</p>", old.join(", "));
    let replaced = |new: &str| {
        let content = json!({ "representation": "storage", "value": new });
        let edited = storage(&body, json!([{ "op": "replace-section", "heading": "A", "content": content }]));
        assert_eq!(edited.lost_comments, []);
        edited.body
    };
    let within = marked("2", &marked("4", &marked("3", "b")));
    let behind = |text: &str| marked("2", &marked("4", text));
    assert_eq!(
        replaced("<p>a  b c d</p>"),
        format!("<h1>A</h1><p>{}{} d</p>", marked("1", &format!("a  {within}")), behind(" c"))
    );
    assert_eq!(
        replaced("<p>a <em>b</em> &#99;</p>"),
        format!(
            "<h1>A</h1><p>{}<em>{}</em>{}</p>",
            marked("1", "a "),
            marked("1", &marked("2", &marked("4", &marked("3", "b")))),
            behind(" &#99;")
        )
    );
}
