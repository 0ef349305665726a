//! Installed connectors, and looking at those that are not installed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde::Serialize;
use serde_json::Value;

use crate::Error;
use crate::component::{Component, Refusal};
use crate::error::nearest;
use crate::manifest::{Action, Manifest};
use crate::schema::{Schema, marked};
use crate::store::StoredConnector;

/// A connector that is installed.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InstalledConnector {
    /// Such as `confluence`.
    pub name: String,
    /// For people.
    pub title: String,
    /// Its semantic version.
    pub version: String,
    /// SHA-256 of the component, in lower-case hexadecimal.
    pub digest: String,
    /// Milliseconds since the Unix epoch.
    pub installed_at: i64,
    /// What it says about itself.
    #[serde(skip)]
    pub manifest: Arc<Manifest>,
}

/// What can be told of a component without installing it.
#[derive(Clone, Debug, Serialize)]
pub struct Inspection {
    /// SHA-256 in lower-case hexadecimal.
    pub digest: String,
    /// In bytes.
    pub size: u64,
    /// The interfaces that it imports, sorted.
    pub imports: Vec<String>,
    /// What it says about itself.
    pub manifest: Manifest,
}

impl InstalledConnector {
    /// The action of this name.
    ///
    /// # Errors
    /// Where it has none.
    pub fn action(&self, name: &str) -> Result<&Action, Error> {
        self.manifest.action(name).ok_or_else(|| Error::UnknownAction {
            connector: self.name.clone(),
            name: name.to_owned(),
            nearest: nearest(name, self.manifest.actions.iter().map(|action| action.name.as_str())),
        })
    }

    /// The JSON Schema of a connection: the whole form, with the host's own fields.
    pub fn connection_schema(&self) -> Value {
        crate::form::connection_schema(&self.manifest)
    }

    pub(crate) fn new(row: StoredConnector, manifest: Arc<Manifest>) -> Self {
        Self {
            name: row.name,
            title: manifest.title.clone(),
            version: row.version,
            digest: row.digest,
            installed_at: row.installed_at,
            manifest,
        }
    }
}

/// A connector in memory: its component, once it was needed, and the schemas that were.
pub(crate) struct Loaded {
    pub(crate) digest: String,
    pub(crate) manifest: Arc<Manifest>,
    pub(crate) component: OnceLock<Component>,
    schemas: Mutex<HashMap<String, Arc<CompiledSchemas>>>,
}

/// The schemas of one action, ready to use.
pub(crate) struct CompiledSchemas {
    pub(crate) input: Schema,
    pub(crate) output: Schema,
    pub(crate) blob_fields: Vec<String>,
    /// Those that take lists.
    pub(crate) blob_lists: Vec<String>,
    pub(crate) secret_fields: Vec<String>,
}

impl Loaded {
    pub(crate) fn new(digest: &str, manifest: Arc<Manifest>) -> Self {
        Self { digest: digest.to_owned(), manifest, component: OnceLock::new(), schemas: Mutex::default() }
    }

    /// The schemas of an action, compiled when they are first used.
    pub(crate) fn schemas(&self, action: &Action) -> Result<Arc<CompiledSchemas>, Error> {
        let mut schemas = self.schemas.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = schemas.get(&action.name) {
            return Ok(Arc::clone(known));
        }
        let unusable = |reason| Refusal::InvalidManifest { problems: vec![reason] };
        let input: Value = serde_json::from_str(action.input_schema.get()).unwrap_or_default();
        let names = |word| -> Vec<String> { marked(&input, word).into_iter().map(str::to_owned).collect() };
        let made = Arc::new(CompiledSchemas {
            input: Schema::new(action.input_schema.get()).map_err(unusable)?,
            output: Schema::new(action.output_schema.get()).map_err(unusable)?,
            blob_lists: names("x-blob")
                .into_iter()
                .filter(|name| input["properties"][name.as_str()].get("items").is_some())
                .collect(),
            blob_fields: names("x-blob"),
            secret_fields: names("x-secret"),
        });
        schemas.insert(action.name.clone(), Arc::clone(&made));
        Ok(made)
    }
}
