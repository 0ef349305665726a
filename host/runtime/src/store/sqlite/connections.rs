use rusqlite::{Connection as Database, OptionalExtension, Result, Row, params};

use crate::store::{Location, StoredConnection};

const COLUMNS: &str = "id, name, connector, project, folder, record";

fn read(row: &Row<'_>) -> Result<StoredConnection> {
    Ok(StoredConnection {
        id: row.get(0)?,
        name: row.get(1)?,
        connector: row.get(2)?,
        location: Location { project: row.get(3)?, folder: row.get(4)? },
        record: row.get(5)?,
    })
}

pub(super) fn all(database: &Database, tenant: &str) -> Result<Vec<StoredConnection>> {
    database
        .prepare(&format!("select {COLUMNS} from connection where tenant = ?1 order by name"))?
        .query_map([tenant], read)?
        .collect()
}

pub(super) fn named(database: &Database, tenant: &str, name: &str) -> Result<Option<StoredConnection>> {
    let query = format!("select {COLUMNS} from connection where tenant = ?1 and name = ?2");
    database.query_row(&query, [tenant, name], read).optional()
}

pub(super) fn put(
    database: &mut Database,
    tenant: &str,
    connection: &StoredConnection,
    secrets: Option<&[(String, Vec<u8>)]>,
    keep: Option<&str>,
) -> Result<bool> {
    let transaction = database.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let StoredConnection { id, name, connector, location, record } = connection;
    let written = transaction.execute(
        "insert into connection (tenant, id, name, connector, project, folder, record)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         on conflict (tenant, id) do update set
             name = excluded.name, connector = excluded.connector,
             project = excluded.project, folder = excluded.folder, record = excluded.record",
        params![tenant, id, name, connector, location.project, location.folder, record],
    );
    match written {
        Err(error) if is_taken(&error) => return Ok(false),
        result => result?,
    };
    if let Some(secrets) = secrets {
        super::secrets::put(&transaction, tenant, id, secrets, keep)?;
    }
    transaction.commit()?;
    Ok(true)
}

pub(super) fn remove(database: &Database, tenant: &str, id: &str) -> Result<()> {
    database.execute("delete from connection where tenant = ?1 and id = ?2", [tenant, id]).map(drop)
}

fn is_taken(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(failure, _)
        if failure.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE)
}
