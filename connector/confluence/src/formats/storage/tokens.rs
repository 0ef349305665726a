use quick_xml::Reader;
use quick_xml::errors::{Error as XmlError, IllFormedError, SyntaxError};
use quick_xml::events::{BytesStart, Event};

use super::entities::{is_permitted, resolve};
use crate::formats::{FormatError, FormatErrorKind};

/// A piece of a source. All pieces together are the source.
#[derive(Clone, Copy, Debug)]
pub(in crate::formats) struct Token<'s> {
    pub(in crate::formats) kind: TokenKind,
    /// The name of a tag; empty for everything else.
    pub(in crate::formats) name: &'s str,
    pub(in crate::formats) raw: &'s str,
    /// Where it stands in the source.
    pub(in crate::formats) start: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) enum TokenKind {
    Open,
    /// An element that is closed in its own tag.
    Empty,
    Close,
    Text,
    CData,
    Comment,
}

/// Splits a source in tags and texts, each of which is well formed. Whether tags match is not looked at.
pub(in crate::formats) fn tokens(source: &str) -> impl Iterator<Item = Result<Token<'_>, FormatError>> {
    let mut reader = Reader::from_str(source);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.check_comments = true;
    // A byte order mark is skipped by the reader without a word; here it is a character like any other.
    let mut tokens = Tokens { source, reader, position: 0, done: false };
    let refused = source.char_indices().find(|(_, character)| !is_permitted(*character) || *character == '\u{FEFF}');
    let mut refused = refused.map(|(at, character)| {
        malformed(source, at, format!("the character U+{:04X} is not permitted", u32::from(character)))
    });
    std::iter::from_fn(move || match refused.take() {
        Some(error) => {
            tokens.done = true;
            Some(Err(error))
        }
        None => tokens.next(),
    })
}

struct Tokens<'s> {
    source: &'s str,
    reader: Reader<&'s [u8]>,
    position: usize,
    done: bool,
}

impl<'s> Iterator for Tokens<'s> {
    type Item = Result<Token<'s>, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let token = self.read().transpose();
        self.done = !matches!(token, Some(Ok(_)));
        token
    }
}

impl<'s> Tokens<'s> {
    fn read(&mut self) -> Result<Option<Token<'s>>, FormatError> {
        let start = self.position;
        let source = self.source;
        let event = self.reader.read_event().map_err(|error| {
            let at = usize::try_from(self.reader.error_position()).unwrap_or(start);
            malformed(source, at, reason(&error))
        })?;
        self.position = usize::try_from(self.reader.buffer_position()).unwrap_or(source.len());
        let raw = source.get(start..self.position).unwrap_or_default();
        let kind = match &event {
            Event::Start(tag) => {
                check_tag(source, start, raw, tag)?;
                TokenKind::Open
            }
            Event::Empty(tag) => {
                check_tag(source, start, raw, tag)?;
                TokenKind::Empty
            }
            Event::End(_) => TokenKind::Close,
            Event::Text(_) => {
                if let Some(at) = raw.find("]]>") {
                    return Err(malformed(source, start + at, "`]]>` stands outside of CDATA"));
                }
                TokenKind::Text
            }
            Event::GeneralRef(_) => {
                if !is_reference(raw) {
                    return Err(no_reference(source, start, raw));
                }
                TokenKind::Text
            }
            Event::CData(_) => TokenKind::CData,
            Event::Comment(_) => TokenKind::Comment,
            Event::Decl(_) | Event::PI(_) => {
                return Err(malformed(source, start, "the storage format has no processing instructions"));
            }
            Event::DocType(_) => return Err(malformed(source, start, "the storage format has no document type")),
            Event::Eof => return Ok(None),
        };
        let name = name_in(kind, raw);
        if !name.is_empty() && !is_name(name) || kind == TokenKind::Close && name.is_empty() {
            return Err(malformed(source, start, format!("`{name}` is not the name of an element")));
        }
        Ok(Some(Token { kind, name, raw, start }))
    }
}

fn name_in(kind: TokenKind, raw: &str) -> &str {
    match kind {
        TokenKind::Open => raw[1..raw.len() - 1].split(is_space).next().unwrap_or_default(),
        TokenKind::Empty => raw[1..raw.len() - 2].split(is_space).next().unwrap_or_default(),
        TokenKind::Close => raw[2..raw.len() - 1].trim_end_matches(is_space),
        _ => "",
    }
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

fn is_name(name: &str) -> bool {
    let starts = |character: char| character.is_alphabetic() || character == '_';
    let goes_on = |character: char| starts(character) || character.is_numeric() || matches!(character, '-' | '.' | ':');
    name.starts_with(starts) && name.chars().all(goes_on)
}

fn check_tag(source: &str, start: usize, raw: &str, tag: &BytesStart<'_>) -> Result<(), FormatError> {
    if !is_name(tag.name().0) {
        return Err(malformed(source, start, "`<` stands in front of something that is not the name of an element"));
    }
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| malformed(source, start, format!("a tag is broken: {error}")))?;
        if !is_name(attribute.key.0) {
            return Err(malformed(source, start, format!("`{}` is not the name of an attribute", attribute.key.0)));
        }
        let value = attribute.value.as_ref();
        if value.contains('<') {
            return Err(malformed(source, start, format!("`{}` has a value with `<` in it", attribute.key.0)));
        }
        let mut rest = value;
        while let Some(found) = rest.find('&') {
            let reference = &rest[found..];
            let end = reference.find(';').map_or(reference.len(), |end| end + 1);
            if !is_reference(&reference[..end]) {
                let at = raw.find(value).map_or(start, |at| start + at);
                return Err(no_reference(source, at, &reference[..end]));
            }
            rest = &reference[end..];
        }
    }
    Ok(())
}

fn is_reference(raw: &str) -> bool {
    raw.strip_prefix('&').and_then(|raw| raw.strip_suffix(';')).is_some_and(|name| resolve(name).is_some())
}

fn no_reference(source: &str, at: usize, raw: &str) -> FormatError {
    malformed(source, at, format!("`{raw}` is not an entity"))
}

fn reason(error: &XmlError) -> String {
    let text = match error {
        XmlError::IllFormed(IllFormedError::UnclosedReference) => "`&` begins no entity",
        XmlError::IllFormed(IllFormedError::DoubleHyphenInComment) => "a comment holds `--`",
        XmlError::Syntax(SyntaxError::UnclosedComment) => "a comment does not end",
        XmlError::Syntax(SyntaxError::UnclosedCData) => "CDATA does not end",
        XmlError::Syntax(_) => "a tag does not end",
        other => return other.to_string(),
    };
    text.to_owned()
}

pub(super) fn malformed(source: &str, at: usize, message: impl Into<String>) -> FormatError {
    FormatError::new(FormatErrorKind::Malformed, source, at, message)
}
