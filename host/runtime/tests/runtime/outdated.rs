//! What a connection was opened for is over when it is changed or removed, also in the middle of a run.

use crate::support::{Site, component, draft, settings};
use confluence_simulator::Options;
use connector_runtime::{Connection, ConnectionChange, Error, Event, Limits, Runtime};
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
    // A change of another process is not noticed, and what is opened after it is as good as any.
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
