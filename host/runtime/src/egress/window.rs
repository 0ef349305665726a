use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

/// The longest list of past requests that is kept; a rule that allows more in one window is not held to the last one.
const LONGEST: usize = 100_000;

/// At most so many requests in any span of a given length.
#[derive(Debug)]
pub(super) struct Window {
    requests: usize,
    span: Duration,
    /// When the last requests were sent, or will be.
    sent: VecDeque<Instant>,
}

impl Window {
    pub(super) fn new(requests: u32, span: Duration) -> Self {
        let requests = usize::try_from(requests).unwrap_or(LONGEST).clamp(1, LONGEST);
        Self { requests, span, sent: VecDeque::new() }
    }

    /// When the next request may be sent.
    pub(super) fn next(&self, now: Instant) -> Instant {
        match self.sent.len().checked_sub(self.requests).and_then(|index| self.sent.get(index)) {
            // Far beyond what anybody waits, should the span overflow.
            Some(sent) => sent.checked_add(self.span).map_or(now + Duration::from_hours(24), |next| next.max(now)),
            None => now,
        }
    }

    /// Counts a request that is sent then.
    pub(super) fn count(&mut self, at: Instant) {
        self.sent.push_back(at);
        if self.sent.len() > self.requests {
            self.sent.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_span_ever_holds_more_than_it_may(
            requests in 1_u32..6,
            seconds in 1_u64..60,
            arrivals in prop::collection::vec(0_u64..20_000, 1..60),
        ) {
            let span = Duration::from_secs(seconds);
            let mut window = Window::new(requests, span);
            let mut now = Instant::now();
            let mut sent: Vec<Instant> = Vec::new();
            for gap in arrivals {
                now += Duration::from_millis(gap);
                let at = window.next(now);
                window.count(at);
                prop_assert!(at >= now);
                sent.push(at);
            }
            for (index, first) in sent.iter().enumerate() {
                let within = sent[index..].iter().filter(|other| **other < *first + span).count();
                prop_assert!(within <= requests as usize);
            }
        }
    }

    #[test]
    fn a_free_place_is_used_at_once() {
        let now = Instant::now();
        let mut window = Window::new(2, Duration::from_secs(10));
        for wait in [0, 0, 10, 10, 20] {
            let at = window.next(now);
            assert_eq!(at, now + Duration::from_secs(wait));
            window.count(at);
        }
    }
}
