use super::Runtime;
use crate::{Error, Location};

impl Runtime {
    /// The projects and folders, by name; `Home` is always there.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub async fn locations(&self) -> Result<Vec<Location>, Error> {
        let mut locations = self.inner.store.locations(self.inner.tenant()).await?;
        let home = Location::default();
        if !locations.contains(&home) {
            locations.push(home);
        }
        locations.sort();
        Ok(locations)
    }

    /// Makes a project, or a folder with the project and folders that it lies in.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub async fn add_location(&self, location: &Location) -> Result<(), Error> {
        for parent in parents(location) {
            self.inner.store.add_location(self.inner.tenant(), &parent).await?;
        }
        Ok(self.inner.store.add_location(self.inner.tenant(), location).await?)
    }

    /// Removes a project or folder in which nothing is.
    ///
    /// # Errors
    /// Where it does not exist, or holds connections or folders.
    pub async fn remove_location(&self, location: &Location) -> Result<(), Error> {
        self.check_location(location).await?;
        let inside = |other: &Location| other == location || parents(other).contains(location);
        let mut holds: Vec<String> = self
            .connections()
            .await?
            .into_iter()
            .filter(|record| inside(&record.location))
            .map(|record| record.name)
            .collect();
        let folders = self.locations().await?.into_iter().filter(|other| other != location && inside(other));
        holds.extend(folders.map(|folder| folder.to_string()));
        if !holds.is_empty() {
            return Err(Error::LocationInUse { location: location.to_string(), holds });
        }
        Ok(self.inner.store.remove_location(self.inner.tenant(), location).await?)
    }

    /// Moves a connection to a project or folder.
    ///
    /// # Errors
    /// Where one of them does not exist.
    pub async fn move_connection(&self, name: &str, location: &Location) -> Result<(), Error> {
        self.connection_record(name).await?;
        self.check_location(location).await?;
        self.revise(name, |record| record.location = location.clone()).await
    }

    pub(super) async fn check_location(&self, location: &Location) -> Result<(), Error> {
        if self.locations().await?.contains(location) {
            return Ok(());
        }
        Err(Error::UnknownLocation { location: location.to_string() })
    }
}

/// The project and the folders that a folder lies in, the outermost first.
fn parents(location: &Location) -> Vec<Location> {
    let mut parents = Vec::new();
    if let Some(folder) = &location.folder {
        parents.push(Location { folder: None, ..location.clone() });
        for (end, _) in folder.match_indices('/') {
            parents.push(Location { folder: Some(folder[..end].to_owned()), ..location.clone() });
        }
    }
    parents
}
