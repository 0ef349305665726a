//! Backups of Data Center and Server sites, and what is restored from them.

mod create;
mod jobs;
mod restore;

pub use self::create::{CreateSiteBackup, CreateSpaceBackup};
pub use self::jobs::{
    BackupOperation, BackupScope, BackupState, CancelBackupJob, CancelQueuedBackupJobs, DownloadBackup, GetBackupJob,
    ListBackupJobs,
};
pub use self::restore::{ListRestoreFiles, RestoreSite, RestoreSpaces};
