//! What the instance holds: apart from the Cloud sites, as an installation of its own.

mod colors;
mod content;
mod grants;
mod labels;
mod people;
mod property;
mod reach;
mod seed;
mod spaces;
mod tasks;
mod titles;

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub(crate) use colors::{ColorScheme, SpaceColors};
pub(crate) use content::{Allowed, Content, File, Kind, NewContent, Operation, Status, Version};
pub(crate) use grants::{GLOBAL, GLOBAL_GUEST, GLOBAL_UNLICENSED, Grant, Pair, SPACE, Subject, grant, replace, revoke};
pub(crate) use labels::{Label, Labelling};
pub(crate) use people::User;
pub(crate) use property::{Carrier, Property};
pub(crate) use spaces::{Space, SpaceKind};
pub(crate) use tasks::{Job, Task};

use crate::clock::{Clock, Stamp};

/// The name of the group of administrators.
pub(crate) const ADMINISTRATORS: &str = "confluence-administrators";
/// The name of the group of everybody with a licence.
pub(crate) const USERS: &str = "confluence-users";

/// Holds everything; changes pass through its methods.
#[derive(Debug)]
pub(crate) struct Instance {
    /// The users by key.
    pub(crate) users: BTreeMap<String, User>,
    /// The keys of the members of each group.
    pub(crate) groups: BTreeMap<String, BTreeSet<String>>,
    pub(crate) spaces: BTreeMap<u64, Space>,
    /// Pages, blog posts, comments and attachments by id.
    pub(crate) content: BTreeMap<u64, Content>,
    pub(crate) labels: BTreeMap<u64, Label>,
    /// The permissions that hold everywhere.
    pub(crate) grants: Vec<Grant>,
    pub(crate) tasks: Vec<Task>,
    pub(crate) colors: ColorScheme,
    /// Which page holds a title in a space, by lower-case title.
    titles: HashMap<(u64, String), u64>,
    next_id: u64,
    next_user: u64,
    clock: Clock,
}

impl Instance {
    /// Gives out an id.
    pub(crate) fn id(&mut self) -> u64 {
        let id = self.next_id;
        self.next_id += 1;
        id
    }

    /// Returns the time.
    pub(crate) fn time(&self) -> Stamp {
        self.clock.time()
    }

    /// Returns the time of a write, and lets time pass.
    pub(crate) fn now(&mut self) -> Stamp {
        self.clock.tick()
    }
}
