//! The kinds of things that have sub-resources.

/// Names what carries labels, properties, versions and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Page,
    Blogpost,
    CustomContent,
    Whiteboard,
    Database,
    Embed,
    Folder,
    Attachment,
    FooterComment,
    InlineComment,
    /// A comment of either place, where the API does not tell them apart.
    Comment,
    Space,
}

impl Kind {
    /// Lists all kinds.
    pub(crate) const ALL: [Self; 12] = [
        Self::Page,
        Self::Blogpost,
        Self::CustomContent,
        Self::Whiteboard,
        Self::Database,
        Self::Embed,
        Self::Folder,
        Self::Attachment,
        Self::FooterComment,
        Self::InlineComment,
        Self::Comment,
        Self::Space,
    ];

    /// Returns the segment of the kind's collection in v2: `pages`.
    pub(crate) fn segment(self) -> &'static str {
        match self {
            Self::Page => "pages",
            Self::Blogpost => "blogposts",
            Self::CustomContent => "custom-content",
            Self::Whiteboard => "whiteboards",
            Self::Database => "databases",
            Self::Embed => "embeds",
            Self::Folder => "folders",
            Self::Attachment => "attachments",
            Self::FooterComment => "footer-comments",
            Self::InlineComment => "inline-comments",
            Self::Comment => "comments",
            Self::Space => "spaces",
        }
    }

    /// Returns the type as answers spell it; custom content spells a type of its own in most places.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Blogpost => "blogpost",
            Self::CustomContent => "custom",
            Self::Whiteboard => "whiteboard",
            Self::Database => "database",
            Self::Embed => "embed",
            Self::Folder => "folder",
            Self::Attachment => "attachment",
            Self::FooterComment | Self::InlineComment | Self::Comment => "comment",
            Self::Space => "space",
        }
    }

    /// Tells whether things of this kind stand in the tree of a space's content.
    pub(crate) fn is_in_tree(self) -> bool {
        matches!(self, Self::Page | Self::Whiteboard | Self::Database | Self::Embed | Self::Folder)
    }
}
