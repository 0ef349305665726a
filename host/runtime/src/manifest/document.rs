use std::fmt::{self, Debug, Formatter};
use std::ops::Range;
use std::sync::Arc;

use serde::de::IgnoredAny;
use serde::ser::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// A JSON document of a manifest, such as a schema, as text: it is parsed where it is used. Clones share it.
#[derive(Clone)]
pub struct Document {
    text: Arc<String>,
    range: Range<usize>,
}

impl Document {
    /// A document of its own.
    ///
    /// # Errors
    /// Where the text is not JSON.
    pub fn new(text: impl Into<String>) -> serde_json::Result<Self> {
        let text = text.into();
        serde_json::from_str::<IgnoredAny>(&text)?;
        Ok(Self::trusted(text))
    }

    /// Its text.
    pub fn get(&self) -> &str {
        &self.text[self.range.clone()]
    }

    /// What is known to be JSON.
    pub(super) fn trusted(text: String) -> Self {
        Self { range: 0..text.len(), text: Arc::new(text) }
    }

    /// A part of a text that is known to be JSON; nothing where there is no such part.
    pub(super) fn part(text: &Arc<String>, range: Range<usize>) -> Option<Self> {
        text.get(range.clone())?;
        Some(Self { text: Arc::clone(text), range })
    }
}

/// `null`.
impl Default for Document {
    fn default() -> Self {
        Self::trusted("null".to_owned())
    }
}

impl Debug for Document {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.get())
    }
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::from_str::<&RawValue>(self.get()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Ok(Self::trusted(Box::<str>::from(raw).into_string()))
    }
}
