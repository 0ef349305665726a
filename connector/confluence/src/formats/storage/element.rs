use std::borrow::Cow;
use std::ops::Range;

use super::attributes::{attributes, with_attribute, without_attribute};
use super::{Node, Text};

/// An element: its tags as they stand in the source, and what is between them.
///
/// Reaching into an element with [`children_mut`](Self::children_mut) leaves its own tags as they are.
#[derive(Clone, Debug)]
pub struct Element<'s> {
    name: Cow<'s, str>,
    open: Cow<'s, str>,
    children: Vec<Node<'s>>,
    close: Cow<'s, str>,
    span: Option<Range<usize>>,
}

impl<'s> Element<'s> {
    /// Makes an empty element. `name` has its prefix, as in `ac:link`.
    pub fn new(name: &str) -> Self {
        Self {
            name: Cow::Owned(name.to_owned()),
            open: Cow::Owned(format!("<{name} />")),
            children: Vec::new(),
            close: Cow::Borrowed(""),
            span: None,
        }
    }

    pub(super) fn parsed(
        name: &'s str,
        open: &'s str,
        children: Vec<Node<'s>>,
        close: &'s str,
        span: Range<usize>,
    ) -> Self {
        let [name, open, close] = [name, open, close].map(Cow::Borrowed);
        Self { name, open, children, close, span: Some(span) }
    }

    /// Adds children, as in `Element::new("p").with([Node::Text(Text::new("Hello"))])`.
    #[must_use]
    pub fn with(mut self, children: impl IntoIterator<Item = Node<'s>>) -> Self {
        self.children.extend(children);
        self
    }

    /// The name with its prefix.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The opening tag as it is written.
    pub fn open(&self) -> Cow<'_, str> {
        if self.close.is_empty() && !self.children.is_empty() {
            Cow::Owned([self.open.trim_end_matches("/>").trim_end(), ">"].concat())
        } else {
            Cow::Borrowed(&self.open)
        }
    }

    /// The closing tag as it is written; empty where the element is closed in its opening tag.
    pub fn close(&self) -> Cow<'_, str> {
        if self.close.is_empty() && !self.children.is_empty() {
            Cow::Owned(format!("</{}>", self.name))
        } else {
            Cow::Borrowed(&self.close)
        }
    }

    /// Where the element stood in the source that it was parsed from; nothing for one that was made.
    pub fn span(&self) -> Option<Range<usize>> {
        self.span.clone()
    }

    /// The attributes in their order, with entities resolved.
    pub fn attributes(&self) -> Vec<(&str, Cow<'_, str>)> {
        attributes(&self.open)
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.attributes().into_iter().find(|(other, _)| *other == name).map(|(_, value)| value.into_owned())
    }

    /// Sets an attribute.
    pub fn set_attribute(&mut self, name: &str, value: &str) {
        self.open = Cow::Owned(with_attribute(&self.open, name, value));
    }

    /// Removes an attribute.
    pub fn remove_attribute(&mut self, name: &str) {
        self.open = Cow::Owned(without_attribute(&self.open, name));
    }

    /// What is in the element.
    pub fn children(&self) -> &[Node<'s>] {
        &self.children
    }

    /// What is in the element, to change.
    pub fn children_mut(&mut self) -> &mut Vec<Node<'s>> {
        &mut self.children
    }

    /// The elements among the children.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(Node::element)
    }

    /// The first child element of a name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name() == name)
    }

    /// All text in the element, entities resolved, without anything between the texts.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.add_text(&mut out);
        out
    }

    /// Replaces everything in the element by a text.
    pub fn set_text(&mut self, text: &str) {
        self.children = vec![Node::Text(Text::new(text))];
    }

    /// The name of a macro: `ac:name` of an `ac:structured-macro`.
    pub fn macro_name(&self) -> Option<String> {
        (self.name == "ac:structured-macro").then(|| self.attribute("ac:name")).flatten()
    }

    fn add_text(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Node::Element(element) => element.add_text(out),
                Node::Text(text) => out.push_str(&text.text()),
                Node::Comment(_) => {}
            }
        }
    }

    pub(super) fn write_to(&self, out: &mut String) {
        out.push_str(&self.open());
        for child in &self.children {
            child.write_to(out);
        }
        out.push_str(&self.close());
    }

    pub(super) fn len(&self) -> usize {
        self.open().len() + self.children.iter().map(Node::len).sum::<usize>() + self.close().len()
    }
}
