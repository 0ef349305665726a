//! Restrictions as requests spell them.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{OPERATIONS, subjects};
use crate::answer::Answer;
use crate::refusal::Shape;
use crate::store::{Restriction, Store, Subject};

/// Reads an array of restrictions, or an object with that array in `results`.
pub(super) fn read(body: &Value, store: &Store) -> Result<Vec<Restriction>, Answer> {
    let orders = match body {
        Value::Array(orders) => orders,
        body => body["results"].as_array().ok_or_else(|| invalid("The request body must be a JSON array"))?,
    };
    let mut found = Vec::new();
    for order in orders {
        if let Some(name) = stray(order, &["operation", "restrictions", "content", "_expandable", "_links"]) {
            return Err(invalid(&format!("Unknown body field '{name}' (simulator)")));
        }
        let operation = order["operation"].as_str().unwrap_or_default();
        if !OPERATIONS.contains(&operation) {
            return Err(invalid(&format!("'{operation}' cannot be restricted, only read and update")));
        }
        let restrictions = &order["restrictions"];
        if !restrictions.is_object() {
            return Err(invalid("Field 'restrictions' is required"));
        }
        if let Some(name) = stray(restrictions, &["user", "group", "_expandable"]) {
            return Err(invalid(&format!("Unknown body field '{name}' (simulator)")));
        }
        for name in ["user", "group"] {
            let listed = &restrictions[name];
            let rows = listed.as_array().or_else(|| listed["results"].as_array());
            for row in rows.into_iter().flatten() {
                let subject = subject(name, row, store)?;
                found.push(Restriction { operation: operation.to_owned(), subject });
            }
        }
    }
    Ok(found)
}

/// Shortens a text to what changes with it.
pub(super) fn hash(text: &str) -> String {
    let bytes: [u8; 32] = Sha256::digest(text).into();
    format!("{:016x}", bytes.iter().take(8).fold(0, |number: u64, byte| number << 8 | u64::from(*byte)))
}

fn subject(kind: &str, row: &Value, store: &Store) -> Result<Subject, Answer> {
    if kind == "group" {
        let name = row["id"].as_str().or_else(|| row["name"].as_str()).unwrap_or_default();
        return subjects::group(store, name);
    }
    subjects::user(row["accountId"].as_str().unwrap_or_default())
}

fn stray<'a>(value: &'a Value, known: &[&str]) -> Option<&'a str> {
    value.as_object()?.keys().map(String::as_str).find(|name| !known.contains(name))
}

fn invalid(text: &str) -> Answer {
    Shape::V1.invalid(text)
}
