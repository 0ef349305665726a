use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::adf_tree::{self, content_at};
use super::error::EditErrorKind;
use super::heading::{Wanted, collapse};
use super::{Content, Done, EditError, tree};
use crate::formats::storage::Document;

/// Adds content beside a heading or an anchor. One of `heading` and `anchor` is required.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Insert {
    /// Where to put the content, seen from the heading or the anchor.
    pub place: Place,
    /// The text of the heading.
    pub heading: Option<String>,
    /// The level of the heading, from 1 to 6. By default, any.
    #[schemars(range(min = 1, max = 6))]
    pub level: Option<u8>,
    /// Which of the headings with this text, counted from 1. By default, there must be only one.
    #[schemars(range(min = 1))]
    pub occurrence: Option<u32>,
    /// The name of the anchor, which the anchor macro gave it.
    pub anchor: Option<String>,
    /// What to add.
    pub content: Content,
}

/// A place beside a heading or an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// In front of the heading, or of the paragraph, heading or other block that holds the anchor.
    Before,
    /// Directly behind the heading, or behind the block that holds the anchor.
    After,
    /// At the end of what stands under the heading, in front of the next heading of its level or above.
    SectionEnd,
}

enum Beside<'a> {
    Heading(Wanted<'a>),
    Anchor(&'a str),
}

impl Insert {
    pub(super) fn storage(&self, source: &str) -> Result<(String, Done), EditError> {
        let beside = self.beside()?;
        let document = Document::parse(source)?;
        let at = match beside {
            Beside::Heading(wanted) => {
                let sections = tree::sections(&document.nodes);
                let section = wanted.find(&sections)?;
                match self.place {
                    Place::Before => section.heading.start,
                    Place::After => section.heading.end,
                    Place::SectionEnd => section.content.end,
                }
            }
            Beside::Anchor(name) => {
                let anchors = tree::anchors(&document.nodes);
                let anchor = anchors.iter().find(|anchor| anchor.name == name);
                let anchor = anchor.ok_or_else(|| missing(name, anchors.iter().map(|anchor| anchor.name.clone())))?;
                if self.place == Place::Before { anchor.block.start } else { anchor.block.end }
            }
        };
        let content = self.content.storage()?;
        let edited = [&source[..at], &content, &source[at..]].concat();
        Ok((edited, self.done(!content.is_empty())))
    }

    pub(super) fn adf(&self, document: &mut Value) -> Result<Done, EditError> {
        let (parent, at) = match self.beside()? {
            Beside::Heading(wanted) => {
                let sections = adf_tree::sections(document);
                let section = wanted.find(&sections)?;
                let at = match self.place {
                    Place::Before => section.heading,
                    Place::After => section.heading + 1,
                    Place::SectionEnd => section.end,
                };
                (section.parent.clone(), at)
            }
            Beside::Anchor(name) => {
                let anchors = adf_tree::anchors(document);
                let anchor = anchors.iter().find(|anchor| anchor.name == name);
                let anchor = anchor.ok_or_else(|| missing(name, anchors.iter().map(|anchor| anchor.name.clone())))?;
                (anchor.parent.clone(), if self.place == Place::Before { anchor.block } else { anchor.block + 1 })
            }
        };
        let new = self.content.adf()?;
        let adds = !new.is_empty();
        if let Some(siblings) = content_at(document, &parent) {
            siblings.splice(at..at, new);
        }
        Ok(self.done(adds))
    }

    fn beside(&self) -> Result<Beside<'_>, EditError> {
        let unclear = |message: &str| Err(EditError::new(EditErrorKind::Unclear, message));
        match (&self.heading, &self.anchor) {
            (Some(heading), None) => {
                Ok(Beside::Heading(Wanted { heading, level: self.level, occurrence: self.occurrence }))
            }
            (None, Some(_)) if self.place == Place::SectionEnd => unclear("`section-end` needs a `heading`"),
            (None, Some(_)) if self.level.is_some() || self.occurrence.is_some() => {
                unclear("`level` and `occurrence` are of a `heading`")
            }
            (None, Some(anchor)) => Ok(Beside::Anchor(anchor.strip_prefix('#').unwrap_or(anchor))),
            (Some(_), Some(_)) => unclear("both a `heading` and an `anchor` are given"),
            (None, None) => unclear("neither a `heading` nor an `anchor` is given"),
        }
    }

    fn done(&self, adds: bool) -> Done {
        if !adds {
            return Done::new(0, "the content is empty");
        }
        let beside = match (&self.heading, &self.anchor) {
            (Some(heading), _) => format!("the heading `{}`", collapse(heading)),
            (None, anchor) => format!("the anchor `{}`", anchor.as_deref().unwrap_or_default()),
        };
        let place = match self.place {
            Place::Before => "in front of",
            Place::After => "behind",
            Place::SectionEnd => "at the end of the section of",
        };
        Done::new(1, format!("added content {place} {beside}"))
    }
}

fn missing(name: &str, there: impl Iterator<Item = String>) -> EditError {
    let message = format!("there is no anchor `{name}`");
    EditError::missing(EditErrorKind::AnchorNotFound, message, name, there.collect())
}
