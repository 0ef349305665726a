use super::{Place, Spelling, Style};

/// Adds text to a line so that Markdown reads it as this text. `in_link` says that it is the text of a link.
pub(super) fn push_text(out: &mut String, text: &str, in_link: bool, style: Style) {
    let careful = style.spelling == Spelling::Careful;
    let mut characters = text.chars().peekable();
    let mut is_first = true;
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        let before = out.chars().next_back();
        let at_start = before.is_none_or(|before| before == '\n');
        let must = match character {
            '\\' | '`' | '*' | '[' | '~' => true,
            ']' => in_link,
            '_' => !before.is_some_and(char::is_alphanumeric) || !next.is_some_and(char::is_alphanumeric),
            '|' => style.place == Place::Cell || at_start,
            '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
            '&' => next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#'),
            '{' => is_first && !at_start || next == Some('='),
            '!' => next.is_none_or(|next| next == '['),
            '#' | '+' | '-' | '>' | '=' => at_start,
            '.' | ')' => is_numbered(out),
            _ => false,
        };
        is_first = false;
        match character {
            '\u{A0}' => out.push_str("&nbsp;"),
            _ if must || careful && character.is_ascii_punctuation() => out.extend(['\\', character]),
            _ => out.push(character),
        }
    }
}

/// Whether the line so far would be the number of a list.
fn is_numbered(out: &str) -> bool {
    // No list has a number of more digits.
    let digits = out.bytes().rev().take(10).take_while(u8::is_ascii_digit).count();
    let before = &out[..out.len() - digits];
    (1..10).contains(&digits) && (before.is_empty() || before.ends_with('\n'))
}

/// The destination of a link, between angle brackets where it needs them.
pub(super) fn destination(url: &str) -> Option<String> {
    if url.contains(['\n', '\r', '<', '>']) {
        return None;
    }
    let mut out = String::new();
    for (index, character) in url.char_indices() {
        let is_entity = character == '&' && url[index..].contains(';');
        if character == '\\' || is_entity || character == '|' {
            out.push('\\');
        }
        out.push(character);
    }
    let bare =
        !url.is_empty() && !url.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '(' | ')'));
    Some(if bare { out } else { format!("<{out}>") })
}

/// The title of a link with the space before it; nothing where there is none.
pub(super) fn title(title: Option<&str>) -> Option<String> {
    let Some(title) = title else { return Some(String::new()) };
    if title.is_empty() || title.contains(['\n', '\r']) {
        return None;
    }
    let mut out = String::from(" \"");
    for character in title.chars() {
        if matches!(character, '"' | '\\' | '&' | '|' | '`' | '<' | '*' | '_') {
            out.push('\\');
        }
        out.push(character);
    }
    out.push('"');
    Some(out)
}
