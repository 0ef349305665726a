//! How many runs are kept, and which of them make room for others.

use connector_runtime::{Error, ErrorKind, Limits, RunState};
use serde_json::json;

use crate::kept::{id, site_with};

#[tokio::test(flavor = "multi_thread")]
async fn runs_that_are_over_make_room_for_others() {
    let mut limits = Limits::default();
    limits.kept_runs = 3;
    let (site, connection) = site_with(limits).await;
    let begin = async |input: serde_json::Value| {
        let run = connection.action("save").unwrap().input(input).start_kept().await?;
        let id = id(&run);
        let _ = run.finish().await;
        Ok::<_, Error>(id)
    };
    let kept = async || {
        let mut ids: Vec<String> = site.runtime.runs().await.unwrap().into_iter().map(|run| run.id).collect();
        ids.sort();
        ids
    };
    let sorted = |ids: &[&String]| {
        let mut ids: Vec<String> = ids.iter().map(|id| (*id).clone()).collect();
        ids.sort();
        ids
    };
    let failed = begin(json!({"steps": 5, "break": 3})).await.unwrap();
    let done = begin(json!({"steps": 1})).await.unwrap();
    let second = begin(json!({"steps": 5, "break": 3})).await.unwrap();
    assert_eq!(kept().await, sorted(&[&failed, &done, &second]));
    // What is over goes before what failed, though that is older.
    let third = begin(json!({"steps": 5, "break": 3})).await.unwrap();
    assert_eq!(kept().await, sorted(&[&failed, &second, &third]));
    let fourth = begin(json!({"steps": 5, "break": 3})).await.unwrap();
    assert_eq!(kept().await, sorted(&[&second, &third, &fourth]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_of_which_nobody_knows_what_it_changed_stays() {
    let mut limits = Limits::default();
    limits.kept_runs = 1;
    let (site, connection) = site_with(limits).await;
    let change = connection.action("change-each").unwrap().input(json!({"steps": 2, "break": 1, "save": 9}));
    let run = change.start_kept().await.unwrap();
    let first = id(&run);
    run.finish().await.unwrap_err();
    let kept = site.runtime.run(&first).await.unwrap();
    assert_eq!((kept.state, kept.uncertain), (RunState::Failed, true));
    let error = connection.action("save").unwrap().input(json!({"steps": 1})).start_kept().await.map(drop).unwrap_err();
    assert!(matches!(error, Error::TooManyRuns { limit: 1 }), "{error:?}");
    assert!(site.runtime.run(&first).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn no_run_is_begun_where_all_that_are_kept_may_go_on() {
    let mut limits = Limits::default();
    limits.kept_runs = 1;
    let (site, connection) = site_with(limits).await;
    let walk = || connection.action("walk").unwrap().input(json!({"steps": 5})).detached();
    let waiting = walk().start_kept().await.unwrap();
    let first = id(&waiting);
    waiting.finish().await.unwrap();
    let error = walk().start_kept().await.map(drop).unwrap_err();
    assert!(matches!(error, Error::TooManyRuns { limit: 1 }), "{error:?}");
    assert_eq!(error.kind(), ErrorKind::Conflict);
    site.runtime.cancel_run(&first).await.unwrap();
    walk().start_kept().await.unwrap().finish().await.unwrap();
}
