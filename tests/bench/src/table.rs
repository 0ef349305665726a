use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result};

/// The figures, in the order in which they were taken.
#[derive(Default)]
pub(crate) struct Table {
    rows: Vec<(String, String, String)>,
}

impl Table {
    pub(crate) fn row(&mut self, what: &str, figure: String, ratio: String) {
        self.rows.push((what.to_owned(), figure, ratio));
    }

    /// The size of the component.
    pub(crate) fn component(&mut self, path: &Path) -> Result<()> {
        let bytes = std::fs::metadata(path).with_context(|| format!("failed to read `{}`", path.display()))?.len();
        self.row("size of `confluence.wasm`", format!("{} kB", bytes / 1000), String::new());
        Ok(())
    }

    /// Writes the table to a file and to the screen.
    #[expect(clippy::print_stdout, reason = "the table is what this program is for")]
    pub(crate) fn write(&self, file: &Path) -> Result<()> {
        let mut text = String::from(INTRODUCTION);
        text.push_str("\n| what | figure | against native |\n|---|--:|--:|\n");
        for (what, figure, ratio) in &self.rows {
            writeln!(text, "| {what} | {figure} | {ratio} |")?;
        }
        print!("{text}");
        std::fs::write(file, text).with_context(|| format!("failed to write `{}`", file.display()))
    }
}

const INTRODUCTION: &str = "# Benchmarks

Written by `make bench`; not edited by hand.
Everything runs on one machine against the simulator on the loopback interface, in one run, with native and component calls in turn; each figure is the median of five runs.
Machines differ, so compare ratios, not times.
Calls run one after another on a single-threaded runtime; on a multi-threaded one each call also pays for waking threads, natively too.
\"Native\" is the same request with `reqwest`, its connection kept, its JSON decoded and encoded.
";
