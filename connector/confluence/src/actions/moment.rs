//! Moments, which people write as dates and some operations want in milliseconds.

use connector_sdk::serde_json::Value;
use connector_sdk::{Error, ErrorKind, Fields};

/// Makes a field of the input milliseconds since 1970-01-01 UTC.
pub(super) fn to_millis(fields: &mut Fields, name: &str) -> Result<(), Error> {
    let Some(Value::String(text)) = fields.get(name) else { return Ok(()) };
    let Some(millis) = millis(text) else {
        return Err(Error::new(ErrorKind::InvalidInput, format!("`{text}` is not a moment"))
            .hint("Write a date such as `2026-05-27`, or a moment such as `2026-05-27T07:22:53Z`")
            .problem(format!("/{name}"), "is not a moment"));
    };
    fields.insert(name.to_owned(), millis.into());
    Ok(())
}

/// Reads a date, a date and time (RFC 3339), or milliseconds already.
fn millis(text: &str) -> Option<i64> {
    if !text.is_empty() && text.len() <= 15 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let (date, time) = match text.split_once(['T', 't', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let [year, month, day] = numbers(date, '-')?;
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=days_in(year, month)).contains(&day) {
        return None;
    }
    let day = days_since_1970(year, month, day) * 86_400_000;
    time.map_or(Some(day), |time| Some(day + millis_of_day(time)?))
}

/// Reads `07:22:53.016Z` or `07:22:53+02:00`, less its offset.
fn millis_of_day(time: &str) -> Option<i64> {
    let (time, offset) = if let Some(time) = time.strip_suffix(['Z', 'z']) {
        (time, 0)
    } else {
        let (time, offset) = time.split_at(time.rfind(['+', '-'])?);
        let sign = if offset.starts_with('-') { -1 } else { 1 };
        let [hours, minutes] = numbers(offset.get(1..)?, ':')?;
        (hours <= 23 && minutes <= 59).then_some((time, sign * (hours * 60 + minutes) * 60_000))?
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let [hours, minutes, seconds] = numbers(time, ':')?;
    if hours > 23 || minutes > 59 || seconds > 60 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let fraction: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    Some(((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction - offset)
}

/// Reads as many numbers of at least two digits as are asked for.
fn numbers<const COUNT: usize>(text: &str, between: char) -> Option<[i64; COUNT]> {
    let mut found = [0; COUNT];
    let mut parts = text.split(between);
    for number in &mut found {
        let part = parts.next()?;
        let fits = (2..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        *number = part.parse().ok().filter(|_| fits)?;
    }
    parts.next().is_none().then_some(found)
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Counts days by years that begin in March, so that a leap day is the last of its year.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let month = (month + 9) % 12;
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read() {
        for (text, expected) in [
            ("1970-01-01", Some(0)),
            ("2026-05-27", Some(1_779_840_000_000)),
            ("2026-05-27T07:22:53Z", Some(1_779_866_573_000)),
            ("2026-05-27T07:22:53.016Z", Some(1_779_866_573_016)),
            ("2026-05-27 07:22:53.5+02:00", Some(1_779_859_373_500)),
            ("2026-05-27T07:22:53-00:30", Some(1_779_868_373_000)),
            ("2024-02-29", Some(1_709_164_800_000)),
            ("2000-03-01", Some(951_868_800_000)),
            ("1779840000000", Some(1_779_840_000_000)),
            ("2026-02-29", None),
            ("2026-13-01", None),
            ("2026-00-01", None),
            ("2026-05-27T07:22", None),
            ("2026-05-27T07:22:53", None),
            ("2026-05-27T25:22:53Z", None),
            ("2026-05-27T07:22:53.Z", Some(1_779_866_573_000)),
            ("2026-05-27T07:22:53.ßZ", None),
            ("27.05.2026", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(millis(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_shown_where_it_stands() {
        let mut fields = Fields::from_iter([("startDate".to_owned(), "yesterday".into())]);
        let error = to_millis(&mut fields, "startDate").unwrap_err();
        assert_eq!((error.kind, error.problems[0].at.as_str()), (ErrorKind::InvalidInput, "/startDate"));
        assert!(to_millis(&mut fields, "endDate").is_ok());
    }
}
