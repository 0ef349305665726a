use schemars::JsonSchema;

/// A piece of content that was deleted.
#[derive(JsonSchema)]
pub struct DeletedContent {
    /// Its id.
    pub id: String,
    /// What became of it.
    pub status: DeletedStatus,
}

/// What became of a piece of content that was deleted.
#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DeletedStatus {
    /// It is in the trash, from where it can be restored.
    Trashed,
    /// It is deleted for good.
    Purged,
}
