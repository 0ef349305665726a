use std::time::Duration;

use anyhow::Result;
use connector_runtime::measure::{describe, load_from_cache};

use crate::median;
use crate::site::Site;
use crate::table::Table;

const LOADS: usize = 25;

/// From what is on disk to a component that can be instantiated, and what that says of itself.
pub(crate) async fn measure(site: &Site, table: &mut Table) -> Result<()> {
    let (mut loads, mut descriptions) = (vec![], vec![]);
    for _ in 0..LOADS {
        loads.push(millis(load_from_cache(&site.runtime, "confluence").await?));
        descriptions.push(millis(describe(&site.runtime, "confluence").await?));
    }
    table.row("compiled component: read, authenticated, linked", format!("{:.2} ms", median(loads)), String::new());
    table.row(
        "`describe` of a component, kept by its digest",
        format!("{:.1} ms", median(descriptions)),
        String::new(),
    );
    Ok(())
}

fn millis(took: Duration) -> f64 {
    took.as_secs_f64() * 1e3
}
