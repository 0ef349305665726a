use std::cmp::Reverse;
use std::ops::Range;

/// Parts of a source that become others.
#[derive(Default)]
pub(super) struct Splices {
    /// In the order in which they begin, and of those that begin at one place, the longest first.
    parts: Vec<(Range<usize>, String)>,
}

impl Splices {
    pub(super) fn replace(&mut self, range: Range<usize>, by: impl Into<String>) {
        let order = |range: &Range<usize>| (range.start, Reverse(range.end));
        // Behind those that begin there too. They mostly come in their order.
        let before = |part: &&(Range<usize>, String)| order(&part.0) > order(&range);
        let at = self.parts.len() - self.parts.iter().rev().take_while(before).count();
        self.parts.insert(at, (range, by.into()));
    }

    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// The source with all parts replaced. A part inside of another goes with it.
    pub(super) fn apply(self, source: &str) -> String {
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
