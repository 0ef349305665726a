use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many bytes the responses that one call holds in memory may have in all: those that are being received, and those
/// that were started and not yet taken. Nothing waits for room, so nothing can wait for itself.
#[derive(Debug)]
pub(crate) struct Budget {
    limit: u64,
    left: AtomicU64,
}

impl Budget {
    pub(crate) fn new(limit: u64) -> Arc<Self> {
        Arc::new(Self { limit, left: AtomicU64::new(limit) })
    }

    /// In bytes.
    pub(crate) fn limit(&self) -> u64 {
        self.limit
    }

    /// A part of it, empty so far.
    pub(crate) fn share(self: &Arc<Self>) -> Share {
        Share { budget: Arc::clone(self), taken: 0 }
    }
}

/// What one response has taken of a budget; given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Share {
    budget: Arc<Budget>,
    taken: u64,
}

impl Share {
    /// Takes more; false, and nothing is taken, where that much is not left.
    pub(crate) fn take(&mut self, bytes: u64) -> bool {
        let within = |left: u64| left.checked_sub(bytes);
        let taken = self.budget.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, within).is_ok();
        self.taken += if taken { bytes } else { 0 };
        taken
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.budget.left.fetch_add(self.taken, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_response_held_is_free_again_once_it_is_taken() {
        let budget = Budget::new(10);
        let (mut first, mut second) = (budget.share(), budget.share());
        assert!(first.take(4) && first.take(4) && second.take(2));
        assert!(!second.take(1));
        drop(first);
        assert!(second.take(8) && !second.take(1));
    }
}
