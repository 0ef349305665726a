//! Tokens are renewed once, whoever notices.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use confluence_simulator::{Consent, Fault, FaultAction};
use connector_runtime::{Connection, ConnectionChange, Error, ErrorKind, Runtime, Settings};
use futures_util::future::join_all;
use serde_json::json;

use crate::support::{CALLBACK, Site, connect, oauth2, settings};

/// Hours that have passed beyond the system's clock.
#[derive(Clone, Default)]
pub(crate) struct Hours(Arc<AtomicI64>);

impl Hours {
    pub(crate) fn on(&self, settings: Settings) -> Settings {
        let seconds = Arc::clone(&self.0);
        let later = move || SystemTime::now() + Duration::from_secs(seconds.load(Ordering::Relaxed).unsigned_abs());
        settings.clock(later)
    }

    /// Time passes for the service and for us.
    pub(crate) fn pass(&self, site: &Site, time: Duration) {
        site.simulator.advance(time);
        self.0.fetch_add(i64::try_from(time.as_secs()).unwrap(), Ordering::Relaxed);
    }
}

pub(crate) async fn connected() -> Site {
    let site = Site::new().await;
    site.runtime.install(&crate::support::component("confluence.wasm")).await.unwrap();
    connect(&site, oauth2("acme"), &Consent::accept(&["acme"])).await.unwrap();
    site.simulator.clear_requests();
    site
}

pub(crate) async fn open(site: &Site, hours: &Hours) -> Runtime {
    Runtime::open(hours.on(settings(&site.simulator, site.home.path()))).await.unwrap()
}

pub(crate) async fn read(connection: &Connection) -> Result<(), Error> {
    connection.action("get-page")?.input(json!({"id": "131075"})).await.map(drop)
}

pub(crate) fn refreshes(site: &Site) -> usize {
    let asked = |grant: Option<String>| grant.as_deref() == Some("refresh_token");
    site.simulator.requests().iter().filter(|request| asked(request.grant_type())).count()
}

pub(crate) const HOUR: Duration = Duration::from_secs(3_700);

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_parallel_actions_on_an_expired_token_make_one_refresh() {
    let site = connected().await;
    let connection = site.runtime.connection("acme").await.unwrap();
    // Only the service knows: each action finds out by a 401.
    site.simulator.advance(HOUR);
    let results = join_all((0..100).map(|_| read(&connection))).await;
    assert!(results.iter().all(Result::is_ok), "{:?}", results.iter().find(|result| result.is_err()));
    assert_eq!(refreshes(&site), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_make_one_refresh() {
    let site = connected().await;
    let hours = Hours::default();
    let (first, second) = (open(&site, &hours).await, open(&site, &hours).await);
    let (one, other) = (first.connection("acme").await.unwrap(), second.connection("acme").await.unwrap());
    hours.pass(&site, HOUR);
    let results = join_all((0..40).map(|index| read(if index % 2 == 0 { &one } else { &other }))).await;
    assert!(results.iter().all(Result::is_ok), "{:?}", results.iter().find(|result| result.is_err()));
    assert_eq!(refreshes(&site), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_renewed_before_it_ends() {
    let site = connected().await;
    let hours = Hours::default();
    let runtime = open(&site, &hours).await;
    let connection = runtime.connection("acme").await.unwrap();
    hours.pass(&site, Duration::from_secs(3_570));
    read(&connection).await.unwrap();
    assert_eq!(refreshes(&site), 1, "half a minute before its end");
    let statuses: Vec<Option<u16>> = site.simulator.requests().iter().map(|request| request.status).collect();
    assert!(!statuses.contains(&Some(401)), "{statuses:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lack_of_scope_is_never_answered_with_a_refresh() {
    let site = connected().await;
    let connection = site.runtime.connection("acme").await.unwrap();
    let body = r#"{"code":401,"message":"Unauthorized; scope does not match"}"#.to_owned();
    site.simulator.fault(Fault::once(FaultAction::Answer { status: 401, headers: vec![], body }));
    let error = read(&connection).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Forbidden, "{error:?}");
    assert_eq!(refreshes(&site), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_refused_after_a_refresh_is_not_renewed_again() {
    let site = connected().await;
    let connection = site.runtime.connection("acme").await.unwrap();
    let body = r#"{"code":401,"message":"Unauthorized"}"#.to_owned();
    site.simulator.fault(
        Fault::once(FaultAction::Answer { status: 401, headers: vec![], body })
            .on("GET", "/wiki/api/v2/pages")
            .times(9),
    );
    let error = read(&connection).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthenticated, "{error:?}");
    assert_eq!(refreshes(&site), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_grant_says_so_and_is_not_asked_for_again() {
    let site = connected().await;
    let hours = Hours::default();
    let runtime = open(&site, &hours).await;
    let connection = runtime.connection("acme").await.unwrap();
    hours.pass(&site, Duration::from_hours(24 * 91));
    let error = read(&connection).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthenticated, "{error:?}");
    assert!(format!("{error} {:?}", error.hint()).contains("onnect"), "{error:?}");
    let asked = refreshes(&site);
    assert_eq!(asked, 1);
    // Not by another process either.
    let again = open(&site, &hours).await.connection("acme").await.unwrap();
    assert_eq!(read(&again).await.unwrap_err().kind(), ErrorKind::Unauthenticated);
    assert_eq!(refreshes(&site), asked);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_keeps_an_idle_grant_alive() {
    let site = connected().await;
    let hours = Hours::default();
    for _ in 0..3 {
        let runtime = open(&site, &hours).await;
        hours.pass(&site, Duration::from_hours(24 * 60));
        runtime.check_connection("acme").await.unwrap();
    }
    assert_eq!(refreshes(&site), 3, "180 days, each 60 of which would not have been the end");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_endpoint_that_is_down_does_not_spoil_a_token_that_is_good() {
    let site = connected().await;
    let hours = Hours::default();
    let runtime = open(&site, &hours).await;
    let connection = runtime.connection("acme").await.unwrap();
    hours.pass(&site, Duration::from_secs(3_570));
    site.simulator.fault(Fault::once(FaultAction::Html { status: 503 }).on("POST", "/oauth/token").times(99));
    read(&connection).await.unwrap();
    hours.pass(&site, Duration::from_mins(1));
    let error = read(&connection).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport, "{error:?}");
    site.simulator.clear_faults();
    read(&connection).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_fails_after_a_refresh_keeps_what_was_renewed() {
    let site = connected().await;
    let hours = Hours::default();
    let runtime = open(&site, &hours).await;
    hours.pass(&site, HOUR);
    // The token is renewed on the way; then the service breaks down, and nothing else is changed.
    site.simulator.fault(Fault::once(FaultAction::Html { status: 500 }).on("GET", "/user/current").times(99));
    site.simulator.fault(Fault::once(FaultAction::Html { status: 500 }).on("GET", "/api/v2/").times(99));
    let change = ConnectionChange::default().name("renamed");
    let _ = runtime.change_connection("acme", change).await.unwrap_err();
    assert_eq!(refreshes(&site), 1);
    site.simulator.clear_faults();
    hours.pass(&site, Duration::from_mins(30));
    read(&runtime.connection("acme").await.unwrap()).await.unwrap();
    assert_eq!(refreshes(&site), 1, "the renewed token was kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handle_of_a_dead_grant_works_again_once_the_user_has_reconnected() {
    let site = connected().await;
    let hours = Hours::default();
    let runtime = open(&site, &hours).await;
    let connection = runtime.connection("acme").await.unwrap();
    hours.pass(&site, Duration::from_hours(24 * 91));
    assert_eq!(read(&connection).await.unwrap_err().kind(), ErrorKind::Unauthenticated);
    let begun = runtime.begin_reconnect("acme", ConnectionChange::default(), CALLBACK).await.unwrap();
    let back = site.simulator.consent(&begun.url, &Consent::accept(&["acme"])).unwrap();
    runtime.finish_sign_in(&begun.pending, &back).await.unwrap();
    read(&connection).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_goes_on_when_whoever_wanted_it_is_gone() {
    let site = connected().await;
    let connection = site.runtime.connection("acme").await.unwrap();
    site.simulator.advance(HOUR);
    let run = connection.action("get-page").unwrap().input(json!({"id": "131075"})).start().unwrap();
    // The refused request and the token request have arrived; the run is given up before the new token is stored.
    assert!(site.simulator.wait_for_requests(2, Duration::from_secs(30)));
    run.cancel();
    let other = site.runtime.connection("acme").await.unwrap();
    read(&other).await.unwrap();
    assert_eq!(refreshes(&site), 1, "what was begun was brought to its end");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_handle_does_not_take_over_a_sign_in_for_another_site() {
    let site = connected().await;
    let connection = site.runtime.connection("acme").await.unwrap();
    let change = ConnectionChange::default().allow_other_account();
    let begun = site.runtime.begin_reconnect("acme", change, CALLBACK).await.unwrap();
    let back = site.simulator.consent(&begun.url, &Consent::accept(&["globex"])).unwrap();
    site.runtime.finish_sign_in(&begun.pending, &back).await.unwrap();
    site.simulator.advance(HOUR);
    let error = read(&connection).await.unwrap_err();
    assert!(matches!(error, Error::ConnectionOutdated { .. }), "{error:?}");
    read(&site.runtime.connection("acme").await.unwrap()).await.unwrap();
}
