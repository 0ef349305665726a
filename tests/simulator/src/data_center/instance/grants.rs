//! Permissions: who may do what, everywhere or in one space.

use super::{Instance, Space};

/// Is the target type and the key of an operation, as the document pairs them.
pub(crate) type Pair = (&'static str, &'static str);

/// What users and groups may be given everywhere.
pub(crate) const GLOBAL: &[Pair] = &[
    ("application", "use"),
    ("application", "administer"),
    ("system", "administer"),
    ("personal_space", "create"),
    ("space", "create"),
];
/// What those may be given everywhere who are not signed in.
pub(crate) const GLOBAL_GUEST: &[Pair] = &[("application", "use"), ("read", "user")];
/// What those may be given everywhere who have no licence.
pub(crate) const GLOBAL_UNLICENSED: &[Pair] = &[("application", "use_unlicensed"), ("read", "user")];
/// What anybody may be given in a space.
pub(crate) const SPACE: &[Pair] = &[
    ("space", "read"),
    ("space", "administer"),
    ("space", "export"),
    ("space", "restrict"),
    ("space", "delete_own"),
    ("space", "delete_mail"),
    ("page", "create"),
    ("page", "delete"),
    ("blogpost", "create"),
    ("blogpost", "delete"),
    ("comment", "create"),
    ("comment", "delete"),
    ("attachment", "create"),
    ("attachment", "delete"),
];

/// Names who holds a permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A user, by key.
    User(String),
    /// A group, by name.
    Group(String),
    /// Whoever is not signed in.
    Anonymous,
    /// Whoever is signed in without a licence.
    Unlicensed,
}

/// Is one permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grant {
    pub(crate) subject: Subject,
    pub(crate) operation: Pair,
}

impl Instance {
    /// Tells whether a user may do something in a space; administrators may do everything.
    pub(crate) fn may(&self, key: &str, space: &Space, operation: Pair) -> bool {
        self.is_administrator(key) || self.holds(&space.grants, key, operation)
    }

    /// Tells whether a user sees a space.
    pub(crate) fn sees(&self, key: &str, space: &Space) -> bool {
        self.may(key, space, ("space", "read"))
    }
}

/// Adds permissions; those that are there stay as they are.
pub(crate) fn grant(grants: &mut Vec<Grant>, subject: &Subject, operations: &[Pair]) {
    for operation in operations {
        let grant = Grant { subject: subject.clone(), operation: *operation };
        if !grants.contains(&grant) {
            grants.push(grant);
        }
    }
}

/// Takes permissions away; without leave to use the instance nothing else is left.
pub(crate) fn revoke(grants: &mut Vec<Grant>, subject: &Subject, operations: &[Pair]) {
    let everything = operations.iter().any(|(target, key)| *target == "application" && key.starts_with("use"));
    grants.retain(|grant| grant.subject != *subject || !(everything || operations.contains(&grant.operation)));
}

/// Replaces all permissions of one subject.
pub(crate) fn replace(grants: &mut Vec<Grant>, subject: &Subject, operations: &[Pair]) {
    grants.retain(|grant| grant.subject != *subject);
    self::grant(grants, subject, operations);
}
