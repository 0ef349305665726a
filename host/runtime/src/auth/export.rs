use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::Grant;
use crate::connection::ConnectionRecord;

/// A connection with everything that belongs to it, on its way from one store to another.
pub(crate) struct Exported {
    pub(crate) record: ConnectionRecord,
    pub(crate) secrets: BTreeMap<String, SecretString>,
    pub(crate) grant: Option<Grant>,
}

/// How connections are written before they are sealed.
#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    connections: Vec<WrittenConnection<'a>>,
}

#[derive(Serialize)]
struct WrittenConnection<'a> {
    record: &'a ConnectionRecord,
    secrets: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grant: Option<&'a str>,
}

/// How they are read after they were opened.
#[derive(Deserialize)]
struct Read {
    version: u32,
    connections: Vec<ReadConnection>,
}

#[derive(Deserialize)]
struct ReadConnection {
    record: ConnectionRecord,
    secrets: BTreeMap<String, SecretString>,
    grant: Option<SecretString>,
}

const VERSION: u32 = 1;

/// Everything as one text.
pub(crate) fn write(connections: &[Exported]) -> Zeroizing<String> {
    let grants: Vec<Option<SecretString>> =
        connections.iter().map(|connection| connection.grant.as_ref().map(Grant::to_secret)).collect();
    let connections = connections
        .iter()
        .zip(&grants)
        .map(|(connection, grant)| WrittenConnection {
            record: &connection.record,
            secrets: connection.secrets.iter().map(|(name, secret)| (name.as_str(), secret.expose_secret())).collect(),
            grant: grant.as_ref().map(ExposeSecret::expose_secret),
        })
        .collect();
    Zeroizing::new(serde_json::to_string(&Written { version: VERSION, connections }).unwrap_or_default())
}

/// Reads it back; none where it is something else, or of a later version.
pub(crate) fn read(text: &[u8]) -> Option<Vec<Exported>> {
    let read: Read = serde_json::from_slice(text).ok()?;
    if read.version != VERSION {
        return None;
    }
    read.connections
        .into_iter()
        .map(|connection| {
            let grant = match connection.grant {
                Some(grant) => Some(Grant::from_secret(&grant)?),
                None => None,
            };
            Some(Exported { record: connection.record, secrets: connection.secrets, grant })
        })
        .collect()
}
