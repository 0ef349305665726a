use rusqlite::{OptionalExtension, Row, params};

use super::Store;
use crate::Error;

/// A connection without its secrets.
pub(crate) struct ConnectionRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) connector: String,
    pub(crate) auth_type: String,
    /// A JSON object of strings.
    pub(crate) fields: String,
    /// JSON of what `check` told, where it ran.
    pub(crate) account: Option<String>,
    /// Milliseconds since the Unix epoch.
    pub(crate) created_at: i64,
}

const COLUMNS: &str = "id, name, connector, auth_type, fields, account, created_at";

fn read(row: &Row<'_>) -> rusqlite::Result<ConnectionRow> {
    Ok(ConnectionRow {
        id: row.get(0)?,
        name: row.get(1)?,
        connector: row.get(2)?,
        auth_type: row.get(3)?,
        fields: row.get(4)?,
        account: row.get(5)?,
        created_at: row.get(6)?,
    })
}

impl Store {
    /// Adds a connection and its sealed secrets, all or nothing.
    pub(crate) fn add_connection(
        &self,
        connection: &ConnectionRow,
        secrets: &[(String, Vec<u8>)],
    ) -> Result<(), Error> {
        let failed = |source| Error::Store { doing: "save the connection", source };
        let mut database = self.database();
        let transaction = database.transaction().map_err(failed)?;
        let inserted = transaction.execute(
            "insert into connection (tenant, id, name, connector, auth_type, fields, account, created_at)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                self.tenant,
                connection.id,
                connection.name,
                connection.connector,
                connection.auth_type,
                connection.fields,
                connection.account,
                connection.created_at
            ],
        );
        match inserted {
            Err(error) if is_taken(&error) => {
                return Err(Error::ConnectionExists { name: connection.name.clone() });
            }
            result => result.map_err(failed)?,
        };
        for (field, sealed) in secrets {
            transaction
                .execute(
                    "insert into secret (tenant, connection, field, sealed) values (?1, ?2, ?3, ?4)",
                    params![self.tenant, connection.id, field, sealed],
                )
                .map_err(failed)?;
        }
        transaction.commit().map_err(failed)
    }

    /// Keeps what `check` told.
    pub(crate) fn set_account(&self, id: &str, account: &str) -> Result<(), Error> {
        self.database()
            .execute(
                "update connection set account = ?3 where tenant = ?1 and id = ?2",
                params![self.tenant, id, account],
            )
            .map(drop)
            .map_err(|source| Error::Store { doing: "save the connection", source })
    }

    /// The connection of this name.
    pub(crate) fn connection(&self, name: &str) -> Result<Option<ConnectionRow>, Error> {
        self.database()
            .query_row(
                &format!("select {COLUMNS} from connection where tenant = ?1 and name = ?2"),
                params![self.tenant, name],
                read,
            )
            .optional()
            .map_err(|source| Error::Store { doing: "read the connection", source })
    }

    /// All connections, by name.
    pub(crate) fn connections(&self) -> Result<Vec<ConnectionRow>, Error> {
        let failed = |source| Error::Store { doing: "read the connections", source };
        let database = self.database();
        let mut statement = database
            .prepare(&format!("select {COLUMNS} from connection where tenant = ?1 order by name"))
            .map_err(failed)?;
        let rows = statement.query_map([&self.tenant], read).map_err(failed)?;
        rows.collect::<Result<_, _>>().map_err(failed)
    }

    /// The sealed secrets of a connection: field and bytes.
    pub(crate) fn secrets(&self, id: &str) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let failed = |source| Error::Store { doing: "read the connection's secrets", source };
        let database = self.database();
        let mut statement = database
            .prepare("select field, sealed from secret where tenant = ?1 and connection = ?2 order by field")
            .map_err(failed)?;
        let rows =
            statement.query_map(params![self.tenant, id], |row| Ok((row.get(0)?, row.get(1)?))).map_err(failed)?;
        rows.collect::<Result<_, _>>().map_err(failed)
    }

    /// Whether any tenant has a secret.
    pub(crate) fn has_secrets(&self) -> Result<bool, Error> {
        self.database()
            .query_row("select exists (select 1 from secret)", [], |row| row.get(0))
            .map_err(|source| Error::Store { doing: "read the store", source })
    }

    /// Removes a connection and its secrets; whether there was one.
    pub(crate) fn remove_connection(&self, name: &str) -> Result<bool, Error> {
        self.database()
            .execute("delete from connection where tenant = ?1 and name = ?2", params![self.tenant, name])
            .map(|removed| removed > 0)
            .map_err(|source| Error::Store { doing: "remove the connection", source })
    }
}

fn is_taken(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(failure, _)
        if failure.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE)
}
