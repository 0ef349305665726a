use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use confluence_simulator::{Fault, FaultAction};
use serde_json::json;

use crate::command::connector;
use crate::site::{PAGE, Site};
use crate::table::Table;

/// Each connection keeps to the ten requests at once that its connector allows.
const CONNECTIONS: usize = 8;
const IN_FLIGHT: usize = 64;
const FILE_BYTES: u64 = 2 << 30;

/// What calls on their way hold, and what the command holds while a large file passes.
pub(crate) async fn measure(site: &Site, command: &Path, table: &mut Table) -> Result<()> {
    let per_call = in_flight(site).await?;
    table.row("memory of one `get-page` in flight", format!("{:.2} MiB", per_call / 1_048_576.0), String::new());
    let plain =
        peak(connector(site, command).args(["run", "get-page", "-c", "bench", "--set", &format!("id={PAGE}")]))?;
    table.row("peak of `connector run get-page`", format!("{:.0} MiB", plain / 1024.0), String::new());
    let file = site.home.path().join("large.bin");
    write_file(&file)?;
    let upload = peak(connector(site, command).args([
        "run",
        "upload-attachment",
        "-c",
        "bench",
        "--set",
        &format!("pageId={PAGE}"),
        "--file",
        &format!("file={}", file.display()),
    ]))?;
    table.row("peak of uploading 2 GiB", format!("{:.0} MiB", upload / 1024.0), String::new());
    let listed = site.connection.action("list-attachments")?.input(json!({ "id": PAGE })).await?;
    let id = listed.value.pointer("/results/0/id").and_then(|id| id.as_str()).context("the upload is not listed")?;
    let saved = site.home.path().join("saved.bin");
    let download = peak(connector(site, command).args([
        "run",
        "download-attachment",
        "-c",
        "bench",
        "--set",
        &format!("pageId={PAGE}"),
        "--set",
        &format!("id={id}"),
        "--save",
        &saved.display().to_string(),
    ]))?;
    ensure!(fs::metadata(&saved)?.len() == FILE_BYTES, "the file came back whole");
    table.row("peak of downloading 2 GiB", format!("{:.0} MiB", download / 1024.0), String::new());
    Ok(())
}

/// Bytes that each of many calls holds while it waits for its answer.
async fn in_flight(site: &Site) -> Result<f64> {
    let mut connections = Vec::new();
    for number in 0..CONNECTIONS {
        connections.push(site.connect(&format!("bench {number}")).await?);
    }
    site.simulator.clear_requests();
    let before = resident()?;
    site.simulator.fault(Fault::once(FaultAction::Hang).times(u32::MAX));
    let mut runs = Vec::new();
    for connection in connections.iter().cycle().take(IN_FLIGHT) {
        runs.push(connection.action("get-page")?.input(json!({ "id": PAGE })).start()?);
    }
    while site.simulator.requests().len() < IN_FLIGHT {
        tokio::task::yield_now().await;
    }
    let held = resident()?.saturating_sub(before);
    drop(runs);
    site.simulator.clear_faults();
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    Ok(held as f64 / IN_FLIGHT as f64)
}

/// The resident memory of this process, in bytes.
fn resident() -> Result<u64> {
    let status = fs::read_to_string("/proc/self/status").context("memory is read from /proc, on Linux alone")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kibibytes: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kibibytes * 1024)
}

/// The largest resident memory of a command, in kibibytes, as the kernel counted it.
pub(crate) fn peak(command: &mut std::process::Command) -> Result<f64> {
    let child = command.spawn()?;
    let pid = child.id();
    let mut highest = 0.0_f64;
    let mut child = child;
    loop {
        if let Ok(status) = fs::read_to_string(format!("/proc/{pid}/status")) {
            let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            if let Some(kibibytes) = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok()) {
                highest = highest.max(kibibytes);
            }
        }
        if let Some(status) = child.try_wait()? {
            ensure!(status.success(), "the command failed");
            return Ok(highest);
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}

fn write_file(path: &Path) -> Result<()> {
    let mut file = std::io::BufWriter::new(fs::File::create(path)?);
    let block: Vec<u8> = (0..1_u32 << 16).flat_map(|index| index.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    for _ in 0..FILE_BYTES / block.len() as u64 {
        file.write_all(&block)?;
    }
    Ok(file.flush()?)
}
