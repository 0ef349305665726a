use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, StatusCode};
use serde::Serialize;
use sfv::{BareItem, Item, List, ListEntry, Parser};

use super::{retry, timestamp};
use crate::redact::Redactor;

/// How much is kept of what a service says in its own words, in characters.
const WORDS: usize = 100;

/// What a service last said about its rate limit, for people and for `check`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RateLimitState {
    /// The requests or points of a window in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// How many of them are left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining: Option<u64>,
    /// When the next window begins, in milliseconds since the Unix epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reset: Option<i64>,
    /// Whether the service calls what is left little.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near_limit: Option<bool>,
    /// The service's own word for what ran out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The service's own name of the limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    /// Whether the limit is announced and not enforced yet.
    pub announced_only: bool,
    /// Until when this host holds requests back, in milliseconds since the Unix epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paused_until: Option<i64>,
    /// When the service said so, in milliseconds since the Unix epoch.
    pub seen_at: i64,
}

/// What a response says about rate limits, and how long it asks to send nothing.
pub(super) struct Heard {
    pub(super) state: Option<RateLimitState>,
    pub(super) pause: Option<Duration>,
}

/// One limit of a response.
#[derive(Debug, Default, PartialEq, Eq)]
struct Quota {
    policy: Option<String>,
    limit: Option<u64>,
    remaining: Option<u64>,
    reset: Option<Duration>,
}

impl Quota {
    /// How long nothing may be sent. A limit of nothing at all is not one: the request was answered.
    fn pause(&self) -> Option<Duration> {
        self.reset.filter(|_| self.remaining == Some(0) && self.limit != Some(0))
    }
}

/// Reads every shape of rate-limit headers that is in use.
pub(super) fn read(status: StatusCode, headers: &HeaderMap, now: SystemTime) -> Heard {
    // Nearly every response says nothing of it, and each name below takes a search of its own.
    if !headers.keys().any(|name| is_about_limits(name.as_str())) {
        return Heard { state: None, pause: None };
    }
    let structured = structured(headers, "ratelimit", "ratelimit-policy");
    let plain = plain(headers, now);
    let enforced = structured.is_some() || plain.is_some();
    let announced = if enforced { None } else { self::structured(headers, "beta-ratelimit", "beta-ratelimit-policy") };
    let asked = matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE)
        .then(|| retry::retry_after(headers, now))
        .flatten();
    let pause = [&structured, &plain].into_iter().flatten().filter_map(Quota::pause).chain(asked).max();
    let announced_only = announced.is_some();
    let named = |name| text(headers, name).map(printable);
    let reason = named("ratelimit-reason").or_else(|| named("x-failure-category"));
    let near_limit = text(headers, "x-ratelimit-nearlimit").map(|near| near.eq_ignore_ascii_case("true"));
    let quota = structured.or(plain).or(announced);
    if quota.is_none() && reason.is_none() && near_limit.is_none() && pause.is_none() {
        return Heard { state: None, pause };
    }
    let quota = quota.unwrap_or_default();
    let state = RateLimitState {
        limit: quota.limit,
        remaining: quota.remaining,
        reset: quota.reset.map(|reset| milliseconds(now.checked_add(reset))),
        near_limit,
        reason,
        policy: quota.policy,
        announced_only,
        paused_until: None,
        seen_at: milliseconds(Some(now)),
    };
    Heard { state: Some(state), pause }
}

/// Whether a header is one of those that are read here.
fn is_about_limits(name: &str) -> bool {
    name.contains("ratelimit") || name == "retry-after" || name == "x-failure-category"
}

/// Milliseconds since the Unix epoch; the end of time for what lies beyond it.
pub(super) fn milliseconds(time: Option<SystemTime>) -> i64 {
    let since = time.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or(i64::MAX)
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    debug_assert!(is_about_limits(name), "{name} is read and not searched for");
    headers.get(name)?.to_str().ok().map(str::trim).filter(|text| !text.is_empty())
}

/// As it came, without what a terminal would act on; [`RateLimitState::clean`] makes it short.
fn printable(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

impl RateLimitState {
    /// The service's own words without secrets, and short. Cut only after the secrets are out: half of one at the end would
    /// be found by nobody.
    pub(super) fn clean(&mut self, redactor: &Redactor) {
        for text in [&mut self.reason, &mut self.policy].into_iter().flatten() {
            *text = redactor.text(text).chars().take(WORDS).collect();
        }
    }
}

/// `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers, §3 and §4): lists of items of RFC 9651, in
/// any order. Of several limits the one with the least left counts.
fn structured(headers: &HeaderMap, name: &str, policy_name: &str) -> Option<Quota> {
    let policies = items(headers, policy_name);
    let limit_of =
        |policy: &str| policies.iter().find(|item| named(item) == Some(policy)).and_then(|item| int(item, "q"));
    let mut least: Option<Quota> = None;
    for item in &items(headers, name) {
        let Some(policy) = named(item) else { continue };
        let quota = Quota {
            policy: Some(printable(policy)),
            limit: limit_of(policy),
            remaining: int(item, "r"),
            reset: int(item, "t").map(Duration::from_secs),
        };
        let left = |quota: &Quota| quota.remaining.unwrap_or(u64::MAX);
        if least.as_ref().is_none_or(|known| left(&quota) < left(known)) {
            least = Some(quota);
        }
    }
    least.or_else(|| {
        let item = policies.first()?;
        Some(Quota { policy: named(item).map(printable), limit: int(item, "q"), ..Quota::default() })
    })
}

/// The items of a list that may stand in several lines (RFC 9651 §4.2); none where it is not one.
fn items(headers: &HeaderMap, name: &str) -> Vec<Item> {
    debug_assert!(is_about_limits(name), "{name} is read and not searched for");
    let lines: Vec<&[u8]> = headers.get_all(name).iter().map(http::HeaderValue::as_bytes).collect();
    let parsed: Result<List, _> = Parser::new(&lines.join(&b", "[..])).parse();
    let entries = parsed.unwrap_or_default().into_iter();
    entries
        .filter_map(|entry| match entry {
            ListEntry::Item(item) => Some(item),
            ListEntry::InnerList(_) => None,
        })
        .collect()
}

fn named(item: &Item) -> Option<&str> {
    match &item.bare_item {
        BareItem::String(name) => Some(name.as_str()),
        BareItem::Token(name) => Some(name.as_str()),
        _ => None,
    }
}

fn int(item: &Item, parameter: &str) -> Option<u64> {
    item.params.get(parameter)?.as_integer().and_then(|number| u64::try_from(number).ok())
}

/// `X-RateLimit-…`: a window with a reset, or a bucket that is filled in intervals.
fn plain(headers: &HeaderMap, now: SystemTime) -> Option<Quota> {
    let number = |name| text(headers, name).and_then(|text| text.parse::<u64>().ok());
    let (limit, remaining) = (number("x-ratelimit-limit"), number("x-ratelimit-remaining"));
    if limit.is_none() && remaining.is_none() {
        return None;
    }
    let reset = text(headers, "x-ratelimit-reset").and_then(|text| until(text, now));
    // A bucket says in `Retry-After` when it holds something again, and in how many seconds it is filled up otherwise.
    let reset = reset.or_else(|| {
        let bucket = number("x-ratelimit-interval-seconds")?;
        retry::retry_after(headers, now).filter(|wait| !wait.is_zero()).or(Some(Duration::from_secs(bucket)))
    });
    Some(Quota { policy: None, limit, remaining, reset })
}

/// A reset as a date, as seconds or milliseconds since the Unix epoch, or as seconds from now.
fn until(text: &str, now: SystemTime) -> Option<Duration> {
    const YEAR_2001: u64 = 1_000_000_000;
    let time = match text.parse::<u64>() {
        Ok(number) if number < YEAR_2001 => return Some(Duration::from_secs(number)),
        Ok(number) if number < YEAR_2001 * 1000 => UNIX_EPOCH.checked_add(Duration::from_secs(number))?,
        Ok(number) => UNIX_EPOCH.checked_add(Duration::from_millis(number))?,
        Err(_) => timestamp::parse(text)?,
    };
    Some(time.duration_since(now).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
#[path = "rate_limit/tests.rs"]
mod tests;
