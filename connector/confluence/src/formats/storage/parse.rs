use std::borrow::Cow;

use super::element::Element;
use super::text::Text;
use super::tokens::{Token, TokenKind, malformed, tokens};
use super::{Document, MAX_DEPTH, Node};
use crate::formats::{FormatError, FormatErrorKind};

impl<'s> Document<'s> {
    /// Parses a body.
    ///
    /// # Errors
    ///
    /// Says where a body is not well formed, or nested deeper than [`MAX_DEPTH`].
    pub fn parse(source: &'s str) -> Result<Self, FormatError> {
        let mut open: Vec<(Token<'s>, Vec<Node<'s>>)> = Vec::new();
        let mut nodes = Vec::new();
        for token in tokens(source) {
            let token = token?;
            match token.kind {
                TokenKind::Open => {
                    if open.len() == MAX_DEPTH {
                        let message = format!("elements are nested deeper than {MAX_DEPTH}");
                        return Err(FormatError::new(FormatErrorKind::TooDeep, source, token.start, message));
                    }
                    open.push((token, std::mem::take(&mut nodes)));
                }
                TokenKind::Close => {
                    let Some((opened, outer)) = open.pop() else {
                        return Err(malformed(source, token.start, format!("`{}` is closed but not open", token.name)));
                    };
                    if opened.name != token.name {
                        let message = format!("`{}` is closed where `{}` is open", token.name, opened.name);
                        return Err(malformed(source, token.start, message));
                    }
                    let children = std::mem::replace(&mut nodes, outer);
                    let span = opened.start..token.start + token.raw.len();
                    nodes.push(Node::Element(Element::parsed(opened.name, opened.raw, children, token.raw, span)));
                }
                TokenKind::Empty => {
                    let span = token.start..token.start + token.raw.len();
                    nodes.push(Node::Element(Element::parsed(token.name, token.raw, Vec::new(), "", span)));
                }
                TokenKind::Text => push_text(source, &mut nodes, &token),
                TokenKind::CData => nodes.push(Node::Text(Text::parsed(token.raw))),
                TokenKind::Comment => nodes.push(Node::Comment(Cow::Borrowed(token.raw))),
            }
        }
        match open.last() {
            Some((opened, _)) => Err(malformed(source, opened.start, format!("`{}` is not closed", opened.name))),
            None => Ok(Self { nodes }),
        }
    }
}

/// References arrive as tokens of their own, and belong to the text around them.
fn push_text<'s>(source: &'s str, nodes: &mut Vec<Node<'s>>, token: &Token<'s>) {
    if let Some(Node::Text(last)) = nodes.last_mut()
        && !last.is_cdata()
    {
        let start = token.start - last.raw().len();
        *last = Text::parsed(&source[start..token.start + token.raw.len()]);
    } else {
        nodes.push(Node::Text(Text::parsed(token.raw)));
    }
}
