//! A file of Markdown as a page: its title, and what is left for the body.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::formats::markdown_options;

/// A file of Markdown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// What its front matter or its first heading calls it.
    pub(super) title: Option<String>,
    /// Without its front matter, and without the heading that became the title.
    pub(super) body: String,
}

impl Source {
    pub(super) fn of(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (title, body) = match front_matter(text) {
            Some((matter, body)) => (matter.lines().find_map(title), body),
            None => (None, text),
        };
        match heading(body) {
            Some((heading, start, end)) if title.as_ref().is_none_or(|title| *title == heading) => {
                Self { title: Some(heading), body: [&body[..start], &body[end..]].concat() }
            }
            _ => Self { title, body: body.to_owned() },
        }
    }
}

/// What stands between two lines of dashes at the beginning, and what follows them.
fn front_matter(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("---")?;
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((&rest[..at], &rest[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

/// The title of a line `title: …`, which may be quoted as YAML does.
fn title(line: &str) -> Option<String> {
    let value = line.strip_prefix("title:")?.trim();
    let value = match value.chars().next()? {
        '"' => quoted(value).replace("\\\"", "\""),
        '\'' => quoted(value).replace("''", "'"),
        _ => value.split(" #").next().unwrap_or_default().to_owned(),
    };
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// What stands between the first character and the last one, where these are the same.
fn quoted(value: &str) -> &str {
    let inner = value.get(1..).unwrap_or_default();
    inner.strip_suffix(&value[..1]).unwrap_or(inner)
}

/// The text of the first heading of the first level, and where it stands.
fn heading(body: &str) -> Option<(String, usize, usize)> {
    let mut depth = 0;
    let mut found: Option<(String, usize, usize)> = None;
    for (event, range) in Parser::new_ext(body, markdown_options()).into_offset_iter() {
        match (event, &mut found) {
            (Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }), None) if depth == 0 => {
                depth += 1;
                found = Some((String::new(), range.start, range.end));
            }
            (Event::End(TagEnd::Heading(_)), Some(_)) => break,
            (Event::Text(text) | Event::Code(text), Some((title, ..))) => title.push_str(&text),
            (Event::SoftBreak | Event::HardBreak, Some((title, ..))) => title.push(' '),
            (Event::Start(_), _) => depth += 1,
            (Event::End(_), None) => depth -= 1,
            _ => {}
        }
    }
    found.map(|(title, start, end)| (title.trim().to_owned(), start, end)).filter(|(title, ..)| !title.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_comes_from_the_front_matter_or_the_first_heading() {
        for (text, title, body) in [
            ("# Start *here*\n\nText.\n", Some("Start here"), "\nText.\n"),
            ("\u{feff}# A\n# B\n", Some("A"), "# B\n"),
            ("Text.\n\nA `b`\n===\n\nMore.\n", Some("A b"), "Text.\n\n\nMore.\n"),
            ("---\ntitle: A: b # not\n---\n# Other\n", Some("A: b"), "# Other\n"),
            ("---\r\nx: 1\r\ntitle: \"A \\\"b\\\"\"\r\n---\r\n# A \"b\"\r\ntext", Some("A \"b\""), "text"),
            ("---\ntitle: 'It''s'\n...\ntext", Some("It's"), "text"),
            ("---\nlabels: x\n---\n# A\n", Some("A"), ""),
            ("---\nno end\n", None, "---\nno end\n"),
            ("> # Quoted\n\n## Second\n", None, "> # Quoted\n\n## Second\n"),
            ("```\n# code\n```\n", None, "```\n# code\n```\n"),
            ("#\n", None, "#\n"),
            ("", None, ""),
        ] {
            let expected = Source { title: title.map(str::to_owned), body: body.to_owned() };
            assert_eq!(Source::of(text), expected, "{text}");
        }
    }
}
