//! Runs as an embedder sees them: dry runs, events, early ends.

use std::time::Duration;

use confluence_simulator::{Fault, FaultAction, Options};
use connector_runtime::{DryRun, ErrorKind, Event, Limits};
use serde_json::json;

use crate::support::Site;

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_sends_reads_and_plans_the_first_write() {
    let site = Site::new().await;
    let connection = site.connect("confluence.wasm").await;
    let update = connection.action("update-page").unwrap().input(json!({"id": "131075", "title": "Renamed"}));
    let output = update.dry_run(DryRun::Online).await.unwrap();
    let planned = output.planned.unwrap();
    assert_eq!(
        (planned.method.as_str(), planned.url.as_str()),
        ("PUT", "https://acme.atlassian.net/wiki/api/v2/pages/131075")
    );
    assert_eq!(planned.body.unwrap()["version"]["number"], 2);
    let methods: Vec<String> = site.simulator.requests().into_iter().map(|request| request.method).collect();
    assert_eq!(methods, ["GET"], "the page was read, and nothing was written");
    let read = connection.action("get-page").unwrap().input(json!({"id": "131075"}));
    let output = read.dry_run(DryRun::Online).await.unwrap();
    assert!(output.planned.is_none());
    assert_eq!(output.value["id"], "131075");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offline_dry_run_sends_nothing() {
    let site = Site::new().await;
    let connection = site.connect("confluence.wasm").await;
    let read = connection.action("list-pages").unwrap().input(json!({"title": "a b", "limit": 5}));
    let planned = read.dry_run(DryRun::Offline).await.unwrap().planned.unwrap();
    assert_eq!(planned.url, "https://acme.atlassian.net/wiki/api/v2/pages?title=a+b&limit=5");
    assert_eq!(site.simulator.requests().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_is_gone_ends_a_listing() {
    let site = Site::with(Options { pages: 3_000, ..Options::default() }, Limits::default()).await;
    let connection = site.connect("confluence.wasm").await;
    let listing = connection.action("list-pages").unwrap().input(json!({"all": true, "limit": 250}));
    let mut run = listing.start().unwrap();
    while !matches!(run.next().await, Some(Event::Item(_))) {}
    drop(run);
    connection.action("get-page").unwrap().input(json!({"id": "131075"})).await.unwrap();
    // What waits for a receiver is bounded, so a listing that nobody reads cannot have reached its end.
    assert!(site.simulator.requests().len() < 12, "{}", site.simulator.requests().len());
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_go_side_by_side_and_each_gets_its_own_answer() {
    let site = Site::with(Options { pages: 60, ..Options::default() }, Limits::default()).await;
    let connection = site.connect("confluence.wasm").await;
    let runs: Vec<_> = (131_075..131_135)
        .map(|id| {
            let call = connection.action("get-page").unwrap().input(json!({"id": id.to_string()}));
            (id, call.start().unwrap())
        })
        .collect();
    for (id, run) in runs {
        assert_eq!(run.finish().await.unwrap().value["id"], id.to_string());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn problems_of_an_input_come_all_at_once() {
    let site = Site::new().await;
    let connection = site.connect("confluence.wasm").await;
    let error = connection.action("get-page").unwrap().input(json!({"titel": 1, "version": "x"})).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    let places: Vec<&str> = error.problems().iter().map(|problem| problem.at.as_str()).collect();
    assert!(places.contains(&"/titel") && places.contains(&"/version") && places.contains(&"/id"), "{places:?}");
    assert_eq!(site.simulator.requests().len(), 0);
    let error = connection.action("get-pages").err().unwrap();
    assert!(error.hint().unwrap().contains("`get-page`"), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_output_that_strays_from_its_schema_is_passed_on_with_a_warning() {
    let site = Site::new().await;
    let connection = site.connect("confluence.wasm").await;
    site.simulator.fault(Fault::once(FaultAction::Answer {
        status: 200,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: json!({"id": 7, "unheard": {"of": true}}).to_string(),
    }));
    let output = connection.action("get-page").unwrap().input(json!({"id": "131075"})).await.unwrap();
    assert_eq!(output.value, json!({"id": 7, "unheard": {"of": true}}));
    assert!(output.warnings.iter().any(|warning| warning.starts_with("/id")), "{:?}", output.warnings);
    assert!(site.simulator.wait_for_requests(1, Duration::from_secs(30)));
}

#[tokio::test(flavor = "multi_thread")]
async fn results_that_wait_for_their_receiver_are_bounded_and_all_of_them_arrive() {
    let mut limits = Limits::default();
    limits.waiting_bytes = 4 * 1024;
    let site = Site::with(Options { pages: 600, ..Options::default() }, limits).await;
    let connection = site.connect("confluence.wasm").await;
    let input = json!({"all": true, "limit": 250, "bodyFormat": "storage"});
    let mut run = connection.action("list-pages").unwrap().input(input).start().unwrap();
    let mut items = 0;
    while let Some(event) = run.next().await {
        if matches!(event, Event::Item(_)) {
            items += 1;
            if items == 1 {
                assert_eq!(
                    site.simulator.requests().len(),
                    1,
                    "the second page is not asked for while the first waits"
                );
            }
        }
    }
    assert_eq!(items, 602);
    assert!(run.finish().await.unwrap().streamed);
}
