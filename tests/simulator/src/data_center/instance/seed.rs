//! With what the instance starts.

use std::collections::{BTreeMap, HashMap};

use super::{
    ADMINISTRATORS, ColorScheme, GLOBAL, Instance, Kind, NewContent, SpaceKind, Status, Subject, USERS, grant,
};
use crate::clock::Clock;
use crate::data_center::access::USER;
use crate::options::Options;
use crate::store::{DISPLAY_NAME, filler};

/// The first id that is given to content; spaces have fixed ids below it.
const FIRST_ID: u64 = 131_073;

const SPACES: [(u64, &str, &str, &str); 2] =
    [(98_305, "DOCS", "Documentation", "Documentation Home"), (98_306, "TEAM", "Team", "Team Home")];

impl Instance {
    /// Builds the user, the groups and the spaces that the Cloud sites have, too.
    pub(crate) fn seeded(options: &Options) -> Self {
        let mut instance = Self {
            users: BTreeMap::new(),
            groups: BTreeMap::new(),
            spaces: BTreeMap::new(),
            content: BTreeMap::new(),
            labels: BTreeMap::new(),
            grants: Vec::new(),
            tasks: Vec::new(),
            colors: ColorScheme::default(),
            titles: HashMap::new(),
            next_id: FIRST_ID,
            next_user: 1,
            clock: Clock::default(),
        };
        let user = instance.add_user(USER, DISPLAY_NAME, &options.email, Some(&options.password));
        instance.groups.entry(ADMINISTRATORS.to_owned()).or_default().insert(user.clone());
        grant(&mut instance.grants, &Subject::Group(ADMINISTRATORS.to_owned()), GLOBAL);
        let most = [("application", "use"), ("personal_space", "create"), ("space", "create")];
        grant(&mut instance.grants, &Subject::Group(USERS.to_owned()), &most);
        for (id, key, name, home) in SPACES {
            let texts = (key, name, format!("The space {name}"));
            instance.add_space_with(id, (texts.0, texts.1, &texts.2), home, SpaceKind::Global, false, &user);
        }
        let home = instance.spaces.get(&SPACES[0].0).and_then(|space| space.homepage);
        for number in 1..=options.pages {
            let body = filler(number, options.page_bytes);
            let mut page = NewContent::page(SPACES[0].0, &format!("Page {number:04}"), &body, &user);
            page.parent = home;
            instance.create(page, Kind::Page, Status::Current);
        }
        instance
    }
}
