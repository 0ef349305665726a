use std::time::Duration;

use tokio::time::Instant;

/// The longest that a service is left alone after it failed again and again.
const LONGEST: Duration = Duration::from_mins(5);

/// Leaves a service alone that has failed many times in a row, and then tries it with one request.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    failures: u32,
    /// How often in a row the trying request failed too.
    relapses: u32,
    open_until: Option<Instant>,
    probing: bool,
}

/// What a request has to expect.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Gate {
    /// Nothing speaks against it.
    Closed,
    /// It is the one that tries whether the service is back.
    Probe,
    /// It is refused until then.
    Open(Instant),
}

impl Breaker {
    /// Asks whether a request may be sent.
    pub(super) fn enter(&mut self, now: Instant) -> Gate {
        match self.open_until {
            None => Gate::Closed,
            Some(until) if now < until || self.probing => Gate::Open(until.max(now)),
            Some(_) => {
                self.probing = true;
                Gate::Probe
            }
        }
    }

    /// The service answered as one that works.
    pub(super) fn worked(&mut self) {
        *self = Self::default();
    }

    /// The service did not answer a request, however often it was sent, or with a failure of its own.
    pub(super) fn failed(&mut self, now: Instant, most: u32, pause: Duration) {
        self.failures = self.failures.saturating_add(1);
        self.probing = false;
        match self.open_until {
            // It was sent before the others failed, and says nothing new.
            Some(until) if now < until => return,
            Some(_) => self.relapses = self.relapses.saturating_add(1),
            None if self.failures < most => return,
            None => {}
        }
        let pause = pause.saturating_mul(2_u32.saturating_pow(self.relapses)).min(LONGEST.max(pause));
        self.open_until = now.checked_add(pause);
    }

    /// The trying request was given up before anything came of it.
    pub(super) fn gave_up(&mut self) {
        self.probing = false;
    }

    pub(super) fn failures(&self) -> u32 {
        self.failures
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_secs(30);

    fn opened(now: Instant) -> Breaker {
        let mut breaker = Breaker::default();
        for _ in 0..3 {
            assert_eq!(breaker.enter(now), Gate::Closed);
            breaker.failed(now, 3, PAUSE);
        }
        breaker
    }

    #[test]
    fn it_opens_after_failures_in_a_row_alone() {
        let now = Instant::now();
        let mut breaker = Breaker::default();
        for _ in 0..10 {
            breaker.failed(now, 3, PAUSE);
            breaker.failed(now, 3, PAUSE);
            breaker.worked();
        }
        assert_eq!(breaker.enter(now), Gate::Closed);
        let mut breaker = opened(now);
        breaker.failed(now, 3, PAUSE);
        assert_eq!(breaker.enter(now), Gate::Open(now + PAUSE), "what was on its way already makes it no longer");
    }

    #[test]
    fn one_request_tries_and_decides_for_all() {
        let now = Instant::now();
        let later = now + PAUSE;
        let mut breaker = opened(now);
        assert_eq!(breaker.enter(later), Gate::Probe);
        assert_eq!(breaker.enter(later), Gate::Open(later));
        breaker.worked();
        assert_eq!(breaker.enter(later), Gate::Closed);

        let mut breaker = opened(now);
        assert_eq!(breaker.enter(later), Gate::Probe);
        breaker.failed(later, 3, PAUSE);
        assert_eq!(breaker.enter(later), Gate::Open(later + 2 * PAUSE), "longer each time");
    }

    #[test]
    fn a_trying_request_that_is_given_up_leaves_its_place_to_another() {
        let now = Instant::now();
        let mut breaker = opened(now);
        assert_eq!(breaker.enter(now + PAUSE), Gate::Probe);
        breaker.gave_up();
        assert_eq!(breaker.enter(now + PAUSE), Gate::Probe);
    }

    #[test]
    fn it_never_stays_open_for_long() {
        let mut now = Instant::now();
        let mut breaker = opened(now);
        for _ in 0..40 {
            let Gate::Open(until) = breaker.enter(now) else { panic!("closed") };
            assert!(until <= now + LONGEST);
            now = until;
            assert_eq!(breaker.enter(now), Gate::Probe);
            breaker.failed(now, 3, PAUSE);
        }
    }
}
