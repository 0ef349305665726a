use std::time::Instant;

use anyhow::Result;
use connector_runtime::Event;
use serde_json::{Value, json};

use crate::native::Native;
use crate::site::Site;
use crate::table::Table;
use crate::{RUNS, median};

/// Every page with its body, 250 a page: native against `list-pages` with `all`.
pub(crate) async fn measure(site: &Site, table: &mut Table) -> Result<()> {
    let native = Native::new(site.simulator.site_origin())?;
    let (mut natives, mut ratios) = (vec![], vec![]);
    for _ in 0..RUNS {
        let began = Instant::now();
        native.list("/wiki/api/v2/pages?body-format=storage&limit=250").await?;
        let plain = began.elapsed().as_secs_f64() * 1e3;
        let began = Instant::now();
        let input = json!({ "all": true, "bodyFormat": "storage", "limit": 250 });
        let mut run = site.connection.action("list-pages")?.input(input).start()?;
        let mut items = 0;
        while let Some(event) = run.next().await {
            if let Event::Item(item) = event {
                // As the native side: decoded and encoded.
                serde_json::from_str::<Value>(&item)?.to_string();
                items += 1;
            }
        }
        run.finish().await?;
        let component = began.elapsed().as_secs_f64() * 1e3;
        anyhow::ensure!(items >= 5_000, "only {items} pages came");
        natives.push(plain);
        ratios.push(component / plain);
    }
    let (native, ratio) = (median(natives), median(ratios));
    table.row("listing 5,000 pages of 2 kB, native", format!("{native:.0} ms"), "1.00 ×".to_owned());
    table.row(
        "listing 5,000 pages of 2 kB, `list-pages`",
        format!("{:.0} ms", native * ratio),
        format!("{ratio:.2} ×"),
    );
    Ok(())
}
