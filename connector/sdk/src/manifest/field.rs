use super::{owned, when};
use crate::{Choice, DerivedField, Field, FieldKind, Secret};

impl Field {
    /// An optional field of a kind.
    pub fn new(name: &str, label: &str, kind: impl Into<FieldKind>) -> Self {
        Self {
            name: name.to_owned(),
            label: label.to_owned(),
            hint: None,
            kind: kind.into(),
            required: false,
            default: None,
            pattern: None,
            when: Vec::new(),
            advanced: false,
            annotations: "{}".to_owned(),
        }
    }

    /// Says where to find the value, or what it does.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> Self {
        self.hint = Some(hint.to_owned());
        self
    }

    /// Must be filled in where it is shown.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// May be left empty, as it is unless it was said otherwise.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// The value where none is entered.
    #[must_use]
    pub fn default_value(mut self, value: &str) -> Self {
        self.default = Some(value.to_owned());
        self
    }

    /// A regular expression (RE2 syntax) that the whole value must match.
    #[must_use]
    pub fn pattern(mut self, pattern: &str) -> Self {
        self.pattern = Some(pattern.to_owned());
        self
    }

    /// Shows it only where these conditions hold.
    #[must_use]
    pub fn when(mut self, conditions: &[(&str, &[&str])]) -> Self {
        self.when = when(conditions);
        self
    }

    /// Puts it behind "Advanced settings".
    #[must_use]
    pub fn advanced(mut self) -> Self {
        self.advanced = true;
        self
    }
}

impl Choice {
    /// A value that may be chosen, and its name for people.
    pub fn new(value: &str, label: &str) -> Self {
        Self { value: value.to_owned(), label: label.to_owned(), hint: None }
    }

    /// Says when to choose it.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> Self {
        self.hint = Some(hint.to_owned());
        self
    }
}

impl From<Vec<Choice>> for FieldKind {
    fn from(choices: Vec<Choice>) -> Self {
        Self::Choice(choices)
    }
}

impl Secret {
    /// A secret of one line that is not known to expire.
    pub const fn new() -> Self {
        Self { multiline: false, expires: None }
    }

    /// Has line breaks, as a private key has.
    #[must_use]
    pub fn multiline(mut self) -> Self {
        self.multiline = true;
        self
    }

    /// Names the date field that says when it expires.
    #[must_use]
    pub fn expires(mut self, field: &str) -> Self {
        self.expires = Some(field.to_owned());
        self
    }
}

impl Default for Secret {
    fn default() -> Self {
        Self::new()
    }
}

impl From<Secret> for FieldKind {
    fn from(secret: Secret) -> Self {
        Self::Secret(secret)
    }
}

impl DerivedField {
    /// A field that [`Connector::resolve`](crate::Connector::resolve) or the chosen site fills in.
    pub fn new(name: &str, label: &str) -> Self {
        Self { name: name.to_owned(), label: label.to_owned(), hosts: Vec::new() }
    }

    /// May stand as the host of a base URL, if it matches one of these; `*.` stands for one or more labels.
    #[must_use]
    pub fn hosts(mut self, patterns: &[&str]) -> Self {
        self.hosts = owned(patterns);
        self
    }
}
