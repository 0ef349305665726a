//! Runs that are kept: in one process at a time, as whoever began them, and with no change made twice without leave.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use confluence_simulator::{Fault, FaultAction, Options};
use connector_runtime::{Connection, Error, ErrorKind, Event, Limits, Run, RunState, Runtime};
use serde_json::json;

use crate::support::{Sandbox, Site};

/// A site where every change is made, and a connection of the connector that misbehaves.
async fn site() -> (Site, Connection) {
    let mut limits = Limits::default();
    (limits.wait_least, limits.wait_most) = (Duration::ZERO, Duration::ZERO);
    limits.cpu = Duration::from_millis(200);
    let site = Site::with(Options::default(), limits).await;
    site.simulator.fault(changed().times(u32::MAX));
    let connection = site.connect("guests/hostile.wasm").await;
    (site, connection)
}

fn changed() -> Fault {
    Fault::once(FaultAction::Answer { status: 200, headers: Vec::new(), body: "{}".to_owned() }).on("POST", "/pages")
}

/// Takes events until this many items came, or there are no more.
async fn items(run: &mut Run, most: usize) -> usize {
    let mut seen = 0;
    while seen < most
        && let Some(event) = run.next().await
    {
        seen += usize::from(matches!(event, Event::Item(_)));
    }
    seen
}

fn id(run: &Run) -> String {
    run.record().unwrap().id.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_was_stopped_for_too_long_has_lost_its_run() {
    let time = Arc::new(AtomicU64::new(1_800_000_000));
    let clock = {
        let time = Arc::clone(&time);
        move || SystemTime::UNIX_EPOCH + Duration::from_secs(time.load(Ordering::Relaxed))
    };
    let sandbox = Sandbox::new("guests/hostile.wasm", |settings| settings.clock(clock.clone())).await;
    let connection = sandbox.connect("acme", "a long token").await;
    let mut first = connection.action("save").unwrap().input(json!({"steps": 100_000})).start_kept().await.unwrap();
    let id = id(&first);
    items(&mut first, 5).await;
    // Nothing renews the lease in no time.
    time.fetch_add(16, Ordering::Relaxed);
    let settings = connector_runtime::Settings::new(sandbox.home.path()).clock(clock);
    let second = Runtime::open(settings).await.unwrap();
    let mut resumed = second.resume_run(&id, false).await.unwrap();
    items(&mut resumed, 3).await;
    let kept = second.run(&id).await.unwrap();
    assert!(items(&mut first, usize::MAX).await <= 1, "it hears of it when it says next how far it is");
    let error = first.finish().await.unwrap_err();
    assert!(matches!(error, Error::RunLost { uncertain: false, .. }), "{error:?}");
    assert_eq!((error.kind(), second.run(&id).await.unwrap().resume), (ErrorKind::Conflict, kept.resume));
    items(&mut resumed, 3).await;
    assert!(resumed.next().await.is_some(), "the other process goes on");
    resumed.interrupt().await.unwrap();
    assert_eq!(second.run(&id).await.unwrap().state, RunState::Interrupted);
}

#[tokio::test(flavor = "multi_thread")]
async fn that_something_may_have_changed_is_known_after_waiting_too() {
    let (_site, connection) = site().await;
    let perform = |then: &str| connection.action("change-and-wait").unwrap().input(json!({"then": then}));
    for then in ["panic", "loop"] {
        let error = perform(then).await.unwrap_err();
        assert!(
            matches!(
                error,
                Error::ConnectorFailed { uncertain: true, .. } | Error::LimitReached { uncertain: true, .. }
            ),
            "{then}: {error:?}"
        );
    }
    let mut run = perform("loop").start().unwrap();
    assert_eq!(items(&mut run, 1).await, 1);
    assert!(run.cancel());
    let mut run = perform("loop").start_kept().await.unwrap();
    assert_eq!(items(&mut run, 1).await, 1);
    assert!(run.interrupt().await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_output_that_is_there_is_passed_on_although_the_run_was_cancelled() {
    let (site, connection) = site().await;
    let mut run = connection.action("walk").unwrap().input(json!({"steps": 1})).start_kept().await.unwrap();
    let id = id(&run);
    assert_eq!(items(&mut run, usize::MAX).await, 1);
    site.runtime.cancel_run(&id).await.unwrap();
    let output = run.finish().await.unwrap();
    assert_eq!(output.value, json!({"steps": 1}));
    assert!(output.warnings[0].contains("cancelled"), "{:?}", output.warnings);
    assert_eq!(site.runtime.run(&id).await.unwrap().state, RunState::Cancelled);
}
