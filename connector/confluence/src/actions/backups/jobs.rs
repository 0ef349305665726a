use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, Answer, Conditions, Context, Effect, Error, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::attachments::Download;
use crate::actions::{NO_CHECK, echo, received};
use crate::data_center;
use crate::form::ON_PREM;
use crate::models::{BackupJob, CancelledJobs, Found};

/// Lists the jobs that back up or restore something on a Data Center or Server site.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListBackupJobs {
    /// The most jobs to list. Default: `25`.
    #[schemars(range(min = 1))]
    pub limit: Option<u32>,
    /// The moment from which on the jobs were queued, such as `2026-05-27T07:22:53.000Z`. By default, any.
    pub from_date: Option<String>,
    /// The moment up to which the jobs were queued, written likewise. By default, any.
    pub to_date: Option<String>,
    /// What the jobs are about. By default, sites and spaces.
    pub job_scope: Option<BackupScope>,
    /// What the jobs do. By default, both.
    pub job_operation: Option<BackupOperation>,
    /// The states of the jobs. By default, any.
    pub job_states: Option<Vec<BackupState>>,
    /// The key of a space that the jobs are about. By default, any.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// The username of who queued the jobs. By default, anybody.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub owner: Option<String>,
}

/// What a job is about.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum BackupScope {
    /// Spaces.
    Space,
    /// A whole site.
    Site,
}

/// What a job does.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum BackupOperation {
    /// It backs something up.
    Backup,
    /// It restores something.
    Restore,
}

/// A state of a job.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum BackupState {
    /// It waits for others.
    Queued,
    /// It runs.
    Processing,
    /// It is nearly done.
    Completing,
    /// It is done.
    Finished,
    /// It is being cancelled.
    Cancelling,
    /// It was cancelled.
    Cancelled,
    /// It went wrong.
    Failed,
}

impl Action for ListBackupJobs {
    type Output = Found<BackupJob>;
    const NAME: &str = "list-backup-jobs";
    const GROUP: &str = "backups";
    const ROUTE: &str = "GET /rest/api/backup-restore/jobs\
        ?limit={limit}\
        &fromDate={fromDate}\
        &toDate={toDate}\
        &jobScope={jobScope}\
        &jobOperation={jobOperation}\
        &jobStates={jobStates}\
        &spaceKey={spaceKey}\
        &owner={owner}";
    const SCOPES: Scopes = data_center::READ;
    const ANSWER: Option<Answer> = Some(echo::results);
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = ON_PREM;
}

/// Finds out how far a job is that backs up or restores something.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetBackupJob {
    /// The id of the job.
    pub id: String,
}

impl Action for GetBackupJob {
    type Output = BackupJob;
    const NAME: &str = "get-backup-job";
    const GROUP: &str = "backups";
    const ROUTE: &str = "GET /rest/api/backup-restore/jobs/{id}";
    const SCOPES: Scopes = data_center::READ;
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = ON_PREM;
}

/// Cancels a job that backs up or restores something; one that has ended stays as it is.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CancelBackupJob {
    /// The id of the job.
    pub id: String,
}

impl Action for CancelBackupJob {
    type Output = BackupJob;
    const NAME: &str = "cancel-backup-job";
    const GROUP: &str = "backups";
    const ROUTE: &str = "PUT /rest/api/backup-restore/jobs/{id}/cancel";
    const SCOPES: Scopes = data_center::WRITE;
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}

/// Cancels every job that waits to back up or restore something; those that run go on.
///
/// This needs the right to administer Confluence.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CancelQueuedBackupJobs {}

impl Action for CancelQueuedBackupJobs {
    type Output = CancelledJobs;
    const NAME: &str = "cancel-queued-backup-jobs";
    const GROUP: &str = "backups";
    const ROUTE: &str = "PUT /rest/api/backup-restore/jobs/clear-queue";
    const SCOPES: Scopes = data_center::ADMIN;
    const ANSWER: Option<Answer> = Some(count);
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}

/// Confluence answers with the bare number.
fn count(_: &Fields, answer: &mut Value) {
    if answer.is_number() {
        *answer = json!({ "cancelled": answer.take() });
    }
}

/// Downloads the file of a finished backup.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DownloadBackup {
    /// The id of the job that made the backup.
    pub id: String,
}

impl Action for DownloadBackup {
    type Output = Download;
    const NAME: &str = "download-backup";
    const GROUP: &str = "backups";
    const ROUTE: &str = "GET /rest/api/backup-restore/jobs/{id}/download";
    const SCOPES: Scopes = data_center::READ;
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = ON_PREM;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        received::download(context, context.request_from::<Self>(&fields)?, None, None, "backup.zip")
    }
}
