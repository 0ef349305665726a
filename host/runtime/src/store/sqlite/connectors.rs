use rusqlite::{Connection as Database, OptionalExtension, Result, Row, params};

use crate::store::StoredConnector;

fn read(row: &Row<'_>) -> Result<StoredConnector> {
    Ok(StoredConnector { name: row.get(0)?, digest: row.get(1)?, version: row.get(2)?, installed_at: row.get(3)? })
}

pub(super) fn all(database: &Database, tenant: &str) -> Result<Vec<StoredConnector>> {
    database
        .prepare("select name, digest, version, installed_at from connector where tenant = ?1 order by name")?
        .query_map([tenant], read)?
        .collect()
}

pub(super) fn manifest(database: &Database, tenant: &str, digest: &str) -> Result<Option<String>> {
    database
        .query_row("select manifest from connector where tenant = ?1 and digest = ?2", [tenant, digest], |row| {
            row.get(0)
        })
        .optional()
}

pub(super) fn put(database: &Database, tenant: &str, connector: &StoredConnector, manifest: &str) -> Result<()> {
    let StoredConnector { name, digest, version, installed_at } = connector;
    database
        .execute(
            "insert into connector (tenant, name, digest, version, manifest, installed_at)
             values (?1, ?2, ?3, ?4, ?5, ?6)
             on conflict (tenant, name) do update set
                 digest = excluded.digest, version = excluded.version,
                 manifest = excluded.manifest, installed_at = excluded.installed_at",
            params![tenant, name, digest, version, manifest, installed_at],
        )
        .map(drop)
}

pub(super) fn remove(database: &Database, tenant: &str, name: &str) -> Result<()> {
    database.execute("delete from connector where tenant = ?1 and name = ?2", [tenant, name]).map(drop)
}

pub(super) fn has_digest(database: &Database, digest: &str) -> Result<bool> {
    database.query_row("select exists (select 1 from connector where digest = ?1)", [digest], |row| row.get(0))
}
