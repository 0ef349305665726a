//! Whether a connection still is what it was when it was opened.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What decides where requests go and as whom, as one value that is told apart from any other.
pub(crate) type Essence = blake3::Hash;

/// What became of a connection last: since which revision of it, and what it is from then on; none where it is gone.
type Change = Option<(i64, Option<Essence>)>;

/// What this runtime has changed of connections, by their ids. Who opened one before that uses it no more.
pub(crate) struct Changes {
    /// An essence must tell nobody the secrets that are in it.
    key: [u8; blake3::KEY_LEN],
    last: Mutex<HashMap<String, Arc<Mutex<Change>>>>,
}

/// Of a connection that was opened.
pub(crate) struct Validity {
    revision: i64,
    essence: Essence,
    last: Arc<Mutex<Change>>,
}

impl Changes {
    /// None so far.
    ///
    /// # Errors
    /// Where the system has no randomness.
    pub(crate) fn new() -> Result<Self, getrandom::Error> {
        let mut key = [0; blake3::KEY_LEN];
        getrandom::fill(&mut key)?;
        Ok(Self { key, last: Mutex::default() })
    }

    /// What an essence is made with, so that it means nothing to another process.
    pub(crate) fn key(&self) -> &[u8; blake3::KEY_LEN] {
        &self.key
    }

    /// A connection was opened as it is in this revision.
    pub(crate) fn opened(&self, connection: &str, revision: i64, essence: Essence) -> Validity {
        Validity { revision, essence, last: self.of(connection) }
    }

    /// A connection was changed into this revision; without an essence, into something that nothing before it was.
    pub(crate) fn changed(&self, connection: &str, revision: i64, essence: Option<Essence>) {
        let last = self.of(connection);
        let mut last = lock(&last);
        // Of two changes, the one that is told of first may be the later one.
        if last.is_none_or(|(known, _)| known < revision) {
            *last = Some((revision, essence));
        }
    }

    /// A connection was removed.
    pub(crate) fn removed(&self, connection: &str) {
        self.changed(connection, i64::MAX, None);
    }

    fn of(&self, connection: &str) -> Arc<Mutex<Change>> {
        let mut known = lock(&self.last);
        if let Some(last) = known.get(connection) {
            return Arc::clone(last);
        }
        // Those that nobody has open and that were never changed tell nothing.
        known.retain(|_, last| Arc::strong_count(last) > 1 || lock(last).is_some());
        Arc::clone(known.entry(connection.to_owned()).or_default())
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
        let changes = Changes::new().unwrap();
        let before = changes.opened("a", 1, essence("x"));
        let other = changes.opened("b", 1, essence("x"));
        assert!(before.holds());
        changes.changed("a", 2, Some(essence("x")));
        assert!(before.holds(), "its name or place was changed");
        changes.changed("a", 3, Some(essence("y")));
        changes.changed("a", 2, Some(essence("x")));
        assert!(!before.holds());
        assert!(!changes.opened("a", 2, essence("x")).holds(), "it was read before the change and opened after it");
        assert!(changes.opened("a", 3, essence("y")).holds());
        let later = changes.opened("a", 4, essence("z"));
        assert!(later.holds(), "another process has changed it since");
        changes.changed("a", 5, None);
        assert!(!later.holds() && changes.opened("a", 5, essence("z")).holds(), "as another account");
        changes.removed("a");
        changes.changed("a", 6, Some(essence("z")));
        assert!(!changes.opened("a", 6, essence("z")).holds(), "it is gone for good");
        assert!(!later.holds() && other.holds());
    }
}
