//! Runs that are kept: in one process at a time, as whoever began them, and with no change made twice without leave.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use confluence_simulator::{Fault, FaultAction, Options};
use connector_runtime::{
    Connection, ConnectionChange, DryRun, Error, ErrorKind, Event, Limits, Run, RunState, Runtime, Settings,
};
use serde_json::json;

use crate::support::{Sandbox, Site, draft, settings};

const PATIENCE: Duration = Duration::from_secs(30);

/// A site where every change is made, and a connection of the connector that misbehaves.
async fn site() -> (Site, Connection) {
    site_with(Limits::default()).await
}

pub(crate) async fn site_with(mut limits: Limits) -> (Site, Connection) {
    (limits.wait_least, limits.wait_most) = (Duration::ZERO, Duration::ZERO);
    limits.cpu = Duration::from_millis(200);
    let site = Site::with(Options::default(), limits).await;
    site.simulator.fault(answered(200).times(u32::MAX));
    let connection = site.connect("guests/hostile.wasm").await;
    (site, connection)
}

/// What the service says of a change.
fn answered(status: u16) -> Fault {
    Fault::once(FaultAction::Answer { status, headers: Vec::new(), body: "{}".to_owned() }).on("POST", "/pages")
}

fn changes(site: &Site) -> usize {
    site.simulator.requests().iter().filter(|request| request.method == "POST").count()
}

/// A clock, and what sets it.
fn clock() -> (impl Fn() -> SystemTime + Clone + Send + Sync + 'static, Arc<AtomicU64>) {
    let time = Arc::new(AtomicU64::new(1_800_000_000));
    let set = Arc::clone(&time);
    (move || SystemTime::UNIX_EPOCH + Duration::from_secs(time.load(Ordering::Relaxed)), set)
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

pub(crate) fn id(run: &Run) -> String {
    run.record().unwrap().id.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_was_stopped_for_too_long_has_lost_its_run() {
    let (clock, time) = clock();
    let sandbox = Sandbox::new("guests/hostile.wasm", |settings| settings.clock(clock.clone())).await;
    let connection = sandbox.connect("acme", "a long token").await;
    let mut first = connection.action("save").unwrap().input(json!({"steps": 100_000})).start_kept().await.unwrap();
    let id = id(&first);
    items(&mut first, 5).await;
    // Nothing renews the lease in no time.
    time.fetch_add(16, Ordering::Relaxed);
    let second = Runtime::open(Settings::new(sandbox.home.path()).clock(clock)).await.unwrap();
    let mut resumed = second.resume_run(&id).start().await.unwrap();
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
async fn a_process_that_has_lost_its_run_sends_no_change() {
    let (site, _) = site().await;
    let (clock, time) = clock();
    let mut limits = Limits::default();
    // One item waits, and the next one until somebody takes it.
    limits.waiting_bytes = 1024;
    let open = async || {
        let settings = settings(&site.simulator, site.home.path()).limits(limits.clone());
        Runtime::open(settings.clock(clock.clone())).await.unwrap()
    };
    let (first, second) = (open().await, open().await);
    let connection = first.connection("acme").await.unwrap();
    let input = json!({"steps": 10, "save": 100});
    let mut run = connection.action("change-each").unwrap().input(input).start_kept().await.unwrap();
    let id = id(&run);
    assert!(site.simulator.wait_for_requests(2, PATIENCE));
    time.fetch_add(16, Ordering::Relaxed);
    second.resume_run(&id).repeat().start().await.unwrap().finish().await.unwrap();
    assert_eq!(changes(&site), 12);
    // The lease is free again, and yet the run is another's.
    items(&mut run, usize::MAX).await;
    let error = run.finish().await.unwrap_err();
    assert!(matches!(error, Error::RunLost { uncertain: true, .. }), "{error:?}");
    assert_eq!(changes(&site), 12);
    assert_eq!(second.run(&id).await.unwrap().state, RunState::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_made_again_only_by_leave() {
    let (site, connection) = site().await;
    let change = connection.action("change-each").unwrap().input(json!({"steps": 3, "break": 1}));
    let run = change.start_kept().await.unwrap();
    let id = id(&run);
    assert_eq!(run.finish().await.unwrap_err().kind(), ErrorKind::Uncertain);
    let kept = site.runtime.run(&id).await.unwrap();
    assert_eq!((kept.state, kept.uncertain, kept.resume.as_deref()), (RunState::Failed, true, Some("{\"at\":1}")));
    let error = site.runtime.resume_run(&id).start().await.err().unwrap();
    assert!(matches!(error, Error::RunUncertain { .. }) && error.kind() == ErrorKind::Uncertain, "{error:?}");
    assert!(error.hint().unwrap().starts_with("Look"), "{error:?}");
    assert_eq!(changes(&site), 2);
    site.runtime.resume_run(&id).repeat().start().await.unwrap().finish().await.unwrap();
    assert_eq!(changes(&site), 4);
    assert!(!site.runtime.run(&id).await.unwrap().uncertain);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_service_refused_is_asked_for_again_without_leave() {
    let (site, connection) = site().await;
    site.simulator.clear_faults();
    site.simulator.fault(answered(400).times(u32::MAX));
    let change = connection.action("change-each").unwrap().input(json!({"steps": 3, "break": 1}));
    let run = change.start_kept().await.unwrap();
    let id = id(&run);
    assert_eq!(run.finish().await.unwrap_err().kind(), ErrorKind::Service);
    assert!(!site.runtime.run(&id).await.unwrap().uncertain);
    site.runtime.resume_run(&id).start().await.unwrap().finish().await.unwrap();
    assert_eq!(changes(&site), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn that_a_change_may_be_made_is_kept_before_it_is_sent() {
    let (site, connection) = site().await;
    site.simulator.clear_faults();
    site.simulator.fault(Fault::once(FaultAction::Hang).on("POST", "/pages").times(u32::MAX));
    let run = connection.action("change-each").unwrap().input(json!({"steps": 1})).start_kept().await.unwrap();
    let id = id(&run);
    assert!(site.simulator.wait_for_requests(1, PATIENCE));
    let kept = site.runtime.run(&id).await.unwrap();
    assert_eq!((kept.state, kept.uncertain), (RunState::Running, true));
    assert!(run.interrupt().await.unwrap());
    let error = site.runtime.resume_run(&id).start().await.err().unwrap();
    assert!(matches!(error, Error::RunUncertain { .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_behind_what_is_saved_once_its_answer_was_told() {
    let (site, connection) = site().await;
    let run = connection.action("save-too-soon").unwrap().start_kept().await.unwrap();
    let id = id(&run);
    run.finish().await.unwrap_err();
    let kept = site.runtime.run(&id).await.unwrap();
    assert_eq!((kept.uncertain, kept.resume.as_deref()), (true, Some("{\"at\":1}")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_goes_on_for_whom_it_was_begun() {
    let sandbox = Sandbox::new("guests/hostile.wasm", |settings| settings).await;
    sandbox.runtime.add_connection(draft("acme", "hostile"), true).await.unwrap();
    let connection = sandbox.runtime.connection("acme").await.unwrap();
    let save = connection.action("save").unwrap().input(json!({"steps": 5, "break": 3}));
    let run = save.start_kept().await.unwrap();
    let id = id(&run);
    run.finish().await.unwrap_err();
    let become_of = async |email: &str| {
        let change = ConnectionChange::default().field("email", email).allow_other_account();
        sandbox.runtime.change_connection("acme", change).await.unwrap();
    };
    become_of("other@example.com").await;
    let error = sandbox.runtime.resume_run(&id).start().await.err().unwrap();
    let Error::RunOfAnother { before, after, .. } = &error else { panic!("{error:?}") };
    assert!(before.contains("user@example.com") && after.contains("other@example.com"), "{error}");
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert!(error.hint().is_some());
    become_of("user@example.com").await;
    sandbox.runtime.resume_run(&id).start().await.unwrap().finish().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_another_process_has_is_not_removed() {
    let (site, connection) = site().await;
    let mut run = connection.action("save").unwrap().input(json!({"steps": 100_000})).start_kept().await.unwrap();
    let id = id(&run);
    items(&mut run, 1).await;
    let error = site.runtime.remove_run(&id).await.unwrap_err();
    assert!(matches!(error, Error::RunBusy { .. }), "{error:?}");
    run.interrupt().await.unwrap();
    site.runtime.remove_run(&id).await.unwrap();
    assert!(site.runtime.runs().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_is_not_kept() {
    let (site, connection) = site().await;
    let tried = connection.action("save").unwrap().input(json!({"steps": 1})).dry_run(DryRun::Online);
    let error = tried.start_kept().await.err().unwrap();
    assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error:?}");
    assert!(site.runtime.runs().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_runs_is_read_without_their_documents() {
    let (site, connection) = site().await;
    let save = connection.action("save").unwrap().input(json!({"steps": 5, "break": 3}));
    let run = save.start_kept().await.unwrap();
    let id = id(&run);
    run.finish().await.unwrap_err();
    let runs = site.runtime.runs().await.unwrap();
    assert_eq!((runs[0].id.as_str(), &runs[0].input, &runs[0].resume), (id.as_str(), &None, &None));
    let whole = site.runtime.run(&id[..6]).await.unwrap();
    assert_eq!(whole.input, Some(json!({"steps": 5, "break": 3})));
    assert_eq!(whole.resume.as_deref(), Some("{\"at\":3}"));
    site.runtime.resume_run(&id).start().await.unwrap().finish().await.unwrap();
    let whole = site.runtime.run(&id).await.unwrap();
    assert_eq!((whole.resume, whole.output), (None, Some(json!({"steps": 5}))));
    for unknown in ["", "x", "\u{10ffff}"] {
        assert!(matches!(site.runtime.run(unknown).await, Err(Error::UnknownRun { .. })), "{unknown:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_input_that_is_too_large_is_not_taken() {
    let mut limits = Limits::default();
    limits.document_bytes = 1024;
    let (site, connection) = site_with(limits).await;
    let save = || connection.action("save").unwrap().input(json!({"steps": 0, "text": "x".repeat(1024)}));
    for error in [save().await.unwrap_err(), save().start_kept().await.err().unwrap()] {
        assert!(error.problems()[0].message.contains("1024 at most"), "{error:?}");
    }
    assert!(site.runtime.runs().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn that_something_may_have_changed_is_known_after_waiting_too() {
    let (site, connection) = site().await;
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
    // What the connector reports is about what it knew when it waited; only an answer that was lost stays open.
    assert_eq!(perform("report").await.unwrap_err().kind(), ErrorKind::Service);
    site.simulator.clear_faults();
    site.simulator.fault(Fault::once(FaultAction::LoseAnswer).on("POST", "/pages"));
    assert_eq!(perform("report").await.unwrap_err().kind(), ErrorKind::Uncertain);
    site.simulator.fault(answered(200).times(u32::MAX));
    let mut run = perform("loop").start().unwrap();
    assert_eq!(items(&mut run, 1).await, 1);
    assert!(run.cancel());
    let mut run = perform("loop").start_kept().await.unwrap();
    assert_eq!(items(&mut run, 1).await, 1);
    assert!(run.interrupt().await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_fails_ends_the_run_and_says_what_it_may_have_changed() {
    let (site, connection) = site().await;
    for (action, uncertain) in [("save", false), ("change-each", true)] {
        let mut run = connection.action(action).unwrap().input(json!({"steps": 100_000})).start_kept().await.unwrap();
        items(&mut run, 3).await;
        let database = rusqlite::Connection::open(site.home.path().join("connector.db")).unwrap();
        database.execute_batch("alter table run_document rename to lost").unwrap();
        assert!(items(&mut run, usize::MAX).await <= 1);
        let error = run.finish().await.unwrap_err();
        assert!(matches!(&error, Error::RunNotKept { uncertain: told, .. } if *told == uncertain), "{error:?}");
        let kind = if uncertain { ErrorKind::Uncertain } else { ErrorKind::Host };
        assert_eq!((error.kind(), error.hint().unwrap().contains("look before")), (kind, uncertain), "{error:?}");
        database.execute_batch("alter table lost rename to run_document").unwrap();
    }
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
