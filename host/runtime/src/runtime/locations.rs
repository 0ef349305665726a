use super::Runtime;
use crate::error::nearest;
use crate::{ConnectionRecord, Error, Location};

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
        let mut holds: Vec<String> =
            self.connections_in(location).await?.into_iter().map(|record| record.name).collect();
        let folders = self.locations().await?.into_iter().filter(|other| other != location && is_in(other, location));
        holds.extend(folders.map(|folder| folder.to_string()));
        if !holds.is_empty() {
            return Err(Error::LocationInUse { location: location.to_string(), holds });
        }
        Ok(self.inner.store.remove_location(self.inner.tenant(), location).await?)
    }

    /// The connections that are kept in a project or folder, or deeper in it, by name.
    ///
    /// # Errors
    /// Where it does not exist.
    pub async fn connections_in(&self, location: &Location) -> Result<Vec<ConnectionRecord>, Error> {
        self.check_location(location).await?;
        let all = self.connections().await?;
        Ok(all.into_iter().filter(|record| is_in(&record.location, location)).collect())
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
        let known = self.locations().await?;
        if known.contains(location) {
            return Ok(());
        }
        let (location, known) = (location.to_string(), known.iter().map(ToString::to_string).collect::<Vec<_>>());
        let nearest = nearest(&location, known.iter().map(String::as_str));
        Err(Error::UnknownLocation { location, nearest })
    }
}

/// Whether something is kept at a location, or deeper in it.
fn is_in(kept: &Location, location: &Location) -> bool {
    kept == location || parents(kept).contains(location)
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
