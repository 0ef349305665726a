//! What Confluence answers, and the parts of inputs that several actions share.
//!
//! Outputs pass through whole: a field that is not described here is still there.

mod attachment;
mod body;
mod classification_level;
mod comment;
mod converted_body;
mod included;
mod label;
mod listing;
mod page;
mod property;
mod search;
mod space;
mod task;
mod tree;
mod user;

pub use attachment::{Attachment, AttachmentLinks, UploadedAttachment, UploadedAttachments, UploadedDetails};
pub use body::{Body, BodyFormat, BodyInput, BodyText, InputRepresentation, ListBodyFormat};
pub use classification_level::{ClassificationChange, ClassificationLevel, ClassificationLevels};
pub use comment::{Comment, CommentLinks};
pub use converted_body::{Conversion, Conversions, ConvertedBodies, ConvertedBody};
pub use included::{Included, IncludedLinks, IncludedMeta, Like, Operation, Operations};
pub use label::{AddedLabels, Label, LabelPrefix};
pub use listing::{Listing, ListingLinks};
pub use page::{Page, PageLinks, PageStatus, Version};
pub use property::{DeletedProperty, Property, PropertyVersion, SetOutcome};
pub use search::{SearchListing, SearchResult, SearchedContainer, SearchedContent};
pub use space::{Space, SpaceDescription, SpaceIcon, SpaceLinks, SpaceStatus, SpaceType};
pub use task::Task;
pub use tree::{Ancestor, Ancestors, ContentByKind, ContentOfKind, Trashed, TreeContent, TreeContentLinks, TreeNode};
pub use user::{PersonalSpace, Picture, User};
