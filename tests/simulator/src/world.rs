//! Everything that the connections share.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::fault::FaultQueue;
use crate::journal::Journal;
use crate::options::Options;
use crate::store::Store;

/// Holds the site's content, the log, the faults and the counter behind the trace ids.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) options: Options,
    pub(crate) journal: Journal,
    pub(crate) faults: FaultQueue,
    store: Mutex<Store>,
    answers: AtomicU64,
}

impl World {
    /// Seeds a site.
    pub(crate) fn new(options: Options) -> Self {
        let store = Store::seeded(options.pages, options.page_bytes);
        Self {
            options,
            journal: Journal::default(),
            faults: FaultQueue::default(),
            store: Mutex::new(store),
            answers: AtomicU64::new(0),
        }
    }

    /// Locks the content; no lock is held while a body is read or written.
    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the address to which relative links belong: `https://acme.atlassian.net/wiki`.
    pub(crate) fn base(&self) -> String {
        format!("https://{}.atlassian.net/wiki", self.options.site)
    }

    /// Counts an answer, from 1 on.
    pub(crate) fn next_answer(&self) -> u64 {
        self.answers.fetch_add(1, Ordering::Relaxed) + 1
    }
}
