use schemars::JsonSchema;
use serde::Serialize;

/// A piece of content that was deleted.
#[derive(Serialize, JsonSchema)]
pub struct DeletedContent {
    /// Its id.
    pub id: String,
    /// What became of it.
    pub status: DeletedContentStatus,
}

/// What became of a piece of content that was deleted.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DeletedContentStatus {
    /// It is in the trash, from where it can be restored.
    Trashed,
    /// It is deleted for good.
    Purged,
    /// It is deleted; whether it can be restored depends on its kind.
    Deleted,
}
