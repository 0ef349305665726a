//! What Confluence answers, and the parts of inputs that several actions share.
//!
//! Outputs pass through whole: a field that is not described here is still there.

mod attachment;
mod blogpost;
mod body;
mod comment;
mod content;
mod content_types;
mod deleted;
mod included;
mod label;
mod like;
mod listing;
mod long_task;
mod macros;
mod page;
mod permission_check;
mod redaction;
mod search;
mod space;
mod user;
mod version;
mod watch;

pub use attachment::{Attachment, AttachmentLinks, UploadedAttachment, UploadedAttachments, UploadedDetails};
pub use blogpost::Blogpost;
pub use body::{Body, BodyFormat, BodyInput, BodyText, InputRepresentation, ListBodyFormat};
pub use comment::{Comment, CommentLinks};
pub use content::Content;
pub use content_types::ContentTypes;
pub use deleted::{DeletedContent, DeletedStatus};
pub use included::{Included, IncludedLinks, IncludedMeta, Like, Operation, Property};
pub use label::{AddedLabels, Label, LabelPrefix};
pub use like::LikeCount;
pub use listing::{Listing, ListingLinks};
pub use long_task::{LongTask, LongTaskLinks};
pub use macros::{ConvertedBody, Macro, StartedConversion};
pub use page::{Page, PageLinks, PageStatus, Version};
pub use permission_check::PermissionCheck;
pub use redaction::{Redacted, RedactedPart, RedactedText};
pub use search::{SearchListing, SearchResult, SearchedContainer, SearchedContent};
pub use space::{Space, SpaceDescription, SpaceIcon, SpaceLinks, SpaceStatus, SpaceType};
pub use user::{PersonalSpace, Picture, User};
pub use version::{DeletedVersion, History, HistoryVersion, ListedVersion, VersionDetails, VersionedContent};
pub use watch::Watch;
