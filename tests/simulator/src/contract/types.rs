//! The types of parameters and body fields.

/// Is a named value: a query parameter or a field of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    /// Whether it may be null.
    pub(crate) nullable: bool,
    pub(crate) kind: Type,
}

/// Is what a value must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Type {
    /// Any JSON.
    Any,
    /// A string, maybe of so many characters at most.
    Text(Option<usize>),
    /// True or false.
    Flag,
    /// A whole number between two bounds, if there are any.
    Integer(Option<i64>, Option<i64>),
    /// Any number.
    Number,
    /// One of some words.
    Choice(Vec<&'static str>),
    /// Values of one type, so many at least, and maybe so many at most.
    List(Box<Self>, usize, Option<usize>),
    /// An object that has these fields and no others.
    Record(Vec<Field>),
    /// An object with whatever fields.
    Object,
}
