use std::borrow::Cow;

use super::entities::{decode, escape_text};

const CDATA: (&str, &str) = ("<![CDATA[", "]]>");

/// Text with its entities, or one section of CDATA.
#[derive(Clone, Debug)]
pub struct Text<'s> {
    raw: Cow<'s, str>,
}

impl<'s> Text<'s> {
    /// Makes a text that reads as `text`.
    pub fn new(text: &str) -> Self {
        Self { raw: Cow::Owned(escape_text(text)) }
    }

    /// Makes CDATA that reads as `text`, which may hold the end of CDATA: it is then split in several sections.
    pub fn cdata(text: &str) -> Self {
        Self { raw: Cow::Owned(cdata(text)) }
    }

    pub(super) fn parsed(raw: &'s str) -> Self {
        Self { raw: Cow::Borrowed(raw) }
    }

    /// The text as it is written, with entities or the delimiters of CDATA.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// Whether this is CDATA.
    pub fn is_cdata(&self) -> bool {
        self.raw.starts_with(CDATA.0)
    }

    /// What a reader sees: entities resolved, delimiters gone.
    pub fn text(&self) -> Cow<'_, str> {
        if !self.is_cdata() {
            return decode(&self.raw);
        }
        let inner = self.raw.strip_prefix(CDATA.0).and_then(|raw| raw.strip_suffix(CDATA.1)).unwrap_or_default();
        let split = [CDATA.1, CDATA.0].concat();
        if inner.contains(&split) { Cow::Owned(inner.replace(&split, "")) } else { Cow::Borrowed(inner) }
    }

    /// Replaces what a reader sees. CDATA stays CDATA.
    pub fn set(&mut self, text: &str) {
        *self = if self.is_cdata() { Self::cdata(text) } else { Self::new(text) };
    }
}

pub(in crate::formats) fn cdata(text: &str) -> String {
    let text: String = text.chars().map(super::entities::permitted).collect();
    [CDATA.0, &text.replace(CDATA.1, "]]]]><![CDATA[>"), CDATA.1].concat()
}
