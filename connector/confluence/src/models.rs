//! What Confluence answers, and the parts of inputs that several actions share.
//!
//! Outputs pass through whole: a field that is not described here is still there.

mod admin_key;
mod attachment;
mod audit;
mod backup;
mod blogpost;
mod body;
mod bulk;
mod classification_level;
mod color_scheme;
mod comment;
mod content;
mod content_state;
mod content_types;
mod converted_body;
mod counted_listing;
mod custom_content;
mod data_policy;
mod deleted_content;
mod exported;
mod group;
mod included;
mod item_error;
mod label;
mod labelled;
mod like;
mod listing;
mod long_task;
mod look_and_feel;
mod macros;
mod page;
mod permission;
mod permission_check;
mod property;
mod published;
mod redaction;
mod relation;
mod restriction;
mod role;
mod search;
mod space;
mod space_settings;
mod system;
mod task;
mod template;
mod theme;
mod transition;
mod tree;
mod user;
mod user_property;
mod version;
mod view_count;
mod watch;
mod watch_state;

pub use admin_key::{AdminKey, DisabledAdminKey};
pub use attachment::{
    Attachment, AttachmentLinks, UploadedAttachment, UploadedAttachments, UploadedDetails, UploadedVersion,
};
pub use audit::{AffectedObject, AuditAuthor, AuditRecord, AuditRetention, ChangedValue};
pub use backup::{BackupJob, BackupStatistics, CancelledJobs, RestoreFile};
pub use blogpost::Blogpost;
pub use body::{Body, BodyFormat, BodyInput, BodyText, InputRepresentation, ListBodyFormat};
pub use bulk::{ItemCounts, ItemResult, ItemStatus};
pub use classification_level::{ClassificationChange, ClassificationLevel, ClassificationLevels};
pub use color_scheme::{ColorScheme, ColorSchemeType, Colors};
pub use comment::{Comment, CommentLinks, CommentProperties};
pub use content::Content;
pub use content_state::{ContentState, ContentStateSettings, ContentStates, CurrentContentState, ListedContent};
pub use content_types::ContentTypes;
pub use converted_body::{Conversion, Conversions, ConvertedBodies, ConvertedBody};
pub use counted_listing::{CountedListing, Found};
pub use custom_content::{
    CustomContent, CustomContentBody, CustomContentBodyFormat, CustomContentBodyInput, CustomContentLinks,
    CustomContentListBodyFormat, CustomContentRepresentation,
};
pub use data_policy::{DataPolicy, DataPolicySpace};
pub use deleted_content::{DeletedContent, DeletedContentStatus};
pub use exported::{ExportCounts, Exported, ExportedKind, ExportedOwner};
pub use group::{DeletedGroup, Group, Membership};
pub use included::{Included, IncludedLinks, IncludedMeta, Like, Operation, Operations};
pub use item_error::{InputProblem, ItemError};
pub use label::{AddedLabels, Label, LabelPrefix};
pub use labelled::{
    AssociatedContent, AssociatedContents, LabelDetails, LabelledContent, LabelledItem, RemovedLabels, SetLabels,
};
pub use like::LikeCount;
pub use listing::{Listing, ListingLinks};
pub use long_task::{LongTask, LongTaskDetails, LongTaskLinks, LongTaskMessage, LongTaskStatus};
pub use look_and_feel::{
    Background, ChosenLook, Color, ColorPair, ContainerLook, ContentLook, HeaderLook, HorizontalHeaderLook, Layer,
    LookAndFeel, LookAndFeelSettings, MenuLook, NavigationLook, ScreenLook,
};
pub use macros::{ConvertedMacro, Macro, StartedConversion};
pub use page::{Page, PageLinks, PageStatus, Version};
pub use permission::{
    AddedSpacePermissions, ChangedPermissions, CustomContentOperation, CustomContentPermission, GlobalPermission,
    GlobalPermissions, NewSpacePermission, PermissionPrincipal, PermissionSubject, Permitted, PermittedOperation,
    RemovedSpacePermission, SpacePermission, SpacePermissionType, SubjectPermissions, SubjectType,
};
pub use permission_check::PermissionCheck;
pub use property::{DeletedProperty, Property, PropertyVersion, SetOutcome};
pub use published::{PublishCounts, PublishedFile, PublishedPage};
pub use redaction::{Redacted, RedactedPart, RedactedText};
pub use relation::{DeletedRelation, Relation, RelationOrigin};
pub use restriction::{
    NewRestriction, RestrictedGroups, RestrictedOperation, RestrictedTo, RestrictedUsers, Restriction,
    RestrictionMember, Restrictions, ViewRestrictions,
};
pub use role::{
    ChangedSpaceRole, DeletedSpaceRole, NewRoleAssignment, Principal, PrincipalType, RoleType, SpaceRole,
    SpaceRoleAssignment, SpaceRoleMode,
};
pub use search::{SearchListing, SearchResult, SearchedContainer, SearchedContent};
pub use space::{Space, SpaceDescription, SpaceIcon, SpaceLinks, SpaceStatus, SpaceType};
pub use space_settings::{
    ChangedSpace, ContentMode, EmptiedTrash, SpaceEditor, SpaceSettings, SpaceWatch, TrashedContent,
};
pub use system::{AccessMode, ClusterNode, InstanceMetrics, SystemInformation};
pub use task::Task;
pub use template::{DeletedTemplate, OriginalTemplate, Template, TemplateExpansion};
pub use theme::{ResetLook, Theme};
pub use transition::{
    CombinationAssignment, CombinedPermission, CombinedPrincipal, PermissionCombination, PermissionCombinations,
    PrincipalTypeAssignment, SelectedSpace, SelectedSpaces, SpaceSelection, TransitionTask,
};
pub use tree::{Ancestor, Ancestors, ContentByKind, ContentOfKind, Trashed, TreeContent, TreeContentLinks, TreeNode};
pub use user::{ChangedUser, CreatedUser, EmailAccess, Invitation, PersonalSpace, Picture, User, UserEmail};
pub use user_property::{UserProperty, UserPropertyKey, WrittenUserProperty};
pub use version::{DeletedVersion, History, HistoryVersion, ListedVersion, VersionDetails, VersionedContent};
pub use view_count::ViewCount;
pub use watch::Watch;
pub use watch_state::WatchState;
