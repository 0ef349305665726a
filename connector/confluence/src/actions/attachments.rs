//! Files that are attached to pages and other content.

mod delete;
mod delete_version;
mod download;
mod found;
mod get;
mod hashed;
mod list;
mod relocate;
mod text;
mod thumbnail;
mod update;
mod upload;

pub use self::delete::DeleteAttachment;
pub use self::delete_version::{DeleteAttachmentVersion, DeletedAttachmentVersion};
pub use self::download::{Download, DownloadAttachment};
pub use self::get::GetAttachment;
pub use self::list::{Attached, AttachmentSort, AttachmentStatus, ListAttachments};
pub use self::relocate::{AttachmentPlace, MoveAttachment};
pub use self::text::{AttachmentText, GetAttachmentText};
pub use self::thumbnail::DownloadAttachmentThumbnail;
pub use self::update::UpdateAttachment;
pub(super) use self::upload::UPLOADS;
pub use self::upload::{ExistingAttachment, HoldingStatus, UploadAttachment};
