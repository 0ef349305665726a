//! Prints documents to stdout and words to stderr; the results and files of a run go to stdout by themselves.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};
use std::io::{self, IsTerminal, Write};

use clap::ColorChoice;
use clap::builder::styling::{AnsiColor, Style};
use serde::Serialize;

use crate::env;
use crate::failure::Failure;

/// Prints data and words.
#[derive(Clone)]
pub(crate) struct Printer {
    quiet: bool,
    color: bool,
}

/// What a word is about, which gives it its color.
#[derive(Clone, Copy)]
pub(crate) enum Tone {
    Success,
    Warning,
    Error,
    Hint,
}

#[expect(clippy::unused_self, reason = "who prints needs a printer")]
impl Printer {
    pub(crate) fn new(quiet: bool, color: ColorChoice) -> Self {
        let color = match color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                let unwanted = std::env::var_os(env::NO_COLOR).is_some_and(|value| !value.is_empty());
                let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
                io::stderr().is_terminal() && !unwanted && !dumb
            }
        };
        Self { quiet, color }
    }

    /// Whether words have colors.
    pub(crate) fn color(&self) -> bool {
        self.color
    }

    /// Whether progress may be drawn.
    pub(crate) fn draws(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// Prints data.
    pub(crate) fn data(&self, text: impl Display) -> Result<(), Failure> {
        let mut stdout = io::stdout().lock();
        writeln!(stdout, "{text}").and_then(|()| stdout.flush()).map_err(Failure::output)
    }

    /// Prints a JSON document, which holds nothing that a terminal would act on where it goes to one.
    pub(crate) fn json(&self, value: &impl Serialize) -> Result<(), Failure> {
        // As a value first: text that is JSON already becomes a part of it.
        let value = serde_json::to_value(value).map_err(anyhow::Error::from)?;
        self.data(shown_json(&format!("{value:#}"), &io::stdout()))
    }

    /// Prints rows of data below the names of their columns; nothing where there are none.
    pub(crate) fn columns<const N: usize>(&self, names: [&str; N], rows: Vec<[String; N]>) -> Result<(), Failure> {
        if rows.is_empty() {
            return Ok(());
        }
        let names = names.map(str::to_uppercase);
        self.table(&std::iter::once(names).chain(rows).collect::<Vec<_>>())
    }

    /// Prints rows of data with their columns below each other.
    pub(crate) fn table<const N: usize>(&self, rows: &[[String; N]]) -> Result<(), Failure> {
        let text = table(rows);
        if text.is_empty() { Ok(()) } else { self.data(text) }
    }

    /// Says what was done, unless that is unwanted.
    pub(crate) fn done(&self, text: impl Display) {
        self.say(Tone::Success, &text.to_string());
    }

    /// Warns, unless that is unwanted.
    pub(crate) fn warn(&self, text: impl Display) {
        self.say(Tone::Warning, &format!("warning: {text}"));
    }

    /// Gives a hint, unless that is unwanted.
    pub(crate) fn hint(&self, text: impl Display) {
        self.say(Tone::Hint, &format!("hint: {text}"));
    }

    fn say(&self, tone: Tone, text: &str) {
        if !self.quiet {
            self.word(tone, text);
        }
    }

    /// Prints a line on stderr, wanted or not; what stands before its first colon or space has the tone's color.
    pub(crate) fn word(&self, tone: Tone, text: &str) {
        let end = text.find([':', ' ']).map_or(text.len(), |end| end + usize::from(text.as_bytes()[end] == b':'));
        let (head, rest) = text.split_at(end);
        self.line(&format!("{}{}", self.paint(tone, &plain(head)), plain(rest)));
    }

    /// Prints a line on stderr, unless that is unwanted.
    pub(crate) fn note(&self, text: &str) {
        if !self.quiet {
            self.line(&plain(text));
        }
    }

    /// Prints a line on stderr as it is.
    pub(crate) fn line(&self, text: &str) {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// Asks something on stderr; the answer is not read here.
    pub(crate) fn ask(&self, question: &str) {
        let mut stderr = io::stderr().lock();
        let _ = write!(stderr, "{}", plain(question)).and_then(|()| stderr.flush());
    }

    fn paint(&self, tone: Tone, text: &str) -> String {
        if !self.color {
            return text.to_owned();
        }
        let color = match tone {
            Tone::Success => AnsiColor::Green,
            Tone::Warning => AnsiColor::Yellow,
            Tone::Error => AnsiColor::Red,
            Tone::Hint => AnsiColor::Cyan,
        };
        let style = Style::new().bold().fg_color(Some(color.into()));
        format!("{style}{text}{style:#}")
    }
}

/// Escapes what a terminal would act on; text of a service may hold it.
pub(crate) fn plain(text: &str) -> String {
    escaped(text, |letter, clean| clean.extend(letter.escape_unicode()))
}

/// The same, on one line.
pub(crate) fn plain_line(text: &str) -> String {
    plain(text).replace('\n', "\\n")
}

/// JSON as it goes to a stream: on a terminal, what that would act on is escaped, which means the same; in a pipe it stays
/// as it is.
pub(crate) fn shown_json<'a>(json: &'a str, stream: &impl IsTerminal) -> Cow<'a, str> {
    if stream.is_terminal() { Cow::Owned(escaped_json(json)) } else { Cow::Borrowed(json) }
}

/// Control characters of JSON stand inside its strings, but for line breaks between its parts.
fn escaped_json(json: &str) -> String {
    escaped(json, |letter, clean| {
        // Writing to text cannot fail.
        let _ = write!(clean, "\\u{:04x}", u32::from(letter));
    })
}

fn escaped(text: &str, escape: impl Fn(char, &mut String)) -> String {
    let active = |letter: char| {
        letter != '\n'
            && (letter.is_control()
                || matches!(letter, '\u{061c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
    };
    text.chars().fold(String::with_capacity(text.len()), |mut clean, letter| {
        if active(letter) {
            escape(letter, &mut clean);
        } else {
            clean.push(letter);
        }
        clean
    })
}

/// Rows with their columns below each other, without a line break at the end.
pub(crate) fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let rows: Vec<[String; N]> = rows.iter().map(|row| row.each_ref().map(|cell| plain_line(cell))).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..N).map(width).collect();
    let line = |row: &[String; N]| {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        cells.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_makes_no_row_of_its_own() {
        let rows = [["id".to_owned(), "a\nb  forged".to_owned()], ["id".to_owned(), "c\u{9b}2J".to_owned()]];
        assert_eq!(table(&rows), "id  a\\nb  forged\nid  c\\u{9b}2J");
    }

    #[test]
    fn json_for_a_terminal_says_the_same_without_what_it_acts_on() {
        let value = serde_json::json!({"title": "a\u{9b}2J\u{202e}b\u{85}", "plain": "ü\n"});
        let shown = escaped_json(&format!("{value:#}"));
        assert!(shown.contains("a\\u009b2J\\u202eb\\u0085") && shown.contains('ü'), "{shown}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap(), value);
    }
}
