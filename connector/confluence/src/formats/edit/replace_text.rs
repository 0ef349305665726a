mod adf;
mod storage;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::error::EditErrorKind;
use super::pattern::Pattern;
use super::{Done, EditError};

/// Replaces a text wherever it stands, also where parts of it are bold, linked or commented on.
///
/// The new text looks as the beginning of the old one did. What is not text, such as macros, their parameters, mentions and
/// images, stays.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReplaceText {
    /// The text to replace, as readers see it, from one paragraph, item or cell. All white space is alike.
    pub find: String,
    /// The text to put in its place, without markup; empty to remove it. A line break stays one.
    pub replace: String,
    /// Which of its places to change, counted from 1. By default, all.
    #[schemars(range(min = 1))]
    pub occurrence: Option<u32>,
    /// Whether upper and lower case are alike. Default: `false`.
    pub ignore_case: Option<bool>,
    /// Whether all is well where the text stands nowhere. Default: `false`.
    pub optional: Option<bool>,
}

impl ReplaceText {
    pub(super) fn storage(&self, source: &str) -> Result<(String, Done), EditError> {
        let (edited, found, replaced) = storage::replace(self, &self.pattern()?, source)?;
        Ok((edited, self.done(found, replaced)?))
    }

    pub(super) fn adf(&self, document: &mut Value) -> Result<Done, EditError> {
        let (found, replaced) = adf::replace(self, &self.pattern()?, document);
        self.done(found, replaced)
    }

    fn pattern(&self) -> Result<Pattern, EditError> {
        Pattern::new(&self.find, self.ignore_case == Some(true))
            .ok_or_else(|| EditError::new(EditErrorKind::Unclear, "the text to replace is empty"))
    }

    /// Whether the place of this number, from 1, is one to change.
    fn takes(&self, number: usize) -> bool {
        self.occurrence.is_none_or(|occurrence| occurrence as usize == number)
    }

    /// `replaced` counts places that are other than before.
    fn done(&self, found: usize, replaced: usize) -> Result<Done, EditError> {
        let missing =
            found == 0 || self.occurrence.is_some_and(|occurrence| occurrence as usize > found || occurrence == 0);
        match (missing, self.occurrence) {
            (true, _) if self.optional == Some(true) => Ok(Done::new(0, format!("found no `{}`", self.find))),
            (true, Some(occurrence)) if found > 0 => {
                let places = if found == 1 { "one place".to_owned() } else { format!("{found} places") };
                let message = format!("the text `{}` stands in {places}, not {occurrence}", self.find);
                Err(EditError::new(EditErrorKind::OccurrenceNotFound { there: found }, message))
            }
            (true, _) => {
                Err(EditError::new(EditErrorKind::TextNotFound, format!("the text `{}` stands nowhere", self.find)))
            }
            (false, _) => Ok(Done::new(replaced, format!("replaced `{}` in {replaced} of {found} places", self.find))),
        }
    }
}
