//! What Confluence answers, and the parts of inputs that several actions share.
//!
//! Outputs pass through whole: a field that is not described here is still there.

mod body;
mod included;
mod label;
mod listing;
mod page;
mod user;

pub use body::{Body, BodyFormat, BodyInput, BodyText, InputRepresentation, ListBodyFormat};
pub use included::{Included, IncludedLinks, IncludedMeta, Like, Operation, Property};
pub use label::{AddedLabels, Label, LabelPrefix};
pub(crate) use listing::with_commas;
pub use listing::{Listing, ListingLinks};
pub use page::{Page, PageLinks, PageStatus, Version};
pub use user::{PersonalSpace, Picture, User};
