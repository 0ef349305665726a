//! Users and groups.

use std::collections::BTreeSet;

use super::{ADMINISTRATORS, Grant, Instance, Subject, USERS};

/// Is a user.
#[derive(Debug, Clone)]
pub(crate) struct User {
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) full_name: String,
    pub(crate) email: String,
    /// Whoever has none cannot sign in with one.
    pub(crate) password: Option<String>,
    pub(crate) active: bool,
}

impl Instance {
    /// Adds a user to the group of everybody, which is a guess, and returns the key.
    pub(crate) fn add_user(&mut self, name: &str, full_name: &str, email: &str, password: Option<&str>) -> String {
        let key = format!("{:032x}", self.next_user);
        self.next_user += 1;
        let user = User {
            key: key.clone(),
            name: name.to_owned(),
            full_name: full_name.to_owned(),
            email: email.to_owned(),
            password: password.map(str::to_owned),
            active: true,
        };
        self.users.insert(key.clone(), user);
        self.groups.entry(USERS.to_owned()).or_default().insert(key.clone());
        key
    }

    /// Finds a user by name.
    pub(crate) fn user_named(&self, name: &str) -> Option<&User> {
        self.users.values().find(|user| user.name == name)
    }

    /// Finds a user by key.
    pub(crate) fn user(&self, key: &str) -> Option<&User> {
        self.users.get(key)
    }

    /// Finds the active user with this name and password.
    pub(crate) fn signed_in(&self, name: &str, password: &str) -> Option<&User> {
        self.user_named(name).filter(|user| user.active && user.password.as_deref() == Some(password))
    }

    /// Lists the groups of a user.
    pub(crate) fn groups_of<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.groups.iter().filter(move |(_, members)| members.contains(key)).map(|(name, _)| name.as_str())
    }

    /// Tells whether a user is in a group.
    pub(crate) fn is_member(&self, key: &str, group: &str) -> bool {
        self.groups.get(group).is_some_and(|members| members.contains(key))
    }

    /// Tells whether a user administers the instance: by the group, or by a global permission.
    pub(crate) fn is_administrator(&self, key: &str) -> bool {
        self.is_member(key, ADMINISTRATORS)
            || self.holds(&self.grants, key, ("application", "administer"))
            || self.holds(&self.grants, key, ("system", "administer"))
    }

    /// Tells whether some permissions give a user one, in person or through a group.
    pub(crate) fn holds(&self, grants: &[Grant], key: &str, operation: (&str, &str)) -> bool {
        let found = grants.iter().filter(|grant| grant.operation == operation);
        found.into_iter().any(|grant| match &grant.subject {
            Subject::User(user) => user == key,
            Subject::Group(group) => self.is_member(key, group),
            Subject::Anonymous => true,
            Subject::Unlicensed => false,
        })
    }

    /// Removes a user, memberships and permissions; what they wrote stays.
    pub(crate) fn remove_user(&mut self, key: &str) {
        self.users.remove(key);
        for members in self.groups.values_mut() {
            members.remove(key);
        }
        let gone = Subject::User(key.to_owned());
        self.revoke_all(&gone);
    }

    /// Removes a group and its permissions.
    pub(crate) fn remove_group(&mut self, name: &str) -> Option<BTreeSet<String>> {
        self.revoke_all(&Subject::Group(name.to_owned()));
        self.groups.remove(name)
    }

    fn revoke_all(&mut self, gone: &Subject) {
        self.grants.retain(|grant| grant.subject != *gone);
        for space in self.spaces.values_mut() {
            space.grants.retain(|grant| grant.subject != *gone);
        }
    }
}
