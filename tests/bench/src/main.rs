//! Measures against the simulator, in one run and as ratios, and writes the table to a file.
//!
//! `connector-bench COMPONENT CONNECTOR-COMMAND TABLE [PART…]`, where the parts are those that are measured; by default,
//! all of them.

mod calls;
mod command;
mod export;
mod listing;
mod load;
mod memory;
mod native;
mod site;
mod table;

use std::path::PathBuf;

use anyhow::{Result, bail};
use site::Site;
use table::Table;

/// How often each figure is taken; the median is what counts.
const RUNS: usize = 5;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [component, command, file, parts @ ..] = arguments.as_slice() else {
        bail!("usage: connector-bench COMPONENT CONNECTOR-COMMAND TABLE [PART…]");
    };
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|wanted| wanted.as_os_str() == part);
    let mut table = Table::default();
    let site = Site::of(component, 5_000).await?;
    table.component(component)?;
    if wanted("calls") {
        calls::measure(&site, &mut table).await?;
    }
    if wanted("load") {
        load::measure(&site, &mut table).await?;
    }
    if wanted("listing") {
        listing::measure(&site, &mut table).await?;
    }
    if wanted("command") {
        command::measure(&site, command, &mut table)?;
    }
    if wanted("memory") {
        memory::measure(&site, command, &mut table).await?;
    }
    drop(site);
    if wanted("export") {
        export::measure(component, command, &mut table).await?;
    }
    table.write(file)
}

/// The middle one.
fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
