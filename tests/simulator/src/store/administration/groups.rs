//! Groups of users.

use crate::accounts::Account;
use crate::store::Store;

/// Is a group.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// A UUID.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) members: Vec<Account>,
}

/// Holds all groups.
#[derive(Debug)]
pub(super) struct Groups(Vec<Group>);

impl Default for Groups {
    fn default() -> Self {
        let group = |number: u8, name: &str, members: &[Account]| Group {
            id: format!("00000000-0000-4000-8000-00000000f0{number:02}"),
            name: name.to_owned(),
            members: members.to_vec(),
        };
        Self(vec![group(1, "confluence-users", &Account::PEOPLE), group(2, "site-admins", &[Account::User])])
    }
}

impl Store {
    /// Returns all groups.
    pub(crate) fn groups(&self) -> &[Group] {
        &self.administration.groups.0
    }

    /// Returns a group by its id.
    pub(crate) fn group(&self, id: &str) -> Option<&Group> {
        self.groups().iter().find(|group| group.id == id)
    }

    /// Adds a group and returns it.
    pub(crate) fn add_group(&mut self, name: &str) -> Group {
        let id = format!("00000000-0000-4000-8000-{:012x}", self.id());
        let group = Group { id, name: name.to_owned(), members: Vec::new() };
        self.administration.groups.0.push(group.clone());
        group
    }

    /// Removes a group and tells whether there was one.
    pub(crate) fn remove_group(&mut self, id: &str) -> bool {
        let groups = &mut self.administration.groups.0;
        let before = groups.len();
        groups.retain(|group| group.id != id);
        groups.len() < before
    }

    /// Adds a member to a group or removes one.
    pub(crate) fn change_members(&mut self, id: &str, account: Account, member: bool) {
        let Some(group) = self.administration.groups.0.iter_mut().find(|group| group.id == id) else { return };
        group.members.retain(|known| *known != account);
        if member {
            group.members.push(account);
        }
    }
}
