//! Who may do what in a space: roles, who has them, and single permissions.

use std::collections::BTreeMap;

use super::{ACCOUNT_ID, Store};

/// Is a role that can be given in spaces.
#[derive(Debug, Clone)]
pub(crate) struct Role {
    pub(crate) id: String,
    /// Whether it came with the site, so that nobody can change it.
    pub(crate) system: bool,
    pub(crate) name: String,
    pub(crate) description: String,
    /// The ids of its permissions: `read/space`.
    pub(crate) permissions: Vec<String>,
}

/// Gives a role to somebody in a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Assignment {
    /// `USER`, `GROUP` or `ACCESS_CLASS`.
    pub(crate) principal_type: String,
    pub(crate) principal: String,
    pub(crate) role: String,
}

/// Allows somebody one operation in a space.
#[derive(Debug, Clone)]
pub(crate) struct Permission {
    pub(crate) id: u64,
    /// `user` or `group`.
    pub(crate) subject_type: String,
    pub(crate) subject: String,
    /// What is allowed: `create`.
    pub(crate) key: String,
    /// To what: `page`.
    pub(crate) target: String,
}

/// Holds all roles, and the rights in each space.
#[derive(Debug)]
pub(super) struct Rights {
    roles: Vec<Role>,
    assignments: BTreeMap<u64, Vec<Assignment>>,
    permissions: BTreeMap<u64, Vec<Permission>>,
}

/// The permissions that exist: operation and target.
pub(crate) const PERMISSIONS: &[(&str, &str)] = &[
    ("read", "space"),
    ("administer", "space"),
    ("export", "space"),
    ("restrict_content", "space"),
    ("delete", "space"),
    ("create", "page"),
    ("delete", "page"),
    ("archive", "page"),
    ("create", "blogpost"),
    ("delete", "blogpost"),
    ("create", "comment"),
    ("delete", "comment"),
    ("create", "attachment"),
    ("delete", "attachment"),
];

impl Default for Rights {
    fn default() -> Self {
        let role = |number: u8, name: &str, permissions: &[(&str, &str)]| Role {
            id: format!("00000000-0000-4000-8000-0000000a01{number:02}"),
            system: true,
            name: name.to_owned(),
            description: format!("What a {name} may do"),
            permissions: permissions.iter().map(|(key, target)| format!("{key}/{target}")).collect(),
        };
        let roles = vec![
            role(1, "Admin", PERMISSIONS),
            role(2, "Collaborator", &[("read", "space"), ("create", "page"), ("create", "comment")]),
            role(3, "Viewer", &[("read", "space")]),
        ];
        Self { roles, assignments: BTreeMap::new(), permissions: BTreeMap::new() }
    }
}

impl Store {
    /// Returns all roles.
    pub(crate) fn roles(&self) -> &[Role] {
        &self.facets.rights.roles
    }

    /// Adds a role and returns it.
    pub(crate) fn add_role(&mut self, name: &str, description: &str, permissions: Vec<String>) -> Role {
        let id = format!("00000000-0000-4000-8000-{:012x}", self.id());
        let (name, description) = (name.to_owned(), description.to_owned());
        let role = Role { id, system: false, name, description, permissions };
        self.facets.rights.roles.push(role.clone());
        role
    }

    /// Changes a role that did not come with the site, and returns it.
    pub(crate) fn change_role(&mut self, changed: Role) -> Option<&Role> {
        let role = self.facets.rights.roles.iter_mut().find(|role| role.id == changed.id && !role.system)?;
        *role = changed;
        Some(role)
    }

    /// Removes a role that did not come with the site, from whoever has it too; tells whether there was one.
    pub(crate) fn remove_role(&mut self, id: &str) -> bool {
        let rights = &mut self.facets.rights;
        let before = rights.roles.len();
        rights.roles.retain(|role| role.id != id || role.system);
        let removed = rights.roles.len() < before;
        if removed {
            for assignments in rights.assignments.values_mut() {
                assignments.retain(|assignment| assignment.role != id);
            }
        }
        removed
    }

    /// Returns who has which role in a space; at first its creator is its admin.
    pub(crate) fn assignments(&self, space: u64) -> Vec<Assignment> {
        let known = self.facets.rights.assignments.get(&space);
        known.cloned().unwrap_or_else(|| {
            let (principal_type, principal) = ("USER".to_owned(), ACCOUNT_ID.to_owned());
            let role = self.roles().first().map(|role| role.id.clone()).unwrap_or_default();
            vec![Assignment { principal_type, principal, role }]
        })
    }

    /// Gives somebody a role in a space, or takes away the one that they have.
    pub(crate) fn assign(&mut self, space: u64, principal_type: &str, principal: &str, role: Option<&str>) {
        let mut assignments = self.assignments(space);
        assignments.retain(|known| known.principal_type != principal_type || known.principal != principal);
        if let Some(role) = role {
            let (principal_type, principal) = (principal_type.to_owned(), principal.to_owned());
            assignments.push(Assignment { principal_type, principal, role: role.to_owned() });
        }
        self.facets.rights.assignments.insert(space, assignments);
    }

    /// Returns the single permissions in a space; at first its creator has them all.
    pub(crate) fn permissions(&self, space: u64) -> Vec<Permission> {
        let known = self.facets.rights.permissions.get(&space);
        known.cloned().unwrap_or_else(|| {
            let all = PERMISSIONS.iter().zip(1..).map(|((key, target), number)| Permission {
                id: space * 100 + number,
                subject_type: "user".to_owned(),
                subject: ACCOUNT_ID.to_owned(),
                key: (*key).to_owned(),
                target: (*target).to_owned(),
            });
            all.collect()
        })
    }

    /// Adds a permission and returns its id; one that is there already gives none.
    pub(crate) fn allow(&mut self, space: u64, subject: (&str, &str), operation: (&str, &str)) -> Option<u64> {
        let mut permissions = self.permissions(space);
        let same = |known: &Permission| {
            (known.subject_type.as_str(), known.subject.as_str()) == subject
                && (known.key.as_str(), known.target.as_str()) == operation
        };
        if permissions.iter().any(same) {
            return None;
        }
        let id = self.id();
        permissions.push(Permission {
            id,
            subject_type: subject.0.to_owned(),
            subject: subject.1.to_owned(),
            key: operation.0.to_owned(),
            target: operation.1.to_owned(),
        });
        self.facets.rights.permissions.insert(space, permissions);
        Some(id)
    }

    /// Takes permissions away and tells whether there were any.
    pub(crate) fn disallow(&mut self, space: u64, doomed: impl Fn(&Permission) -> bool) -> bool {
        let mut permissions = self.permissions(space);
        let before = permissions.len();
        permissions.retain(|permission| !doomed(permission));
        let removed = permissions.len() < before;
        self.facets.rights.permissions.insert(space, permissions);
        removed
    }
}
