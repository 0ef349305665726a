use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Reads a date and time of ISO 8601 in its extended format, with an offset, with or without seconds:
/// `2026-03-26T16:00Z`.
pub(super) fn parse(text: &str) -> Option<SystemTime> {
    let (date, time) = text.split_once(['T', 't', ' '])?;
    let mut date = date.split('-').map(number);
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let (time, offset) = match time.find(['Z', 'z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => return None,
    };
    let mut time = time.split('.').next()?.split(':').map(number);
    let (hour, minute, second) = (time.next()??, time.next()??, time.next().unwrap_or(Some(0))?);
    let valid = date.next().is_none()
        && time.next().is_none()
        && (1970..10_000).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    if !valid {
        return None;
    }
    let seconds = days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset_seconds(offset)?;
    u64::try_from(seconds).ok().map(|seconds| UNIX_EPOCH + Duration::from_secs(seconds))
}

fn number(text: &str) -> Option<i64> {
    (text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn offset_seconds(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let (sign, rest) = if let Some(rest) = text.strip_prefix('+') { (1, rest) } else { (-1, text.strip_prefix('-')?) };
    let digits = rest.replace(':', "");
    let (hours, minutes) = match digits.len() {
        2 => (number(&digits)?, 0),
        4 => (number(digits.get(..2)?)?, number(digits.get(2..)?)?),
        _ => return None,
    };
    Some(sign * (hours * 3_600 + minutes * 60))
}

/// Days since 1 January 1970 in the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // A year that begins in March ends with its leap day.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_with_and_without_seconds() {
        let noon = httpdate::parse_http_date("Thu, 26 Mar 2026 16:00:00 GMT").unwrap();
        for text in [
            "2026-03-26T16:00Z",
            "2026-03-26T16:00:00Z",
            "2026-03-26T16:00:00.123Z",
            "2026-03-26T17:00+01:00",
            "2026-03-26T17:00:00+0100",
            "2026-03-26T10:30-05:30",
            "2026-03-26t16:00z",
        ] {
            assert_eq!(parse(text), Some(noon), "{text}");
        }
        for (text, date) in [
            ("1970-01-01T00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
            ("2000-02-29T23:59:59Z", "Tue, 29 Feb 2000 23:59:59 GMT"),
            ("2024-12-31T00:00Z", "Tue, 31 Dec 2024 00:00:00 GMT"),
            ("2100-03-01T00:00Z", "Mon, 01 Mar 2100 00:00:00 GMT"),
        ] {
            assert_eq!(parse(text), Some(httpdate::parse_http_date(date).unwrap()), "{text}");
        }
        for bad in [
            "",
            "T",
            "soon",
            "2026-03-26",
            "2026-03-26T16:00",
            "2026-13-26T16:00Z",
            "2026-03-26T24:00Z",
            "2026-03-26T1:2:3:4Z",
            "-1-03-26T16:00Z",
            "2026-03-26T16:00+1",
            "2026-03-26T16:00Zulu",
            "99999999999-01-01T00:00Z",
            "2026-03-26T16:00+é0",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
