use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::throttle::{Per, RateLimit, Throttle};

/// Whose requests are counted together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) per: Per,
    /// The id of the connection or of the OAuth client.
    pub(super) id: String,
    pub(super) endpoint: String,
}

/// Beyond this many, those are forgotten that nobody has open and that hold nothing back.
const MOST: usize = 4096;

/// What is known about the rate limits of all connections of a runtime: several handles of one connection share it.
#[derive(Default)]
pub(super) struct Throttles(Mutex<HashMap<Key, Arc<Throttle>>>);

impl Throttles {
    pub(super) fn get(&self, key: Key, rules: &[RateLimit]) -> Arc<Throttle> {
        let rules: Vec<RateLimit> = rules.iter().filter(|rule| rule.per == key.per).cloned().collect();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(throttle) = known.get(&key) {
            throttle.follow(&rules);
            return Arc::clone(throttle);
        }
        if known.len() >= MOST {
            known.retain(|_, throttle| Arc::strong_count(throttle) > 1 || !throttle.is_idle());
        }
        let throttle = Arc::new(Throttle::new(rules));
        known.insert(key, Arc::clone(&throttle));
        throttle
    }
}
