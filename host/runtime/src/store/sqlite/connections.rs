use rusqlite::{Connection as Database, OptionalExtension, Result, Row, params};

use crate::store::{Location, PutConnection, StoredConnection};

const COLUMNS: &str = "id, name, connector, project, folder, record, revision";

fn read(row: &Row<'_>) -> Result<StoredConnection> {
    Ok(StoredConnection {
        id: row.get(0)?,
        name: row.get(1)?,
        connector: row.get(2)?,
        location: Location { project: row.get(3)?, folder: row.get(4)? },
        record: row.get(5)?,
        revision: row.get(6)?,
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
) -> Result<PutConnection> {
    let transaction = database.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let StoredConnection { id, name, connector, location, record, revision } = connection;
    let (project, folder) = (&location.project, &location.folder);
    let written = if *revision == 0 {
        transaction.execute(
            "insert into connection (tenant, id, name, connector, project, folder, record, revision)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)",
            params![tenant, id, name, connector, project, folder, record],
        )
    } else {
        transaction.execute(
            "update connection set name = ?3, connector = ?4, project = ?5, folder = ?6, record = ?7, revision = ?8 + 1
             where tenant = ?1 and id = ?2 and revision = ?8",
            params![tenant, id, name, connector, project, folder, record, revision],
        )
    };
    match written {
        Err(error) if is_taken(&error) => return Ok(PutConnection::NameTaken),
        Ok(0) => return Ok(PutConnection::Changed),
        result => result?,
    };
    if let Some(secrets) = secrets {
        super::secrets::put(&transaction, tenant, id, secrets, keep)?;
    }
    transaction.commit()?;
    Ok(PutConnection::Done)
}

pub(super) fn remove(database: &Database, tenant: &str, id: &str) -> Result<()> {
    database.execute("delete from connection where tenant = ?1 and id = ?2", [tenant, id]).map(drop)
}

fn is_taken(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(failure, _)
        if failure.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE)
}
