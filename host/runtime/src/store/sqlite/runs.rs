use rusqlite::{Connection as Database, Result, params};

use crate::store::StoredRun;

pub(super) fn all(database: &Database, tenant: &str) -> Result<Vec<StoredRun>> {
    database
        .prepare("select id, connection, record, revision from run where tenant = ?1")?
        .query_map([tenant], |row| {
            Ok(StoredRun { id: row.get(0)?, connection: row.get(1)?, record: row.get(2)?, revision: row.get(3)? })
        })?
        .collect()
}

pub(super) fn add(database: &Database, tenant: &str, run: &StoredRun) -> Result<()> {
    let StoredRun { id, connection, record, revision } = run;
    database
        .execute(
            "insert into run (tenant, id, connection, record, revision) values (?1, ?2, ?3, ?4, ?5)",
            params![tenant, id, connection, record, revision],
        )
        .map(drop)
}

pub(super) fn replace(database: &Database, tenant: &str, run: &StoredRun) -> Result<bool> {
    let replaced = database.execute(
        "update run set record = ?3, revision = revision + 1 where tenant = ?1 and id = ?2 and revision = ?4",
        params![tenant, run.id, run.record, run.revision],
    )?;
    Ok(replaced == 1)
}

pub(super) fn remove(database: &Database, tenant: &str, id: &str, revision: i64) -> Result<bool> {
    let removed = database
        .execute("delete from run where tenant = ?1 and id = ?2 and revision = ?3", params![tenant, id, revision])?;
    Ok(removed == 1)
}
