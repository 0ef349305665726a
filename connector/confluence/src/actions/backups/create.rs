use connector_sdk::{Action, Conditions, Effect, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::NO_CHECK;
use crate::data_center;
use crate::form::ON_PREM;
use crate::models::BackupJob;

/// Backs up a whole Data Center or Server site.
///
/// The job goes on after the answer: `get-backup-job` says how far it is, `download-backup` gets the file. This needs
/// the right to administer the system.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateSiteBackup {
    /// Whether to leave out attachments. Default: `false`.
    pub skip_attachments: Option<bool>,
    /// Whether the file stays until somebody deletes it; otherwise Confluence deletes it some time later. Default:
    /// `false`.
    pub keep_permanently: Option<bool>,
    /// What the name of the file begins with. By default, as Confluence names it.
    pub file_name_prefix: Option<String>,
}

impl Action for CreateSiteBackup {
    type Output = BackupJob;
    const NAME: &str = "create-site-backup";
    const GROUP: &str = "backups";
    const ROUTE: &str = "POST /rest/api/backup-restore/backup/site";
    const SCOPES: Scopes = data_center::SYSTEM_ADMIN;
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}

/// Backs up spaces of a Data Center or Server site.
///
/// The job goes on after the answer: `get-backup-job` says how far it is, `download-backup` gets the file. This needs
/// the right to export each space.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateSpaceBackup {
    /// The keys of the spaces, such as `DOCS`.
    #[schemars(length(min = 1))]
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_keys: Vec<String>,
    /// Whether the file stays until somebody deletes it; otherwise Confluence deletes it some time later. Default:
    /// `false`.
    pub keep_permanently: Option<bool>,
    /// What the name of the file begins with. By default, as Confluence names it.
    pub file_name_prefix: Option<String>,
}

impl Action for CreateSpaceBackup {
    type Output = BackupJob;
    const NAME: &str = "create-space-backup";
    const GROUP: &str = "backups";
    const ROUTE: &str = "POST /rest/api/backup-restore/backup/space";
    const SCOPES: Scopes = data_center::WRITE;
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}
