use connector_sdk::serde_json::Value;
use schemars::JsonSchema;

/// A job that backs something up or restores it; it goes on after the answer.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BackupJob {
    /// The id of the job.
    pub id: Option<i64>,
    /// `BACKUP` or `RESTORE`.
    pub job_operation: Option<String>,
    /// `SITE` or `SPACE`.
    pub job_scope: Option<String>,
    /// `QUEUED`, `PROCESSING`, `COMPLETING`, `FINISHED`, `CANCELLING`, `CANCELLED` or `FAILED`.
    pub job_state: Option<String>,
    /// When it was queued, such as `2026-05-27T07:22:53.016Z`.
    pub create_time: Option<String>,
    /// When it began.
    pub start_processing_time: Option<String>,
    /// When it ended.
    pub finish_processing_time: Option<String>,
    /// When it was cancelled.
    pub cancel_time: Option<String>,
    /// What went wrong.
    pub error_message: Option<String>,
    /// The user who queued it.
    pub owner: Option<String>,
    /// The user who cancelled it.
    pub cancelled_by: Option<String>,
    /// The name of the backup's file.
    pub file_name: Option<String>,
    /// The keys of the spaces in it.
    pub space_keys: Option<String>,
    /// When the file will be deleted, or was.
    pub file_delete_time: Option<String>,
    /// Whether the file is there.
    pub file_exists: Option<bool>,
    /// What was asked for.
    pub job_settings: Option<Value>,
    /// How far it is.
    pub statistics: Option<BackupStatistics>,
}

/// How far a job is, in objects.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BackupStatistics {
    /// How many there are.
    pub total_objects_count: Option<i64>,
    /// How many were looked at.
    pub processed_objects_count: Option<i64>,
    /// How many were written.
    pub persisted_objects_count: Option<i64>,
    /// How many were left out.
    pub skipped_objects_count: Option<i64>,
    /// How many were there already.
    pub reused_objects_count: Option<i64>,
}

/// How many jobs were cancelled.
#[derive(JsonSchema)]
pub struct CancelledJobs {
    /// How many jobs were cancelled.
    pub cancelled: i64,
}

/// A file on the server that can be restored.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RestoreFile {
    /// The name of the file.
    pub name: Option<String>,
    /// When it was made.
    pub creation_time: Option<String>,
    /// The size in bytes.
    pub size: Option<i64>,
    /// `SITE` or `SPACE`.
    pub job_scope: Option<String>,
}
