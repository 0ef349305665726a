use std::cmp::Reverse;
use std::ops::Range;

/// Parts of a source that become others.
#[derive(Default)]
pub(super) struct Splices {
    parts: Vec<(Range<usize>, String)>,
}

impl Splices {
    pub(super) fn replace(&mut self, range: Range<usize>, by: impl Into<String>) {
        self.parts.push((range, by.into()));
    }

    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// The source with all parts replaced. A part inside of another goes with it.
    pub(super) fn apply(mut self, source: &str) -> String {
        self.parts.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
        let mut out = String::with_capacity(source.len());
        let mut at = 0;
        for (range, text) in self.parts {
            if range.start >= at {
                out.push_str(&source[at..range.start]);
                out.push_str(&text);
                at = range.end;
            }
        }
        out.push_str(&source[at..]);
        out
    }
}
