//! Dates: as they are written, and the functions that make some.

use jiff::civil::{DateTime, Weekday, date};
use jiff::{Span, ToSpan};

use crate::clock::Stamp;

/// Reads `2026-01-31` or `2026-01-31 09:30`, with dashes or slashes, and spells it with dashes.
pub(super) fn read(text: &str) -> Option<String> {
    let text = text.replace('/', "-");
    let pattern = match text.len() {
        10 => "0000-00-00",
        16 => "0000-00-00 00:00",
        _ => return None,
    };
    let fits = text
        .bytes()
        .zip(pattern.bytes())
        .all(|(letter, wanted)| if wanted == b'0' { letter.is_ascii_digit() } else { letter == wanted });
    fits.then_some(text)
}

/// Computes a function of dates: `now()`, `startOfDay()`, `endOfMonth("-1M")` and the like.
///
/// Returns nothing if there is no such function, or its argument is no increment.
pub(super) fn call(name: &str, argument: Option<&str>, now: Stamp) -> Option<String> {
    let seconds = i64::try_from(now.seconds()).ok()?;
    let now = date(2026, 1, 1).at(0, 0, 0, 0).checked_add(seconds.seconds()).ok()?;
    let name = name.to_ascii_lowercase();
    let (at, unit) = match name.as_str() {
        "now" => (now, 'd'),
        "startofday" | "endofday" => (now.start_of_day(), 'd'),
        "startofweek" | "endofweek" => {
            // Weeks begin on Sunday.
            let since = i64::from(now.weekday().since(Weekday::Sunday));
            (now.start_of_day().checked_sub(since.days()).ok()?, 'w')
        }
        "startofmonth" | "endofmonth" => (now.first_of_month().start_of_day(), 'M'),
        "startofyear" | "endofyear" => (now.first_of_year().start_of_day(), 'y'),
        _ => return None,
    };
    let at = match argument {
        Some(argument) => at.checked_add(increment(argument, unit)?).ok()?,
        None => at,
    };
    let at =
        if name.starts_with("end") { at.checked_add(span(1, unit)?).ok()?.checked_sub(1.minute()).ok()? } else { at };
    Some(spell(at))
}

/// Reads `-4w`, `+1M` or `2`: a number with a unit, by default that of the function.
fn increment(text: &str, unit: char) -> Option<Span> {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let unit = match text[digits.len()..].chars().collect::<Vec<_>>()[..] {
        [] => unit,
        [unit] => unit,
        _ => return None,
    };
    span(digits.strip_prefix('+').unwrap_or(digits).parse().ok()?, unit)
}

fn span(number: i32, unit: char) -> Option<Span> {
    let number = i64::from(number);
    let span = Span::new();
    match unit {
        'y' => span.try_years(number).ok(),
        'M' => span.try_months(number).ok(),
        'w' => span.try_weeks(number).ok(),
        'd' => span.try_days(number).ok(),
        'h' => span.try_hours(number).ok(),
        'm' => span.try_minutes(number).ok(),
        _ => None,
    }
}

fn spell(at: DateTime) -> String {
    at.strftime("%Y-%m-%d %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::call;
    use crate::clock::Clock;

    #[test]
    fn functions_count_from_now() {
        // Thursday, the first of January 2026, at midnight.
        let now = Clock::default().tick();
        for (name, argument, expected) in [
            ("now", None, "2026-01-01 00:00"),
            ("now", Some("-4w"), "2025-12-04 00:00"),
            ("now", Some("+90m"), "2026-01-01 01:30"),
            ("startOfDay", Some("-1"), "2025-12-31 00:00"),
            ("endOfDay", None, "2026-01-01 23:59"),
            ("startOfWeek", None, "2025-12-28 00:00"),
            ("endOfWeek", None, "2026-01-03 23:59"),
            ("startOfMonth", Some("-1M"), "2025-12-01 00:00"),
            ("endOfMonth", Some("1"), "2026-02-28 23:59"),
            ("startOfYear", None, "2026-01-01 00:00"),
            ("endOfYear", Some("-1y"), "2025-12-31 23:59"),
        ] {
            assert_eq!(call(name, argument, now).as_deref(), Some(expected), "{name} {argument:?}");
        }
    }

    #[test]
    fn what_is_no_function_or_increment_is_nothing() {
        let now = Clock::default().tick();
        for (name, argument) in
            [("today", None), ("now", Some("soon")), ("now", Some("1x")), ("now", Some("")), ("now", Some("999999y"))]
        {
            assert_eq!(call(name, argument, now), None, "{name} {argument:?}");
        }
    }
}
