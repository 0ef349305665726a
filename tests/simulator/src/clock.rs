//! The deterministic clock: time passes by writes only.

use std::fmt;
use std::time::Duration;

/// The days from 1970-01-01 to 2026-01-01, where the clock starts.
const FIRST_DAY: u64 = 20_454;
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Counts one second for each write, from 2026-01-01T00:00:00.000Z.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    seconds: u64,
}

impl Clock {
    /// Returns the time of the next write.
    pub(crate) fn time(&self) -> Stamp {
        Stamp(self.seconds)
    }

    /// Returns the time of the write that happens now and moves on by a second.
    pub(crate) fn tick(&mut self) -> Stamp {
        let now = Stamp(self.seconds);
        self.seconds += 1;
        now
    }
}

/// A moment, in whole seconds since 2026-01-01T00:00:00Z; displays as RFC 3339 with milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stamp(u64);

impl Stamp {
    /// Returns the moment in milliseconds since 1970, as Confluence puts it into links.
    pub(crate) fn epoch_milliseconds(self) -> u64 {
        (FIRST_DAY * 86_400 + self.0) * 1000
    }

    /// Returns how many seconds after the start of 2026 it is.
    pub(crate) fn seconds(self) -> u64 {
        self.0
    }

    /// Returns the day as search results spell it: `Jan 01, 2026`.
    pub(crate) fn friendly(self) -> String {
        let (year, month, day) = civil(FIRST_DAY + self.0 / 86_400);
        let name = MONTHS[usize::try_from(month - 1).unwrap_or_default() % 12];
        format!("{name} {day:02}, {year}")
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil(FIRST_DAY + self.0 / 86_400);
        let (hour, minute, second) = (self.0 / 3600 % 24, self.0 / 60 % 60, self.0 % 60);
        write!(out, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.000Z")
    }
}

/// A moment of the time that tests own; displays like a [`Stamp`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment(pub(crate) Duration);

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        Stamp(self.0.as_secs()).fmt(out)
    }
}

/// Turns days since 1970-01-01 into year, month and day of the Gregorian calendar.
fn civil(days: u64) -> (u64, u64, u64) {
    // Years that begin in March put the leap day last, so that month lengths follow one formula.
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    (year, month, day)
}

/// Returns a moment of the time that tests own in seconds since 1970.
pub(crate) fn epoch_seconds(elapsed: Duration) -> u64 {
    FIRST_DAY * 86_400 + elapsed.as_secs()
}

#[cfg(test)]
mod tests {
    use super::{Clock, Stamp};

    #[test]
    fn starts_with_2026_and_ticks_by_seconds() {
        let mut clock = Clock::default();
        assert_eq!(clock.tick().to_string(), "2026-01-01T00:00:00.000Z");
        assert_eq!(clock.tick().to_string(), "2026-01-01T00:00:01.000Z");
    }

    #[test]
    fn crosses_months_and_leap_days() {
        assert_eq!(Stamp(58 * 86_400).friendly(), "Feb 28, 2026");
        assert_eq!(Stamp(59 * 86_400).friendly(), "Mar 01, 2026");
        assert_eq!(Stamp((365 * 2 + 59) * 86_400).friendly(), "Feb 29, 2028");
    }
}
