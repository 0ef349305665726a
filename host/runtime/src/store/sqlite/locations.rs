use rusqlite::{Connection as Database, Result, params};

use crate::store::Location;

pub(super) fn all(database: &Database, tenant: &str) -> Result<Vec<Location>> {
    database
        .prepare("select project, folder from location where tenant = ?1 order by project, folder")?
        .query_map([tenant], |row| {
            let folder: String = row.get(1)?;
            Ok(Location { project: row.get(0)?, folder: (!folder.is_empty()).then_some(folder) })
        })?
        .collect()
}

pub(super) fn add(database: &Database, tenant: &str, location: &Location) -> Result<()> {
    database
        .execute(
            "insert into location (tenant, project, folder) values (?1, ?2, ?3) on conflict do nothing",
            params![tenant, location.project, location.folder.as_deref().unwrap_or_default()],
        )
        .map(drop)
}

pub(super) fn remove(database: &Database, tenant: &str, location: &Location) -> Result<()> {
    database
        .execute(
            "delete from location where tenant = ?1 and project = ?2 and folder = ?3",
            params![tenant, location.project, location.folder.as_deref().unwrap_or_default()],
        )
        .map(drop)
}
