use schemars::JsonSchema;

use super::{Included, Label, Operation, Property, Version};

/// A file that is attached to a page or other content.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// The id of the attachment, such as `att3997705`.
    pub id: String,
    /// The state of the attachment, such as `current`.
    pub status: Option<String>,
    /// The name of the file.
    pub title: Option<String>,
    /// When it was first uploaded, such as `2026-05-27T07:15:20.913Z`.
    pub created_at: Option<String>,
    /// The id of the page that it is attached to.
    pub page_id: Option<String>,
    /// The id of the blog post that it is attached to.
    pub blog_post_id: Option<String>,
    /// The id of the custom content that it is attached to.
    pub custom_content_id: Option<String>,
    /// The media type, such as `image/png`.
    pub media_type: Option<String>,
    /// The media type in words, such as `PNG Image`.
    pub media_type_description: Option<String>,
    /// What was noted about this version.
    pub comment: Option<String>,
    /// The id by which bodies in the Atlassian Document Format name the file.
    pub file_id: Option<String>,
    /// The size in bytes.
    pub file_size: Option<u64>,
    /// Where people find it.
    pub webui_link: Option<String>,
    /// Where browsers download it; programs use `download-attachment`.
    pub download_link: Option<String>,
    /// Its version.
    pub version: Option<Version>,
    /// Its labels, where `includeLabels` asks for them.
    pub labels: Option<Included<Label>>,
    /// Its content properties, where `includeProperties` asks for them.
    pub properties: Option<Included<Property>>,
    /// What the user may do with it, where `includeOperations` asks for it.
    pub operations: Option<Included<Operation>>,
    /// Its versions, where `includeVersions` asks for them.
    pub versions: Option<Included<Version>>,
    /// Its addresses once more.
    #[serde(rename = "_links")]
    pub links: Option<AttachmentLinks>,
}

/// Addresses of an attachment for people, relative to `base`.
#[derive(JsonSchema)]
pub struct AttachmentLinks {
    /// Where it is shown.
    pub webui: Option<String>,
    /// Where browsers download it.
    pub download: Option<String>,
    /// The address of the site, such as `https://acme.atlassian.net/wiki`; in lists it stands beside the results.
    pub base: Option<String>,
}

/// What an upload left.
#[derive(JsonSchema)]
pub struct UploadedAttachments {
    /// What was done where `ifExists` is `new-version-if-changed`: `uploaded`, or `unchanged` where the file is there already.
    pub outcome: Option<String>,
    /// The attachment, in a list of one; where it is `unchanged`, as `get-attachment` has it.
    pub results: Vec<UploadedAttachment>,
    /// How many are in `results`.
    pub size: Option<i64>,
}

/// An attachment that was uploaded.
#[derive(JsonSchema)]
pub struct UploadedAttachment {
    /// The id of the attachment, such as `att3997705`; the same for every version of the file.
    pub id: String,
    /// The state of the attachment: `current`.
    pub status: Option<String>,
    /// The name of the file.
    pub title: Option<String>,
    /// Its version.
    pub version: Option<UploadedVersion>,
    /// Facts about the file.
    pub extensions: Option<UploadedDetails>,
}

/// A version of an attachment, as the first API has it.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UploadedVersion {
    /// The number, counted from 1.
    pub number: i64,
    /// When it was made, such as `2026-05-27T07:15:20.913Z`.
    pub when: Option<String>,
    /// What was noted about it.
    pub message: Option<String>,
    /// Whether it was a small change that notifies nobody.
    pub minor_edit: Option<bool>,
}

/// Facts about a file that was uploaded.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UploadedDetails {
    /// The media type, such as `image/png`.
    pub media_type: Option<String>,
    /// The media type in words, such as `PNG Image`.
    pub media_type_description: Option<String>,
    /// The size in bytes.
    pub file_size: Option<u64>,
    /// What was noted about this version.
    pub comment: Option<String>,
    /// The id by which bodies in the Atlassian Document Format name the file.
    pub file_id: Option<String>,
}
