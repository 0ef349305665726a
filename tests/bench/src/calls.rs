use std::time::Instant;

use anyhow::Result;
use connector_runtime::measure::ReusedInstance;
use serde_json::json;

use crate::native::Native;
use crate::site::{PAGE, Site};
use crate::table::Table;
use crate::{RUNS, median};

/// Calls of a run; native and component calls alternate, so that noise meets both.
const CALLS: usize = 1_500;

/// One page by id: native, on a fresh instance, on one that is used again.
pub(crate) async fn measure(site: &Site, table: &mut Table) -> Result<()> {
    let native = Native::new(site.simulator.site_origin())?;
    let path = format!("/wiki/api/v2/pages/{PAGE}");
    let input = json!({ "id": PAGE });
    let mut reused = ReusedInstance::new(&site.connection, "get-page", &input).await?;
    let (mut natives, mut fresh_extra, mut reused_extra) = (vec![], vec![], vec![]);
    for _ in 0..RUNS {
        let mut times = [const { Vec::new() }; 3];
        for _ in 0..CALLS {
            let began = Instant::now();
            native.get(&path).await?;
            times[0].push(micros(began));
            let began = Instant::now();
            site.connection.action("get-page")?.input(input.clone()).await?.value.to_string();
            times[1].push(micros(began));
            let began = Instant::now();
            reused.perform("get-page", &input).await?.to_string();
            times[2].push(micros(began));
        }
        site.simulator.clear_requests();
        let [plain, fresh, again] = times.map(median);
        natives.push(plain);
        fresh_extra.push(fresh - plain);
        reused_extra.push(again - plain);
    }
    let (native, fresh, reused) = (median(natives), median(fresh_extra), median(reused_extra));
    table.row("`get-page`, native `reqwest`", format!("{native:.0} µs"), "1.00 ×".to_owned());
    table.row("`get-page`, fresh instance", format!("+{fresh:.0} µs"), ratio(native, fresh));
    table.row("`get-page`, reused instance", format!("+{reused:.0} µs"), ratio(native, reused));
    Ok(())
}

fn ratio(native: f64, extra: f64) -> String {
    format!("{:.2} ×", (native + extra) / native)
}

fn micros(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1e6
}
