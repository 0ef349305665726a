//! What is kept: installed connectors, and connections with their sealed secrets.

mod error;
mod sqlite;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

pub use error::{StoreError, StoreErrorKind};
pub use sqlite::SqliteStore;

/// Keeps what a runtime must find again. [`SqliteStore`] is the one that comes along.
///
/// Every row belongs to a tenant, who sees nothing of another. Several processes may work on the same store at once; each
/// method does all of what it says, or nothing. Secrets arrive sealed: see [`Vault`](crate::Vault).
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// The tenant's connectors, by name.
    ///
    /// # Errors
    /// Where the store cannot be read.
    async fn connectors(&self, tenant: &str) -> Result<Vec<StoredConnector>, StoreError>;

    /// The manifest of the tenant's connector of this digest, as the text that was put; none where it has none.
    ///
    /// # Errors
    /// Where the store cannot be read.
    async fn manifest(&self, tenant: &str, digest: &str) -> Result<Option<String>, StoreError>;

    /// Installs a connector with its manifest, a text that only the runtime reads, or replaces the one of its name.
    ///
    /// # Errors
    /// Where the store cannot be written.
    async fn put_connector(&self, tenant: &str, connector: &StoredConnector, manifest: &str) -> Result<(), StoreError>;

    /// Removes a connector.
    ///
    /// # Errors
    /// Where the store cannot be written, or connections still need it.
    async fn remove_connector(&self, tenant: &str, name: &str) -> Result<(), StoreError>;

    /// Whether any tenant has a connector of this digest.
    ///
    /// # Errors
    /// Where the store cannot be read.
    async fn has_digest(&self, digest: &str) -> Result<bool, StoreError>;

    /// The tenant's connections, by name.
    ///
    /// # Errors
    /// Where the store cannot be read.
    async fn connections(&self, tenant: &str) -> Result<Vec<StoredConnection>, StoreError>;

    /// The connection of this name.
    ///
    /// # Errors
    /// Where the store cannot be read.
    async fn connection(&self, tenant: &str, name: &str) -> Result<Option<StoredConnection>, StoreError>;

    /// Adds a connection (of revision 0), or replaces the one of its id if that still has this revision; the new one has
    /// the next. Where `secrets` are given, they replace all that it had but the one of the field `keep`, which stays as it
    /// is.
    ///
    /// # Errors
    /// Where the store cannot be written; nothing was done then.
    async fn put_connection(
        &self,
        tenant: &str,
        connection: &StoredConnection,
        secrets: Option<&[(String, Vec<u8>)]>,
        keep: Option<&str>,
    ) -> Result<PutConnection, StoreError>;

    /// Removes a connection and its secrets.
    ///
    /// # Errors
    /// Where the store cannot be written.
    async fn remove_connection(&self, tenant: &str, id: &str) -> Result<(), StoreError>;

    /// The sealed secrets of a connection, by field.
    ///
    /// # Errors
    /// Where the store cannot be read.
    async fn secrets(&self, tenant: &str, connection: &str) -> Result<Vec<SealedSecret>, StoreError>;

    /// Replaces a sealed secret if it still has this revision; whether it had. The new one has the next revision.
    ///
    /// # Errors
    /// Where the store cannot be written.
    async fn replace_secret(&self, place: &SecretPlace, revision: i64, sealed: &[u8]) -> Result<bool, StoreError>;

    /// Any one of the secrets, of whatever tenant; none where there is none.
    ///
    /// # Errors
    /// Where the store cannot be read.
    async fn any_secret(&self) -> Result<Option<SealedSecret>, StoreError>;

    /// Where secrets are, of every tenant, with what they are: to seal them anew under another key.
    ///
    /// # Errors
    /// Where the store cannot be read.
    async fn all_secrets(&self) -> Result<Vec<(SecretPlace, SealedSecret)>, StoreError>;

    /// Gives a lease of this name to a holder until a time, in milliseconds since the Unix epoch; false where another
    /// holder has it and its time is not over at `now`.
    ///
    /// # Errors
    /// Where the store cannot be written.
    async fn acquire_lease(
        &self,
        tenant: &str,
        name: &str,
        holder: &str,
        now: i64,
        until: i64,
    ) -> Result<bool, StoreError>;

    /// Ends a lease of this holder.
    ///
    /// # Errors
    /// Where the store cannot be written.
    async fn release_lease(&self, tenant: &str, name: &str, holder: &str) -> Result<(), StoreError>;

    /// Notes that something that may be used once was used; false where it was used before. It may be forgotten after
    /// `until`, in milliseconds since the Unix epoch.
    ///
    /// # Errors
    /// Where the store cannot be written.
    async fn spend(&self, tenant: &str, token: &str, now: i64, until: i64) -> Result<bool, StoreError>;

    /// The tenant's projects and folders, by project and folder.
    ///
    /// # Errors
    /// Where the store cannot be read.
    async fn locations(&self, tenant: &str) -> Result<Vec<Location>, StoreError>;

    /// Makes a project or folder; nothing happens where it exists.
    ///
    /// # Errors
    /// Where the store cannot be written.
    async fn add_location(&self, tenant: &str, location: &Location) -> Result<(), StoreError>;

    /// Removes a project or folder.
    ///
    /// # Errors
    /// Where the store cannot be written.
    async fn remove_location(&self, tenant: &str, location: &Location) -> Result<(), StoreError>;

    /// The tenant's runs whose ids begin so, in any order, without their documents.
    ///
    /// # Errors
    /// Where the store cannot be read.
    async fn runs(&self, tenant: &str, begin: &str) -> Result<Vec<StoredRun>, StoreError>;

    /// The documents of a run, in any order; there are none where there is no such run.
    ///
    /// # Errors
    /// Where the store cannot be read.
    async fn run_documents(&self, tenant: &str, id: &str) -> Result<Vec<(RunDocument, String)>, StoreError>;

    /// Adds a run with its documents. It goes with its connection.
    ///
    /// # Errors
    /// Where the store cannot be written, or has no such connection.
    async fn add_run(
        &self,
        tenant: &str,
        run: &StoredRun,
        documents: &[(RunDocument, String)],
    ) -> Result<(), StoreError>;

    /// Replaces the run of this id if it still has this revision; whether it had. The new one has the next revision. Of its
    /// documents those that are given are replaced, or removed where there is no text; the others stay.
    ///
    /// # Errors
    /// Where the store cannot be written; nothing was done then.
    async fn replace_run(
        &self,
        tenant: &str,
        run: &StoredRun,
        documents: &[(RunDocument, Option<String>)],
    ) -> Result<bool, StoreError>;

    /// Removes the run of this id, with its documents, if it still has this revision; whether it had.
    ///
    /// # Errors
    /// Where the store cannot be written.
    async fn remove_run(&self, tenant: &str, id: &str, revision: i64) -> Result<bool, StoreError>;
}

/// An installed connector, without its manifest.
#[derive(Clone, Debug)]
pub struct StoredConnector {
    /// Such as `confluence`.
    pub name: String,
    /// SHA-256 of the component, in lower-case hexadecimal.
    pub digest: String,
    /// Its semantic version.
    pub version: String,
    /// Milliseconds since the Unix epoch.
    pub installed_at: i64,
}

/// A connection without its secrets.
#[derive(Clone, Debug)]
pub struct StoredConnection {
    /// Unique for ever.
    pub id: String,
    /// Unique among the tenant's connections.
    pub name: String,
    /// Its connector's name.
    pub connector: String,
    /// Where it is kept.
    pub location: Location,
    /// All else, as a JSON object whose content is the runtime's.
    pub record: String,
    /// Grows with each replacement; 0 before it is stored.
    pub revision: i64,
}

/// What came of keeping a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PutConnection {
    /// It is kept.
    Done,
    /// Nothing was done: another connection has its name.
    NameTaken,
    /// Nothing was done: it was changed or removed since it was read.
    Changed,
}

/// A run that can go on after its process has ended.
#[derive(Clone, Debug)]
pub struct StoredRun {
    /// Unique for ever.
    pub id: String,
    /// The id of its connection.
    pub connection: String,
    /// All else but its documents, as a JSON object whose content is the runtime's.
    pub record: String,
    /// Grows with each replacement.
    pub revision: i64,
}

/// A document of a run: JSON text that may be large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RunDocument {
    /// What it was begun with.
    Input,
    /// What it goes on with.
    Resume,
    /// What came of it.
    Output,
}

impl RunDocument {
    /// The word for it, to keep it under.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Resume => "resume",
            Self::Output => "output",
        }
    }

    /// The document that a word is for.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Input, Self::Resume, Self::Output].into_iter().find(|document| document.as_str() == word)
    }
}

/// A secret that only the vault can open.
#[derive(Clone, Debug)]
pub struct SealedSecret {
    /// The field of the form, or what else the runtime keeps.
    pub field: String,
    /// What the vault made of it.
    pub sealed: Vec<u8>,
    /// Grows with each replacement.
    pub revision: i64,
}

/// What a secret belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretPlace {
    /// The tenant.
    pub tenant: String,
    /// The connection's id.
    pub connection: String,
    /// The field.
    pub field: String,
}

/// Where a connection is kept: a project, and a folder in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Location {
    /// The project.
    pub project: String,
    /// The folder; none: the project itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
}

impl Location {
    /// The project that always exists.
    pub const HOME: &str = "Home";

    /// Reads `Project` or `Project/Folder`; folders may lie in folders.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('/').map(str::trim);
        let valid = |part: &str| !part.is_empty() && part.len() <= 100 && !part.chars().any(char::is_control);
        let project = parts.next().filter(|part| valid(part))?.to_owned();
        let folders: Vec<&str> = parts.collect();
        if !folders.iter().all(|part| valid(part)) || folders.len() > 8 {
            return None;
        }
        Some(Self { project, folder: (!folders.is_empty()).then(|| folders.join("/")) })
    }
}

impl Default for Location {
    fn default() -> Self {
        Self { project: Self::HOME.to_owned(), folder: None }
    }
}

impl std::fmt::Display for Location {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.project)?;
        self.folder.as_ref().map_or(Ok(()), |folder| write!(formatter, "/{folder}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_location_reads_back_as_it_was_written() {
        for text in ["Home", "Home/Wiki", "Team A/Wiki/Drafts"] {
            assert_eq!(Location::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Location::parse(" Home / Wiki "), Location::parse("Home/Wiki"));
        for text in ["", "/", "Home/", "/Wiki", "Home//Wiki", "a\nb"] {
            assert_eq!(Location::parse(text), None, "{text:?}");
        }
    }
}
