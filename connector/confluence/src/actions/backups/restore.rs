use connector_sdk::{
    Action, ActionRoute, Answer, BlobId, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Part, Scopes,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::BackupScope;
use crate::actions::{NO_CHECK, echo};
use crate::data_center;
use crate::form::ON_PREM;
use crate::models::{BackupJob, Found, RestoreFile};

const UPLOADED_SITE: &str = "POST /rest/api/backup-restore/restore/site/upload";
const UPLOADED_SPACES: &str = "POST /rest/api/backup-restore/restore/space/upload";

/// Lists the files on a Data Center or Server machine from which something can be restored.
///
/// This needs the right to administer the system.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListRestoreFiles {
    /// What the files are backups of. By default, sites and spaces.
    pub job_scope: Option<BackupScope>,
}

impl Action for ListRestoreFiles {
    type Output = Found<RestoreFile>;
    const NAME: &str = "list-restore-files";
    const GROUP: &str = "backups";
    const ROUTE: &str = "GET /rest/api/backup-restore/restore/files?jobScope={jobScope}";
    const SCOPES: Scopes = data_center::SYSTEM_ADMIN;
    const ANSWER: Option<Answer> = Some(echo::results);
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = ON_PREM;
}

/// Restores a whole Data Center or Server site from a backup: what is there now is lost.
///
/// The job goes on after the answer: `get-backup-job` says how far it is. This needs the right to administer the system.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RestoreSite {
    /// The name of a backup on the machine, as `list-restore-files` gives it.
    pub file_name: Option<String>,
    /// The backup, a zip file, to upload instead.
    pub file: Option<BlobId>,
    /// Whether to leave the search index as it is, where `fileName` is given. Default: `false`.
    pub skip_reindex: Option<bool>,
}

impl Action for RestoreSite {
    type Output = BackupJob;
    const NAME: &str = "restore-site";
    const GROUP: &str = "backups";
    const ROUTE: &str = "POST /rest/api/backup-restore/restore/site";
    const SCOPES: Scopes = data_center::SYSTEM_ADMIN;
    const ALSO: &[ActionRoute] = &[ActionRoute::new(UPLOADED_SITE, data_center::SYSTEM_ADMIN)];
    const EFFECT: Effect = Effect::Remove;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        restore::<Self>(context, &fields, UPLOADED_SITE)
    }
}

/// Restores spaces of a Data Center or Server site from a backup.
///
/// The job goes on after the answer: `get-backup-job` says how far it is. This needs the right to administer Confluence.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RestoreSpaces {
    /// The name of a backup on the machine, as `list-restore-files` gives it.
    pub file_name: Option<String>,
    /// The backup, a zip file, to upload instead.
    pub file: Option<BlobId>,
    /// Whether to leave the search index as it is, where `fileName` is given. Default: `false`.
    pub skip_reindex: Option<bool>,
}

impl Action for RestoreSpaces {
    type Output = BackupJob;
    const NAME: &str = "restore-spaces";
    const GROUP: &str = "backups";
    const ROUTE: &str = "POST /rest/api/backup-restore/restore/space";
    const SCOPES: Scopes = data_center::ADMIN;
    const ALSO: &[ActionRoute] = &[ActionRoute::new(UPLOADED_SPACES, data_center::ADMIN)];
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        restore::<Self>(context, &fields, UPLOADED_SPACES)
    }
}

/// Restores a backup on the machine by the action's route, or uploads one by the other.
fn restore<A: Action>(context: &Context<'_>, fields: &Fields, upload: &str) -> Result<Json, Error> {
    let text = |name: &str| fields.get(name).and_then(|value| value.as_str()).map(str::to_owned);
    let wrong = |at: &str, message: &str| {
        Error::new(ErrorKind::InvalidInput, "a backup is given by `fileName` or by `file`, one of them")
            .problem(at, message)
    };
    let (file_name, file) = (text("fileName"), text("file"));
    let file = match (file_name, file) {
        (None, Some(file)) => BlobId(file),
        (Some(_), None) => return Json::from_response(context.send(&context.request_from::<A>(fields)?)?),
        (None, None) => return Err(wrong("/fileName", "is needed, or `file`")),
        (Some(_), Some(_)) => return Err(wrong("/file", "cannot stand beside `fileName`")),
    };
    if fields.get("skipReindex").is_some_and(|skip| !skip.is_null()) {
        return Err(Error::new(ErrorKind::InvalidInput, "an uploaded backup is always indexed")
            .problem("/skipReindex", "cannot stand beside `file`"));
    }
    let name = context.blob(&file)?.file_name.unwrap_or_else(|| "backup.zip".to_owned());
    let part = Part::file("file", &file, Some(name), Some("application/zip".to_owned()));
    Json::from_response(context.send(&context.request_by::<A>(upload, &Fields::new())?.form(vec![part]))?)
}
