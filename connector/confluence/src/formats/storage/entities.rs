use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

/// Whether XML permits a character in a document.
pub(super) fn is_permitted(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..) && character != '\u{FFFE}'
}

/// The character, or the replacement character where XML does not permit it.
pub(super) fn permitted(character: char) -> char {
    if is_permitted(character) { character } else { '\u{FFFD}' }
}

/// Escapes a text for a place between tags. No-break spaces become visible, as Confluence writes them.
pub(in crate::formats) fn escape_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{A0}' => out.push_str("&nbsp;"),
            _ => out.push(permitted(character)),
        }
    }
    out
}

/// Escapes a text for the value of an attribute, which stands between double quotes.
pub(in crate::formats) fn escape_attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Else they would be read as spaces.
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            _ => out.push(permitted(character)),
        }
    }
    out
}

/// Resolves the references of a text. One that is unknown stays; the parser refuses such documents.
pub(in crate::formats) fn decode(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        rest = after;
        if let Some((value, after)) = after.split_once(';').and_then(|(name, after)| Some((resolve(name)?, after))) {
            out.push_str(&value);
            rest = after;
        } else {
            out.push('&');
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// What `&name;` stands for; `name` may be a number after `#` or `#x`.
pub(super) fn resolve(name: &str) -> Option<Cow<'static, str>> {
    let fixed = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u{A0}",
        _ => return if name.starts_with('#') { number(name) } else { named(name) },
    };
    Some(Cow::Borrowed(fixed))
}

fn number(name: &str) -> Option<Cow<'static, str>> {
    let digits = name.strip_prefix('#')?;
    let (digits, radix) = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (digits, 10),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let character = char::from_u32(u32::from_str_radix(digits, radix).ok()?)?;
    is_permitted(character).then(|| Cow::Owned(character.to_string()))
}

/// Markdown has the same names, and its parser a table of all of them; a second table would cost much of a component.
fn named(name: &str) -> Option<Cow<'static, str>> {
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let reference = format!("&{name};");
    let text: String = Parser::new(&reference)
        .filter_map(|event| match event {
            Event::Text(text) => Some(text.into_string()),
            _ => None,
        })
        .collect();
    (text != reference && !text.is_empty()).then_some(Cow::Owned(text))
}
