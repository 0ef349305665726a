//! Watches and views: who wants to hear of what, and who has seen it.

use crate::clock::Stamp;
use crate::store::Store;

/// Names what can be watched.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Watched {
    Content(u64),
    Space(u64),
    /// A label by its name.
    Label(String),
}

impl Store {
    /// Returns the account ids of those who watch something.
    pub(crate) fn watchers(&self, watched: &Watched) -> Vec<&str> {
        let all = self.facets.watches.iter();
        all.filter(|(known, _)| known == watched).map(|(_, account)| account.as_str()).collect()
    }

    /// Lets an account watch something or stop to.
    pub(crate) fn watch(&mut self, watched: Watched, account: &str, watching: bool) {
        self.now();
        if watching {
            self.facets.watches.insert((watched, account.to_owned()));
        } else {
            self.facets.watches.remove(&(watched, account.to_owned()));
        }
    }

    /// Notes that an account has seen some content, and tells whether that is there.
    pub(crate) fn view(&mut self, content: u64, account: &str) -> bool {
        let at = self.now();
        let there = self.kind_of(content).is_some();
        if there {
            self.facets.views.entry(content).or_default().push((account.to_owned(), at));
        }
        there
    }

    /// Returns who has seen some content, and when.
    pub(crate) fn views(&self, content: u64) -> &[(String, Stamp)] {
        self.facets.views.get(&content).map_or(&[], Vec::as_slice)
    }
}
