use serde_json::Value;

use crate::{Context, Error, Fields};

/// How the schemas of an action become narrower once part of its input is known, such as a template's variables by the
/// template.
#[derive(Clone, Copy)]
pub struct Narrowing {
    /// The fields of its input, at the top, that must be known.
    pub depends: &'static [&'static str],
    /// Narrows the schemas for an input that has these fields.
    pub narrow: Narrow,
}

/// Changes the schemas of an action for an input.
pub type Narrow = fn(&Context<'_>, &Fields, &mut Schemas) -> Result<(), Error>;

/// What goes into an action and what comes out.
#[derive(Clone, Debug, PartialEq)]
pub struct Schemas {
    /// JSON Schema 2020-12 of an object.
    pub input: Value,
    /// JSON Schema 2020-12.
    pub output: Value,
}

impl Narrowing {
    /// Whether an input has all that the schemas depend on.
    pub(crate) fn is_due(&self, fields: &Fields) -> bool {
        self.depends.iter().all(|name| fields.get(*name).is_some_and(|value| !value.is_null()))
    }
}
