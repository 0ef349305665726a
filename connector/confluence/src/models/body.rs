use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A representation in which one body can be read.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BodyFormat {
    /// Confluence's storage format, an XHTML dialect: what to read for an update.
    Storage,
    /// The Atlassian Document Format: JSON, given as text.
    AtlasDocFormat,
    /// HTML as a reader sees it, with relative links.
    View,
    /// HTML for use outside Confluence, with absolute links.
    ExportView,
    /// HTML for use outside Confluence, as someone who is not logged in would see it.
    AnonymousExportView,
    /// HTML with its style sheets.
    StyledView,
    /// HTML as the old editor loads it.
    Editor,
    /// Markdown, to edit and write back: what it has no word for stands in it as placeholders.
    Markdown,
    /// Plain text, to search in or to show.
    Plain,
}

/// A representation in which the bodies of a list can be read.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ListBodyFormat {
    /// Confluence's storage format, an XHTML dialect.
    Storage,
    /// The Atlassian Document Format: JSON, given as text.
    AtlasDocFormat,
    /// Markdown, to edit and write back: what it has no word for stands in it as placeholders.
    Markdown,
    /// Plain text, to search in or to show.
    Plain,
}

/// A body to write.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct BodyInput {
    /// What `value` is written in.
    pub representation: InputRepresentation,
    /// The content, in the representation, such as `<p>Hello</p>` in `storage`; at most 5 MB.
    pub value: String,
}

/// A representation in which a body can be written.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InputRepresentation {
    /// Confluence's storage format, an XHTML dialect.
    Storage,
    /// The Atlassian Document Format: JSON, given as text.
    AtlasDocFormat,
    /// Confluence's old wiki markup, such as `h1. Title`.
    Wiki,
    /// Markdown, with tables, task lists, alerts and placeholders. In an update of a page or blog post,
    /// blocks that it does not change stay as they are.
    Markdown,
}

/// A body in the representations that were asked for; empty where none was.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
pub struct Body {
    /// The body in the storage format.
    pub storage: Option<BodyText>,
    /// The body in the Atlassian Document Format.
    pub atlas_doc_format: Option<BodyText>,
    /// The body as HTML for readers.
    pub view: Option<BodyText>,
    /// The body as HTML for use outside Confluence.
    pub export_view: Option<BodyText>,
    /// The body as HTML for use outside Confluence, for someone who is not logged in.
    pub anonymous_export_view: Option<BodyText>,
    /// The body as HTML with its style sheets.
    pub styled_view: Option<BodyText>,
    /// The body as HTML for the old editor.
    pub editor: Option<BodyText>,
    /// The body in Markdown.
    pub markdown: Option<BodyText>,
    /// The body as plain text.
    pub plain: Option<BodyText>,
}

/// A body in one representation.
#[derive(JsonSchema)]
pub struct BodyText {
    /// The name of the representation, such as `storage`.
    pub representation: Option<String>,
    /// The content; for the Atlassian Document Format, JSON as text.
    pub value: Option<String>,
    /// Why the body could not be converted to Markdown or plain text; then it is there in the storage format.
    pub problem: Option<String>,
}
