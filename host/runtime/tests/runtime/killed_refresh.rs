//! No crash loses a grant: a process that is gone at any step of a refresh.

use std::sync::Arc;
use std::time::Duration;

use connector_runtime::{ErrorKind, KeySource, LocalVault, Runtime, SqliteStore, Store};

use crate::refresh::{HOUR, Hours, connected, open, read, refreshes};
use crate::support::stopping::StopsAt;
use crate::support::{Site, settings};

/// Runs until its refresh is at a step, and is gone then.
async fn killed_at(site: &Site, hours: &Hours, step: usize) {
    let inner = SqliteStore::open(site.home.path().join("connector.db"), true).await.unwrap();
    let key = KeySource::File(site.home.path().join("vault.key"));
    let vault = LocalVault::open(key, &inner).await.unwrap();
    let store = Arc::new(StopsAt::new(inner, step));
    let settings = hours.on(settings(&site.simulator, site.home.path()));
    let runtime = Runtime::with(settings, Arc::clone(&store) as Arc<dyn Store>, Arc::new(vault)).unwrap();
    let connection = runtime.connection("acme").await.unwrap();
    let task = tokio::spawn(async move { read(&connection).await });
    store.stopped().await;
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
}

/// Before and after the lease is taken, the grant is replaced, and the lease is ended.
const STEPS: usize = 6;

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_that_is_killed_at_any_step_loses_nothing() {
    for step in 1..=STEPS {
        let site = connected().await;
        let hours = Hours::default();
        hours.pass(&site, HOUR);
        killed_at(&site, &hours, step).await;
        // The lease of the dead ends by itself, well within the leeway in which the old refresh token still works.
        hours.pass(&site, Duration::from_mins(1));
        let runtime = open(&site, &hours).await;
        let connection = runtime.connection("acme").await.unwrap();
        read(&connection).await.unwrap_or_else(|error| panic!("killed at step {step}: {error:?}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_whose_result_was_never_stored_says_reconnect_after_the_leeway() {
    let site = connected().await;
    let hours = Hours::default();
    hours.pass(&site, HOUR);
    // The service has answered, the grant was not replaced.
    killed_at(&site, &hours, 3).await;
    assert_eq!(refreshes(&site), 1);
    hours.pass(&site, Duration::from_mins(11));
    let connection = open(&site, &hours).await.connection("acme").await.unwrap();
    let error = read(&connection).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthenticated, "{error:?}");
    assert!(error.to_string().contains("connect again"), "{error}");
}
