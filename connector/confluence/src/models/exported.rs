use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ItemError;

/// One thing of a space, as an export hands it over.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Exported<R> {
    /// What it is.
    pub kind: ExportedKind,
    /// What it belongs to; a page or blog post belongs to the space alone and does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<ExportedOwner>,
    /// The thing itself, whole, as Confluence gives it: such as `get-page` for a page, and `list-labels` for a label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<R>,
    /// Which kinds of things could not be read of what `of` names; only where `kind` is `problem`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<ExportedKind>,
    /// Why they could not be read; only where `kind` is `problem`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ItemError>,
}

/// What something of a space belongs to.
#[derive(Clone, Serialize, JsonSchema)]
pub struct ExportedOwner {
    /// What that is.
    pub kind: ExportedKind,
    /// The id of that; of a space on Data Center and Server, its key.
    pub id: String,
}

/// A kind of thing of a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExportedKind {
    /// A page.
    Page,
    /// A blog post.
    Blogpost,
    /// A comment at the foot of something, or a reply to one.
    FooterComment,
    /// A comment on a passage, or a reply to one.
    InlineComment,
    /// The record of an attachment, without its file.
    Attachment,
    /// A property of the space, or of a page, blog post, comment or attachment.
    Property,
    /// A label of a page, blog post or attachment.
    Label,
    /// The space itself, as what something belongs to.
    Space,
    /// Not a thing: something that could not be read, such as the comments of a page that was deleted meanwhile.
    Problem,
}

/// How much of a space was exported, over all parts of a run that was resumed.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct ExportCounts {
    /// How many pages.
    pub pages: u64,
    /// How many blog posts.
    pub blogposts: u64,
    /// How many comments at the foot of something, with replies.
    pub footer_comments: u64,
    /// How many comments on passages, with replies.
    pub inline_comments: u64,
    /// How many attachments.
    pub attachments: u64,
    /// How many properties.
    pub properties: u64,
    /// How many labels, each counted for everything that has it.
    pub labels: u64,
    /// How many problems.
    pub problems: u64,
}

impl ExportCounts {
    /// Counts one thing of this kind.
    pub(crate) fn add(&mut self, kind: ExportedKind) {
        let count = match kind {
            ExportedKind::Page => &mut self.pages,
            ExportedKind::Blogpost => &mut self.blogposts,
            ExportedKind::FooterComment => &mut self.footer_comments,
            ExportedKind::InlineComment => &mut self.inline_comments,
            ExportedKind::Attachment => &mut self.attachments,
            ExportedKind::Property => &mut self.properties,
            ExportedKind::Label => &mut self.labels,
            ExportedKind::Problem => &mut self.problems,
            ExportedKind::Space => return,
        };
        *count += 1;
    }

    /// How many items that is.
    pub(crate) fn all(&self) -> u64 {
        [
            self.pages,
            self.blogposts,
            self.footer_comments,
            self.inline_comments,
            self.attachments,
            self.properties,
            self.labels,
            self.problems,
        ]
        .iter()
        .sum()
    }
}
