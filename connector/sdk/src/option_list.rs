use crate::{Context, Error, Fields, OptionItem, OptionPage};

/// A list of the values that a field of an input may take, such as the spaces of a site.
///
/// A field names its list in its schema: `#[schemars(extend("x-options" = {"list": "spaces"}))]`.
#[derive(Clone, Copy)]
pub struct OptionList {
    /// Such as `spaces`.
    pub name: &'static str,
    /// Makes a page of it.
    pub list: fn(&Context<'_>, &OptionQuery) -> Result<OptionPage, Error>,
}

/// Which values of a list are wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OptionQuery {
    /// What the user typed; none: any value.
    pub search: Option<String>,
    /// The fields of the input that the list depends on.
    pub inputs: Fields,
    /// Where to go on: `next` of an earlier page.
    pub cursor: Option<String>,
}

impl OptionItem {
    /// A value, and what people read.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None }
    }

    /// Adds what tells it from others of the same label.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}
