use std::sync::{Mutex, MutexGuard, PoisonError};

/// What became of the changing requests of a run, over all its calls.
#[derive(Debug, Default)]
pub(crate) struct Writes(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    /// Begun, and without an answer yet; one that is given up stays counted.
    open: u64,
    /// May have changed something, and the connector does not know yet what came of them.
    untold: u64,
    /// May have changed something, and the connector was told what came of them.
    told: u64,
    /// One was answered with success.
    changed: bool,
    /// One has no answer that says what became of it.
    uncertain: bool,
}

impl Writes {
    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An earlier process may have made one after the run last said how far it was.
    pub(crate) fn take_over(&self) {
        let mut counts = self.counts();
        counts.told += 1;
        counts.uncertain = true;
    }

    /// One is about to be sent.
    pub(super) fn begin(&self) {
        self.counts().open += 1;
    }

    /// One came to an end; whether it may have changed something.
    pub(super) fn end(&self, changed: bool, uncertain: bool) -> bool {
        let mut counts = self.counts();
        counts.open -= 1;
        counts.untold += u64::from(changed || uncertain);
        counts.changed |= changed;
        counts.uncertain |= uncertain;
        changed || uncertain
    }

    /// The connector was told what came of one that may have changed something.
    pub(crate) fn tell(&self) {
        let mut counts = self.counts();
        counts.untold -= 1;
        counts.told += 1;
    }

    /// Those that a connector knows of when it says how far it is: they are behind it.
    pub(crate) fn told(&self) -> u64 {
        self.counts().told
    }

    /// Whether any may have changed something that are not among the first ones that the connector was told of.
    pub(crate) fn are_beyond(&self, told: u64) -> bool {
        let counts = self.counts();
        counts.open + counts.untold + counts.told > told
    }

    /// Whether one has no answer that says what became of it.
    pub(crate) fn are_uncertain(&self) -> bool {
        let counts = self.counts();
        counts.uncertain || counts.open > 0
    }

    /// Whether the run may have changed something.
    pub(crate) fn may_have_changed(&self) -> bool {
        let counts = self.counts();
        counts.changed || counts.uncertain || counts.open > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_connector_was_told_before_it_says_how_far_it_is_is_behind_it() {
        let writes = Writes::default();
        writes.begin();
        assert!(writes.are_beyond(writes.told()) && writes.may_have_changed(), "it is on its way");
        assert!(writes.end(true, false));
        assert!(writes.are_beyond(writes.told()), "the connector does not know of it");
        writes.tell();
        assert!(!writes.are_beyond(writes.told()));
        assert!(writes.are_beyond(0) && writes.may_have_changed() && !writes.are_uncertain());
    }

    #[test]
    fn what_the_service_refused_changed_nothing() {
        let writes = Writes::default();
        writes.begin();
        assert!(!writes.end(false, false));
        assert!(!writes.are_beyond(0) && !writes.may_have_changed());
        writes.begin();
        assert!(writes.end(false, true));
        assert!(writes.are_beyond(0) && writes.may_have_changed() && writes.are_uncertain());
    }

    #[test]
    fn a_run_that_is_gone_on_with_may_have_changed_something_before() {
        let writes = Writes::default();
        writes.take_over();
        assert!(writes.are_beyond(0) && writes.may_have_changed());
        assert!(!writes.are_beyond(writes.told()), "until it says the next time how far it is");
    }
}
