use rusqlite::{OptionalExtension, Row, params};

use super::Store;
use crate::Error;

/// An installed connector.
pub(crate) struct ConnectorRow {
    pub(crate) name: String,
    /// SHA-256 of the component, in lower-case hexadecimal.
    pub(crate) digest: String,
    pub(crate) version: String,
    /// JSON.
    pub(crate) manifest: String,
    /// Milliseconds since the Unix epoch.
    pub(crate) installed_at: i64,
}

const COLUMNS: &str = "name, digest, version, manifest, installed_at";

fn read(row: &Row<'_>) -> rusqlite::Result<ConnectorRow> {
    Ok(ConnectorRow {
        name: row.get(0)?,
        digest: row.get(1)?,
        version: row.get(2)?,
        manifest: row.get(3)?,
        installed_at: row.get(4)?,
    })
}

impl Store {
    /// Installs a connector, or replaces the one of its name.
    pub(crate) fn put_connector(&self, connector: &ConnectorRow) -> Result<(), Error> {
        self.database()
            .execute(
                "insert into connector (tenant, name, digest, version, manifest, installed_at)
                 values (?1, ?2, ?3, ?4, ?5, ?6)
                 on conflict (tenant, name) do update set
                     digest = excluded.digest, version = excluded.version,
                     manifest = excluded.manifest, installed_at = excluded.installed_at",
                params![
                    self.tenant,
                    connector.name,
                    connector.digest,
                    connector.version,
                    connector.manifest,
                    connector.installed_at
                ],
            )
            .map(drop)
            .map_err(|source| Error::Store { doing: "install the connector", source })
    }

    /// The connector of this name.
    pub(crate) fn connector(&self, name: &str) -> Result<Option<ConnectorRow>, Error> {
        self.database()
            .query_row(
                &format!("select {COLUMNS} from connector where tenant = ?1 and name = ?2"),
                params![self.tenant, name],
                read,
            )
            .optional()
            .map_err(|source| Error::Store { doing: "read the connector", source })
    }

    /// All connectors, by name.
    pub(crate) fn connectors(&self) -> Result<Vec<ConnectorRow>, Error> {
        let failed = |source| Error::Store { doing: "read the connectors", source };
        let database = self.database();
        let mut statement = database
            .prepare(&format!("select {COLUMNS} from connector where tenant = ?1 order by name"))
            .map_err(failed)?;
        let rows = statement.query_map([&self.tenant], read).map_err(failed)?;
        rows.collect::<Result<_, _>>().map_err(failed)
    }

    /// Whether any tenant has a connector of this digest.
    pub(crate) fn has_digest(&self, digest: &str) -> Result<bool, Error> {
        self.database()
            .query_row("select exists (select 1 from connector where digest = ?1)", [digest], |row| row.get(0))
            .map_err(|source| Error::Store { doing: "read the connectors", source })
    }

    /// Removes a connector; no connection may use it.
    pub(crate) fn remove_connector(&self, name: &str) -> Result<(), Error> {
        self.database()
            .execute("delete from connector where tenant = ?1 and name = ?2", params![self.tenant, name])
            .map(drop)
            .map_err(|source| Error::Store { doing: "remove the connector", source })
    }
}
