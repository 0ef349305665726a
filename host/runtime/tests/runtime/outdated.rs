//! What a connection was opened for is over when it is changed or removed, also in the middle of a run.

use std::sync::Arc;

use crate::refresh::HOUR;
use crate::support::stopping::StopsAt;
use crate::support::{CALLBACK, Site, component, connect, draft, oauth2, settings};
use confluence_simulator::{Consent, Options};
use connector_runtime::{
    Connection, ConnectionChange, ConnectionDraft, Error, Event, KeySource, Limits, LocalVault, Runtime, SqliteStore,
    Store,
};
use serde_json::{Value, json};

async fn site(options: Options) -> Site {
    let site = Site::with(options, Limits::default()).await;
    site.runtime.install(&component("confluence.wasm")).await.unwrap();
    site.runtime.add_connection(draft("acme", "confluence"), true).await.unwrap();
    site
}

async fn read(connection: &Connection) -> Result<Value, Error> {
    connection.action("get-page").unwrap().input(json!({"id": "131075"})).await.map(|output| output.value)
}

/// The same account, signed in in another way.
fn with_basic() -> ConnectionChange {
    let Options { email, api_token, .. } = Options::default();
    let mut change = ConnectionChange::default().field("username", email).secret("password", api_token);
    change.auth_type = Some("basic".to_owned());
    change
}

fn with_api_token() -> ConnectionChange {
    let Options { email, api_token, .. } = Options::default();
    let mut change = ConnectionChange::default().field("email", email).secret("apiToken", api_token);
    change.auth_type = Some("api-token".to_owned());
    change
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_open_is_not_used_after_a_change() {
    let site = site(Options::default()).await;
    let open = site.runtime.connection("acme").await.unwrap();
    read(&open).await.unwrap();
    site.runtime.change_connection("acme", ConnectionChange::default().name("wiki")).await.unwrap();
    read(&open).await.unwrap();
    site.runtime.change_connection("wiki", with_basic()).await.unwrap();
    site.simulator.clear_requests();
    for handle in [open.clone(), open] {
        let error = read(&handle).await.unwrap_err();
        assert!(matches!(&error, Error::ConnectionOutdated { name } if name == "acme"), "{error:?}");
        assert!(handle.check().await.is_err());
    }
    assert_eq!(site.simulator.requests().len(), 0, "nothing was sent");
    let again = site.runtime.connection("wiki").await.unwrap();
    read(&again).await.unwrap();
    // A change of another runtime is not noticed, and what is opened after it is as good as any.
    let other = Runtime::open(settings(&site.simulator, site.home.path())).await.unwrap();
    other.change_connection("wiki", with_api_token()).await.unwrap();
    read(&again).await.unwrap();
    read(&site.runtime.connection("wiki").await.unwrap()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_sends_nothing_more_once_its_connection_is_removed() {
    // More results than wait for their receiver, so that the run is in the middle for as long as nobody takes them.
    let site = site(Options { pages: 3_000, ..Options::default() }).await;
    let connection = site.runtime.connection("acme").await.unwrap();
    let input = json!({"spaceId": ["98305"], "all": true, "limit": 25});
    let mut run = connection.action("list-pages").unwrap().input(input).start().unwrap();
    assert!(matches!(run.next().await, Some(Event::Item(_))));
    site.runtime.remove_connection("acme").await.unwrap();
    while run.next().await.is_some() {}
    let error = run.finish().await.unwrap_err();
    assert!(error.to_string().contains("was changed or removed after it was opened"), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removal_that_nobody_waits_for_ends_what_is_open_too() {
    let site = site(Options::default()).await;
    let inner = SqliteStore::open(site.home.path().join("connector.db"), true).await.unwrap();
    let vault = LocalVault::open(KeySource::File(site.home.path().join("vault.key")), &inner).await.unwrap();
    // Once it is gone from the store, and before anybody else knows.
    let store = Arc::new(StopsAt::new(inner, 2));
    let settings = settings(&site.simulator, site.home.path());
    let runtime = Runtime::with(settings, Arc::clone(&store) as Arc<dyn Store>, Arc::new(vault)).unwrap();
    let open = runtime.connection("acme").await.unwrap();
    let removing = tokio::spawn(async move { runtime.remove_connection("acme").await });
    store.stopped().await;
    removing.abort();
    assert!(removing.await.unwrap_err().is_cancelled());
    read(&open).await.unwrap();
    store.go_on();
    for _ in 0..1_000 {
        if let Err(error) = read(&open).await {
            // It may be noticed before the call or in the middle of it.
            assert!(error.to_string().contains("was changed or removed after it was opened"), "{error:?}");
            return;
        }
    }
    panic!("what is open goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_opened_as_one_account_does_not_go_on_as_another() {
    let site = site(Options::default()).await;
    connect(&site, oauth2("wiki"), &Consent::accept(&["acme"])).await.unwrap();
    let open = site.runtime.connection("wiki").await.unwrap();
    let reconnect = async |consent: Consent| {
        let change = ConnectionChange::default().allow_other_account();
        let begun = site.runtime.begin_reconnect("wiki", change, CALLBACK).await.unwrap();
        let back = site.simulator.consent(&begun.url, &consent).unwrap();
        site.runtime.finish_sign_in(&begun.pending, &back).await.unwrap();
    };
    reconnect(Consent::accept(&["acme"])).await;
    read(&open).await.unwrap();
    reconnect(Consent::accept(&["acme"]).signed_in_as(&Options::default().other_email)).await;
    site.simulator.clear_requests();
    let error = read(&open).await.unwrap_err();
    assert!(matches!(&error, Error::ConnectionOutdated { .. }), "{error:?}");
    assert_eq!(site.simulator.requests().len(), 0, "nothing was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_service_account_asks_for_no_token() {
    let site = site(Options::default()).await;
    let options = Options::default();
    let draft = ConnectionDraft::new("robot", "confluence")
        .auth_type("service-account")
        .field("subdomain", "acme")
        .field("clientId", &options.service_client_id)
        .secret("clientSecret", options.service_client_secret);
    site.runtime.add_connection(draft, true).await.unwrap();
    let open = site.runtime.connection("robot").await.unwrap();
    read(&open).await.unwrap();
    site.runtime.remove_connection("robot").await.unwrap();
    // By now its token has ended, so that a request would need another.
    site.simulator.advance(HOUR);
    site.simulator.clear_requests();
    assert!(open.check().await.is_err());
    assert_eq!(site.simulator.requests().len(), 0, "nothing was sent");
}
