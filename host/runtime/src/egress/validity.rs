//! Whether a connection still is what it was when it was opened.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What decides where requests go and as whom, as one value that is told apart from any other.
pub(crate) type Essence = blake3::Hash;

/// What became of a connection last: since which revision of it, and what it is from then on; none where it is gone.
type Change = Option<(i64, Option<Essence>)>;

/// What this runtime has changed of connections, by their ids. Who opened one before that uses it no more.
#[derive(Default)]
pub(crate) struct Changes(Mutex<HashMap<String, Arc<Mutex<Change>>>>);

/// Of a connection that was opened.
pub(crate) struct Validity {
    revision: i64,
    essence: Essence,
    last: Arc<Mutex<Change>>,
}

impl Changes {
    /// A connection was opened as it is in this revision.
    pub(crate) fn opened(&self, connection: &str, revision: i64, essence: Essence) -> Validity {
        Validity { revision, essence, last: self.of(connection) }
    }

    /// A connection was changed into this revision.
    pub(crate) fn changed(&self, connection: &str, revision: i64, essence: Essence) {
        *lock(&self.of(connection)) = Some((revision, Some(essence)));
    }

    /// A connection was removed.
    pub(crate) fn removed(&self, connection: &str) {
        *lock(&self.of(connection)) = Some((i64::MAX, None));
    }

    fn of(&self, connection: &str) -> Arc<Mutex<Change>> {
        let mut known = lock(&self.0);
        match known.get(connection) {
            Some(last) => Arc::clone(last),
            None => Arc::clone(known.entry(connection.to_owned()).or_default()),
        }
    }
}

impl Validity {
    /// Whether nothing has changed since that decides where requests go and as whom.
    pub(crate) fn holds(&self) -> bool {
        match &*lock(&self.last) {
            Some((revision, essence)) => *revision <= self.revision || *essence == Some(self.essence),
            None => true,
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn essence(text: &str) -> Essence {
        blake3::hash(text.as_bytes())
    }

    #[test]
    fn what_was_opened_before_a_change_holds_no_more() {
        let changes = Changes::default();
        let before = changes.opened("a", 1, essence("x"));
        let other = changes.opened("b", 1, essence("x"));
        assert!(before.holds());
        changes.changed("a", 2, essence("x"));
        assert!(before.holds(), "its name or place was changed");
        changes.changed("a", 3, essence("y"));
        assert!(!before.holds());
        assert!(!changes.opened("a", 2, essence("x")).holds(), "it was read before the change and opened after it");
        assert!(changes.opened("a", 3, essence("y")).holds());
        let later = changes.opened("a", 4, essence("z"));
        assert!(later.holds(), "another process has changed it since");
        changes.removed("a");
        assert!(!later.holds() && other.holds());
    }
}
