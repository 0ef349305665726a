//! A store that stops in the middle.

use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use connector_runtime::{
    Location, PutConnection, RunDocument, SealedSecret, SecretPlace, SqliteStore, Store, StoreError, StoredConnection,
    StoredConnector, StoredRun,
};
use tokio::sync::Notify;

/// Stops when a refresh or a removal is at a step: for good, as a process does that is killed there, or until it is told to go
/// on.
pub(crate) struct StopsAt {
    inner: SqliteStore,
    step: usize,
    steps: AtomicUsize,
    stopped: Notify,
    goes_on: Notify,
}

impl StopsAt {
    /// Stops at this step, counted from one.
    pub(crate) fn new(inner: SqliteStore, step: usize) -> Self {
        Self { inner, step, steps: AtomicUsize::new(0), stopped: Notify::new(), goes_on: Notify::new() }
    }

    /// Waits until it has stopped.
    pub(crate) async fn stopped(&self) {
        self.stopped.notified().await;
    }

    pub(crate) fn go_on(&self) {
        self.goes_on.notify_one();
    }

    /// Counts a step; the one at which it stops has no end unless it is told to go on.
    async fn step(&self) {
        if self.steps.fetch_add(1, Ordering::Relaxed) + 1 == self.step {
            self.stopped.notify_one();
            self.goes_on.notified().await;
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
        self.step().await;
        let removed = self.inner.remove_connection(tenant, id).await;
        self.step().await;
        removed
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
