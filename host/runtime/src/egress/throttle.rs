use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use http::{HeaderMap, StatusCode};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until, timeout_at};

use super::breaker::{Breaker, Gate};
use super::message::Failure;
use super::rate_limit::{self, RateLimitState, milliseconds};
use super::retry;
use super::window::Window;
use crate::Limits;
use crate::redact::Redactor;

/// What a rate limit is counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Per {
    Connection,
    /// All connections of one OAuth client.
    Client,
}

/// A limit that the manifest declares for an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RateLimit {
    pub(crate) per: Per,
    /// In any span of time of this length.
    pub(crate) requests: Option<u32>,
    pub(crate) span: Duration,
    /// Side by side.
    pub(crate) concurrent: Option<u32>,
}

/// A pause is never longer, whatever a service asks for: then one request finds out whether it still means it.
const LONGEST_PAUSE: Duration = Duration::from_hours(1);

/// What the requests to one endpoint of one connection, or of one OAuth client, have to keep to, whoever sends them.
pub(super) struct Throttle {
    state: Mutex<State>,
}

struct State {
    rules: Vec<RateLimit>,
    windows: Vec<Window>,
    places: Option<Arc<Semaphore>>,
    paused_until: Option<Instant>,
    /// How often in a row the service asked to slow down.
    slowed: u32,
    breaker: Breaker,
    seen: Option<RateLimitState>,
}

/// How long one request may wait in all, because others or the service are in its way.
pub(super) struct Patience {
    deadline: Instant,
    left: Duration,
}

impl Patience {
    pub(super) fn new(longest: Duration, deadline: Instant) -> Self {
        Self { deadline, left: longest }
    }

    /// Waits, where there is enough patience for it.
    pub(super) async fn wait(&mut self, wait: Duration) -> bool {
        let now = Instant::now();
        let Some(until) = now.checked_add(wait).filter(|until| wait <= self.left && *until < self.deadline) else {
            return false;
        };
        if !wait.is_zero() {
            sleep_until(until).await;
        }
        self.left -= wait;
        true
    }

    fn latest(&self) -> Instant {
        Instant::now().checked_add(self.left).map_or(self.deadline, |latest| latest.min(self.deadline))
    }
}

/// Why a request does not get its turn.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It would have to wait this long.
    Paused(Duration),
    /// Too many others are on their way.
    Busy,
    /// The service failed this often in a row and is left alone for this long.
    Open { failures: u32, left: Duration },
}

impl Refusal {
    pub(super) fn into_failure(self, host: &str) -> Failure {
        match self {
            Self::Paused(wait) => Failure::RateLimited(Some(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX))),
            Self::Busy => Failure::RateLimited(None),
            Self::Open { failures, left } => {
                let until = httpdate::fmt_http_date(SystemTime::now() + left);
                Failure::Unreachable {
                    message: format!("{host} failed {failures} times in a row and is not asked again before {until}"),
                    sent: false,
                }
            }
        }
    }
}

/// Leave to send one request; others may have its place once this is dropped.
pub(super) struct Turn<'a> {
    _probe: Option<Probe<'a>>,
    _place: Option<OwnedSemaphorePermit>,
}

/// A request that tries for all others if the service is back.
struct Probe<'a>(&'a Throttle);

impl Drop for Probe<'_> {
    fn drop(&mut self) {
        self.0.lock().breaker.gave_up();
    }
}

impl Throttle {
    pub(super) fn new(rules: Vec<RateLimit>) -> Self {
        let mut state = State {
            rules: Vec::new(),
            windows: Vec::new(),
            places: None,
            paused_until: None,
            slowed: 0,
            breaker: Breaker::default(),
            seen: None,
        };
        state.follow(rules);
        Self { state: Mutex::new(state) }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps to other rules from now on.
    pub(super) fn follow(&self, rules: &[RateLimit]) {
        let mut state = self.lock();
        if state.rules != rules {
            state.follow(rules.to_vec());
        }
    }

    /// Waits until a request may be sent.
    pub(super) async fn turn(&self, patience: &mut Patience) -> Result<Turn<'_>, Refusal> {
        let now = Instant::now();
        let (gate, failures) = {
            let mut state = self.lock();
            (state.breaker.enter(now), state.breaker.failures())
        };
        if let Gate::Open(until) = gate {
            return Err(Refusal::Open { failures, left: until - now });
        }
        let probe = (gate == Gate::Probe).then(|| Probe(self));
        let places = self.lock().places.clone();
        let place = match places {
            None => None,
            Some(places) => {
                let began = Instant::now();
                let place = timeout_at(patience.latest(), places.acquire_owned()).await;
                patience.left = patience.left.saturating_sub(began.elapsed());
                place.map_err(|_| Refusal::Busy)?.ok()
            }
        };
        // A place in the windows is taken once; a pause may be made longer meanwhile.
        let mut wait = self.reserve(patience)?;
        while !wait.is_zero() {
            if !patience.wait(wait).await {
                return Err(Refusal::Paused(wait));
            }
            wait = self.lock().paused_for(Instant::now());
        }
        Ok(Turn { _probe: probe, _place: place })
    }

    /// Counts a request that is sent in the turn of another one, such as one that a redirect asks for.
    pub(super) fn count(&self) {
        let now = Instant::now();
        self.lock().windows.iter_mut().for_each(|window| window.count(now));
    }

    fn reserve(&self, patience: &Patience) -> Result<Duration, Refusal> {
        let now = Instant::now();
        let mut state = self.lock();
        let pause = state.paused_for(now);
        // Those who wait for the same moment do not come back at the same time.
        let spread =
            if pause.is_zero() { pause } else { pause.mul_f64(0.1 * retry::random()).min(Duration::from_secs(1)) };
        let ready = state.windows.iter().fold(now + pause, |ready, window| ready.max(window.next(ready)));
        if ready > patience.latest() {
            return Err(Refusal::Paused(ready - now));
        }
        state.windows.iter_mut().for_each(|window| window.count(ready));
        let wait = ready - now;
        Ok((wait + spread).min(patience.left.max(wait)))
    }

    /// Takes note of what an answer of the service says about its rate limits.
    pub(super) fn learn(&self, status: StatusCode, headers: &HeaderMap, redactor: &Redactor) {
        let heard = rate_limit::read(status, headers, SystemTime::now());
        let now = Instant::now();
        let mut state = self.lock();
        let mut pause = heard.pause;
        if status == StatusCode::TOO_MANY_REQUESTS {
            state.slowed = state.slowed.saturating_add(1);
            pause = pause.or(Some(retry::backoff(state.slowed)));
        } else if status.is_success() {
            state.slowed = 0;
        }
        if let Some(until) = pause.and_then(|pause| now.checked_add(pause.min(LONGEST_PAUSE))) {
            state.paused_until = state.paused_until.max(Some(until));
        }
        if let Some(mut seen) = heard.state {
            seen.clean(redactor);
            state.seen = Some(seen);
        }
    }

    /// Takes note of what became of a request in the end: whether the service works.
    pub(super) fn judge(&self, works: bool, limits: &Limits) {
        let breaker = &mut self.lock().breaker;
        if works {
            breaker.worked();
        } else {
            breaker.failed(Instant::now(), limits.failures_in_a_row, limits.pause_after_failures);
        }
    }

    /// What the service last said, and until when requests are held back.
    pub(super) fn seen(&self) -> Option<RateLimitState> {
        let state = self.lock();
        let pause = state.paused_for(Instant::now());
        let mut seen = state.seen.clone().or_else(|| (!pause.is_zero()).then(RateLimitState::default))?;
        seen.paused_until = (!pause.is_zero()).then(|| milliseconds(SystemTime::now().checked_add(pause)));
        Some(seen)
    }

    /// Whether nothing would be lost with it.
    pub(super) fn is_idle(&self) -> bool {
        let state = self.lock();
        state.paused_for(Instant::now()).is_zero() && state.breaker.failures() == 0
    }
}

impl State {
    fn follow(&mut self, rules: Vec<RateLimit>) {
        let windows = rules.iter().filter_map(|rule| rule.requests.map(|requests| Window::new(requests, rule.span)));
        self.windows = windows.collect();
        let places = rules.iter().filter_map(|rule| rule.concurrent).min();
        self.places = places.map(|places| Arc::new(Semaphore::new(usize::try_from(places.max(1)).unwrap_or(1))));
        self.rules = rules;
    }

    fn paused_for(&self, now: Instant) -> Duration {
        self.paused_until.map_or(Duration::ZERO, |until| until.saturating_duration_since(now))
    }
}

#[cfg(test)]
#[path = "throttle/tests.rs"]
mod tests;
