use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::median;
use crate::site::{PAGE, Site};
use crate::table::Table;

/// Starts of the command; the component is in the cache.
const STARTS: usize = 25;

/// The command with this site's home and mappings.
pub(crate) fn connector(site: &Site, command: &Path) -> Command {
    let mut connector = Command::new(command);
    connector
        .env("CONNECTOR_HOME", site.home.path())
        .env("CONNECTOR_CONNECT_TO", site.simulator.connect_to().join(","))
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    connector
}

/// From the start of the process to its first request, and to its end.
pub(crate) fn measure(site: &Site, command: &Path, table: &mut Table) -> Result<()> {
    let (mut first, mut whole) = (vec![], vec![]);
    for _ in 0..STARTS {
        site.simulator.clear_requests();
        let began = Instant::now();
        let mut child = connector(site, command)
            .args(["run", "get-page", "-c", "bench", "--set", &format!("id={PAGE}")])
            .spawn()?;
        ensure!(site.simulator.wait_for_requests(1, Duration::from_secs(30)), "no request came");
        first.push(began.elapsed().as_secs_f64() * 1e3);
        ensure!(child.wait()?.success(), "the command failed");
        whole.push(began.elapsed().as_secs_f64() * 1e3);
    }
    table.row("`connector run`, start to first request", format!("{:.1} ms", median(first)), String::new());
    table.row("`connector run`, start to end", format!("{:.1} ms", median(whole)), String::new());
    Ok(())
}
