//! What Confluence answers, and the parts of inputs that several actions share.
//!
//! Outputs pass through whole: a field that is not described here is still there.

mod admin_key;
mod attachment;
mod audit;
mod backup;
mod body;
mod color_scheme;
mod comment;
mod counted_listing;
mod data_policy;
mod group;
mod included;
mod label;
mod listing;
mod long_task;
mod page;
mod relation;
mod search;
mod space;
mod system;
mod user;
mod user_property;
mod view_count;
mod watch_state;

pub use admin_key::{AdminKey, DisabledAdminKey};
pub use attachment::{Attachment, AttachmentLinks, UploadedAttachment, UploadedAttachments, UploadedDetails};
pub use audit::{AffectedObject, AuditAuthor, AuditRecord, AuditRetention, ChangedValue};
pub use backup::{BackupJob, BackupStatistics, CancelledJobs, RestoreFile};
pub use body::{Body, BodyFormat, BodyInput, BodyText, InputRepresentation, ListBodyFormat};
pub use color_scheme::{ColorScheme, Colors};
pub use comment::{Comment, CommentLinks};
pub use counted_listing::{CountedListing, Found};
pub use data_policy::{DataPolicy, DataPolicySpace};
pub use group::{DeletedGroup, Group, Membership};
pub use included::{Included, IncludedLinks, IncludedMeta, Like, Operation, Property};
pub use label::{AddedLabels, Label, LabelPrefix};
pub use listing::{Listing, ListingLinks};
pub use long_task::{LongTask, LongTaskLinks, LongTaskMessage, LongTaskStatus};
pub use page::{Page, PageLinks, PageStatus, Version};
pub use relation::{DeletedRelation, Relation, RelationOrigin};
pub use search::{SearchListing, SearchResult, SearchedContainer, SearchedContent};
pub use space::{Space, SpaceDescription, SpaceIcon, SpaceLinks, SpaceStatus, SpaceType};
pub use system::{AccessMode, ClusterNode, InstanceMetrics, SystemInformation};
pub use user::{ChangedUser, CreatedUser, EmailAccess, Invitation, PersonalSpace, Picture, User, UserEmail};
pub use user_property::{UserProperty, UserPropertyKey, WrittenUserProperty};
pub use view_count::ViewCount;
pub use watch_state::WatchState;
