//! OAuth scopes: the names that exist, and sets of them.

use std::fmt;

/// Opens the refresh token.
pub(crate) const OFFLINE_ACCESS: &str = "offline_access";
/// Opens the user's profile.
pub(crate) const READ_ME: &str = "read:me";

/// Classic scopes of Confluence.
const CLASSIC: &[&str] = &[
    "manage:confluence-configuration",
    "read:confluence-content.all",
    "read:confluence-content.permission",
    "read:confluence-content.summary",
    "read:confluence-groups",
    "read:confluence-props",
    "read:confluence-space.summary",
    "read:confluence-user",
    "readonly:content.attachment:confluence",
    "search:confluence",
    "write:confluence-content",
    "write:confluence-file",
    "write:confluence-groups",
    "write:confluence-props",
    "write:confluence-space",
];

/// Granular scopes of Confluence.
const GRANULAR: &[&str] = &[
    "delete:attachment:confluence",
    "delete:blogpost:confluence",
    "delete:comment:confluence",
    "delete:content:confluence",
    "delete:custom-content:confluence",
    "delete:database:confluence",
    "delete:embed:confluence",
    "delete:folder:confluence",
    "delete:page:confluence",
    "delete:space:confluence",
    "delete:whiteboard:confluence",
    "moderate:comment:confluence",
    "moderate:core-content:confluence",
    "read:analytics.content:confluence",
    "read:app-data:confluence",
    "read:attachment:confluence",
    "read:audit-log:confluence",
    "read:blogpost:confluence",
    "read:comment:confluence",
    "read:configuration:confluence",
    "read:content-details:confluence",
    "read:content.metadata:confluence",
    "read:content.permission:confluence",
    "read:content.property:confluence",
    "read:content.restriction:confluence",
    "read:content:confluence",
    "read:custom-content:confluence",
    "read:database:confluence",
    "read:email-address:confluence",
    "read:embed:confluence",
    "read:folder:confluence",
    "read:group:confluence",
    "read:hierarchical-content:confluence",
    "read:inlinetask:confluence",
    "read:label:confluence",
    "read:page:confluence",
    "read:relation:confluence",
    "read:space-details:confluence",
    "read:space.permission:confluence",
    "read:space.property:confluence",
    "read:space.setting:confluence",
    "read:space:confluence",
    "read:task:confluence",
    "read:template:confluence",
    "read:user.property:confluence",
    "read:user:confluence",
    "read:watcher:confluence",
    "read:whiteboard:confluence",
    "write:app-data:confluence",
    "write:attachment:confluence",
    "write:audit-log:confluence",
    "write:blogpost:confluence",
    "write:comment:confluence",
    "write:configuration:confluence",
    "write:content.property:confluence",
    "write:content.restriction:confluence",
    "write:content:confluence",
    "write:custom-content:confluence",
    "write:database:confluence",
    "write:embed:confluence",
    "write:folder:confluence",
    "write:group:confluence",
    "write:inlinetask:confluence",
    "write:label:confluence",
    "write:page:confluence",
    "write:relation:confluence",
    "write:space.permission:confluence",
    "write:space.property:confluence",
    "write:space.setting:confluence",
    "write:space:confluence",
    "write:task:confluence",
    "write:template:confluence",
    "write:user.property:confluence",
    "write:watcher:confluence",
    "write:whiteboard:confluence",
];

/// Classic scopes of Jira, for clients that ask for both products.
const JIRA: &[&str] =
    &["manage:jira-configuration", "manage:jira-project", "read:jira-user", "read:jira-work", "write:jira-work"];

/// Which scopes open a route: every alternative is a set that must be there as a whole; none means any token.
pub(crate) type Needs = &'static [&'static [&'static str]];

/// Is a set of scopes in the order in which they were asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Scopes(Vec<String>);

impl Scopes {
    /// Makes a set without asking whether the names exist.
    pub(crate) fn of(names: &[String]) -> Self {
        let mut scopes = Self::default();
        for name in names {
            scopes.add(name);
        }
        scopes
    }

    /// Reads a space-separated list, or returns the first name that does not exist.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut scopes = Self::default();
        for name in text.split(' ').filter(|name| !name.is_empty()) {
            let known = [CLASSIC, GRANULAR, JIRA, &[OFFLINE_ACCESS, READ_ME]];
            if !known.iter().any(|names| names.contains(&name)) {
                return Err(name.to_owned());
            }
            scopes.add(name);
        }
        Ok(scopes)
    }

    /// Tells whether a scope is in the set.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|known| known == name)
    }

    /// Tells whether the set opens a route.
    pub(crate) fn meet(&self, needs: Needs) -> bool {
        needs.is_empty() || needs.iter().any(|needed| needed.iter().all(|name| self.has(name)))
    }

    /// Tells whether nothing is in the set.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the scopes of Confluence.
    pub(crate) fn confluence(&self) -> Vec<&str> {
        self.among(&[CLASSIC, GRANULAR])
    }

    /// Returns the scopes of Jira.
    pub(crate) fn jira(&self) -> Vec<&str> {
        self.among(&[JIRA])
    }

    fn among(&self, lists: &[&[&str]]) -> Vec<&str> {
        let names = self.0.iter().map(String::as_str);
        names.filter(|name| lists.iter().any(|list| list.contains(name))).collect()
    }

    fn add(&mut self, name: &str) {
        if !self.has(name) {
            self.0.push(name.to_owned());
        }
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::Scopes;

    #[test]
    fn a_route_takes_one_whole_alternative() {
        let scopes = Scopes::parse("read:label:confluence read:page:confluence").unwrap();
        assert!(scopes.meet(&[&["write:confluence-content"], &["read:label:confluence"]]));
        assert!(!scopes.meet(&[&["read:label:confluence", "write:label:confluence"]]));
        assert!(scopes.meet(&[]));
    }

    #[test]
    fn names_that_do_not_exist_are_told() {
        assert_eq!(Scopes::parse("read:page:confluence read:pages:confluence"), Err("read:pages:confluence".into()));
    }
}
