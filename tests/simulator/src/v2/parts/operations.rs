//! `…/{id}/operations`.

use http::StatusCode;
use serde_json::{Value, json};

use crate::answer::{Answer, Reply};
use crate::site::Call;
use crate::store::Kind;

/// What its owner may do with content of any kind; which names real sites list is a guess.
const CONTENT: &[&str] = &["read", "update", "delete", "copy", "move", "export", "purge", "restore"];
const COMMENT: &[&str] = &["read", "update", "delete"];
const SPACE: &[&str] = &["read", "update", "delete", "create", "export", "administer", "restrict_content", "archive"];

/// Lists what the caller may do with something.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    call.owner(&store)?;
    Ok(Answer::json(StatusCode::OK, &json!({"operations": rows(call.kind)})))
}

/// Writes what the caller may do with a thing of some kind.
pub(in crate::v2) fn rows(kind: Kind) -> Vec<Value> {
    let names = match kind {
        Kind::Space => SPACE,
        Kind::FooterComment | Kind::InlineComment | Kind::Comment => COMMENT,
        _ => CONTENT,
    };
    names.iter().map(|name| json!({"operation": name, "targetType": kind.name()})).collect()
}
