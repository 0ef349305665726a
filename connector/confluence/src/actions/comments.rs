//! Comments: at the foot of pages and other content, and on passages of pages and blog posts.

mod create_inline;
mod delete;
mod footer;
mod get;
mod inline;
mod passage;
mod place;
mod resolve;
mod update;

use connector_sdk::{Error, Fields};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::create_inline::CreateInlineComment;
pub use self::delete::DeleteComment;
pub use self::footer::{CreateFooterComment, FooterCommented, ListFooterComments};
pub use self::get::GetComment;
pub use self::inline::{InlineCommented, ListInlineComments, ResolutionStatus};
pub use self::resolve::ResolveComment;
pub use self::update::UpdateComment;
use crate::data_center;

/// Where a comment stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CommentKind {
    /// At the foot of a page or other content.
    #[default]
    Footer,
    /// On a passage of a page or blog post.
    Inline,
}

/// An order of comments.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub enum CommentSort {
    /// Oldest first.
    #[serde(rename = "created-date")]
    CreatedDate,
    /// Newest first.
    #[serde(rename = "-created-date")]
    CreatedDateDescending,
    /// Longest unchanged first.
    #[serde(rename = "modified-date")]
    ModifiedDate,
    /// Last changed first.
    #[serde(rename = "-modified-date")]
    ModifiedDateDescending,
}

/// The parameters by which Data Center is asked for comments.
fn ask(fields: Fields) -> Result<Fields, Error> {
    data_center::expanded(data_center::COMMENT, data_center::INCLUDED, fields)
}
