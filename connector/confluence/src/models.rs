//! What Confluence answers, and the parts of inputs that several actions share.
//!
//! Outputs pass through whole: a field that is not described here is still there.

mod attachment;
mod body;
mod comment;
mod custom_content;
mod deleted_content;
mod included;
mod label;
mod listing;
mod page;
mod search;
mod space;
mod user;

pub use attachment::{
    Attachment, AttachmentLinks, UploadedAttachment, UploadedAttachments, UploadedDetails, UploadedVersion,
};
pub use body::{Body, BodyFormat, BodyInput, BodyText, InputRepresentation, ListBodyFormat};
pub use comment::{Comment, CommentLinks, CommentProperties};
pub use custom_content::{
    CustomContent, CustomContentBody, CustomContentBodyFormat, CustomContentBodyInput, CustomContentLinks,
    CustomContentListBodyFormat, CustomContentRepresentation,
};
pub use deleted_content::{DeletedContent, DeletedContentStatus};
pub use included::{Included, IncludedLinks, IncludedMeta, Like, Operation, Property};
pub use label::{AddedLabels, Label, LabelPrefix};
pub use listing::{Listing, ListingLinks};
pub use page::{Page, PageLinks, PageStatus, Version};
pub use search::{SearchListing, SearchResult, SearchedContainer, SearchedContent};
pub use space::{Space, SpaceDescription, SpaceIcon, SpaceLinks, SpaceStatus, SpaceType};
pub use user::{PersonalSpace, Picture, User};
