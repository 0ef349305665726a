//! What Confluence answers, and the parts of inputs that several actions share.
//!
//! Outputs pass through whole: a field that is not described here is still there.

mod attachment;
mod body;
mod color_scheme;
mod comment;
mod content_state;
mod group;
mod included;
mod label;
mod labelled;
mod listing;
mod long_task;
mod look_and_feel;
mod page;
mod permission;
mod restriction;
mod role;
mod search;
mod space;
mod space_blog_post;
mod space_settings;
mod template;
mod theme;
mod transition;
mod user;

pub use attachment::{Attachment, AttachmentLinks, UploadedAttachment, UploadedAttachments, UploadedDetails};
pub use body::{Body, BodyFormat, BodyInput, BodyText, InputRepresentation, ListBodyFormat};
pub use color_scheme::{ColorScheme, ColorSchemeType, Colors};
pub use comment::{Comment, CommentLinks};
pub use content_state::{ContentState, ContentStateSettings, ContentStates, CurrentContentState, ListedContent};
pub use group::Group;
pub use included::{Included, IncludedLinks, IncludedMeta, Like, Operation, Property};
pub use label::{AddedLabels, Label, LabelPrefix};
pub use labelled::{AssociatedContent, AssociatedContents, LabelDetails, LabelledContent, RemovedLabels, SetLabels};
pub use listing::{Listing, ListingLinks};
pub use long_task::{LongTask, LongTaskLinks};
pub use look_and_feel::{
    Background, ChosenLook, Color, ColorPair, ContainerLook, ContentLook, HeaderLook, HorizontalHeaderLook, Layer,
    LookAndFeel, LookAndFeelSettings, MenuLook, NavigationLook, ScreenLook,
};
pub use page::{Page, PageLinks, PageStatus, Version};
pub use permission::{
    AddedSpacePermissions, ChangedPermissions, CustomContentOperation, CustomContentPermission, GlobalPermission,
    GlobalPermissions, NewSpacePermission, PermissionPrincipal, PermissionSubject, Permitted, PermittedOperation,
    RemovedSpacePermission, SpacePermission, SpacePermissionType, SubjectPermissions, SubjectType,
};
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
pub use space_blog_post::SpaceBlogPost;
pub use space_settings::{
    ChangedSpace, ContentMode, EmptiedTrash, SpaceEditor, SpaceSettings, SpaceWatch, TrashedContent,
};
pub use template::{DeletedTemplate, OriginalTemplate, Template, TemplateExpansion};
pub use theme::{ResetLook, Theme};
pub use transition::{
    CombinationAssignment, CombinedPermission, CombinedPrincipal, PermissionCombination, PermissionCombinations,
    PrincipalTypeAssignment, SelectedSpace, SelectedSpaces, SpaceSelection, TransitionTask,
};
pub use user::{PersonalSpace, Picture, User};
