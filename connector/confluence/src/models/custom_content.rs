use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BodyText, Included, Label, Operation, Property, Version};

/// A piece of content of an app.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomContent {
    /// The id of the custom content.
    pub id: String,
    /// The type that its app has declared, such as `ac:my-app:note`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The state, such as `current`, `draft`, `archived` or `trashed`.
    pub status: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The id of the space that it is in, whatever holds it there.
    pub space_id: Option<String>,
    /// The id of the page that holds it.
    pub page_id: Option<String>,
    /// The id of the blog post that holds it.
    pub blog_post_id: Option<String>,
    /// The id of the custom content that holds it.
    pub custom_content_id: Option<String>,
    /// The account id of the user who created it.
    pub author_id: Option<String>,
    /// When it was created, such as `2026-05-27T07:22:53.016Z`.
    pub created_at: Option<String>,
    /// Its version.
    pub version: Option<Version>,
    /// Its body, in the representation that was asked for.
    pub body: Option<CustomContentBody>,
    /// Its labels, where `includeLabels` asks for them.
    pub labels: Option<Included<Label>>,
    /// Its content properties, where `includeProperties` asks for them.
    pub properties: Option<Included<Property>>,
    /// What the user may do with it, where `includeOperations` asks for it.
    pub operations: Option<Included<Operation>>,
    /// Its versions, where `includeVersions` asks for them.
    pub versions: Option<Included<Version>>,
    /// Where people find it.
    #[serde(rename = "_links")]
    pub links: Option<CustomContentLinks>,
}

/// The body of custom content in the representations that were asked for; empty where none was.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
pub struct CustomContentBody {
    /// The body as its app wrote it, where the app keeps text that Confluence does not understand.
    pub raw: Option<BodyText>,
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
}

/// The address of custom content for people, relative to `base`.
#[derive(JsonSchema)]
pub struct CustomContentLinks {
    /// Where it is read.
    pub webui: Option<String>,
    /// The address of the site, such as `https://acme.atlassian.net/wiki`; in lists it stands beside the results.
    pub base: Option<String>,
}

/// A representation in which the body of one piece of custom content can be read.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CustomContentBodyFormat {
    /// As its app wrote it: all that there is of a body of raw text.
    Raw,
    /// Confluence's storage format, an XHTML dialect; not for a body of raw text.
    Storage,
    /// The Atlassian Document Format: JSON, given as text; not for a body of raw text.
    AtlasDocFormat,
    /// HTML as a reader sees it, with relative links.
    View,
    /// HTML for use outside Confluence, with absolute links.
    ExportView,
    /// HTML for use outside Confluence, as someone who is not logged in would see it.
    AnonymousExportView,
}

/// A representation in which the bodies of a list of custom content can be read.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CustomContentListBodyFormat {
    /// As their app wrote them: all that there is of bodies of raw text.
    Raw,
    /// Confluence's storage format, an XHTML dialect; not for bodies of raw text.
    Storage,
    /// The Atlassian Document Format: JSON, given as text; not for bodies of raw text.
    AtlasDocFormat,
}

/// A body of custom content to write.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CustomContentBodyInput {
    /// What `value` is written in; its app has declared `raw` or `storage`.
    pub representation: CustomContentRepresentation,
    /// The content, in the representation.
    pub value: String,
}

/// A representation in which the body of custom content can be written.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CustomContentRepresentation {
    /// Text that Confluence keeps as it is.
    Raw,
    /// Confluence's storage format, an XHTML dialect.
    Storage,
    /// The Atlassian Document Format: JSON, given as text.
    AtlasDocFormat,
}
