//! What Confluence answers, and the parts of inputs that several actions share.
//!
//! Outputs pass through whole: a field that is not described here is still there.

mod admin_key;
mod attachment;
mod audit;
mod backup;
mod blogpost;
mod body;
mod classification_level;
mod color_scheme;
mod comment;
mod content;
mod content_types;
mod converted_body;
mod counted_listing;
mod custom_content;
mod data_policy;
mod deleted_content;
mod group;
mod included;
mod label;
mod like;
mod listing;
mod long_task;
mod macros;
mod page;
mod permission_check;
mod property;
mod redaction;
mod relation;
mod search;
mod space;
mod system;
mod task;
mod tree;
mod user;
mod user_property;
mod view_count;
mod watch_state;

pub use admin_key::{AdminKey, DisabledAdminKey};
pub use attachment::{
    Attachment, AttachmentLinks, UploadedAttachment, UploadedAttachments, UploadedDetails, UploadedVersion,
};
pub use audit::{AffectedObject, AuditAuthor, AuditRecord, AuditRetention, ChangedValue};
pub use backup::{BackupJob, BackupStatistics, CancelledJobs, RestoreFile};
pub use body::{Body, BodyFormat, BodyInput, BodyText, InputRepresentation, ListBodyFormat};
pub use classification_level::{ClassificationChange, ClassificationLevel, ClassificationLevels};
pub use color_scheme::{ColorScheme, Colors};
pub use comment::{Comment, CommentLinks, CommentProperties};
pub use converted_body::{Conversion, Conversions, ConvertedBodies, ConvertedBody};
pub use counted_listing::{CountedListing, Found};
pub use custom_content::{
    CustomContent, CustomContentBody, CustomContentBodyFormat, CustomContentBodyInput, CustomContentLinks,
    CustomContentListBodyFormat, CustomContentRepresentation,
};
pub use data_policy::{DataPolicy, DataPolicySpace};
pub use deleted_content::{DeletedContent, DeletedContentStatus};
pub use group::{DeletedGroup, Group, Membership};
pub use included::{Included, IncludedLinks, IncludedMeta, Like, Operation, Operations};
mod version;
mod watch;

pub use blogpost::Blogpost;
pub use content::Content;
pub use content_types::ContentTypes;
pub use label::{AddedLabels, Label, LabelPrefix};
pub use like::LikeCount;
pub use listing::{Listing, ListingLinks};
pub use long_task::{LongTask, LongTaskLinks, LongTaskMessage, LongTaskStatus};
pub use macros::{ConvertedMacro, Macro, StartedConversion};
pub use page::{Page, PageLinks, PageStatus, Version};
pub use permission_check::PermissionCheck;
pub use property::{DeletedProperty, Property, PropertyVersion, SetOutcome};
pub use redaction::{Redacted, RedactedPart, RedactedText};
pub use relation::{DeletedRelation, Relation, RelationOrigin};
pub use search::{SearchListing, SearchResult, SearchedContainer, SearchedContent};
pub use space::{Space, SpaceDescription, SpaceIcon, SpaceLinks, SpaceStatus, SpaceType};
pub use system::{AccessMode, ClusterNode, InstanceMetrics, SystemInformation};
pub use task::Task;
pub use tree::{Ancestor, Ancestors, ContentByKind, ContentOfKind, Trashed, TreeContent, TreeContentLinks, TreeNode};
pub use user::{ChangedUser, CreatedUser, EmailAccess, Invitation, PersonalSpace, Picture, User, UserEmail};
pub use user_property::{UserProperty, UserPropertyKey, WrittenUserProperty};
pub use version::{DeletedVersion, History, HistoryVersion, ListedVersion, VersionDetails, VersionedContent};
pub use view_count::ViewCount;
pub use watch::Watch;
pub use watch_state::WatchState;
