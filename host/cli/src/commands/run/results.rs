//! Prints the results of a run as they come.

use std::io::{self, BufWriter, Stdout, Write};

use connector_runtime::Output;
use serde_json::Value;

use crate::failure::Failure;
use crate::printer::{Printer, shown_json};

/// The results of a run, on their way to stdout.
pub(super) struct Results {
    out: BufWriter<Stdout>,
    lines: bool,
    /// Stdout belongs to a file.
    silent: bool,
    count: u64,
}

impl Results {
    pub(super) fn new(lines: bool, silent: bool) -> Self {
        Self { out: BufWriter::with_capacity(64 * 1024, io::stdout()), lines, silent, count: 0 }
    }

    /// Whether something was printed that nobody can see yet.
    pub(super) fn is_held(&self) -> bool {
        !self.out.buffer().is_empty()
    }

    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        self.out.flush().map_err(Failure::output)
    }

    /// Prints one result.
    pub(super) fn item(&mut self, item: &str) -> Result<(), Failure> {
        self.count += 1;
        if self.silent {
            return Ok(());
        }
        let before = match (self.lines, self.count) {
            (true, _) => "",
            (false, 1) => "[\n",
            (false, _) => ",\n",
        };
        let after = if self.lines { "\n" } else { "" };
        write!(self.out, "{before}{}{after}", shown_json(item, &io::stdout())).map_err(Failure::output)
    }

    /// Prints the output, or the end of the results where they were handed over one by one.
    pub(super) fn end(&mut self, output: &Output, printer: &Printer) -> Result<(), Failure> {
        if !output.streamed {
            return if self.silent { Ok(()) } else { self.document(&output.value) };
        }
        if self.count == 0 && !self.lines && !self.silent {
            writeln!(self.out, "[]").map_err(Failure::output)?;
        }
        self.close()?;
        let results = match self.count {
            1 => "1 result".to_owned(),
            count => format!("{count} results"),
        };
        printer.done(results + &summary(output, self.count));
        Ok(())
    }

    /// Ends the results that were printed, of which there may be none.
    pub(super) fn close(&mut self) -> Result<(), Failure> {
        if self.count > 0 && !self.lines && !self.silent {
            writeln!(self.out, "\n]").map_err(Failure::output)?;
        }
        self.flush()
    }

    /// Prints a document behind the results: where there are some, the last of their list.
    pub(super) fn last(&mut self, value: &Value) -> Result<(), Failure> {
        if self.count == 0 || self.lines || self.silent {
            return self.document(value);
        }
        self.item(&format!("{value:#}"))?;
        self.close()
    }

    /// Prints a document, whoever stdout belongs to.
    pub(super) fn document(&mut self, value: &Value) -> Result<(), Failure> {
        let text = if self.lines { value.to_string() } else { format!("{value:#}") };
        writeln!(self.out, "{}", shown_json(&text, &io::stdout())).map_err(Failure::output)?;
        self.flush()
    }
}

/// The numbers that an output says of the results beside how many there are, such as those that failed.
fn summary(output: &Output, handed_over: u64) -> String {
    let counts: Vec<(&str, u64)> = output.counts().filter(|(_, count)| *count > 0).collect();
    let said: Vec<String> = counts.iter().map(|(name, count)| format!("{count} {name}")).collect();
    // Of a run that was gone on with, most may have been handed over before.
    let earlier = counts.iter().fold(0_u64, |sum, (_, count)| sum.saturating_add(*count)) > handed_over;
    match said.join(", ") {
        said if said.is_empty() => said,
        said if earlier => format!("; in all {said}"),
        said => format!(": {said}"),
    }
}
