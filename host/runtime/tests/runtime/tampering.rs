//! Whoever can write to the store, but has no key, gets no secret sent anywhere by it.

use std::net::TcpListener;

use crate::support::{CALLBACK, Site, connect, data_center, draft, oauth2, settings};
use confluence_simulator::{Consent, Options};
use connector_runtime::{ConnectionChange, Error, ErrorKind, Runtime};
use serde_json::{Value, json};

async fn site() -> Site {
    let site = Site::new().await;
    site.runtime.install(&crate::support::component("confluence.wasm")).await.unwrap();
    site.runtime.add_connection(draft("acme", "confluence"), true).await.unwrap();
    let password = Options::default().password;
    let center = data_center(&site, "center", "basic").field("username", "user").secret("password", password);
    site.runtime.add_connection(center, true).await.unwrap();
    connect(&site, oauth2("oauth"), &Consent::accept(&["acme"])).await.unwrap();
    site
}

fn database(site: &Site) -> rusqlite::Connection {
    rusqlite::Connection::open(site.home.path().join("connector.db")).unwrap()
}

/// Changes what is kept of a connection behind the runtime's back.
fn tamper(site: &Site, name: &str, change: impl FnOnce(&mut Value)) {
    let database = database(site);
    let record: String =
        database.query_row("select record from connection where name = ?1", [name], |row| row.get(0)).unwrap();
    let mut record = serde_json::from_str(&record).unwrap();
    change(&mut record);
    let written =
        database.execute("update connection set record = ?2 where name = ?1", [name, &record.to_string()]).unwrap();
    assert_eq!(written, 1);
}

/// No use of the connection leaves this machine.
async fn refused(site: &Site, name: &str) {
    site.simulator.clear_requests();
    let is_told = |error: &Error| {
        assert!(matches!(error, Error::ChangedOutside { .. }), "{error:?}");
        assert_eq!(error.kind(), ErrorKind::Host);
        assert!(error.hint().unwrap().contains("reconnect"), "{error:?}");
    };
    is_told(&site.runtime.check_connection(name).await.unwrap_err());
    is_told(&site.runtime.connection(name).await.err().unwrap());
    let exported = site.runtime.export_connections(&[name.to_owned()], &"correct horse battery".into()).await;
    is_told(&exported.unwrap_err());
    assert!(site.simulator.requests().is_empty(), "{name}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_address_gets_no_secret() {
    let site = site().await;
    let thief = TcpListener::bind("127.0.0.1:0").unwrap();
    thief.set_nonblocking(true).unwrap();
    let elsewhere = format!("http://{}", thief.local_addr().unwrap());
    tamper(&site, "center", |record| record["fields"]["uri"] = json!(elsewhere));
    refused(&site, "center").await;
    // Not even while everything is entered anew for the right place.
    let options = Options::default();
    let change = ConnectionChange::default().secret("password", &*options.password);
    let error = site.runtime.change_connection("center", change.clone()).await.unwrap_err();
    let asked: Vec<&str> = error.problems().iter().map(|problem| problem.at.as_str()).collect();
    assert!(matches!(error, Error::InvalidConnection { .. }) && asked.contains(&"/username"), "{error:?}");
    let change = change
        .field("address", "uri")
        .field("uri", format!("{}/confluence", site.simulator.site_origin()))
        .field("username", "user")
        .allow_other_account();
    site.runtime.change_connection("center", change).await.unwrap();
    site.runtime.check_connection("center").await.unwrap();
    assert_eq!(thief.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock, "nobody came");
}

/// A change of a record that somebody makes in the file.
type Change = fn(&mut Value);

#[tokio::test(flavor = "multi_thread")]
async fn whatever_decides_where_a_secret_goes_is_sealed_with_it() {
    let changes: [(&str, Change); 6] = [
        ("acme", |record| record["fields"]["subdomain"] = json!("globex")),
        ("acme", |record| record["derived"]["cloudId"] = json!("11111111-2222-3333-4444-555555555555")),
        ("center", |record| record["authType"] = json!("personal-access-token")),
        ("center", |record| record["fields"]["address"] = json!("subdomain")),
        ("oauth", |record| record["derived"]["siteHost"] = json!("globex.atlassian.net")),
        ("oauth", |record| record["fields"]["clientId"] = json!("another-client")),
    ];
    let site = site().await;
    for (name, change) in changes {
        let mut whole = Value::Null;
        tamper(&site, name, |record| {
            whole = record.clone();
            change(record);
        });
        refused(&site, name).await;
        tamper(&site, name, |record| *record = whole);
        site.runtime.check_connection(name).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_manifest_gets_no_secret() {
    let mut site = site().await;
    let written = database(&site)
        .execute("update connector set manifest = replace(manifest, '.atlassian.net', '.atlassiam.net')", [])
        .unwrap();
    assert_eq!(written, 1);
    // A runtime that is open has read it before.
    site.runtime = Runtime::open(settings(&site.simulator, site.home.path())).await.unwrap();
    for name in ["acme", "center", "oauth"] {
        refused(&site, name).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_cannot_be_moved_between_connections() {
    let site = site().await;
    site.runtime.add_connection(draft("other", "confluence"), true).await.unwrap();
    database(&site)
        .execute(
            "update secret set sealed = (select sealed from secret join connection on id = connection and name = 'acme')
             where connection = (select id from connection where name = 'other')",
            [],
        )
        .unwrap();
    site.simulator.clear_requests();
    let error = site.runtime.connection("other").await.err().unwrap();
    assert!(matches!(error, Error::Vault(_)), "{error:?}");
    assert!(site.simulator.requests().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_stays_is_bound_to_what_changed() {
    let site = site().await;
    // The same scopes, written down one by one: nobody has to sign in again for them.
    let scopes = site.runtime.plan_scopes(&oauth2("oauth")).await.unwrap().scopes.join(" ");
    let change = ConnectionChange::default().name("renamed").field("scopes", scopes);
    let record = site.runtime.change_connection("oauth", change).await.unwrap();
    assert!(record.fields.contains_key("scopes"));
    site.runtime.rotate_vault_key().await.unwrap();
    site.runtime.check_connection("renamed").await.unwrap();
    tamper(&site, "renamed", |record| record["fields"]["scopes"] = json!("read:page:confluence"));
    refused(&site, "renamed").await;
    // It can be signed in for anew, once every field is entered again.
    let options = Options::default();
    let change =
        ConnectionChange::default().field("clientId", options.client_id).secret("clientSecret", options.client_secret);
    let begun = site.runtime.begin_reconnect("renamed", change, CALLBACK).await.unwrap();
    let back = site.simulator.consent(&begun.url, &Consent::accept(&["acme"])).unwrap();
    site.runtime.finish_sign_in(&begun.pending, &back).await.unwrap();
    site.runtime.check_connection("renamed").await.unwrap();
}
