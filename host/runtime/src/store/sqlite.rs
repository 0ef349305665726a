mod connections;
mod connectors;
mod leases;
mod locations;
mod open;
mod runs;
mod schema;
mod secrets;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use rusqlite::Connection as Database;

use super::{
    Location, PutConnection, RunDocument, SealedSecret, SecretPlace, Store, StoreError, StoreErrorKind,
    StoredConnection, StoredConnector, StoredRun,
};

/// A store in one SQLite file: for one machine, with any number of processes.
pub struct SqliteStore {
    database: Arc<Mutex<Database>>,
}

impl SqliteStore {
    /// Opens the file, making it and bringing its schema up to date where needed. `expected` says that it must be there
    /// already, so that a lost one is noticed and not replaced by an empty one.
    ///
    /// # Errors
    /// Where the file is damaged, was written by a newer version, or cannot be used.
    pub async fn open(path: impl Into<PathBuf>, expected: bool) -> Result<Self, StoreError> {
        let path = path.into();
        let database = blocking("open the store", move || open::open(&path, expected)).await?;
        Ok(Self { database: Arc::new(Mutex::new(database)) })
    }

    /// SQLite waits for other processes and for the disk, so its work is done beside the tasks that wait.
    async fn with<T: Send + 'static>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&mut Database) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let database = Arc::clone(&self.database);
        blocking(doing, move || {
            // Every statement runs to its end under the lock, so a panic leaves the database usable.
            work(&mut database.lock().unwrap_or_else(PoisonError::into_inner)).map_err(super::error::sqlite(doing))
        })
        .await
    }
}

async fn blocking<T: Send + 'static>(
    doing: &'static str,
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(StoreError::new(doing, StoreErrorKind::Other, error)),
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn connectors(&self, tenant: &str) -> Result<Vec<StoredConnector>, StoreError> {
        let tenant = tenant.to_owned();
        self.with("read the connectors", move |database| connectors::all(database, &tenant)).await
    }

    async fn manifest(&self, tenant: &str, digest: &str) -> Result<Option<String>, StoreError> {
        let (tenant, digest) = (tenant.to_owned(), digest.to_owned());
        self.with("read the manifest", move |database| connectors::manifest(database, &tenant, &digest)).await
    }

    async fn put_connector(&self, tenant: &str, connector: &StoredConnector, manifest: &str) -> Result<(), StoreError> {
        let (tenant, connector, manifest) = (tenant.to_owned(), connector.clone(), manifest.to_owned());
        self.with("install the connector", move |database| connectors::put(database, &tenant, &connector, &manifest))
            .await
    }

    async fn remove_connector(&self, tenant: &str, name: &str) -> Result<(), StoreError> {
        let (tenant, name) = (tenant.to_owned(), name.to_owned());
        self.with("remove the connector", move |database| connectors::remove(database, &tenant, &name)).await
    }

    async fn has_digest(&self, digest: &str) -> Result<bool, StoreError> {
        let digest = digest.to_owned();
        self.with("read the connectors", move |database| connectors::has_digest(database, &digest)).await
    }

    async fn connections(&self, tenant: &str) -> Result<Vec<StoredConnection>, StoreError> {
        let tenant = tenant.to_owned();
        self.with("read the connections", move |database| connections::all(database, &tenant)).await
    }

    async fn connection(&self, tenant: &str, name: &str) -> Result<Option<StoredConnection>, StoreError> {
        let (tenant, name) = (tenant.to_owned(), name.to_owned());
        self.with("read the connection", move |database| connections::named(database, &tenant, &name)).await
    }

    async fn put_connection(
        &self,
        tenant: &str,
        connection: &StoredConnection,
        secrets: Option<&[(String, Vec<u8>)]>,
        keep: Option<&str>,
    ) -> Result<PutConnection, StoreError> {
        let (tenant, connection, secrets) = (tenant.to_owned(), connection.clone(), secrets.map(<[_]>::to_vec));
        let keep = keep.map(str::to_owned);
        self.with("save the connection", move |database| {
            connections::put(database, &tenant, &connection, secrets.as_deref(), keep.as_deref())
        })
        .await
    }

    async fn remove_connection(&self, tenant: &str, id: &str) -> Result<(), StoreError> {
        let (tenant, id) = (tenant.to_owned(), id.to_owned());
        self.with("remove the connection", move |database| connections::remove(database, &tenant, &id)).await
    }

    async fn secrets(&self, tenant: &str, connection: &str) -> Result<Vec<SealedSecret>, StoreError> {
        let (tenant, connection) = (tenant.to_owned(), connection.to_owned());
        self.with("read the connection's secrets", move |database| secrets::of(database, &tenant, &connection)).await
    }

    async fn replace_secret(&self, place: &SecretPlace, revision: i64, sealed: &[u8]) -> Result<bool, StoreError> {
        let (place, sealed) = (place.clone(), sealed.to_vec());
        self.with("save a secret", move |database| secrets::replace(database, &place, revision, &sealed)).await
    }

    async fn any_secret(&self) -> Result<Option<SealedSecret>, StoreError> {
        self.with("read a secret", |database| secrets::any(database)).await
    }

    async fn all_secrets(&self) -> Result<Vec<(SecretPlace, SealedSecret)>, StoreError> {
        self.with("read the secrets", |database| secrets::all(database)).await
    }

    async fn acquire_lease(
        &self,
        tenant: &str,
        name: &str,
        holder: &str,
        now: i64,
        until: i64,
    ) -> Result<bool, StoreError> {
        let (tenant, name, holder) = (tenant.to_owned(), name.to_owned(), holder.to_owned());
        self.with("take a lease", move |database| leases::acquire(database, &tenant, &name, &holder, now, until)).await
    }

    async fn release_lease(&self, tenant: &str, name: &str, holder: &str) -> Result<(), StoreError> {
        let (tenant, name, holder) = (tenant.to_owned(), name.to_owned(), holder.to_owned());
        self.with("end a lease", move |database| leases::release(database, &tenant, &name, &holder)).await
    }

    async fn spend(&self, tenant: &str, token: &str, now: i64, until: i64) -> Result<bool, StoreError> {
        let (tenant, token) = (tenant.to_owned(), token.to_owned());
        self.with("note what was used", move |database| leases::spend(database, &tenant, &token, now, until)).await
    }

    async fn locations(&self, tenant: &str) -> Result<Vec<Location>, StoreError> {
        let tenant = tenant.to_owned();
        self.with("read the locations", move |database| locations::all(database, &tenant)).await
    }

    async fn add_location(&self, tenant: &str, location: &Location) -> Result<(), StoreError> {
        let (tenant, location) = (tenant.to_owned(), location.clone());
        self.with("make the location", move |database| locations::add(database, &tenant, &location)).await
    }

    async fn remove_location(&self, tenant: &str, location: &Location) -> Result<(), StoreError> {
        let (tenant, location) = (tenant.to_owned(), location.clone());
        self.with("remove the location", move |database| locations::remove(database, &tenant, &location)).await
    }

    async fn runs(&self, tenant: &str, begin: &str) -> Result<Vec<StoredRun>, StoreError> {
        let (tenant, begin) = (tenant.to_owned(), begin.to_owned());
        self.with("read the runs", move |database| runs::all(database, &tenant, &begin)).await
    }

    async fn run_documents(&self, tenant: &str, id: &str) -> Result<Vec<(RunDocument, String)>, StoreError> {
        let (tenant, id) = (tenant.to_owned(), id.to_owned());
        self.with("read the run", move |database| runs::documents(database, &tenant, &id)).await
    }

    async fn add_run(
        &self,
        tenant: &str,
        run: &StoredRun,
        documents: &[(RunDocument, String)],
    ) -> Result<(), StoreError> {
        let (tenant, run, documents) = (tenant.to_owned(), run.clone(), documents.to_vec());
        self.with("keep the run", move |database| runs::add(database, &tenant, &run, &documents)).await
    }

    async fn replace_run(
        &self,
        tenant: &str,
        run: &StoredRun,
        documents: &[(RunDocument, Option<String>)],
    ) -> Result<bool, StoreError> {
        let (tenant, run, documents) = (tenant.to_owned(), run.clone(), documents.to_vec());
        self.with("keep the run", move |database| runs::replace(database, &tenant, &run, &documents)).await
    }

    async fn remove_run(&self, tenant: &str, id: &str, revision: i64) -> Result<bool, StoreError> {
        let (tenant, id) = (tenant.to_owned(), id.to_owned());
        self.with("remove the run", move |database| runs::remove(database, &tenant, &id, revision)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_full_disk_is_told_and_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(folder.path().join("connector.db"), false).await.unwrap();
        let connector = StoredConnector {
            name: "confluence".to_owned(),
            digest: "d".to_owned(),
            version: "1.0.0".to_owned(),
            installed_at: 0,
        };
        store.put_connector("t", &connector, "manifest").await.unwrap();
        // SQLite answers the same where the file may not grow and where the disk has no room for it.
        store
            .with("limit", |database| {
                let pages: i64 = database.query_row("pragma page_count", [], |row| row.get(0))?;
                database.query_row(&format!("pragma max_page_count = {pages}"), [], |_| Ok(()))
            })
            .await
            .unwrap();
        let error = store.put_connector("t", &connector, &"x".repeat(1_000_000)).await.unwrap_err();
        assert_eq!(error.kind(), StoreErrorKind::Full, "{error:?}");
        assert!(error.hint().contains("Free some space"));
        assert_eq!(store.manifest("t", "d").await.unwrap().as_deref(), Some("manifest"));
        assert_eq!(store.manifest("other", "d").await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_lease_has_one_holder_until_it_ends() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(folder.path().join("connector.db"), false).await.unwrap();
        assert!(store.acquire_lease("t", "l", "a", 100, 200).await.unwrap());
        assert!(!store.acquire_lease("t", "l", "b", 150, 250).await.unwrap());
        assert!(store.acquire_lease("t", "l", "a", 150, 250).await.unwrap(), "its holder may extend it");
        assert!(store.acquire_lease("other", "l", "b", 150, 250).await.unwrap(), "another tenant's is another");
        assert!(store.acquire_lease("t", "l", "b", 250, 350).await.unwrap(), "it has ended");
        store.release_lease("t", "l", "a").await.unwrap();
        assert!(!store.acquire_lease("t", "l", "a", 300, 400).await.unwrap(), "only its holder ends it");
        store.release_lease("t", "l", "b").await.unwrap();
        assert!(store.acquire_lease("t", "l", "a", 300, 400).await.unwrap());
    }

    #[tokio::test]
    async fn what_is_spent_once_is_not_spent_again() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(folder.path().join("connector.db"), false).await.unwrap();
        assert!(store.spend("t", "state", 100, 200).await.unwrap());
        assert!(!store.spend("t", "state", 150, 250).await.unwrap());
        assert!(store.spend("other", "state", 150, 250).await.unwrap());
    }

    #[tokio::test]
    async fn a_store_that_was_just_made_is_whole_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("connector.db");
        drop(SqliteStore::open(&path, false).await.unwrap());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert!(SqliteStore::open(&path, true).await.is_ok());
        let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(names.iter().all(|name| name.to_str().unwrap().starts_with("connector.db")), "{names:?}");
    }
}
