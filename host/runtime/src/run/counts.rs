//! What the output of a run says of results that were handed over one by one.
//!
//! An action that performs several things hands over a result for each, succeeds although some of them did not, and counts
//! them in its output: each member that is a number counts results of one kind. What members are called is the action's
//! own, but for these three.

use super::Output;

/// All results that were handed over, whatever they came to.
const EMITTED: &str = "emitted";

/// Results that say that something was refused or failed.
const FAILED: &str = "failed";

/// Results that say that something may or may not have been done.
const UNCERTAIN: &str = "uncertain";

impl Output {
    /// How many results came to what, in the order of the output; nothing where results were not handed over one by one.
    pub fn counts(&self) -> impl Iterator<Item = (&str, u64)> {
        let members = self.value.as_object().filter(|_| self.streamed).into_iter().flatten();
        let counts = members.filter_map(|(name, count)| Some((name.as_str(), count.as_u64()?)));
        counts.filter(|(name, _)| *name != EMITTED)
    }

    /// How many results say that something was refused or failed, although the run is done.
    pub fn failed_results(&self) -> u64 {
        self.count(FAILED)
    }

    /// How many results say that something may or may not have been done.
    pub fn uncertain_results(&self) -> u64 {
        self.count(UNCERTAIN)
    }

    fn count(&self, name: &str) -> u64 {
        self.counts().find(|(known, _)| *known == name).map_or(0, |(_, count)| count)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn output(streamed: bool, value: Value) -> Output {
        Output { value, ..Output::nothing(None, None, streamed) }
    }

    #[test]
    fn numbers_count_results_that_were_handed_over() {
        let value = json!({"emitted": 6, "done": 3, "failed": 2, "uncertain": 1, "note": "x", "skipped": 0});
        let several = output(true, value.clone());
        let counts: Vec<_> = several.counts().collect();
        assert_eq!(counts, [("done", 3), ("failed", 2), ("uncertain", 1), ("skipped", 0)]);
        assert_eq!((several.failed_results(), several.uncertain_results()), (2, 1));
        for none in [output(false, value), output(true, Value::Null), output(true, json!({"failed": "2"}))] {
            assert_eq!((none.counts().count(), none.failed_results(), none.uncertain_results()), (0, 0, 0), "{none:?}");
        }
    }
}
