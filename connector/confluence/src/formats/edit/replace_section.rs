use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::adf_tree::{self, content_at};
use super::heading::{Wanted, collapse};
use super::{Content, ContentFormat, Done, EditError, kept, tree};
use crate::formats::storage::{Document, meaning};
use crate::formats::{is_same_storage, rebase};

/// Replaces what stands under a heading, up to the next heading of its level or above.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReplaceSection {
    /// The text of the heading.
    pub heading: String,
    /// The level of the heading, from 1 to 6. By default, any.
    #[schemars(range(min = 1, max = 6))]
    pub level: Option<u8>,
    /// Which of the headings with this text, counted from 1. By default, there must be only one.
    #[schemars(range(min = 1))]
    pub occurrence: Option<u32>,
    /// What to put under the heading; empty to leave nothing there. In Markdown, blocks that stood there before stay as they
    /// are.
    pub content: Content,
    /// Whether the heading is replaced too, so that `content` must bring its own. Default: `false`.
    pub with_heading: Option<bool>,
}

impl ReplaceSection {
    pub(super) fn storage(&self, source: &str) -> Result<(String, Done), EditError> {
        let document = Document::parse(source)?;
        let sections = tree::sections(&document.nodes);
        let section = self.wanted().find(&sections)?;
        let range = match self.with_heading {
            Some(true) => section.heading.start..section.content.end,
            _ => section.content.clone(),
        };
        let old = &source[range.clone()];
        let new = self.content(old)?;
        let edited = [&source[..range.start], &new, &source[range.end..]].concat();
        Ok((edited, self.done(new != old)))
    }

    pub(super) fn adf(&self, document: &mut Value) -> Result<Done, EditError> {
        let sections = adf_tree::sections(document);
        let section = self.wanted().find(&sections)?;
        let start = match self.with_heading {
            Some(true) => section.heading,
            _ => section.heading + 1,
        };
        let (parent, range) = (section.parent.clone(), start..section.end);
        let mut new = self.content.adf()?;
        let Some(siblings) = content_at(document, &parent) else { return Ok(self.done(false)) };
        adf_tree::carry(&siblings[range.clone()], &mut new);
        let changes = siblings[range.clone()] != new;
        siblings.splice(range, new);
        Ok(self.done(changes))
    }

    /// The new content; the old one where it says the same.
    fn content(&self, old: &str) -> Result<String, EditError> {
        let before = Document::parse(old)?;
        // What shows nothing is kept only beside what does.
        let shows = !meaning(&before.nodes).is_empty() && !self.content.value.trim().is_empty();
        let new = match self.content.format() {
            ContentFormat::Markdown if shows => {
                rebase(old, &self.content.value).map_err(|error| EditError::content(&error))?
            }
            _ => self.content.storage()?,
        };
        if is_same_storage(old, &new) {
            return Ok(old.to_owned());
        }
        Ok(kept::rescue(&before, new))
    }

    fn wanted(&self) -> Wanted<'_> {
        Wanted { heading: &self.heading, level: self.level, occurrence: self.occurrence }
    }

    fn done(&self, changes: bool) -> Done {
        let heading = collapse(&self.heading);
        match changes {
            true => Done::new(1, format!("replaced the section `{heading}`")),
            false => Done::new(0, format!("the section `{heading}` was so before")),
        }
    }
}
