//! Documents of all kinds, made up.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// A text between tags, with entities, signs that mean something in Markdown, and white space.
fn text() -> BoxedStrategy<String> {
    let part = prop_oneof![
        4 => select(vec!["word", "Ünïcode", "日本", "🚀", "a_b_c", "x", "don&rsquo;t", "1.", "2)", "q&amp;a"]),
        2 => select(vec!["*", "**", "_", "`", "``", "#", "##", "-", "+", "&gt;", "&lt;b&gt;", "[x]", "[a](b)", "![", "!", "|", "~~",
            "~", "\\", "{=confluence}", "{", "}", "&amp;amp;", "&#42;", "&#x1F600;", "http://x.example", "==", "--", ":", "()", "[!NOTE]",
            "&lt;u&gt;", "&lt;!--", "&quot;", "'", "&nbsp;", "[ ]", "$x$", "^", "@", "&copy;"]),
        3 => select(vec![" ", "  ", "\n", " \n\t"]),
    ];
    vec(part, 1..7).prop_map(|parts| parts.concat()).boxed()
}

fn attribute() -> BoxedStrategy<String> {
    prop_oneof![
        4 => Just(String::new()),
        1 => "[a-z0-9]{4}".prop_map(|id| format!(" local-id=\"{id}\"")),
        1 => Just(" style='text-align: center;'".to_owned()),
    ]
    .boxed()
}

fn id() -> BoxedStrategy<String> {
    prop_oneof![
        Just(String::new()),
        "[a-z0-9]{4}".prop_map(|id| format!(" ac:macro-id=\"{id}\" ac:schema-version=\"1\""))
    ]
    .boxed()
}

fn cdata() -> BoxedStrategy<String> {
    let part =
        select(vec!["a", " ", "\n", "\t", "<b>", "&amp;", "```", "~~~", "`", "]]]]><![CDATA[>", "    x", "é", "\n\n"]);
    vec(part, 0..8).prop_map(|parts| format!("<![CDATA[{}]]>", parts.concat())).boxed()
}

/// What stands in a line and has nothing in it.
fn atom() -> BoxedStrategy<String> {
    let fixed = select(vec![
        "<br />",
        "<br/>",
        "<ac:emoticon ac:name=\"smile\" />",
        "<ac:emoticon ac:name=\"blue-star\" ac:emoji-shortname=\":tada:\" ac:emoji-id=\"1f389\" ac:emoji-fallback=\"🎉\" />",
        "<ac:link><ri:user ri:account-id=\"557058:a-b\" ri:local-id=\"7\" /></ac:link>",
        "<ac:link><ri:user ri:userkey=\"ff80\" /></ac:link>",
        "<ac:link><ri:page ri:content-title=\"A &amp; B / C (d)\" /></ac:link>",
        "<ac:link ac:anchor=\"top\"><ri:page ri:space-key=\"DS\" ri:content-title=\"X\" ri:version-at-save=\"3\" /></ac:link>",
        "<ac:link><ri:attachment ri:filename=\"a b|c.pdf\" /></ac:link>",
        "<ac:link><ri:space ri:space-key=\"DS\" /></ac:link>",
        "<ac:link><ri:blog-post ri:posting-day=\"2027/01/02\" ri:content-title=\"News\" /></ac:link>",
        "<ac:image ac:width=\"300\" ac:alt=\"An *image*\"><ri:attachment ri:filename=\"c.png\" /></ac:image>",
        "<ac:image><ri:url ri:value=\"https://example.com/a(b).png?x=1&amp;y=2\" /></ac:image>",
        "<ac:image ac:thumbnail=\"true\"><ri:attachment ri:filename=\"c.png\"><ri:page ri:content-title=\"O\" /></ri:attachment></ac:image>",
        "<a href=\"https://x.example/?a=1&amp;b=2\" data-card-appearance=\"inline\">https://x.example/?a=1&amp;b=2</a>",
        "<time datetime=\"2027-01-02\" />",
        "<ac:placeholder>Type|here</ac:placeholder>",
        "<span id='x'></span>",
        "<!-- a comment -->",
    ]);
    prop_oneof![
        6 => fixed.prop_map(str::to_owned),
        1 => id().prop_map(|id| format!("<ac:structured-macro ac:name=\"status\"{id}><ac:parameter ac:name=\"title\">A|B `c`</ac:parameter></ac:structured-macro>")),
        1 => id().prop_map(|id| format!("<ac:structured-macro ac:name=\"anchor\"{id}><ac:parameter ac:name=\"\">here</ac:parameter></ac:structured-macro>")),
        1 => cdata().prop_map(|body| format!("<ac:link ac:anchor=\"a\"><ac:plain-text-link-body>{body}</ac:plain-text-link-body></ac:link>")),
        1 => text().prop_map(|text| format!("<code>{text}</code>")),
    ].boxed()
}

/// What stands in a line.
pub(super) fn inline() -> BoxedStrategy<String> {
    let leaf = prop_oneof![5 => text(), 2 => atom()];
    let nested = leaf.prop_recursive(3, 12, 4, |inner| {
        let around = select(vec![
            ("<strong>", "</strong>"),
            ("<b>", "</b>"),
            ("<em>", "</em>"),
            ("<i>", "</i>"),
            ("<del>", "</del>"),
            ("<u>", "</u>"),
            ("<sub>", "</sub>"),
            ("<code>", "</code>"),
            ("<a href=\"https://example.com/x_y\" title=\"A &quot;t&quot;\">", "</a>"),
            ("<ac:link><ri:page ri:content-title=\"T\" /><ac:link-body>", "</ac:link-body></ac:link>"),
            ("<span style=\"color: red;\">", "</span>"),
            ("<ac:inline-comment-marker ac:ref=\"r-1\">", "</ac:inline-comment-marker>"),
        ]);
        (around, vec(inner, 0..4)).prop_map(|((open, close), content)| [open, &content.concat(), close].concat())
    });
    vec(nested, 0..5).prop_map(|parts| parts.concat()).boxed()
}

fn code() -> BoxedStrategy<String> {
    let parameters = select(vec![
        "",
        "<ac:parameter ac:name=\"language\">rust</ac:parameter>",
        "<ac:parameter ac:name=\"title\">a &amp; b</ac:parameter><ac:parameter ac:name=\"language\">c++</ac:parameter>",
        "<ac:parameter ac:name=\"linenumbers\">true</ac:parameter><ac:parameter ac:name=\"theme\">Emacs</ac:parameter>",
        "<ac:parameter ac:name=\"other\">x</ac:parameter>",
    ]);
    (id(), parameters, cdata()).prop_map(|(id, parameters, body)| {
        format!("<ac:structured-macro ac:name=\"code\"{id}>{parameters}<ac:plain-text-body>{body}</ac:plain-text-body></ac:structured-macro>")
    }).boxed()
}

fn table() -> BoxedStrategy<String> {
    let cell = prop_oneof![
        4 => (attribute(), inline()).prop_map(|(attribute, inline)| format!("<p{attribute}>{inline}</p>")),
        2 => inline(),
        1 => Just("<ul><li>x</li></ul>".to_owned()),
    ];
    let head = select(vec!["<table>", "<table data-layout=\"wide\"><colgroup><col /><col /></colgroup>"]);
    let spans = select(vec!["", "", "", " data-highlight-colour=\"#fff\"", " colspan=\"1\"", " rowspan=\"2\""]);
    let row = |name: &'static str| {
        let spans = spans.clone();
        vec((spans, cell.clone()), 2).prop_map(move |cells| {
            let cells = cells.into_iter().map(|(span, cell)| format!("<{name}{span}>{cell}</{name}>"));
            format!("<tr>{}</tr>", cells.collect::<String>())
        })
    };
    (head, row("th"), vec(row("td"), 0..3))
        .prop_map(|(head, first, rest)| format!("{head}<tbody>{first}{}</tbody></table>", rest.concat()))
        .boxed()
}

fn leaf_block() -> BoxedStrategy<String> {
    prop_oneof![
        6 => (attribute(), inline()).prop_map(|(attribute, inline)| format!("<p{attribute}>{inline}</p>")),
        2 => (1..7, attribute(), inline()).prop_map(|(level, attribute, inline)| format!("<h{level}{attribute}>{inline}</h{level}>")),
        2 => code(),
        2 => table(),
        1 => (id(), cdata()).prop_map(|(id, body)| format!("<ac:structured-macro ac:name=\"noformat\"{id}><ac:plain-text-body>{body}</ac:plain-text-body></ac:structured-macro>")),
        1 => id().prop_map(|id| format!("<ac:structured-macro ac:name=\"toc\"{id} />")),
        1 => text().prop_map(|text| format!("<pre>{text}</pre>")),
        1 => select(vec!["<hr />", "<p />", "<p></p>", "\n", "<!-- between -->", "<ac:adf-extension><ac:adf-node type=\"x\" /></ac:adf-extension>"]).prop_map(str::to_owned),
        1 => inline(),
    ].boxed()
}

/// One block, perhaps with others in it.
pub(super) fn block() -> BoxedStrategy<String> {
    leaf_block().prop_recursive(3, 16, 4, |inner| {
        let blocks = vec(inner, 0..4).prop_map(|blocks| blocks.concat()).boxed();
        let list = |name: &'static str, start: &'static str| {
            vec((inline(), blocks.clone()), 1..4).prop_map(move |items| {
                let items = items.into_iter().map(|(line, blocks)| format!("<li>{line}{blocks}</li>"));
                format!("<{name}{start}>{}</{name}>", items.collect::<String>())
            })
        };
        let loose = vec(blocks.clone(), 1..3).prop_map(|items| {
            format!("<ul><li>{}</li></ul>", items.join("</li><li>"))
        });
        let tasks = vec((any::<bool>(), inline(), any::<bool>()), 1..3).prop_map(|tasks| {
            let tasks = tasks.into_iter().enumerate().map(|(index, (done, body, span))| {
                let status = if done { "complete" } else { "incomplete" };
                let (open, close) = if span { ("<span class=\"placeholder-inline-tasks\">", "</span>") } else { ("", "") };
                format!("<ac:task>\n<ac:task-id>{index}</ac:task-id>\n<ac:task-status>{status}</ac:task-status>\n<ac:task-body>{open}{body}{close}</ac:task-body>\n</ac:task>")
            });
            format!("<ac:task-list>\n{}</ac:task-list>", tasks.collect::<String>())
        });
        let panel = (select(vec!["info", "tip", "note", "warning", "panel", "expand", "excerpt"]), id(), any::<bool>(), blocks.clone())
            .prop_map(|(name, id, titled, body)| {
                let title = if titled { "<ac:parameter ac:name=\"title\">T</ac:parameter>" } else { "" };
                format!("<ac:structured-macro ac:name=\"{name}\"{id}>{title}<ac:rich-text-body>{body}</ac:rich-text-body></ac:structured-macro>")
            });
        prop_oneof![
            list("ul", ""),
            list("ol", ""),
            list("ol", " start=\"4\""),
            loose,
            tasks,
            panel,
            blocks.clone().prop_map(|blocks| format!("<blockquote>{blocks}</blockquote>")),
            blocks.clone().prop_map(|blocks| format!("<div class=\"x\">{blocks}</div>")),
            (blocks.clone(), blocks).prop_map(|(left, right)| {
                format!("<ac:layout><ac:layout-section ac:type=\"two_equal\"><ac:layout-cell>{left}</ac:layout-cell>\n<ac:layout-cell>{right}</ac:layout-cell></ac:layout-section></ac:layout>")
            }),
        ]
    }).boxed()
}

/// A whole document.
pub(in crate::formats) fn document() -> BoxedStrategy<String> {
    let between = select(vec!["", "", "\n", "\n  "]);
    vec((block(), between), 0..7)
        .prop_map(|blocks| blocks.into_iter().map(|(block, between)| block + between).collect())
        .boxed()
}
