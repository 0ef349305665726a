//! How far a run is, on stderr.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::printer::Printer;

/// A run that is quicker shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// The progress of a run.
pub(super) struct Progress<'a> {
    printer: &'a Printer,
    draws: bool,
    begun: Instant,
    bar: Option<ProgressBar>,
    /// What was waited for last.
    waiting: String,
}

impl<'a> Progress<'a> {
    pub(super) fn new(printer: &'a Printer) -> Self {
        Self { printer, draws: printer.draws(), begun: Instant::now(), bar: None, waiting: String::new() }
    }

    /// The service goes on with it: shown at once, because it may take long; in a log, once for each message.
    pub(super) fn wait(&mut self, message: &str) {
        if self.draws {
            let bar = self.bar.get_or_insert_with(ProgressBar::new_spinner);
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
                bar.set_style(style);
            }
            bar.set_message(format!("waiting: {message}"));
            bar.enable_steady_tick(Duration::from_millis(100));
        } else if self.waiting != message {
            self.printer.note(&format!("waiting: {message}"));
            message.clone_into(&mut self.waiting);
        }
    }

    pub(super) fn show(&mut self, done: u64, total: Option<u64>, message: String) {
        if !self.draws || self.begun.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let template = if total.is_some() { "{bar:40} {pos}/{len} {msg}" } else { "{spinner} {pos} {msg}" };
            let bar = ProgressBar::no_length();
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            bar
        });
        if let Some(total) = total {
            bar.set_length(total);
        }
        bar.set_message(message);
        bar.set_position(done);
    }

    /// Results that go to the same terminal are progress enough.
    pub(super) fn make_way(&mut self) {
        if self.draws && io::stdout().is_terminal() {
            self.draws = false;
            self.clear();
        }
    }

    pub(super) fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
