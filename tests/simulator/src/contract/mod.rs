//! What each operation of Confluence Cloud takes: its scopes, its query parameters, the fields of its body.
//!
//! The facts stand in two tables, `v2.txt` and `v1.txt`, in the order of the OpenAPI documents. An operation starts
//! with its method and path, in which `{}` stands for one segment; indented lines below it say more:
//!
//! ```text
//! PUT /wiki/api/v2/pages/{}/title
//!   scopes write:page:confluence            alternatives are separated by ` | `
//!   ? limit integer(1..250)                 a query parameter; `*` behind the name makes it required
//!   body {status*:current|draft title*:text}
//! ```
//!
//! `body*` is a body that must be there although none of its fields must; a field whose type ends with `?` may be null.
//!
//! Types: `text` and `text<=255`, `flag`, `integer` and `integer(0..250)`, `number`, a choice `a|b|c`, a list `[text]`,
//! `[text]<=250` and `[text](1..250)`, a record `{name:type name*:type}`, `object` for a record with any fields, `any`.

mod body;
mod query;
mod reader;
mod types;

use std::sync::LazyLock;

use crate::scopes::Scopes;

use types::{Field, Type};

/// Is what is known about one operation.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    /// The scopes that open it at the gateway: alternatives, each needed as a whole; none means any token.
    scopes: Vec<Vec<&'static str>>,
    query: Vec<Field>,
    body: Option<Type>,
    /// Whether the body must be there even where all its fields may be absent.
    needs_body: bool,
}

static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    let tables = [include_str!("v2.txt"), include_str!("v1.txt")];
    tables.into_iter().flat_map(reader::operations).collect()
});

/// Returns all operations of both API versions.
pub(crate) fn operations() -> &'static [Operation] {
    &OPERATIONS
}

/// Returns the scopes of the first alternative of every operation, each once.
pub(crate) fn first_scopes() -> Vec<&'static str> {
    let mut scopes = Vec::new();
    for scope in operations().iter().filter_map(|operation| operation.scopes.first()).flatten() {
        if !scopes.contains(scope) {
            scopes.push(*scope);
        }
    }
    scopes
}

impl Operation {
    /// Tells whether scopes open the operation at the gateway.
    pub(crate) fn opens_to(&self, scopes: &Scopes) -> bool {
        self.scopes.is_empty() || self.scopes.iter().any(|needed| needed.iter().all(|name| scopes.has(name)))
    }
}

#[cfg(test)]
mod tests {
    use super::operations;
    use crate::scopes::Scopes;

    #[test]
    fn the_tables_hold_every_operation_once() {
        let of = |prefix: &str| operations().iter().filter(|operation| operation.path.starts_with(prefix)).count();
        assert_eq!((of("/wiki/api/v2/"), of("/wiki/rest/")), (218, 130));
        let mut names: Vec<_> = operations().iter().map(|operation| (operation.method, operation.path)).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 348);
    }

    #[test]
    fn every_scope_of_the_tables_can_be_asked_for() {
        for operation in operations() {
            for scope in operation.scopes.iter().flatten() {
                assert!(Scopes::parse(scope).is_ok(), "{} {}: {scope}", operation.method, operation.path);
            }
        }
    }
}
