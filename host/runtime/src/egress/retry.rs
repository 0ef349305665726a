use std::time::{Duration, SystemTime};

use http::{HeaderMap, Method, StatusCode, header};

use super::message::Retry;

/// The longest that a missing or absurd `Retry-After` makes wait.
const LONGEST_BACKOFF: Duration = Duration::from_secs(30);
const FIRST_BACKOFF: Duration = Duration::from_millis(250);

/// Whether a request may be sent again although it may have been processed.
pub(super) fn may_repeat(retry: Retry, method: &Method) -> bool {
    match retry {
        Retry::Safe => true,
        Retry::Never => false,
        // RFC 9110 §9.2.2.
        Retry::ByMethod => method.is_idempotent(),
    }
}

/// Whether a status says that trying again may help.
pub(super) fn is_passing(status: StatusCode) -> bool {
    matches!(status, StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT)
}

/// How long to wait when nobody says how long: twice as long each time.
pub(super) fn backoff(attempt: u32) -> Duration {
    FIRST_BACKOFF.saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1))).min(LONGEST_BACKOFF)
}

/// How long to wait before the next attempt: never less than the service asks for, and never in step with others.
pub(super) fn wait(attempt: u32, headers: Option<&HeaderMap>, now: SystemTime, random: f64) -> Duration {
    let backoff = backoff(attempt);
    match headers.and_then(|headers| retry_after(headers, now)) {
        Some(asked) => asked.saturating_add(backoff.min(Duration::from_secs(1)).mul_f64(random * 0.6)),
        None => backoff.mul_f64(0.7 + 0.6 * random),
    }
}

/// `Retry-After` in seconds or as a date (RFC 9110 §10.2.3).
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or(Duration::ZERO))
}

/// Between 0 and 1; without randomness, in the middle.
pub(super) fn random() -> f64 {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes).map_or(0.5, |()| f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(value: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::RETRY_AFTER, value.parse().unwrap())])
    }

    #[test]
    fn retry_after_is_read_as_seconds_and_as_a_date() {
        let now = httpdate::parse_http_date("Tue, 24 Nov 2026 12:00:00 GMT").unwrap();
        for (value, seconds) in [
            ("3", Some(3)),
            ("0", Some(0)),
            ("Tue, 24 Nov 2026 12:01:00 GMT", Some(60)),
            ("Tue, 24 Nov 2026 11:00:00 GMT", Some(0)),
            ("9223372036854775807", Some(i64::MAX as u64)),
            ("99999999999999999999999999", Some(u64::MAX)),
            ("Sun Nov  6 08:49:37 1994", Some(0)),
            ("soon", None),
            ("", None),
            ("+3", None),
            ("3 ", Some(3)),
            ("-1", None),
            ("1.5", None),
        ] {
            assert_eq!(retry_after(&headers(value), now), seconds.map(Duration::from_secs), "{value}");
        }
    }

    #[test]
    fn a_wait_is_never_shorter_than_asked_for_and_grows_otherwise() {
        let now = SystemTime::UNIX_EPOCH;
        for random in [0.0, 0.5, 1.0] {
            assert!(wait(1, Some(&headers("2")), now, random) >= Duration::from_secs(2));
            assert!(wait(3, None, now, random) > wait(1, None, now, random));
            assert_eq!(wait(u32::MAX, Some(&headers("99999999999999999999")), now, random).as_secs(), u64::MAX);
            assert!(wait(60, None, now, random) <= LONGEST_BACKOFF.mul_f64(1.3));
        }
    }

    #[test]
    fn only_what_does_no_harm_is_repeated() {
        assert!(may_repeat(Retry::ByMethod, &Method::GET) && may_repeat(Retry::Safe, &Method::POST));
        assert!(!may_repeat(Retry::ByMethod, &Method::POST) && !may_repeat(Retry::Never, &Method::GET));
    }
}
