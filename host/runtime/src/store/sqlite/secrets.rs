use rusqlite::{Connection as Database, OptionalExtension, Result, Row, Transaction, params};

use crate::store::{SealedSecret, SecretPlace};

pub(super) fn of(database: &Database, tenant: &str, connection: &str) -> Result<Vec<SealedSecret>> {
    database
        .prepare("select field, sealed, revision from secret where tenant = ?1 and connection = ?2 order by field")?
        .query_map([tenant, connection], |row| {
            Ok(SealedSecret { field: row.get(0)?, sealed: row.get(1)?, revision: row.get(2)? })
        })?
        .collect()
}

pub(super) fn any(database: &Database) -> Result<Option<SealedSecret>> {
    let read = |row: &Row<'_>| Ok(SealedSecret { field: row.get(0)?, sealed: row.get(1)?, revision: row.get(2)? });
    database.query_row("select field, sealed, revision from secret limit 1", [], read).optional()
}

/// Replaces all secrets of a connection but the one of the field `keep`. Revisions go on, so that nobody takes a new one for the one that they know.
pub(super) fn put(
    transaction: &Transaction<'_>,
    tenant: &str,
    connection: &str,
    secrets: &[(String, Vec<u8>)],
    keep: Option<&str>,
) -> Result<()> {
    let newest: i64 = transaction.query_row(
        "select coalesce(max(revision), 0) from secret where tenant = ?1 and connection = ?2",
        [tenant, connection],
        |row| row.get(0),
    )?;
    transaction.execute(
        "delete from secret where tenant = ?1 and connection = ?2 and field is not ?3",
        params![tenant, connection, keep],
    )?;
    let mut insert = transaction
        .prepare("insert into secret (tenant, connection, field, sealed, revision) values (?1, ?2, ?3, ?4, ?5)")?;
    for (field, sealed) in secrets {
        insert.execute(params![tenant, connection, field, sealed, newest + 1])?;
    }
    Ok(())
}

pub(super) fn replace(database: &Database, place: &SecretPlace, revision: i64, sealed: &[u8]) -> Result<bool> {
    let SecretPlace { tenant, connection, field } = place;
    let replaced = database.execute(
        "update secret set sealed = ?5, revision = revision + 1
         where tenant = ?1 and connection = ?2 and field = ?3 and revision = ?4",
        params![tenant, connection, field, revision, sealed],
    )?;
    Ok(replaced == 1)
}

pub(super) fn all(database: &Database) -> Result<Vec<(SecretPlace, SealedSecret)>> {
    database
        .prepare("select tenant, connection, field, sealed, revision from secret order by tenant, connection, field")?
        .query_map([], |row| {
            let field: String = row.get(2)?;
            Ok((
                SecretPlace { tenant: row.get(0)?, connection: row.get(1)?, field: field.clone() },
                SealedSecret { field, sealed: row.get(3)?, revision: row.get(4)? },
            ))
        })?
        .collect()
}
