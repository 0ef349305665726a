//! Every construct in both directions, as a snapshot to read.

use crate::formats::storage::{Document, meaning};
use crate::formats::{from_markdown, rebase, to_markdown};

/// What people write, and what it means.
const WRITTEN: &[(&str, &str)] = &[
    ("headings", "# One\n\n###### Six\n\nSetext\n======\n\n## With `code` and *emphasis* ##"),
    ("paragraphs", "one\ntwo  \nthree\\\nfour\n\nfive"),
    ("emphasis", "*a* _b_ **c** __d__ ***e*** ~~f~~ ~g~ a_b_c 2*3*4"),
    ("code spans", "`a` `` b`c `` `<d>`"),
    ("escapes and entities", "\\*a\\* &amp; &lt;b> &copy; &nbsp; &#42; <c> & \"d\""),
    (
        "links",
        "[a](https://example.com/?x=1&y=2 \"T\") <https://example.com> <a@example.com> [b][r] [c](../d)\n\n[r]: https://example.com/r",
    ),
    (
        "links that would run scripts",
        "[a](javascript:alert(1)) [b](JaVaScript:x) <javascript:alert(1)> [c](data:text/html,x)",
    ),
    (
        "links to pages",
        "[a](page:Title) [Title](page:Title) [b](<page:DS/A title%2Fwith slash#part>) [**c**](page:T) [](page:T)",
    ),
    (
        "other links of Confluence",
        "[a](attachment:a.pdf) [b](space:DS) [c](#part) [@x](user:557058:a) [@](userkey:ff80) [@](username:me)",
    ),
    ("anchors", "<a id=\"here\"></a>Here <a name=\"there\">there</a>"),
    (
        "images",
        "![a](attachment:a.png) ![b](https://example.com/b.png \"T\"){width=30 align=center} ![](img/c%20d.png) ![d](data:x){a",
    ),
    ("emoticons", "[🙂](emoticon:smile) [🚀](emoticon:blue-star/:rocket:/1f680) :smile:"),
    ("lists", "- a\n  - b\n    1. c\n    2. d\n- e\n\n7. f\n8. g\n\n* h\n\n  i\n* j"),
    ("task lists", "- [ ] a\n- [x] b **c**\n  - [ ] d\n\n* [ ] e\n* f"),
    ("quotes", "> a\n> > b\n\n> - c"),
    (
        "alerts",
        "> [!NOTE]\n> a\n\n> [!TIP]\n> b\n\n> [!IMPORTANT]\n> c\n\n> [!WARNING]\n> d\n\n> [!CAUTION]\n> e\n\n> [!OTHER]\n> f",
    ),
    ("tables", "| a | b |\n|:--|:-:|\n| `c\\|d` | **e**<br>f |\n| g |"),
    (
        "code",
        "```\na\n```\n\n~~~python title=\"T\" linenumbers=\"true\" other=\"x\"\nif a < b:\n\n    c]]>\n~~~\n\n    indented",
    ),
    ("rules", "***\n\n---"),
    (
        "harmless HTML",
        "<b>a</b> <i>b</i> <u>c</u> H<sub>2</sub>O<br/> <kbd>d</kbd> <a href=\"https://example.com\">e</a> <!-- gone --> <u>open",
    ),
    (
        "other HTML",
        "<script>alert(1)</script>\n\n<div class=\"x\">\n<u>a</u>\n</div>\n\na <span onclick=\"x\">b</span> <ac:link/>",
    ),
    (
        "placeholders",
        "a `<time datetime=\"2027-01-02\" />`{=confluence} `<span class=\"x\">`{=confluence}**b**`</span>`{=confluence}\n\n```{=confluence}\n<ac:structured-macro ac:name=\"toc\" />\n```",
    ),
    (
        "what only looks like a placeholder",
        "`<a>`\\{=confluence} `<a>` {=confluence} ```<a>```\n\n```{=other}\n<a>\n```",
    ),
];

/// What Confluence has, and how it reads.
const STORED: &[(&str, &str)] = &[
    ("empty paragraphs", "<p>a</p><p /><p>&nbsp;</p><p></p><p>b</p>"),
    ("text without a paragraph", "a <b>b</b><p>c</p>d"),
    (
        "signs",
        "<p>*a* _b_ a_b `c` [d](e) &lt;f&gt; &amp;amp; ~g~ h|i 1. j</p><p>1. a</p><p># b</p><p>- c</p><p>&gt; d</p><p>a<br />- b<br />===</p>",
    ),
    (
        "marks",
        "<p><strong>a</strong><em>b</em>c<em>d</em> <strong> e </strong>f <strong><em>g</em></strong><u>h</u><del>i</del></p>",
    ),
    ("colours and sizes", "<p>a<span style=\"color: red;\">b <em>c</em></span><small>d</small></p>"),
    ("code in a line", "<p><code>a`b</code> <code>c<strong>d</strong></code> <code></code></p>"),
    (
        "links that are more than links",
        "<p><a href=\"https://example.com\" target=\"_blank\">a</a> <a href=\"#x\">b</a> <a href=\"https://e.example\" data-card-appearance=\"block\">https://e.example</a></p>",
    ),
    (
        "links of Confluence",
        "<p><ac:link><ri:page ri:content-title=\"A &amp; B\" /></ac:link> <ac:link><ri:blog-post ri:posting-day=\"2027/01/02\" ri:content-title=\"N\" /></ac:link> <ac:link><ri:attachment ri:filename=\"a.pdf\"><ri:page ri:content-title=\"O\" /></ri:attachment></ac:link> <ac:link><ri:page ri:content-title=\"P\" /><ac:link-body>q <em>r</em></ac:link-body></ac:link></p>",
    ),
    (
        "images",
        "<ac:image ac:width=\"300\" ac:original-width=\"900\"><ri:attachment ri:filename=\"a b.png\" /></ac:image><p><ac:image ac:alt=\"x\" ac:title=\"y\"><ri:url ri:value=\"https://example.com/i.png\" /></ac:image><ac:image><ri:attachment ri:filename=\"c.png\" /><ac:caption><p>d</p></ac:caption></ac:image></p>",
    ),
    ("lists side by side", "<ul><li>a</li></ul><ul><li><p>b</p></li></ul><ol><li>c</li></ol><ol><li>d</li></ol>"),
    (
        "blocks in lists",
        "<ul><li><p>a</p><p>b</p></li><li><ac:structured-macro ac:name=\"code\"><ac:plain-text-body><![CDATA[c\n\nd]]></ac:plain-text-body></ac:structured-macro></li><li>e <ac:structured-macro ac:name=\"status\"><ac:parameter ac:name=\"title\">f</ac:parameter></ac:structured-macro></li></ul>",
    ),
    (
        "tasks",
        "<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body><span class=\"placeholder-inline-tasks\">a</span></ac:task-body></ac:task></ac:task-list>",
    ),
    (
        "tables",
        "<table class=\"wrapped\"><colgroup><col /></colgroup><thead><tr><th>a</th><th scope=\"col\">b</th></tr></thead><tbody><tr><td>c|d</td><td><p>e</p></td></tr><tr><th>f</th><td /></tr></tbody></table>",
    ),
    (
        "tables with their header at the side",
        "<table><tbody><tr><th>a</th><td>b</td></tr><tr><th>c</th><td>d</td></tr></tbody></table>",
    ),
    (
        "tables that are kept whole",
        "<table><tbody><tr><td>a</td></tr></tbody></table><table><tbody><tr><th colspan=\"2\">a</th></tr><tr><td>b</td><td>c</td></tr></tbody></table>",
    ),
    (
        "code",
        "<ac:structured-macro ac:name=\"code\"><ac:parameter ac:name=\"title\">T</ac:parameter><ac:plain-text-body><![CDATA[```\na\n```]]></ac:plain-text-body></ac:structured-macro><ac:structured-macro ac:name=\"code\"><ac:parameter ac:name=\"x\">y</ac:parameter><ac:plain-text-body><![CDATA[a]]></ac:plain-text-body></ac:structured-macro><pre>a\n b</pre>",
    ),
    (
        "panels",
        "<ac:structured-macro ac:name=\"info\"><ac:rich-text-body><p>a</p><ul><li>b</li></ul></ac:rich-text-body></ac:structured-macro><ac:structured-macro ac:name=\"panel\"><ac:parameter ac:name=\"bgColor\">#fff</ac:parameter><ac:rich-text-body><p>c</p></ac:rich-text-body></ac:structured-macro><ac:structured-macro ac:name=\"tip\"><ac:rich-text-body /></ac:structured-macro>",
    ),
    (
        "macros around text",
        "<ac:structured-macro ac:name=\"expand\"><ac:rich-text-body><ac:structured-macro ac:name=\"excerpt\"><ac:rich-text-body><p>a</p></ac:rich-text-body></ac:structured-macro></ac:rich-text-body></ac:structured-macro>",
    ),
    (
        "layouts",
        "<ac:layout><ac:layout-section ac:type=\"two_equal\"><ac:layout-cell><p>a</p></ac:layout-cell><ac:layout-cell><p>b</p></ac:layout-cell></ac:layout-section></ac:layout>",
    ),
    (
        "attributes",
        "<p style=\"margin-left: 30.0px;\">a</p><h2 style=\"text-align: right;\">b</h2><p local-id=\"x\">c</p>",
    ),
    (
        "a line that takes two, beside a macro",
        "<b><ac:placeholder>a\nb</ac:placeholder></b><ac:structured-macro ac:name=\"toc\"><ac:parameter ac:name=\"x\">y</ac:parameter></ac:structured-macro>",
    ),
    (
        "what nobody knows",
        "<dl><dt>a</dt><dd>b</dd></dl><p><x:y z=\"1\">a</x:y></p><ac:adf-extension><ac:adf-node type=\"panel\" /></ac:adf-extension>",
    ),
];

#[test]
fn markdown_to_storage() {
    let converted = WRITTEN.iter().map(|(name, markdown)| {
        let storage = from_markdown(markdown).unwrap();
        format!("──── {name}\n{markdown}\n────\n{}\n\n", storage.replace("><", ">\n<"))
    });
    insta::assert_snapshot!(converted.collect::<String>());
}

#[test]
fn nothing_stored_is_lost() {
    let meant = |storage: &str| meaning(&Document::parse(storage).unwrap().nodes);
    for (name, storage) in STORED {
        let markdown = to_markdown(storage).unwrap();
        assert_eq!(meant(&from_markdown(&markdown).unwrap()), meant(storage), "{name}");
        assert_eq!(rebase(storage, &markdown).unwrap(), *storage, "{name}");
    }
}

#[test]
fn storage_to_markdown() {
    let converted = STORED
        .iter()
        .map(|(name, storage)| format!("──── {name}\n{storage}\n────\n{}\n\n", to_markdown(storage).unwrap()));
    insta::assert_snapshot!(converted.collect::<String>());
}
