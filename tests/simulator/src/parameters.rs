//! Query parameters, read strictly: what a route does not know is refused.

use std::borrow::Cow;
use std::collections::HashSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::answer::Answer;
use crate::refusal::Shape;

/// What a query value may contain as it stands.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Holds the decoded parameters of one request, and the shape in which to refuse them.
#[derive(Debug)]
pub(crate) struct Parameters {
    pairs: Vec<(String, String)>,
    shape: Shape,
}

impl Parameters {
    /// Decodes a query: `+` is a space, broken percent-encoding stays as it is.
    pub(crate) fn parse(query: Option<&str>, shape: Shape) -> Self {
        let pieces = query.unwrap_or_default().split('&').filter(|piece| !piece.is_empty());
        let pairs = pieces.map(|piece| {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            (decode(name), decode(value))
        });
        Self { pairs: pairs.collect(), shape }
    }

    /// Decodes a form, or the query of a route that refuses in a shape of its own.
    pub(crate) fn form(text: &str) -> Self {
        Self::parse(Some(text), Shape::V1)
    }

    /// Refuses every parameter that is not in one of the lists, and every repeated single one.
    pub(crate) fn only(&self, singles: &[&str], lists: &[&str]) -> Result<(), Answer> {
        self.stray(singles, lists).map_or(Ok(()), |text| Err(self.shape.invalid(&text)))
    }

    /// Tells what is wrong with the first parameter that is not in one of the lists, or is a repeated single one.
    ///
    /// `start` passes on v2 only: real sites ignore it there, and a client must not rely on it.
    pub(crate) fn stray(&self, singles: &[&str], lists: &[&str]) -> Option<String> {
        let mut seen = HashSet::new();
        for (name, _) in &self.pairs {
            let name = name.as_str();
            if singles.contains(&name) {
                if !seen.insert(name) {
                    return Some(format!("Repeated query parameter '{name}' (simulator)"));
                }
                continue;
            }
            let ignored = name == "start" && self.shape == Shape::V2;
            if !ignored && !lists.contains(&name) {
                return Some(format!("Unknown query parameter '{name}' (simulator)"));
            }
        }
        None
    }

    /// Returns all names with their values.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Returns the first value of a parameter.
    pub(crate) fn one(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns all values of a list, whether repeated or separated by commas; absent is `None`.
    pub(crate) fn list(&self, name: &str) -> Option<Vec<&str>> {
        let values = self.pairs.iter().filter(|(known, _)| known == name);
        let list: Vec<&str> = values.flat_map(|(_, value)| value.split(',')).collect();
        (!list.is_empty()).then_some(list)
    }

    /// Returns a value that must be one of some.
    pub(crate) fn choice(&self, name: &str, allowed: &[&str]) -> Result<Option<&str>, Answer> {
        self.one(name).map(|value| self.allowed(name, value, allowed)).transpose()
    }

    /// Returns a list whose values must be among some.
    pub(crate) fn choices(&self, name: &str, allowed: &[&str]) -> Result<Option<Vec<&str>>, Answer> {
        let list = self.list(name);
        list.map(|list| list.into_iter().map(|value| self.allowed(name, value, allowed)).collect()).transpose()
    }

    /// Returns a boolean, false if absent.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, Answer> {
        Ok(self.choice(name, &["true", "false"])? == Some("true"))
    }

    /// Returns a number that is not negative.
    pub(crate) fn number(&self, name: &str, expected: &str) -> Result<Option<u64>, Answer> {
        self.one(name).map(|value| self.parsed(name, value, expected)).transpose()
    }

    /// Returns a list of at most `most` numbers.
    pub(crate) fn numbers(&self, name: &str, most: usize) -> Result<Option<Vec<u64>>, Answer> {
        let Some(list) = self.list(name) else { return Ok(None) };
        if list.len() > most {
            return Err(self.shape.invalid(&format!("'{name}' takes at most {most} values, not {}", list.len())));
        }
        list.into_iter().map(|value| self.parsed(name, value, "Long")).collect::<Result<_, _>>().map(Some)
    }

    /// Returns `limit`, between 1 and 250.
    pub(crate) fn limit(&self, default: usize) -> Result<usize, Answer> {
        let Some(text) = self.one("limit") else { return Ok(default) };
        match text.parse() {
            Ok(limit @ 1..=250) => Ok(limit),
            Ok(_) => Err(self.shape.invalid(&format!("'limit' must be between 1 and 250, not {text}"))),
            Err(_) => Err(self.shape.wrong_type(text, "limit", "Integer")),
        }
    }

    /// Encodes the parameters again, without some of them.
    pub(crate) fn encode_without(&self, dropped: &[&str]) -> String {
        let kept = self.pairs.iter().filter(|(name, _)| !dropped.contains(&name.as_str()));
        kept.map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect::<Vec<_>>().join("&")
    }

    /// Returns the shape in which this request is refused.
    pub(crate) fn shape(&self) -> Shape {
        self.shape
    }

    fn allowed<'a>(&self, name: &str, value: &'a str, allowed: &[&str]) -> Result<&'a str, Answer> {
        if allowed.contains(&value) {
            return Ok(value);
        }
        let expected = allowed.join(", ");
        Err(self.shape.invalid(&format!("Provided value {{{value}}} for '{name}' is not one of: {expected}")))
    }

    fn parsed(&self, name: &str, value: &str, expected: &str) -> Result<u64, Answer> {
        value.parse().map_err(|_| self.shape.wrong_type(value, name, expected))
    }
}

/// Encodes a query value so that only unreserved characters stay.
pub(crate) fn encode(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, QUERY).into()
}

fn decode(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}
