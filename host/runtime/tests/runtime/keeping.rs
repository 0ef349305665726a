//! What is kept stays, is found again, and is never overwritten by accident.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::support::{CALLBACK, Site, connect, data_center, draft, oauth2, settings};
use confluence_simulator::Consent;
use connector_runtime::{
    ConnectionChange, Error, ErrorKind, KeySource, Location, PutConnection, Runtime, SecretString, SqliteStore, Store,
    StoreErrorKind, StoredConnection, StoredConnector, VaultError,
};
use serde_json::json;

async fn site() -> Site {
    let site = Site::new().await;
    site.runtime.install(&crate::support::component("confluence.wasm")).await.unwrap();
    site.runtime.add_connection(draft("acme", "confluence"), true).await.unwrap();
    site
}

async fn works(runtime: &Runtime, connection: &str) {
    let connection = runtime.connection(connection).await.unwrap();
    connection.action("get-page").unwrap().input(json!({"id": "131075"})).await.unwrap();
}

fn place(text: &str) -> Location {
    Location::parse(text).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_live_in_projects_and_folders_and_move_between_them() {
    let site = site().await;
    let runtime = &site.runtime;
    assert_eq!(runtime.connection_record("acme").await.unwrap().location, place("Home"));
    let error = runtime.move_connection("acme", &place("Team/Wiki")).await.unwrap_err();
    assert!(matches!(error, Error::UnknownLocation { .. }), "{error:?}");
    let error = runtime.connections_in(&place("Hmoe")).await.unwrap_err();
    assert!(matches!(&error, Error::UnknownLocation { nearest, .. } if nearest == &["Home"]), "{error:?}");
    runtime.add_location(&place("Team/Wiki/Drafts")).await.unwrap();
    let locations: Vec<String> = runtime.locations().await.unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(locations, ["Home", "Team", "Team/Wiki", "Team/Wiki/Drafts"]);
    runtime.move_connection("acme", &place("Team/Wiki")).await.unwrap();
    assert_eq!(runtime.connection_record("acme").await.unwrap().location, place("Team/Wiki"));
    works(runtime, "acme").await;
    let error = runtime.remove_location(&place("Team")).await.unwrap_err();
    assert!(matches!(&error, Error::LocationInUse { holds, .. } if holds.contains(&"acme".to_owned())), "{error:?}");
    runtime.move_connection("acme", &place("Home")).await.unwrap();
    for empty in ["Team/Wiki/Drafts", "Team/Wiki", "Team"] {
        runtime.remove_location(&place(empty)).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_does_not_work_changes_nothing() {
    let site = site().await;
    let wrong = ConnectionChange::default().secret("apiToken", "a-wrong-token");
    let error = site.runtime.change_connection("acme", wrong).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthenticated, "{error:?}");
    works(&site.runtime, "acme").await;
    let renamed = ConnectionChange::default().name("wiki").field("expires", "2027-01-31");
    let record = site.runtime.change_connection("acme", renamed).await.unwrap();
    assert_eq!((record.name.as_str(), record.fields["expires"].as_str()), ("wiki", "2027-01-31"));
    works(&site.runtime, "wiki").await;
    assert!(matches!(site.runtime.connection("acme").await, Err(Error::UnknownConnection { .. })));
    site.runtime.add_connection(draft("other", "confluence"), true).await.unwrap();
    let error = site.runtime.change_connection("other", ConnectionChange::default().name("wiki")).await.unwrap_err();
    assert!(matches!(error, Error::ConnectionExists { .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_credential_that_ends_soon_is_warned_about() {
    let site = site().await;
    site.runtime.change_connection("acme", ConnectionChange::default().field("expires", "2027-01-31")).await.unwrap();
    // 2027-01-01 is 1,798,761,600 seconds after the epoch.
    for (day, words) in
        [(1, None), (17, None), (18, Some("ends on 2027-01-31")), (31, Some("ends on")), (33, Some("ended on"))]
    {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_798_761_600 + (day - 1) * 86_400 + 3_600);
        let runtime = Runtime::open(settings(&site.simulator, site.home.path()).clock(move || now)).await.unwrap();
        let warnings = runtime.check_connection("acme").await.unwrap().warnings;
        match words {
            None => assert!(warnings.is_empty(), "January {day}: {warnings:?}"),
            Some(words) => assert!(warnings.len() == 1 && warnings[0].contains(words), "January {day}: {warnings:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_moves_connections_with_their_secrets_and_sign_ins() {
    let site = site().await;
    site.runtime.add_location(&place("Team/Wiki")).await.unwrap();
    connect(&site, oauth2("oauth"), &Consent::accept(&["acme"])).await.unwrap();
    site.runtime.move_connection("oauth", &place("Team/Wiki")).await.unwrap();
    let passphrase = SecretString::from("correct horse battery staple");
    let names = ["acme".to_owned(), "oauth".to_owned()];
    let sealed = site.runtime.export_connections(&names, &passphrase).await.unwrap();
    assert!(!sealed.contains("acme") && !sealed.contains("user@example.com"));
    let home = tempfile::tempdir().unwrap();
    let other = Runtime::open(settings(&site.simulator, home.path())).await.unwrap();
    let error = other.import_connections(&sealed, &passphrase).await.unwrap_err();
    assert!(matches!(error, Error::UnknownConnector { .. }), "{error:?}");
    other.install(&crate::support::component("confluence.wasm")).await.unwrap();
    let error = other.import_connections(&sealed, &SecretString::from("another passphrase")).await.unwrap_err();
    assert!(matches!(error, Error::Export(VaultError::WrongPassphrase)), "{error:?}");
    let added = other.import_connections(&sealed, &passphrase).await.unwrap();
    assert_eq!(added.len(), 2);
    works(&other, "acme").await;
    works(&other, "oauth").await;
    assert_eq!(other.connection_record("oauth").await.unwrap().location, place("Team/Wiki"));
    let error = other.import_connections(&sealed, &passphrase).await.unwrap_err();
    assert!(matches!(error, Error::ConnectionExists { .. }), "{error:?}");
    let rename = |from: &str, to: &str| [(from.to_owned(), to.to_owned())].into();
    let error = other.import_connections_as(&sealed, &passphrase, &rename("acne", "wiki")).await.unwrap_err();
    assert!(matches!(&error, Error::NotInExport { names, .. } if names == &["acme", "oauth"]), "{error:?}");
    other.remove_connection("oauth").await.unwrap();
    other.import_connections_as(&sealed, &passphrase, &rename("acme", "wiki")).await.unwrap();
    works(&other, "wiki").await;
    let error = site.runtime.export_connections(&names, &SecretString::from("short")).await.unwrap_err();
    assert!(matches!(error, Error::Export(VaultError::ShortPassphrase { .. })), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_vaults_key_is_rotated_while_others_work() {
    let site = site().await;
    connect(&site, oauth2("oauth"), &Consent::accept(&["acme"])).await.unwrap();
    let key = site.home.path().join("vault.key");
    let old = std::fs::read_to_string(&key).unwrap();
    let other = Runtime::open(settings(&site.simulator, site.home.path())).await.unwrap();
    assert_eq!(site.runtime.rotate_vault_key().await.unwrap(), 3, "a token, a client secret and a grant");
    let new = std::fs::read_to_string(&key).unwrap();
    assert!(new != old && new.lines().count() == 2, "the one before stays until the next rotation");
    let one = |text: &str| text.lines().next().unwrap().to_owned();
    // One that was open all along finds the new key by itself.
    works(&other, "acme").await;
    works(&other, "oauth").await;
    // A rotation that was broken off half-way: both keys are there, and so are all secrets.
    std::fs::write(&key, format!("{}\n{}\n", "5a".repeat(32), one(&new))).unwrap();
    let reopened = Runtime::open(settings(&site.simulator, site.home.path())).await.unwrap();
    works(&reopened, "acme").await;
    assert_eq!(reopened.rotate_vault_key().await.unwrap(), 3);
    works(&reopened, "oauth").await;
    // The old key opens nothing any more.
    std::fs::write(&key, old).unwrap();
    let error = Runtime::open(settings(&site.simulator, site.home.path())).await.err().unwrap();
    assert!(matches!(error, Error::Vault(VaultError::WrongKey { .. })), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_knows_an_old_key_seals_under_the_new_one() {
    let site = site().await;
    let other = Runtime::open(settings(&site.simulator, site.home.path())).await.unwrap();
    site.runtime.rotate_vault_key().await.unwrap();
    // It adds a connection without having opened anything, and rotates in its turn: no key is lost.
    other.add_connection(draft("added", "confluence"), false).await.unwrap();
    other.rotate_vault_key().await.unwrap();
    site.runtime.rotate_vault_key().await.unwrap();
    let reopened = Runtime::open(settings(&site.simulator, site.home.path())).await.unwrap();
    works(&reopened, "acme").await;
    works(&reopened, "added").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_entered_for_one_place_is_not_sent_to_another() {
    let site = site().await;
    let options = confluence_simulator::Options::default();
    let on_prem = data_center(&site, "center", "basic").field("username", "user").secret("password", options.password);
    site.runtime.add_connection(on_prem, true).await.unwrap();
    let thief = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    thief.set_nonblocking(true).unwrap();
    let elsewhere = format!("http://{}", thief.local_addr().unwrap());
    for (name, change) in [
        ("center", ConnectionChange::default().field("uri", elsewhere)),
        ("acme", ConnectionChange::default().field("subdomain", "globex")),
    ] {
        let error = site.runtime.change_connection(name, change).await.unwrap_err();
        assert!(matches!(&error, Error::InvalidConnection { .. }), "the secret is asked for again: {error:?}");
    }
    assert_eq!(thief.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock, "nobody came");
    works(&site.runtime, "acme").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_may_come_from_outside() {
    let site = Site::new().await;
    let home = tempfile::tempdir().unwrap();
    let given = |current: &str, previous: &[&str]| {
        let secret = |digits: &str| SecretString::from(digits.repeat(32));
        let previous = previous.iter().map(|digits| secret(digits)).collect();
        settings(&site.simulator, home.path()).vault_key(KeySource::given("a variable", secret(current), previous))
    };
    let runtime = Runtime::open(given("1f", &[])).await.unwrap();
    runtime.install(&crate::support::component("confluence.wasm")).await.unwrap();
    runtime.add_connection(draft("acme", "confluence"), true).await.unwrap();
    assert!(!home.path().join("vault.key").exists());
    let error = Runtime::open(given("2e", &[])).await.err().unwrap();
    assert!(matches!(&error, Error::Vault(VaultError::WrongKey { .. })) && error.hint().is_some(), "{error:?}");
    assert!(error.to_string().contains("secrets") || format!("{error:?}").contains("a variable"));
    let runtime = Runtime::open(given("2e", &["1f"])).await.unwrap();
    works(&runtime, "acme").await;
    assert_eq!(runtime.rotate_vault_key().await.unwrap(), 1);
    works(&Runtime::open(given("2e", &[])).await.unwrap(), "acme").await;
    let error = runtime.rotate_vault_key().await;
    assert!(matches!(error, Ok(0) | Err(Error::Vault(VaultError::NotRotatable))), "{error:?}");
    let error = Runtime::open(given("zz", &[])).await.err().unwrap();
    assert!(matches!(error, Error::Vault(VaultError::NotAKey { .. })), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_secret_does_not_end_when_the_old_one_did() {
    let site = site().await;
    let runtime = &site.runtime;
    runtime.change_connection("acme", ConnectionChange::default().field("expires", "2027-01-31")).await.unwrap();
    let token = confluence_simulator::Options::default().api_token;
    let renewed = ConnectionChange::default().secret("apiToken", token.clone());
    let record = runtime.change_connection("acme", renewed).await.unwrap();
    assert_eq!(record.fields.get("expires"), None);
    let dated = ConnectionChange::default().secret("apiToken", token).field("expires", "2028-01-31");
    let record = runtime.change_connection("acme", dated).await.unwrap();
    assert_eq!(record.fields["expires"], "2028-01-31");
}

/// What a home looks like to somebody who compares it before and after.
fn files(home: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    ["connector.db", "vault.key"]
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), std::fs::read(home.join(name)).ok()?)))
        .collect()
}

async fn refused(site: &Site, home: &std::path::Path) -> Error {
    let before = files(home);
    let error = Runtime::open(settings(&site.simulator, home)).await.err().unwrap();
    assert_eq!(files(home), before, "nothing was overwritten: {error:?}");
    assert!(error.hint().is_some_and(|hint| hint.contains("Nothing was changed")), "{error:?}");
    error
}

/// A home in which everything is in one file.
async fn closed_home() -> (Site, tempfile::TempDir) {
    let site = site().await;
    let home = tempfile::tempdir().unwrap();
    let runtime = Runtime::open(settings(&site.simulator, home.path())).await.unwrap();
    runtime.install(&crate::support::component("confluence.wasm")).await.unwrap();
    for number in 0..40 {
        runtime.add_connection(draft(&format!("acme {number}"), "confluence"), false).await.unwrap();
    }
    drop(runtime);
    let database = rusqlite::Connection::open(home.path().join("connector.db")).unwrap();
    database.pragma_update(None, "wal_checkpoint", "truncate").unwrap();
    (site, home)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_store_is_noticed_and_left_alone() {
    let (site, home) = closed_home().await;
    let path = home.path().join("connector.db");
    let whole = std::fs::read(&path).unwrap();
    assert!(whole.len() > 16 * 4096);
    for damaged in [
        Vec::new(),
        whole[..whole.len() - 1].to_vec(),
        whole[..whole.len() / 2].to_vec(),
        whole[..4096].to_vec(),
        whole[..100].to_vec(),
        b"this is no database at all, just some text".repeat(200),
        [vec![0; 4096], whole[4096..].to_vec()].concat(),
    ] {
        std::fs::write(&path, &damaged).unwrap();
        let error = refused(&site, home.path()).await;
        assert!(
            matches!(&error, Error::Store(error) if error.kind() == StoreErrorKind::Damaged),
            "{} bytes: {error:?}",
            damaged.len()
        );
    }
    std::fs::remove_file(&path).unwrap();
    let error = refused(&site, home.path()).await;
    assert!(error.to_string().contains("open the store"), "{error:?}");
    // Wherever its key is kept: the file that is made beside it tells, and so does the log that it left.
    let key = home.path().join("vault.key");
    let digits = std::fs::read_to_string(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    let given = KeySource::given("a variable", SecretString::from(digits.trim()), Vec::new());
    let lost = async || {
        let error = Runtime::open(settings(&site.simulator, home.path()).vault_key(given.clone())).await.err().unwrap();
        assert!(matches!(&error, Error::Store(error) if error.kind() == StoreErrorKind::Damaged), "{error:?}");
        assert!(error.hint().unwrap().contains("`connector.made`"), "{error:?}");
        assert!(!path.exists());
    };
    lost().await;
    std::fs::remove_file(home.path().join("connector.made")).unwrap();
    let log = home.path().join("connector.db-wal");
    std::fs::write(&log, "what was not yet in the file").unwrap();
    lost().await;
    std::fs::remove_file(&log).unwrap();
    crate::support::write_private(&key, &digits);
    std::fs::write(&path, whole).unwrap();
    works(&Runtime::open(settings(&site.simulator, home.path())).await.unwrap(), "acme 7").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_or_wrong_key_is_noticed_and_nothing_is_overwritten() {
    let (site, home) = closed_home().await;
    let key = home.path().join("vault.key");
    let kept = std::fs::read(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    let error = refused(&site, home.path()).await;
    assert!(matches!(error, Error::Vault(VaultError::KeyMissing { .. })), "{error:?}");
    for text in ["", "not a key", &"00".repeat(32)] {
        crate::support::write_private(&key, text);
        let error = refused(&site, home.path()).await;
        assert!(matches!(error, Error::Vault(VaultError::NotAKey { .. } | VaultError::WrongKey { .. })), "{error:?}");
    }
    std::fs::write(&key, kept).unwrap();
    works(&Runtime::open(settings(&site.simulator, home.path())).await.unwrap(), "acme 7").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_embedder_may_bring_its_own_store_and_vault() {
    let site = Site::new().await;
    let home = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let store = connector_runtime::SqliteStore::open(elsewhere.path().join("their.db"), false).await.unwrap();
    let key = KeySource::given("their key service", SecretString::from("3c".repeat(32)), Vec::new());
    let vault = connector_runtime::LocalVault::open(key, &store).await.unwrap();
    let settings = settings(&site.simulator, home.path());
    let runtime = Runtime::with(settings, Arc::new(store), Arc::new(vault)).unwrap();
    runtime.install(&crate::support::component("confluence.wasm")).await.unwrap();
    runtime.add_connection(draft("acme", "confluence"), true).await.unwrap();
    works(&runtime, "acme").await;
    let kept: Vec<String> = std::fs::read_dir(home.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("db") || name.contains("vault"))
        .collect();
    assert_eq!(kept, Vec::<String>::new(), "nothing that must be found again lies in the home folder");
}

#[tokio::test]
async fn what_was_changed_or_removed_meanwhile_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path().join("connector.db"), false).await.unwrap();
    let connector = StoredConnector {
        name: "confluence".to_owned(),
        digest: String::new(),
        version: "0.1.0".to_owned(),
        installed_at: 0,
    };
    store.put_connector("", &connector, "{}").await.unwrap();
    let first = StoredConnection {
        id: "1".to_owned(),
        name: "acme".to_owned(),
        connector: "confluence".to_owned(),
        location: Location::default(),
        record: "{}".to_owned(),
        revision: 0,
    };
    let put = async |connection: &StoredConnection| store.put_connection("", connection, None, None).await.unwrap();
    assert_eq!(put(&first).await, PutConnection::Done);
    let other = StoredConnection { id: "2".to_owned(), ..first.clone() };
    assert_eq!(put(&other).await, PutConnection::NameTaken);
    let read = store.connection("", "acme").await.unwrap().unwrap();
    let moved = StoredConnection { location: place("Team"), ..read.clone() };
    assert_eq!(put(&moved).await, PutConnection::Done);
    assert_eq!(put(&read).await, PutConnection::Changed);
    assert_eq!(store.connection("", "acme").await.unwrap().unwrap().location, place("Team"));
    store.remove_connection("", "1").await.unwrap();
    assert_eq!(put(&StoredConnection { revision: 2, ..moved }).await, PutConnection::Changed);
    assert!(store.connections("").await.unwrap().is_empty(), "what was removed does not come back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_is_renamed_and_moved_while_its_user_signs_in_stays_so() {
    let site = site().await;
    site.runtime.add_location(&place("Team")).await.unwrap();
    connect(&site, oauth2("oauth"), &Consent::accept(&["acme"])).await.unwrap();
    let begun = site.runtime.begin_reconnect("oauth", ConnectionChange::default(), CALLBACK).await.unwrap();
    let renamed = ConnectionChange::default().name("wiki");
    site.runtime.change_connection("oauth", renamed).await.unwrap();
    site.runtime.move_connection("wiki", &place("Team")).await.unwrap();
    let back = site.simulator.consent(&begun.url, &Consent::accept(&["acme"])).unwrap();
    site.runtime.finish_sign_in(&begun.pending, &back).await.unwrap();
    assert_eq!(site.runtime.connection_record("wiki").await.unwrap().location, place("Team"));
    let error = site.runtime.connection_record("oauth").await.unwrap_err();
    assert!(matches!(error, Error::UnknownConnection { .. }), "{error:?}");
    works(&site.runtime, "wiki").await;
}
