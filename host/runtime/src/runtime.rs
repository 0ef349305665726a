mod change;
mod connections;
mod connectors;
mod entered;
mod establish;
mod locations;
mod runs;
mod sealing;
mod sign_in;
mod transfer;

use std::collections::HashMap;
use std::io::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use zeroize::Zeroizing;

use crate::Error;
use crate::blobs::Blobs;
use crate::component::{CompileCache, Component, Engine};
use crate::connector::Loaded;
use crate::egress::{Changes, Network};
use crate::error::file;
use crate::hexadecimal::hexadecimal;
use crate::settings::Settings;
use crate::store::{SqliteStore, Store};
use crate::vault::{KeySource, LocalVault, Vault, VaultError};

pub use sign_in::{ScopePlan, SignIn, SignedIn};

/// The file that says that a home has had a store, so that a lost one is noticed wherever the key is kept.
const MADE: &str = "connector.made";

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
    cache: OnceLock<CompileCache>,
    store: Arc<dyn Store>,
    vault: Arc<dyn Vault>,
    /// The vault that came along, where it is that one.
    local_vault: Option<Arc<LocalVault>>,
    network: Arc<Network>,
    loaded: Mutex<HashMap<String, Arc<Loaded>>>,
    changes: Changes,
}

impl Runtime {
    /// Opens a home folder, making it where needed, with a store and a vault of its own.
    ///
    /// # Errors
    /// Where the folder, the store or the key cannot be used.
    pub async fn open(settings: Settings) -> Result<Self, Error> {
        let home = &settings.home;
        make_folder(home)?;
        let key = settings.vault_key.clone().unwrap_or_else(|| KeySource::File(home.join("vault.key")));
        // Both are made after the store, so where there is one of them, a store must be.
        let made = home.join(MADE);
        let expected = made.exists() || matches!(&key, KeySource::File(path) if path.exists());
        let store = Arc::new(SqliteStore::open(home.join("connector.db"), expected).await?);
        let vault = Arc::new(LocalVault::open(key, &*store).await?);
        // A home that may only be read has nothing to lose.
        if let Err(error) = note(&made) {
            tracing::debug!("`{}` could not be written: {error}", made.display());
        }
        Self::start(settings, store, Arc::clone(&vault) as Arc<dyn Vault>, Some(vault))
    }

    /// Keeps what must be found again in an embedder's own store, sealed by its own vault. The home folder then holds
    /// components and what can be made again.
    ///
    /// # Errors
    /// Where the folder cannot be used.
    pub fn with(settings: Settings, store: Arc<dyn Store>, vault: Arc<dyn Vault>) -> Result<Self, Error> {
        make_folder(&settings.home)?;
        Self::start(settings, store, vault, None)
    }

    fn start(
        settings: Settings,
        store: Arc<dyn Store>,
        vault: Arc<dyn Vault>,
        local_vault: Option<Arc<LocalVault>>,
    ) -> Result<Self, Error> {
        for folder in ["connectors", "blobs"] {
            make_folder(&settings.home.join(folder))?;
        }
        sweep(&settings.home.join("blobs"));
        let network = Arc::new(Network::new(settings.network.clone(), Arc::clone(&settings.limits)));
        let engine = Engine::new(&settings.limits)?;
        let inner = Inner {
            engine,
            cache: OnceLock::new(),
            store,
            vault,
            local_vault,
            network,
            loaded: Mutex::default(),
            changes: Changes::new().map_err(|error| Error::Settings {
                message: format!("this system gives no random numbers: {error}"),
                hint: "Let this process read `/dev/urandom`".to_owned(),
            })?,
            settings,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Seals every secret under a new key; how many there were.
    ///
    /// # Errors
    /// Where a secret cannot be opened, the key or the store cannot be written, or the vault is the embedder's own.
    pub async fn rotate_vault_key(&self) -> Result<usize, Error> {
        match &self.inner.local_vault {
            Some(vault) => vault.rotate(&*self.inner.store).await,
            None => Err(VaultError::NotRotatable.into()),
        }
    }
}

/// What the key of the compile cache is derived for.
const CACHE_KEY: &str = "connector-runtime 2026-11 compile cache tag key";

impl Inner {
    /// The blobs of one run.
    pub(crate) fn blobs(&self) -> Blobs {
        Blobs::new(self.settings.home.join("blobs"), self.settings.limits.blobs)
    }

    /// The compiled components; their key is made when one is first needed.
    pub(crate) fn cache(&self) -> Result<&CompileCache, Error> {
        if let Some(cache) = self.cache.get() {
            return Ok(cache);
        }
        let folder = self.settings.home.join("cache");
        make_folder(&folder)?;
        let path = self.settings.home.join("cache.key");
        let source = KeySource::File(path.clone());
        // What it authenticates can be made again, so a key that cannot be read is made again too.
        let key = source.derive(CACHE_KEY).or_else(|_| {
            let _ = std::fs::remove_file(&path);
            source.derive(CACHE_KEY)
        })?;
        Ok(self.cache.get_or_init(|| CompileCache::new(folder, key)))
    }

    /// The component of a connector, loaded when it is first needed.
    pub(crate) async fn component(self: &Arc<Self>, connector: &Arc<Loaded>) -> Result<Component, Error> {
        if let Some(component) = connector.component.get() {
            return Ok(component.clone());
        }
        let (inner, connector) = (Arc::clone(self), Arc::clone(connector));
        blocking(move || {
            let component = match Component::load_cached(&inner.engine, inner.cache()?, &connector.digest) {
                Some(component) => component,
                None => inner.load_installed(&connector.digest)?,
            };
            Ok(connector.component.get_or_init(|| component).clone())
        })
        .await
    }

    pub(crate) fn now(&self) -> i64 {
        self.settings.clock.now()
    }

    pub(crate) fn tenant(&self) -> &str {
        &self.settings.tenant
    }
}

/// Runs what computes or reads for long beside the tasks that wait.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, Error> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => Err(Error::Cancelled),
    }
}

/// Does to its end what was begun, also where whoever wanted it is gone meanwhile: what the store was told is told to those
/// who have a connection open, too.
fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> impl Future<Output = Result<T, Error>> {
    let task = tokio::spawn(work);
    async move {
        match task.await {
            Ok(result) => result,
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(_) => Err(Error::Cancelled),
        }
    }
}

fn make_folder(folder: &Path) -> Result<(), Error> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(file("create", folder))
}

/// Notes that there is a store in this home.
fn note(made: &Path) -> std::io::Result<()> {
    match std::fs::File::create_new(made) {
        Ok(mut file) => file.write_all(b"There is a connector.db in this folder; where it is missing, it was lost.\n"),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
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

/// 128 bits of randomness in hexadecimal.
pub(crate) fn new_id() -> Result<String, Error> {
    let mut bytes = Zeroizing::new([0_u8; 16]);
    getrandom::fill(&mut *bytes).map_err(|_| VaultError::Randomness)?;
    Ok(hexadecimal(&*bytes))
}
