//! A small part of the Confluence Query Language, read strictly.
//!
//! Fields: `type`, `space` with `space.key`, `space.title` and `space.type`, `title`, `text`, `label`, `id`, `content`,
//! `parent`, `ancestor`, `container`, `creator`, `contributor`, `mention`, `watcher`, `macro`, `created`,
//! `lastmodified`; joined with `and`, `or`, `not` and parentheses; ordered by `created`, `lastmodified`, `title`, `id`
//! or `type`. Functions: `currentUser()`, `now()`, `startOfDay()` and its kin. Anything else is an error, as it is
//! where Confluence cannot parse a query.

mod dates;
mod evaluate;
mod lexer;
mod parser;
pub(crate) mod people;

pub(crate) use evaluate::{Subject, Thing, contains_words, dated};
pub(crate) use parser::{Context, parse_for};

/// Is a query: what to find, and in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Query {
    /// What to find; everything if absent.
    pub(crate) filter: Option<Expression>,
    pub(crate) order: Vec<Order>,
}

/// Is a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expression {
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
    Clause(Clause),
}

/// Compares a field with values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) field: Field,
    pub(crate) operator: Operator,
    /// One value, or several for `in`; the clause's negation is `negated`.
    pub(crate) values: Vec<String>,
    pub(crate) negated: bool,
}

/// Names what may be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Type,
    Space,
    SpaceTitle,
    SpaceType,
    Title,
    Text,
    Label,
    Id,
    Parent,
    Ancestor,
    Container,
    Creator,
    Mention,
    Watcher,
    Macro,
    Created,
    LastModified,
}

/// Names the comparisons that are not negations of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    /// `=`, and `in` with its several values.
    Equals,
    /// `~`.
    Contains,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

/// Is one key of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) key: Key,
    pub(crate) descending: bool,
}

/// Names what results may be ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    Created,
    LastModified,
    Title,
    Id,
    Type,
}
