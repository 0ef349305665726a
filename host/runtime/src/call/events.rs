use tokio::sync::OwnedSemaphorePermit;

/// What a call says before it ends.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event {
    /// One result, as JSON text.
    Item(String),
    /// How far the run is, so that it can go on from here after it was broken off. Everything that came before is behind
    /// it: whoever keeps it does so only after that is safe.
    Saved {
        /// What [`ActionCall::resume`](crate::ActionCall::resume) takes, as JSON text.
        resume: String,
    },
    /// The service goes on with it; the run asks again later.
    Waiting {
        /// What [`ActionCall::resume`](crate::ActionCall::resume) takes, as JSON text.
        resume: String,
        /// How long until it asks again.
        after: std::time::Duration,
        /// How far it is.
        message: String,
    },
    /// How far the call is.
    Progress {
        /// How much is done.
        done: u64,
        /// Of how much, where that is known.
        total: Option<u64>,
        /// What is counted.
        message: String,
    },
    /// A line of the connector's log.
    Log {
        /// How much it matters.
        level: LogLevel,
        /// The line, without secrets and control characters.
        line: String,
    },
}

/// An event that waits for its receiver, and the room that it takes up until then.
pub(crate) struct Queued {
    pub(crate) event: Event,
    /// The changing requests that are behind it, where it says how far the run is.
    pub(crate) told: u64,
    pub(crate) _room: Option<OwnedSemaphorePermit>,
}

impl Queued {
    /// An event whose size is bounded already.
    pub(crate) fn small(event: Event) -> Self {
        Self { event, told: 0, _room: None }
    }
}

/// The contract's `log.level`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the contract documents them: wit/log.wit")]
pub enum LogLevel {
    Debug,
    Info,
    Warn,
    Error,
}

/// Passes a line on to the host's own log.
pub(super) fn trace(level: LogLevel, line: &str) {
    match level {
        LogLevel::Debug => tracing::debug!(target: "connector", "{line}"),
        LogLevel::Info => tracing::info!(target: "connector", "{line}"),
        LogLevel::Warn => tracing::warn!(target: "connector", "{line}"),
        LogLevel::Error => tracing::error!(target: "connector", "{line}"),
    }
}

/// Escapes control characters, so that a line stays one line and a terminal does nothing with it.
pub(crate) fn printable(text: &str) -> String {
    if !text.chars().any(is_active) {
        return text.to_owned();
    }
    text.chars().fold(String::with_capacity(text.len()), |mut line, letter| {
        if is_active(letter) {
            line.extend(letter.escape_unicode());
        } else {
            line.push(letter);
        }
        line
    })
}

/// Control characters, and those that change the direction of text.
fn is_active(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_one_line_and_does_nothing() {
        assert_eq!(printable("a\nb\u{1b}[31mred\u{202e}x"), "a\\u{a}b\\u{1b}[31mred\\u{202e}x");
        assert_eq!(printable("plain é"), "plain é");
    }
}
