use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Instant;

use anyhow::{Result, ensure};

use crate::command::connector;
use crate::memory::peak;
use crate::site::Site;
use crate::table::Table;

/// Pages of the space.
const PAGES: u32 = 50_000;

/// A whole space as a file, with everything that belongs to its pages.
pub(crate) async fn measure(component: &Path, command: &Path, table: &mut Table) -> Result<()> {
    let site = Site::of(component, PAGES).await?;
    let path = site.home.path().join("space.ndjson");
    let began = Instant::now();
    let resident = peak(
        connector(&site, command)
            .args(["run", "export-space", "-c", "bench", "--set", "spaceKey=DOCS", "--output", "ndjson"])
            .stdout(File::create(&path)?),
    )?;
    let took = began.elapsed().as_secs_f64();
    let mut pages = 0_u32;
    for line in BufReader::new(File::open(&path)?).lines() {
        pages += u32::from(line?.contains("\"kind\":\"page\""));
    }
    ensure!(pages >= PAGES, "only {pages} pages were exported");
    let megabytes = fs::metadata(&path)?.len() / 1_000_000;
    let requests = site.simulator.requests().len();
    table.row("peak of exporting a space of 50,000 pages", format!("{:.0} MiB", resident / 1024.0), String::new());
    table.row(
        "exporting it: time, requests, output",
        format!("{took:.0} s, {requests}, {megabytes} MB"),
        String::new(),
    );
    Ok(())
}
