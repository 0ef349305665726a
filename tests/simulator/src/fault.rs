//! Faults: orders to misbehave, and the queue that hands them out.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::rate_limit::RateLimit;

/// Orders the simulator to misbehave on the next requests that match.
///
/// As JSON, names are in camel case: `{"pathContains":"/pages","times":2,"action":"closeBefore"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fault {
    /// The method to match, in capitals; any method if absent.
    #[serde(default)]
    pub method: Option<String>,
    /// A part of the path with its query, as sent; any path on any origin if absent.
    #[serde(default)]
    pub path_contains: Option<String>,
    /// How many matching requests it hits; `u32::MAX` means for ever, and JSON may leave out 1.
    #[serde(default = "once")]
    pub times: u32,
    /// What happens to them.
    pub action: FaultAction,
}

impl Fault {
    /// Makes a fault that hits the next request, whatever it is.
    #[must_use]
    pub fn once(action: FaultAction) -> Self {
        Self { method: None, path_contains: None, times: 1, action }
    }

    /// Narrows the fault to a method and a part of the path with its query.
    #[must_use]
    pub fn on(mut self, method: &str, path_contains: &str) -> Self {
        self.method = Some(method.to_owned());
        self.path_contains = Some(path_contains.to_owned());
        self
    }

    /// Sets how many matching requests the fault hits.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    fn matches(&self, method: &str, target: &str) -> bool {
        self.method.as_deref().is_none_or(|wanted| wanted == method)
            && self.path_contains.as_deref().is_none_or(|part| target.contains(part))
    }
}

/// Names the ways to misbehave.
///
/// As JSON: `"hang"`, or `{"rateLimited":{"retryAfter":"2"}}` where there are fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum FaultAction {
    /// Answers with these things instead of processing the request.
    Answer {
        /// The status code.
        status: u16,
        /// The headers, names and values.
        #[serde(default)]
        headers: Vec<(String, String)>,
        /// The body.
        #[serde(default)]
        body: String,
    },
    /// Answers 429 instead of processing the request.
    RateLimited {
        /// The value of `Retry-After`, sent as it stands; no such header if absent.
        #[serde(default)]
        retry_after: Option<String>,
    },
    /// Says what a rate limiter says, as JSON `{"rateLimit":"nearLimit"}`: refuses the request or adds headers.
    RateLimit(RateLimit),
    /// Answers 503 instead of processing the request.
    Unavailable {
        /// The value of `Retry-After`, sent as it stands; no such header if absent.
        #[serde(default)]
        retry_after: Option<String>,
    },
    /// Processes the request normally and adds headers to its answer.
    Annotate {
        /// The headers, names and values.
        headers: Vec<(String, String)>,
    },
    /// Answers with an HTML page instead of processing the request.
    Html {
        /// The status code.
        status: u16,
    },
    /// Redirects instead of processing the request.
    Redirect {
        /// The status code.
        status: u16,
        /// The value of `Location`.
        location: String,
    },
    /// Waits, then processes the request normally.
    Delay {
        /// How long, in milliseconds.
        milliseconds: u64,
    },
    /// Closes the connection without processing the request.
    CloseBefore,
    /// Processes the request, then closes the connection without an answer.
    LoseAnswer,
    /// Processes the request and promises its whole answer, but closes after half of the body.
    Truncate,
    /// Answers 200 with that much unfinished JSON instead of processing the request.
    Endless {
        /// How many bytes the body has.
        bytes: u64,
    },
    /// Answers 200 with a gzip body that inflates to that much.
    GzipBomb {
        /// How many bytes the body inflates to.
        bytes: u64,
    },
    /// Reads the request and never answers.
    Hang,
    /// Redirects to the log-in page, as the site does for browsers.
    LoginRedirect,
}

fn once() -> u32 {
    1
}

/// Keeps the faults that were ordered, in order.
#[derive(Debug, Default)]
pub(crate) struct FaultQueue {
    faults: Mutex<Vec<Fault>>,
}

impl FaultQueue {
    /// Adds a fault behind the others.
    pub(crate) fn push(&self, fault: Fault) {
        if fault.times > 0 {
            self.lock().push(fault);
        }
    }

    /// Drops all faults that were not used up.
    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    /// Takes one hit from the first fault that matches the request.
    pub(crate) fn take(&self, method: &str, target: &str) -> Option<FaultAction> {
        let mut faults = self.lock();
        let position = faults.iter().position(|fault| fault.matches(method, target))?;
        let fault = &mut faults[position];
        let action = fault.action.clone();
        if fault.times != u32::MAX {
            fault.times -= 1;
            if fault.times == 0 {
                faults.remove(position);
            }
        }
        Some(action)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
