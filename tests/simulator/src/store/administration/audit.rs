//! The audit log.

use serde_json::{Value, json};

use crate::store::Store;

/// Holds the records and how long they are kept.
#[derive(Debug)]
pub(super) struct Audit {
    /// As v1 writes them, newest last; `creationDate` is in milliseconds since 1970.
    records: Vec<Value>,
    retention: Value,
}

impl Default for Audit {
    fn default() -> Self {
        Self { records: Vec::new(), retention: json!({"number": 3, "units": "YEARS"}) }
    }
}

impl Store {
    /// Returns the records, oldest first.
    pub(crate) fn audit(&self) -> &[Value] {
        &self.administration.audit.records
    }

    /// Adds a record; one without a date happens now.
    pub(crate) fn record(&mut self, mut record: Value) -> Value {
        let now = self.now();
        if !record["creationDate"].is_number() {
            record["creationDate"] = json!(now.epoch_milliseconds());
        }
        self.administration.audit.records.push(record.clone());
        record
    }

    /// Returns how long records are kept: `{"number","units"}`.
    pub(crate) fn retention(&self) -> &Value {
        &self.administration.audit.retention
    }

    /// Sets how long records are kept.
    pub(crate) fn set_retention(&mut self, retention: Value) {
        self.administration.audit.retention = retention;
    }
}
