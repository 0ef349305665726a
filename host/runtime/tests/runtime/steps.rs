//! Actions that take several calls, and runs that outlive their process.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use connector_runtime::{Connection, Error, Event, Limit, Limits, OptionQuery, Run, RunState, Runtime, Settings};
use serde_json::{Value, json};

use crate::support::{Sandbox, component, draft};

/// Whatever a connector asks for, nobody waits.
fn at_once() -> Limits {
    let mut limits = Limits::default();
    (limits.wait_least, limits.wait_most) = (Duration::ZERO, Duration::ZERO);
    limits
}

async fn connect() -> (Sandbox, Connection) {
    let sandbox = Sandbox::new("guests/hostile.wasm", |settings| settings.limits(at_once())).await;
    let connection = sandbox.connect("acme", "a long token").await;
    (sandbox, connection)
}

/// Takes events until there are no more, or this many items came; the steps of the items.
async fn steps(run: &mut Run, most: usize) -> Vec<u64> {
    let mut steps = Vec::new();
    while steps.len() < most
        && let Some(event) = run.next().await
    {
        if let Event::Item(item) = event {
            steps.push(serde_json::from_str::<Value>(&item).unwrap()["step"].as_u64().unwrap());
        }
    }
    steps
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_waits_for_the_service_until_it_is_done() {
    let (_sandbox, connection) = connect().await;
    let mut run = connection.action("walk").unwrap().input(json!({"steps": 4})).start().unwrap();
    let (mut items, mut waits) = (0, Vec::new());
    while let Some(event) = run.next().await {
        match event {
            Event::Item(_) => items += 1,
            Event::Waiting { resume, message, .. } => waits.push((resume, message)),
            _ => {}
        }
    }
    let output = run.finish().await.unwrap();
    assert_eq!((output.value, output.streamed, items), (json!({"steps": 4}), true, 4));
    assert_eq!(waits.len(), 3);
    assert_eq!(waits[0], ("{\"at\":1}".to_owned(), "1 of 4\\u{1b}[31m".to_owned()), "a terminal does nothing with it");
    let output = connection.action("walk").unwrap().input(json!({"steps": 3})).await.unwrap();
    assert_eq!(output.value, json!({"steps": 3}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_detached_run_is_gone_on_with_by_hand() {
    let (_sandbox, connection) = connect().await;
    let walk = || connection.action("walk").unwrap().input(json!({"steps": 3})).detached();
    let mut output = walk().await.unwrap();
    let mut calls = 1;
    while let Some(left) = output.waiting.take() {
        assert_eq!(output.value, Value::Null);
        output = walk().resume(left.resume).await.unwrap();
        calls += 1;
    }
    assert_eq!((output.value, calls), (json!({"steps": 3}), 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_saved_has_a_size_and_is_json() {
    let (_sandbox, connection) = connect().await;
    for action in ["save-too-much", "wait-with-too-much"] {
        let error = connection.action(action).unwrap().await.unwrap_err();
        assert!(matches!(error, Error::LimitReached { limit: Limit::Document, .. }), "{action}: {error:?}");
    }
    let mut run = connection.action("save-no-json").unwrap().start().unwrap();
    while let Some(event) = run.next().await {
        if let Event::Saved { resume } | Event::Waiting { resume, .. } = event {
            assert!(serde_json::from_str::<Value>(&resume).is_ok(), "{resume:?}");
        }
    }
    assert!(run.finish().await.unwrap().value.is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_never_ends_is_stopped() {
    let mut limits = at_once();
    (limits.run_waits, limits.idle_waits) = (40, 20);
    limits.run_cpu = Duration::from_millis(300);
    let sandbox = Sandbox::new("guests/hostile.wasm", |settings| settings.limits(limits)).await;
    let connection = sandbox.connect("acme", "a long token").await;
    for (input, limit, most) in [
        (json!({}), Limit::Waits, 21),
        (json!({"moves": 1}), Limit::Waits, 40),
        (json!({"moves": 1, "works": 1}), Limit::RunCpu, 39),
    ] {
        let mut run = connection.action("wait-for-ever").unwrap().input(input.clone()).start().unwrap();
        let mut waits = 0;
        while let Some(event) = run.next().await {
            let Event::Waiting { message, .. } = event else { panic!("{event:?}") };
            assert!(message.len() <= Limits::default().log_line_bytes, "{}", message.len());
            waits += 1;
        }
        match run.finish().await.unwrap_err() {
            Error::LimitReached { limit: reached, uncertain: false } => assert_eq!(reached, limit, "{input}"),
            error => panic!("{input}: {error:?}"),
        }
        assert!(waits <= most && (limit == Limit::RunCpu || waits == most), "{input}: {waits}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_options_is_asked_for_by_name() {
    let (_sandbox, connection) = connect().await;
    let inputs = json!({"space": "DOCS"}).as_object().unwrap().clone();
    let query = OptionQuery { search: Some("a".to_owned()), inputs, cursor: None };
    let page = connection.options("spaces", &query).await.unwrap();
    assert_eq!(page.items[0].value, r#"spaces Some("a") {"space":"DOCS"} None"#);
    assert_eq!(page.items[0].label, "one\\u{1b}[31m", "a terminal does nothing with it");
    assert_eq!(page.next.as_deref(), Some("more"));
}

#[tokio::test(flavor = "multi_thread")]
async fn schemas_become_narrower_once_what_they_depend_on_is_known() {
    let (_sandbox, connection) = connect().await;
    let narrowed = async |action: &str, input: Value| {
        let schemas = connection.schemas_for(action, input.as_object().unwrap()).await;
        schemas.map(|schemas| schemas.input.get().to_owned())
    };
    for (action, input, expected) in [
        ("save", json!({"steps": 1}), r#"{"examples":[{"steps":1}]}"#),
        ("save", json!({"steps": null}), r#"{"properties":{"steps":{}}}"#),
        ("save", json!({}), r#"{"properties":{"steps":{}}}"#),
        ("change-each", json!({"steps": 1}), "{}"),
    ] {
        assert_eq!(narrowed(action, input.clone()).await.unwrap(), expected, "{action} {input}");
    }
    let error = narrowed("walk", json!({"steps": 1})).await.unwrap_err();
    assert!(error.to_string().contains("a field `password` that its manifest does not have"), "{error}");
    let error = narrowed("walk", json!({"steps": "long"})).await.unwrap_err();
    assert!(matches!(error, Error::LimitReached { .. }), "{error:?}");
    let error = narrowed("fly", json!({})).await.unwrap_err();
    assert!(matches!(error, Error::UnknownAction { .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_run_that_failed_goes_on_where_it_was() {
    let (sandbox, connection) = connect().await;
    let save = connection.action("save").unwrap().input(json!({"steps": 5, "break": 3}));
    let mut run = save.start_kept().await.unwrap();
    let id = run.record().unwrap().id.clone();
    assert_eq!(steps(&mut run, usize::MAX).await, [0, 1, 2]);
    run.finish().await.unwrap_err();
    let kept = sandbox.runtime.run(&id).await.unwrap();
    assert_eq!((kept.state, kept.resume.as_deref()), (RunState::Failed, Some("{\"at\":3}")));
    assert_eq!(kept.error.as_deref(), Some("it broke"));
    let mut run = sandbox.runtime.resume_run(&id[..8]).start().await.unwrap();
    assert_eq!(steps(&mut run, usize::MAX).await, [3, 4]);
    run.finish().await.unwrap();
    let kept = sandbox.runtime.run(&id).await.unwrap();
    assert_eq!((kept.state, kept.output), (RunState::Done, Some(json!({"steps": 5}))));
    let error = sandbox.runtime.resume_run(&id).start().await.err().unwrap();
    assert!(matches!(error, Error::RunOver { state: RunState::Done, .. }), "{error:?}");
    sandbox.runtime.remove_run(&id).await.unwrap();
    let error = sandbox.runtime.run(&id).await.unwrap_err();
    assert!(matches!(error, Error::UnknownRun { several: false, .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_whose_process_is_gone_loses_nothing() {
    let home = tempfile::tempdir().unwrap();
    let time = Arc::new(AtomicU64::new(1_800_000_000));
    let open = async || {
        let time = Arc::clone(&time);
        let clock = move || SystemTime::UNIX_EPOCH + Duration::from_secs(time.load(Ordering::Relaxed));
        Runtime::open(Settings::new(home.path()).limits(at_once()).clock(clock)).await.unwrap()
    };
    let first = open().await;
    first.install(&component("guests/hostile.wasm")).await.unwrap();
    first.add_connection(draft("acme", "hostile"), false).await.unwrap();
    let connection = first.connection("acme").await.unwrap();
    let mut run = connection.action("save").unwrap().input(json!({"steps": 2_000})).start_kept().await.unwrap();
    let id = run.record().unwrap().id.clone();
    let seen = steps(&mut run, 700).await;
    assert_eq!(seen.len(), 700);
    drop(run);
    assert_eq!(first.run(&id).await.unwrap().state, RunState::Running, "its process was heard of a moment ago");
    time.fetch_add(16, Ordering::Relaxed);
    let second = open().await;
    let kept = second.run(&id).await.unwrap();
    assert_eq!(kept.state, RunState::Interrupted);
    // The last item may not have been safe yet when its process ended.
    assert_eq!(kept.resume.as_deref(), Some("{\"at\":699}"));
    let mut run = second.resume_run(&id).start().await.unwrap();
    assert_eq!(steps(&mut run, usize::MAX).await, (699..2_000).collect::<Vec<_>>());
    assert_eq!(run.finish().await.unwrap().value, json!({"steps": 2_000}));
    assert_eq!(second.runs().await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_run_is_resumed_at_once() {
    let (sandbox, connection) = connect().await;
    let save = connection.action("save").unwrap().input(json!({"steps": 100_000}));
    assert!(save.can_be_kept());
    let mut run = save.start_kept().await.unwrap();
    let id = run.record().unwrap().id.clone();
    steps(&mut run, 3).await;
    // Whoever waits for an event may be told to do something else at any time.
    for _ in 0..20 {
        let next = tokio::time::timeout(Duration::from_micros(200), run.next()).await;
        assert!(!matches!(next, Ok(None)), "it goes on");
    }
    assert!(!run.interrupt().await.unwrap());
    let kept = sandbox.runtime.run(&id).await.unwrap();
    assert_eq!(kept.state, RunState::Interrupted);
    let mut run = sandbox.runtime.resume_run(&id).start().await.unwrap();
    let at: Value = serde_json::from_str(&kept.resume.unwrap()).unwrap();
    assert_eq!(steps(&mut run, 1).await, [at["at"].as_u64().unwrap()]);
    assert!(!connection.action("echo").unwrap().can_be_kept());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_run_stops_where_it_says_next_how_far_it_is() {
    let (sandbox, connection) = connect().await;
    let mut run = connection.action("save").unwrap().input(json!({"steps": 100_000})).start_kept().await.unwrap();
    let id = run.record().unwrap().id.clone();
    steps(&mut run, 3).await;
    assert_eq!(sandbox.runtime.cancel_run(&id).await.unwrap().state, RunState::Cancelled);
    assert!(steps(&mut run, usize::MAX).await.len() < 10);
    assert!(matches!(run.finish().await.unwrap_err(), Error::Cancelled));
    assert_eq!(sandbox.runtime.run(&id).await.unwrap().state, RunState::Cancelled);
    let error = sandbox.runtime.cancel_run(&id).await.unwrap_err();
    assert!(matches!(error, Error::RunOver { .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_detached_kept_run_waits_in_the_store() {
    let (sandbox, connection) = connect().await;
    let walk = connection.action("walk").unwrap().input(json!({"steps": 3})).detached();
    let run = walk.start_kept().await.unwrap();
    let id = run.record().unwrap().id.clone();
    assert!(run.finish().await.unwrap().waiting.is_some());
    let kept = sandbox.runtime.run(&id).await.unwrap();
    assert_eq!((kept.state, kept.message.as_deref()), (RunState::Waiting, Some("1 of 3\\u{1b}[31m")));
    let run = sandbox.runtime.resume_run(&id).detached().start().await.unwrap();
    assert!(run.finish().await.unwrap().waiting.is_some());
    let output = sandbox.runtime.resume_run(&id).start().await.unwrap().finish().await.unwrap();
    assert_eq!(output.value, json!({"steps": 3}));
    sandbox.runtime.remove_connection("acme").await.unwrap();
    assert!(sandbox.runtime.runs().await.unwrap().is_empty(), "it goes with its connection");
}
