use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::auth::Authorization;
use crate::blobs::Blobs;
use crate::call::{Call, Routes, Session};
use crate::component::{CompileCache, Component, Engine, digest};
use crate::connection::{Account, Connection, ConnectionDraft, ConnectionRecord};
use crate::connector::{Inspection, InstalledConnector, Loaded};
use crate::egress::{Egress, Network, Owner, resolve};
use crate::error::{file, nearest};
use crate::manifest::{Credential, Manifest};
use crate::settings::Settings;
use crate::store::{ConnectionRow, ConnectorRow, Store};
use crate::vault::{self, MasterKey, Place};
use crate::{Error, Problem, Refusal, form, manifest_check, run};

/// Installed connectors, connections, and the engine that runs actions on them.
///
/// Clones share everything. One is enough for a process.
#[derive(Clone)]
pub struct Runtime {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) settings: Settings,
    pub(crate) engine: Engine,
    pub(crate) cache: CompileCache,
    store: Store,
    key: MasterKey,
    network: Arc<Network>,
    loaded: Mutex<HashMap<String, Arc<Loaded>>>,
}

impl Runtime {
    /// Opens a home folder, making it where needed.
    ///
    /// # Errors
    /// Where the folder, the store or the key cannot be used.
    pub fn open(settings: Settings) -> Result<Self, Error> {
        let home = &settings.home;
        for folder in [home.clone(), home.join("connectors"), home.join("blobs")] {
            make_folder(&folder)?;
        }
        sweep(&home.join("blobs"));
        let store = Store::open(&home.join("connector.db"), &settings.tenant)?;
        let key = vault::load_or_create(&home.join("vault.key"), store.has_secrets()?)?;
        let cache =
            CompileCache::new(home.join("cache"), key.derive("connector-runtime 2026-11 compile cache tag key"));
        let engine = Engine::new(&settings.limits)?;
        let network = Arc::new(Network::new(settings.network.clone(), Arc::clone(&settings.limits)));
        let inner = Inner { engine, cache, store, key, network, loaded: Mutex::default(), settings };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Looks at a component without installing it; every check of an installation is made.
    ///
    /// # Errors
    /// Where it is not a connector that this host runs.
    pub async fn inspect(&self, path: &Path) -> Result<Inspection, Error> {
        let bytes = self.inner.read_component(path)?;
        self.inner.inspect(&bytes).await.map(|(inspection, _)| inspection)
    }

    /// Installs a component, replacing the connector of its name.
    ///
    /// # Errors
    /// Where it is not a connector that this host runs, or it cannot be kept.
    pub async fn install(&self, path: &Path) -> Result<InstalledConnector, Error> {
        let inner = &self.inner;
        let bytes = inner.read_component(path)?;
        let (inspection, component) = inner.inspect(&bytes).await?;
        let previous = inner.store.connector(&inspection.manifest.name)?;
        if let Some(previous) = &previous {
            self.check_replacement(previous, &inspection.manifest)?;
        }
        inner.keep_component(&inspection.digest, &bytes)?;
        let row = ConnectorRow {
            name: inspection.manifest.name.clone(),
            digest: inspection.digest,
            version: inspection.manifest.version.clone(),
            manifest: to_json(&inspection.manifest)?,
            installed_at: now(),
        };
        inner.store.put_connector(&row)?;
        if let Some(previous) = previous {
            inner.forget_component(&previous.digest)?;
        }
        let installed = InstalledConnector::from_row(row)?;
        let loaded = inner.loaded(&installed);
        let _ = loaded.component.set(component);
        Ok(installed)
    }

    /// A connector may not be replaced by one that would send the credentials of existing connections elsewhere.
    fn check_replacement(&self, previous: &ConnectorRow, next: &Manifest) -> Result<(), Error> {
        let connections = self.connections_of(&previous.name)?;
        let unchanged = serde_json::from_str::<Manifest>(&previous.manifest)
            .is_ok_and(|previous| previous.destinations() == next.destinations());
        if unchanged || connections.is_empty() {
            return Ok(());
        }
        Err(Error::DestinationsChanged { name: previous.name.clone(), connections })
    }

    fn connections_of(&self, connector: &str) -> Result<Vec<String>, Error> {
        let rows = self.inner.store.connections()?;
        Ok(rows.into_iter().filter(|row| row.connector == connector).map(|row| row.name).collect())
    }

    /// The installed connectors, by name.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn connectors(&self) -> Result<Vec<InstalledConnector>, Error> {
        self.inner.store.connectors()?.into_iter().map(InstalledConnector::from_row).collect()
    }

    /// The connector of this name.
    ///
    /// # Errors
    /// Where it is not installed.
    pub fn connector(&self, name: &str) -> Result<InstalledConnector, Error> {
        match self.inner.store.connector(name)? {
            Some(row) => InstalledConnector::from_row(row),
            None => Err(Error::UnknownConnector {
                name: name.to_owned(),
                nearest: nearest(name, self.inner.store.connectors()?.iter().map(|row| row.name.as_str())),
            }),
        }
    }

    /// Looks at the component of an installed connector.
    ///
    /// # Errors
    /// Where it is not installed, or its file was damaged.
    pub async fn inspect_installed(&self, name: &str) -> Result<Inspection, Error> {
        let connector = self.connector(name)?;
        self.inspect(&self.inner.component_path(&connector.digest)).await
    }

    /// Removes a connector that no connection uses.
    ///
    /// # Errors
    /// Where it is not installed, or still used.
    pub fn remove_connector(&self, name: &str) -> Result<(), Error> {
        let connector = self.connector(name)?;
        let connections = self.connections_of(name)?;
        if !connections.is_empty() {
            return Err(Error::ConnectorInUse { name: name.to_owned(), connections });
        }
        self.inner.store.remove_connector(name)?;
        self.inner.forget_component(&connector.digest)
    }

    /// Adds a connection, once it was tried; `try_first` false adds it untried. Nothing is kept where it fails.
    ///
    /// # Errors
    /// Where the fields do not fit, the name is taken, or the service does not take the credential.
    pub async fn add_connection(&self, draft: ConnectionDraft, try_first: bool) -> Result<ConnectionRecord, Error> {
        let name = draft.name.trim();
        if name.is_empty() || name.chars().any(char::is_control) || name.len() > 200 {
            let message = "must not be empty, hold control characters or be longer than 200 bytes".to_owned();
            return Err(Error::InvalidConnection { problems: vec![Problem { at: "/name".to_owned(), message }] });
        }
        if self.inner.store.connection(name)?.is_some() {
            return Err(Error::ConnectionExists { name: name.to_owned() });
        }
        let connector = self.connector(&draft.connector)?;
        let manifest = &connector.manifest;
        let wanted =
            draft.auth_type.as_deref().or(manifest.auth_types.first().map(|auth_type| auth_type.name.as_str()));
        let auth_type = wanted.and_then(|name| manifest.auth_type(name)).ok_or_else(|| {
            let names: Vec<String> =
                manifest.auth_types.iter().map(|auth_type| format!("`{}`", auth_type.name)).collect();
            let message = format!("must be one of {}", names.join(", "));
            Error::InvalidConnection { problems: vec![Problem { at: "/authType".to_owned(), message }] }
        })?;
        let filled = form::fill(manifest, auth_type, &draft.fields, &draft.secrets)
            .map_err(|problems| Error::InvalidConnection { problems })?;
        let mut record = ConnectionRecord {
            id: new_id()?,
            name: name.to_owned(),
            connector: connector.name.clone(),
            auth_type: auth_type.name.clone(),
            fields: filled.fields.clone(),
            secrets: filled.secrets.keys().cloned().collect(),
            account: None,
            created_at: now(),
        };
        let mut sealed = Vec::new();
        for (field, secret) in &filled.secrets {
            sealed.push((field.clone(), vault::seal(&self.inner.key, &self.place(&record.id, field), secret)?));
        }
        if try_first {
            let connection = self.inner.connect(&connector, record.clone(), &filled.secrets)?;
            record.account = Some(connection.check().await?);
        }
        let row = ConnectionRow {
            id: record.id.clone(),
            name: record.name.clone(),
            connector: record.connector.clone(),
            auth_type: record.auth_type.clone(),
            fields: to_json(&record.fields)?,
            account: record.account.as_ref().map(to_json).transpose()?,
            created_at: record.created_at,
        };
        self.inner.store.add_connection(&row, &sealed)?;
        Ok(record)
    }

    /// The connections, by name.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn connections(&self) -> Result<Vec<ConnectionRecord>, Error> {
        self.inner.store.connections()?.into_iter().map(|row| self.record(row)).collect()
    }

    /// What is kept of the connection of this name.
    ///
    /// # Errors
    /// Where it does not exist.
    pub fn connection_record(&self, name: &str) -> Result<ConnectionRecord, Error> {
        match self.inner.store.connection(name)? {
            Some(row) => self.record(row),
            None => Err(Error::UnknownConnection {
                name: name.to_owned(),
                nearest: nearest(name, self.inner.store.connections()?.iter().map(|row| row.name.as_str())),
            }),
        }
    }

    fn record(&self, row: ConnectionRow) -> Result<ConnectionRecord, Error> {
        let secrets = self.inner.store.secrets(&row.id)?.into_iter().map(|(field, _)| field).collect();
        Ok(ConnectionRecord::from_row(row, secrets))
    }

    /// Opens a connection, to perform actions on it.
    ///
    /// # Errors
    /// Where it does not exist, or its secrets cannot be opened.
    pub fn connection(&self, name: &str) -> Result<Connection, Error> {
        let record = self.connection_record(name)?;
        let connector = self.connector(&record.connector)?;
        let mut secrets = BTreeMap::new();
        for (field, sealed) in self.inner.store.secrets(&record.id)? {
            let secret = vault::open(&self.inner.key, &self.place(&record.id, &field), &sealed)?;
            secrets.insert(field, secret);
        }
        self.inner.connect(&connector, record, &secrets)
    }

    /// Tries a connection and keeps what it tells.
    ///
    /// # Errors
    /// Where the service does not take the credential, or cannot be reached.
    pub async fn check_connection(&self, name: &str) -> Result<Account, Error> {
        let connection = self.connection(name)?;
        let account = connection.check().await?;
        self.inner.store.set_account(&connection.record.id, &to_json(&account)?)?;
        Ok(account)
    }

    /// Removes a connection and its secrets.
    ///
    /// # Errors
    /// Where it does not exist.
    pub fn remove_connection(&self, name: &str) -> Result<(), Error> {
        let record = self.connection_record(name)?;
        self.inner.store.remove_connection(&record.name).map(drop)
    }

    fn place<'a>(&'a self, connection: &'a str, field: &'a str) -> Place<'a> {
        Place { tenant: &self.inner.settings.tenant, connection, field }
    }
}

impl Inner {
    /// The blobs of one run.
    pub(crate) fn blobs(&self) -> Blobs {
        Blobs::new(self.settings.home.join("blobs"), self.settings.limits.blobs)
    }

    /// The component of a connector, loaded when it is first needed.
    pub(crate) async fn component(self: &Arc<Self>, connector: &Arc<Loaded>) -> Result<Component, Error> {
        if let Some(component) = connector.component.get() {
            return Ok(component.clone());
        }
        let (inner, connector) = (Arc::clone(self), Arc::clone(connector));
        blocking(move || {
            let component = match Component::load_cached(&inner.engine, &inner.cache, &connector.digest) {
                Some(component) => component,
                None => inner.load_installed(&connector.digest)?,
            };
            Ok(connector.component.get_or_init(|| component).clone())
        })
        .await
    }

    fn load_installed(&self, wanted: &str) -> Result<Component, Error> {
        let path = self.component_path(wanted);
        let bytes = self.read_component(&path)?;
        if digest(&bytes) != wanted {
            return Err(Error::Settings {
                message: format!("the installed component `{}` was changed", path.display()),
                hint: "Install the connector again".to_owned(),
            });
        }
        Ok(Component::load(&self.engine, &self.cache, &bytes, self.settings.limits.component_bytes)?)
    }

    fn read_component(&self, path: &Path) -> Result<Vec<u8>, Error> {
        let failed = || file("read", path);
        let size = std::fs::metadata(path).map_err(failed())?.len();
        let limit = self.settings.limits.component_bytes;
        if size > limit {
            return Err(Refusal::TooLarge { size, limit }.into());
        }
        std::fs::read(path).map_err(failed())
    }

    async fn inspect(self: &Arc<Self>, bytes: &[u8]) -> Result<(Inspection, Component), Error> {
        let (inner, code) = (Arc::clone(self), bytes.to_vec());
        let component = blocking(move || {
            let limit = inner.settings.limits.component_bytes;
            Ok(Component::load(&inner.engine, &inner.cache, &code, limit)?)
        })
        .await?;
        let manifest = self.describe(&component).await?;
        let problems = manifest_check::problems(&manifest);
        if !problems.is_empty() {
            return Err(Refusal::InvalidManifest { problems }.into());
        }
        let imports = component.imports().to_vec();
        Ok((Inspection { digest: digest(bytes), size: bytes.len() as u64, imports, manifest }, component))
    }

    /// Asks a component for its manifest; it can reach nothing meanwhile.
    async fn describe(&self, component: &Component) -> Result<Manifest, Error> {
        let nobody = Authorization::render(&Credential::None, &BTreeMap::new(), &BTreeMap::new());
        let session = self.session("", "none", BTreeMap::new(), Vec::new(), nobody)?;
        let limits = Arc::clone(&self.settings.limits);
        let call = Arc::new(Call::unheard(Arc::new(session), Routes::Nothing, limits, self.blobs()));
        let described = tokio::time::timeout(DESCRIBE, async {
            component.instantiate(&self.engine, Arc::clone(&call)).await?.describe().await
        });
        run::judge(described.await, &call).map_err(|error| match error {
            Error::NotAConnector(refusal) => Error::NotAConnector(refusal),
            error => Refusal::NoManifest { reason: error.to_string() }.into(),
        })
    }

    fn session(
        &self,
        connection: &str,
        auth_type: &str,
        fields: BTreeMap<String, String>,
        endpoints: Vec<crate::egress::Endpoint>,
        authorization: Option<Authorization>,
    ) -> Result<Session, Error> {
        let authorization = authorization.ok_or_else(|| Error::InvalidConnection {
            problems: vec![Problem {
                at: String::new(),
                message: "the fields of the credential are not filled in".to_owned(),
            }],
        })?;
        let owner = Owner { connection: connection.to_owned(), client: None };
        let egress = Egress::new(Arc::clone(&self.network), owner, authorization);
        Ok(Session { auth_type: auth_type.to_owned(), fields, endpoints, egress })
    }

    fn connect(
        self: &Arc<Self>,
        connector: &InstalledConnector,
        record: ConnectionRecord,
        secrets: &BTreeMap<String, secrecy::SecretString>,
    ) -> Result<Connection, Error> {
        let manifest = &connector.manifest;
        let auth_type = manifest.auth_type(&record.auth_type).ok_or_else(|| Error::InvalidConnection {
            problems: vec![Problem {
                at: "/authType".to_owned(),
                message: format!("connector `{}` has no auth type `{}` any more", manifest.name, record.auth_type),
            }],
        })?;
        let endpoints = manifest
            .endpoints
            .iter()
            .filter_map(|endpoint| resolve(manifest, endpoint, &record.auth_type, &record.fields))
            .collect();
        let authorization = Authorization::render(&auth_type.credential, &record.fields, secrets);
        let session = self.session(&record.id, &record.auth_type, record.fields.clone(), endpoints, authorization)?;
        Ok(Connection {
            runtime: Arc::clone(self),
            connector: self.loaded(connector),
            session: Arc::new(session),
            record: Arc::new(record),
        })
    }

    /// A connector in memory: one for each digest.
    fn loaded(&self, connector: &InstalledConnector) -> Arc<Loaded> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        let known = loaded.entry(connector.digest.clone()).or_insert_with(|| Arc::new(Loaded::new(connector)));
        Arc::clone(known)
    }

    fn component_path(&self, digest: &str) -> PathBuf {
        self.settings.home.join("connectors").join(format!("{digest}.wasm"))
    }

    fn keep_component(&self, digest: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.component_path(digest);
        let folder = self.settings.home.join("connectors");
        let mut temporary = tempfile::NamedTempFile::new_in(&folder).map_err(file("write", &path))?;
        std::io::Write::write_all(&mut temporary, bytes).map_err(file("write", &path))?;
        temporary.persist(&path).map(drop).map_err(|error| file("write", &path)(error.error))
    }

    /// Deletes the files of a component that nobody has installed any more.
    fn forget_component(&self, digest: &str) -> Result<(), Error> {
        if self.store.has_digest(digest)? {
            return Ok(());
        }
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner).remove(digest);
        self.cache.remove(digest);
        let path = self.component_path(digest);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(file("remove", path)(error)),
            _ => Ok(()),
        }
    }
}

/// How long a component may take to describe itself.
const DESCRIBE: Duration = Duration::from_secs(30);

/// Runs what computes or reads for long beside the tasks that wait.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, Error> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => Err(Error::Cancelled),
    }
}

fn make_folder(folder: &Path) -> Result<(), Error> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(file("create", folder))
}

/// Deletes received files that a killed process left behind a day ago or earlier.
fn sweep(folder: &Path) {
    const AGE: Duration = Duration::from_hours(24);
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let modified = entry.metadata().and_then(|metadata| metadata.modified());
        if modified.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > AGE)) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

fn to_json(value: &impl serde::Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(Error::InvalidOutput)
}

fn new_id() -> Result<String, Error> {
    use std::fmt::Write;
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|_| vault::VaultError::Randomness)?;
    Ok(bytes.iter().fold(String::with_capacity(32), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
