//! No crash loses a grant: a process that is gone at any step of a refresh.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use connector_runtime::{
    ErrorKind, KeySource, LocalVault, Location, PutConnection, RunDocument, Runtime, SealedSecret, SecretPlace,
    SqliteStore, Store, StoreError, StoredConnection, StoredConnector, StoredRun,
};
use tokio::sync::Notify;

use crate::refresh::{HOUR, Hours, connected, open, read, refreshes};
use crate::support::{Site, settings};

/// Stops for good when a refresh is at a step, as a process does that is killed there.
struct StopsAt {
    inner: SqliteStore,
    step: usize,
    steps: AtomicUsize,
    stopped: Arc<Notify>,
}

impl StopsAt {
    /// Counts a step of a refresh; the one at which it stops has no end.
    async fn step(&self) {
        if self.steps.fetch_add(1, Ordering::Relaxed) + 1 == self.step {
            self.stopped.notify_one();
            std::future::pending::<()>().await;
        }
    }
}

#[async_trait]
impl Store for StopsAt {
    async fn connectors(&self, tenant: &str) -> Result<Vec<StoredConnector>, StoreError> {
        self.inner.connectors(tenant).await
    }
    async fn manifest(&self, tenant: &str, digest: &str) -> Result<Option<String>, StoreError> {
        self.inner.manifest(tenant, digest).await
    }
    async fn put_connector(&self, tenant: &str, connector: &StoredConnector, manifest: &str) -> Result<(), StoreError> {
        self.inner.put_connector(tenant, connector, manifest).await
    }
    async fn remove_connector(&self, tenant: &str, name: &str) -> Result<(), StoreError> {
        self.inner.remove_connector(tenant, name).await
    }
    async fn has_digest(&self, digest: &str) -> Result<bool, StoreError> {
        self.inner.has_digest(digest).await
    }
    async fn connections(&self, tenant: &str) -> Result<Vec<StoredConnection>, StoreError> {
        self.inner.connections(tenant).await
    }
    async fn connection(&self, tenant: &str, name: &str) -> Result<Option<StoredConnection>, StoreError> {
        self.inner.connection(tenant, name).await
    }
    async fn put_connection(
        &self,
        tenant: &str,
        connection: &StoredConnection,
        secrets: Option<&[(String, Vec<u8>)]>,
        keep: Option<&str>,
    ) -> Result<PutConnection, StoreError> {
        self.inner.put_connection(tenant, connection, secrets, keep).await
    }
    async fn remove_connection(&self, tenant: &str, id: &str) -> Result<(), StoreError> {
        self.inner.remove_connection(tenant, id).await
    }
    async fn secrets(&self, tenant: &str, connection: &str) -> Result<Vec<SealedSecret>, StoreError> {
        self.inner.secrets(tenant, connection).await
    }
    async fn replace_secret(&self, place: &SecretPlace, revision: i64, sealed: &[u8]) -> Result<bool, StoreError> {
        self.step().await;
        let replaced = self.inner.replace_secret(place, revision, sealed).await;
        self.step().await;
        replaced
    }
    async fn any_secret(&self) -> Result<Option<SealedSecret>, StoreError> {
        self.inner.any_secret().await
    }
    async fn all_secrets(&self) -> Result<Vec<(SecretPlace, SealedSecret)>, StoreError> {
        self.inner.all_secrets().await
    }
    async fn acquire_lease(
        &self,
        tenant: &str,
        name: &str,
        holder: &str,
        now: i64,
        until: i64,
    ) -> Result<bool, StoreError> {
        self.step().await;
        let acquired = self.inner.acquire_lease(tenant, name, holder, now, until).await;
        self.step().await;
        acquired
    }
    async fn release_lease(&self, tenant: &str, name: &str, holder: &str) -> Result<(), StoreError> {
        self.step().await;
        let released = self.inner.release_lease(tenant, name, holder).await;
        self.step().await;
        released
    }
    async fn spend(&self, tenant: &str, token: &str, now: i64, until: i64) -> Result<bool, StoreError> {
        self.inner.spend(tenant, token, now, until).await
    }
    async fn locations(&self, tenant: &str) -> Result<Vec<Location>, StoreError> {
        self.inner.locations(tenant).await
    }
    async fn add_location(&self, tenant: &str, location: &Location) -> Result<(), StoreError> {
        self.inner.add_location(tenant, location).await
    }
    async fn remove_location(&self, tenant: &str, location: &Location) -> Result<(), StoreError> {
        self.inner.remove_location(tenant, location).await
    }
    async fn runs(&self, tenant: &str, begin: &str) -> Result<Vec<StoredRun>, StoreError> {
        self.inner.runs(tenant, begin).await
    }
    async fn run_documents(&self, tenant: &str, id: &str) -> Result<Vec<(RunDocument, String)>, StoreError> {
        self.inner.run_documents(tenant, id).await
    }
    async fn add_run(
        &self,
        tenant: &str,
        run: &StoredRun,
        documents: &[(RunDocument, String)],
    ) -> Result<(), StoreError> {
        self.inner.add_run(tenant, run, documents).await
    }
    async fn replace_run(
        &self,
        tenant: &str,
        run: &StoredRun,
        documents: &[(RunDocument, Option<String>)],
    ) -> Result<bool, StoreError> {
        self.inner.replace_run(tenant, run, documents).await
    }
    async fn remove_run(&self, tenant: &str, id: &str, revision: i64) -> Result<bool, StoreError> {
        self.inner.remove_run(tenant, id, revision).await
    }
}

/// Runs until its refresh is at a step, and is gone then.
async fn killed_at(site: &Site, hours: &Hours, step: usize) {
    let inner = SqliteStore::open(site.home.path().join("connector.db"), true).await.unwrap();
    let key = KeySource::File(site.home.path().join("vault.key"));
    let vault = LocalVault::open(key, &inner).await.unwrap();
    let stopped = Arc::new(Notify::new());
    let store = StopsAt { inner, step, steps: AtomicUsize::new(0), stopped: Arc::clone(&stopped) };
    let settings = hours.on(settings(&site.simulator, site.home.path()));
    let runtime = Runtime::with(settings, Arc::new(store), Arc::new(vault)).unwrap();
    let connection = runtime.connection("acme").await.unwrap();
    let task = tokio::spawn(async move { read(&connection).await });
    stopped.notified().await;
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
