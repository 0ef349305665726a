//! Edits of the tree itself.

use crate::formats::storage::{Document, Element, Node, Text};

#[test]
fn an_edit_leaves_every_other_byte() {
    let source = "<ac:layout ><p  a='1'>one &rsquo;</p>\n<p/><td colspan = \"2\" ></td></ac:layout >";
    let mut document = Document::parse(source).unwrap();
    assert_eq!(document.write(), source);
    let layout = document.nodes[0].element_mut().unwrap();
    let children = layout.children_mut();
    children[0].element_mut().unwrap().children_mut().push(Node::Text(Text::new(" < two")));
    children[2].element_mut().unwrap().set_text("three");
    children.push(Node::Element(Element::new("hr")));
    assert_eq!(
        document.write(),
        "<ac:layout ><p  a='1'>one &rsquo; &lt; two</p>\n<p>three</p><td colspan = \"2\" ></td><hr /></ac:layout >"
    );
}

#[test]
fn attributes_are_set_in_their_place() {
    let table = [
        ("<a/>", "<a x=\"1 &lt; &quot;2&quot;\"/>"),
        ("<a />", "<a x=\"1 &lt; &quot;2&quot;\" />"),
        ("<a b='c' x='y' d=\"e\"></a>", "<a b='c' x='1 &lt; &quot;2&quot;' d=\"e\"></a>"),
        ("<a  b=\"c\" ></a>", "<a  b=\"c\" x=\"1 &lt; &quot;2&quot;\" ></a>"),
        ("<x x=\"x\"/>", "<x x=\"1 &lt; &quot;2&quot;\"/>"),
    ];
    for (source, expected) in table {
        let mut document = Document::parse(source).unwrap();
        let element = document.nodes[0].element_mut().unwrap();
        element.set_attribute("x", "1 < \"2\"");
        assert_eq!(element.attribute("x").as_deref(), Some("1 < \"2\""));
        let written = document.write();
        assert_eq!(written, expected);
        let mut document = Document::parse(&written).unwrap();
        let element = document.nodes[0].element_mut().unwrap();
        element.remove_attribute("x");
        assert_eq!(element.attribute("x"), None);
        Document::parse(&document.write()).unwrap();
    }
}

#[test]
fn texts_are_read_as_people_see_them() {
    let table = [
        ("a &amp; b&nbsp;&euml;&#x41;&#66;", "a & b\u{a0}ëAB"),
        ("<![CDATA[a & <b> ]]]]><![CDATA[> c]]>", "a & <b> ]]> c"),
        ("a<!-- b -->c", "ac"),
    ];
    for (source, text) in table {
        let source = format!("<p>{source}</p>");
        let document = Document::parse(&source).unwrap();
        assert_eq!(document.nodes[0].element().unwrap().text(), text);
    }
}

#[test]
fn texts_are_replaced_in_kind() {
    let mut document = Document::parse("<p>a</p><![CDATA[b]]>").unwrap();
    let Node::Text(cdata) = &mut document.nodes[1] else { panic!("no text") };
    cdata.set("c ]]> <d>\u{1}");
    assert_eq!(cdata.text(), "c ]]> <d>\u{FFFD}");
    assert_eq!(document.write(), "<p>a</p><![CDATA[c ]]]]><![CDATA[> <d>\u{FFFD}]]>");
}

#[test]
fn elements_say_where_they_stood() {
    let source = "é<p>a<b>c</b></p>";
    let document = Document::parse(source).unwrap();
    let paragraph = document.nodes[1].element().unwrap();
    let bold = paragraph.child("b").unwrap();
    assert_eq!(&source[bold.span().unwrap()], "<b>c</b>");
    assert_eq!(&source[paragraph.span().unwrap()], "<p>a<b>c</b></p>");
    assert_eq!(Element::new("p").span(), None);
}
