//! Confluence's storage format as a tree that writes back every byte it was not asked to change.
//!
//! The storage format is a fragment of XHTML with elements of the prefixes `ac:` and `ri:`, which are declared nowhere,
//! and with the named entities of HTML. [`Document::parse`] keeps each tag and each text as it stood; what is changed
//! through the methods of [`Element`] and [`Text`] is written anew, and nothing else.

mod attributes;
mod element;
pub(super) mod entities;
pub(super) mod inline;
mod meaning;
mod parse;
mod text;
mod tokens;

pub(super) use self::attributes::is_generated;
pub use self::element::Element;
pub(super) use self::entities::{decode, escape_attribute, escape_text};
pub(super) use self::inline::is_wrapper;
pub(super) use self::meaning::{is_block, is_task_id, meaning, said, task_body};
pub use self::text::Text;
pub(super) use self::text::cdata;
pub(super) use self::tokens::{TokenKind, tokens};

/// How deep elements may nest. Deeper documents are refused, since a component has a small stack.
pub const MAX_DEPTH: usize = 100;

/// A body in the storage format.
#[derive(Clone, Debug, Default)]
pub struct Document<'s> {
    /// What stands at the top, in order.
    pub nodes: Vec<Node<'s>>,
}

/// A part of a document.
#[derive(Clone, Debug)]
pub enum Node<'s> {
    /// An element with what is in it.
    Element(Element<'s>),
    /// Text, or a section of CDATA.
    Text(Text<'s>),
    /// A comment of XML, with its delimiters.
    Comment(std::borrow::Cow<'s, str>),
}

impl Document<'_> {
    /// Writes the document. What nobody changed is the same, byte for byte.
    pub fn write(&self) -> String {
        let mut out = String::new();
        for node in &self.nodes {
            node.write_to(&mut out);
        }
        out
    }
}

impl<'s> Node<'s> {
    /// The element, where this is one.
    pub fn element(&self) -> Option<&Element<'s>> {
        match self {
            Self::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The element to change, where this is one.
    pub fn element_mut(&mut self) -> Option<&mut Element<'s>> {
        match self {
            Self::Element(element) => Some(element),
            _ => None,
        }
    }

    /// Writes the node.
    pub fn write(&self) -> String {
        let mut out = String::new();
        self.write_to(&mut out);
        out
    }

    pub(super) fn write_to(&self, out: &mut String) {
        match self {
            Self::Element(element) => element.write_to(out),
            Self::Text(text) => out.push_str(text.raw()),
            Self::Comment(raw) => out.push_str(raw),
        }
    }

    /// How many bytes the node takes when it is written.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Element(element) => element.len(),
            Self::Text(text) => text.raw().len(),
            Self::Comment(raw) => raw.len(),
        }
    }

    /// Whether this is white space or a comment: nothing that a reader sees.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Element(_) => false,
            Self::Text(text) => !text.is_cdata() && text.raw().bytes().all(|byte| byte.is_ascii_whitespace()),
            Self::Comment(_) => true,
        }
    }
}
