use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use super::{Inner, Runtime, blocking};
use crate::auth::Authorization;
use crate::call::{Call, Routes, Session};
use crate::component::{Component, digest};
use crate::connector::{Inspection, InstalledConnector, Loaded};
use crate::egress::{Egress, Owner};
use crate::error::{file, nearest};
use crate::manifest::{Manifest, from_text, to_text};
use crate::store::StoredConnector;
use crate::{Error, Refusal, manifest_check, run};

/// How long a component may take to describe itself.
const DESCRIBE: Duration = Duration::from_secs(30);

impl Runtime {
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
        self.install_bytes(self.inner.read_component(path)?).await
    }

    /// Installs a component if its SHA-256, in hexadecimal, is this one; else nothing of it is looked at.
    ///
    /// # Errors
    /// As [`install`](Self::install), and where it is another.
    pub async fn install_pinned(&self, path: &Path, sha256: &str) -> Result<InstalledConnector, Error> {
        let bytes = self.inner.read_component(path)?;
        let digest = digest(&bytes);
        if !digest.eq_ignore_ascii_case(sha256) {
            return Err(Refusal::OtherDigest { digest }.into());
        }
        self.install_bytes(bytes).await
    }

    async fn install_bytes(&self, bytes: Vec<u8>) -> Result<InstalledConnector, Error> {
        let inner = &self.inner;
        let (inspection, component) = inner.inspect(&bytes).await?;
        let stored = inner.store.connectors(inner.tenant()).await?;
        let previous = stored.into_iter().find(|connector| connector.name == inspection.manifest.name);
        if let Some(previous) = &previous {
            self.check_replacement(previous, &inspection.manifest).await?;
        }
        inner.keep_component(&inspection.digest, &bytes)?;
        let connector = StoredConnector {
            name: inspection.manifest.name.clone(),
            digest: inspection.digest,
            version: inspection.manifest.version.clone(),
            installed_at: inner.now(),
        };
        let manifest = to_text(&inspection.manifest).map_err(Error::InvalidOutput)?;
        inner.store.put_connector(inner.tenant(), &connector, &manifest).await?;
        if let Some(previous) = previous {
            inner.forget_component(&previous.digest).await?;
        }
        let installed = InstalledConnector::new(connector, Arc::new(inspection.manifest));
        let loaded = inner.loaded(&installed);
        let _ = loaded.component.set(component);
        Ok(installed)
    }

    /// A connector may not be replaced by one that would send the credentials of existing connections elsewhere.
    async fn check_replacement(&self, previous: &StoredConnector, next: &Manifest) -> Result<(), Error> {
        let connections = self.connections_of(&previous.name).await?;
        let unchanged = match self.inner.manifest(previous).await {
            Ok(previous) => previous.destinations() == next.destinations(),
            Err(Error::Settings { .. }) => false,
            Err(error) => return Err(error),
        };
        if unchanged || connections.is_empty() {
            return Ok(());
        }
        Err(Error::DestinationsChanged { name: previous.name.clone(), connections })
    }

    async fn connections_of(&self, connector: &str) -> Result<Vec<String>, Error> {
        let stored = self.inner.store.connections(self.inner.tenant()).await?;
        Ok(stored.into_iter().filter(|found| found.connector == connector).map(|found| found.name).collect())
    }

    /// The installed connectors, by name.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub async fn connectors(&self) -> Result<Vec<InstalledConnector>, Error> {
        let stored = self.inner.store.connectors(self.inner.tenant()).await?;
        let mut installed = Vec::with_capacity(stored.len());
        for connector in stored {
            installed.push(self.inner.installed(connector).await?);
        }
        Ok(installed)
    }

    /// The connector of this name.
    ///
    /// # Errors
    /// Where it is not installed.
    pub async fn connector(&self, name: &str) -> Result<InstalledConnector, Error> {
        self.inner.installed(self.stored_connector(name).await?).await
    }

    async fn stored_connector(&self, name: &str) -> Result<StoredConnector, Error> {
        let stored = self.inner.store.connectors(self.inner.tenant()).await?;
        let names: Vec<String> = stored.iter().map(|connector| connector.name.clone()).collect();
        stored.into_iter().find(|connector| connector.name == name).ok_or_else(|| Error::UnknownConnector {
            name: name.to_owned(),
            nearest: nearest(name, names.iter().map(String::as_str)),
        })
    }

    /// Looks at the component of an installed connector.
    ///
    /// # Errors
    /// Where it is not installed, or its file was damaged.
    pub async fn inspect_installed(&self, name: &str) -> Result<Inspection, Error> {
        let connector = self.connector(name).await?;
        self.inspect(&self.inner.component_path(&connector.digest)).await
    }

    /// Removes a connector that no connection uses.
    ///
    /// # Errors
    /// Where it is not installed, or still used.
    pub async fn remove_connector(&self, name: &str) -> Result<(), Error> {
        let connector = self.stored_connector(name).await?;
        let connections = self.connections_of(name).await?;
        if !connections.is_empty() {
            return Err(Error::ConnectorInUse { name: name.to_owned(), connections });
        }
        self.inner.store.remove_connector(self.inner.tenant(), name).await?;
        self.inner.forget_component(&connector.digest).await
    }
}

impl Inner {
    pub(super) fn load_installed(&self, wanted: &str) -> Result<Component, Error> {
        let path = self.component_path(wanted);
        let bytes = self.read_component(&path)?;
        if digest(&bytes) != wanted {
            return Err(Error::Settings {
                message: format!("the installed component `{}` was changed", path.display()),
                hint: "Install the connector again".to_owned(),
            });
        }
        Ok(Component::load(&self.engine, self.cache()?, &bytes, self.settings.limits.component_bytes)?)
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
            Ok(Component::load(&inner.engine, inner.cache()?, &code, limit)?)
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
    pub(crate) async fn describe(&self, component: &Component) -> Result<Manifest, Error> {
        let session = Session {
            auth_type: "none".to_owned(),
            fields: BTreeMap::new(),
            endpoints: Vec::new(),
            egress: Egress::new(
                Arc::clone(&self.network),
                Owner { connection: String::new(), client: None },
                Authorization::none(),
            ),
        };
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

    async fn installed(&self, connector: StoredConnector) -> Result<InstalledConnector, Error> {
        let manifest = self.manifest(&connector).await?;
        Ok(InstalledConnector::new(connector, manifest))
    }

    /// What a connector says about itself, read once for each digest: it may have a megabyte.
    async fn manifest(&self, connector: &StoredConnector) -> Result<Arc<Manifest>, Error> {
        let known = |loaded: &HashMap<String, Arc<Loaded>>| Some(Arc::clone(&loaded.get(&connector.digest)?.manifest));
        if let Some(manifest) = known(&self.loaded.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(manifest);
        }
        let text = self.store.manifest(self.tenant(), &connector.digest).await?.unwrap_or_default();
        let manifest = from_text(text).map_err(|error| Error::Settings {
            message: format!("the stored manifest of connector `{}` cannot be read: {error}", connector.name),
            hint: "Install the connector again".to_owned(),
        })?;
        Ok(Arc::clone(&self.keep_loaded(&connector.digest, Arc::new(manifest)).manifest))
    }

    /// A connector in memory: one for each digest.
    pub(crate) fn loaded(&self, connector: &InstalledConnector) -> Arc<Loaded> {
        self.keep_loaded(&connector.digest, Arc::clone(&connector.manifest))
    }

    fn keep_loaded(&self, digest: &str, manifest: Arc<Manifest>) -> Arc<Loaded> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        let known = loaded.entry(digest.to_owned()).or_insert_with(|| Arc::new(Loaded::new(digest, manifest)));
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
    async fn forget_component(&self, digest: &str) -> Result<(), Error> {
        if self.store.has_digest(digest).await? {
            return Ok(());
        }
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner).remove(digest);
        self.cache()?.remove(digest);
        let path = self.component_path(digest);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(file("remove", path)(error)),
            _ => Ok(()),
        }
    }
}
