use connector_sdk::{Action, ActionRoute, Conditions, Effect, Error, Fields, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::LISTING;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{Attachment, Listing};

/// Lists the attachments of a page or other content.
///
/// Without `id` and `type`, every attachment that the user may see is listed; only Cloud does that.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListAttachments {
    /// What has the attachments. Default: `page`.
    pub r#type: Option<Attached>,
    /// The id of what has the attachments.
    pub id: Option<String>,
    /// The states of the attachments to list; only on Cloud. By default, `current` and `archived`.
    pub status: Option<Vec<AttachmentStatus>>,
    /// The media type of the attachments to list, such as `image/png`. By default, any.
    pub media_type: Option<String>,
    /// The name of the file to list. By default, any.
    pub filename: Option<String>,
    /// The order; only on Cloud. By default, as Confluence has them.
    pub sort: Option<AttachmentSort>,
}

/// What can have attachments.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Attached {
    /// A page.
    Page,
    /// A blog post.
    Blogpost,
    /// A piece of content of an app.
    CustomContent,
}

/// A state of an attachment.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AttachmentStatus {
    /// In use.
    Current,
    /// Archived with its page.
    Archived,
    /// In the trash.
    Trashed,
}

/// An order of attachments.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub enum AttachmentSort {
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

const READ: Scopes = &[&["read:attachment:confluence"]];

impl Action for ListAttachments {
    type Output = Listing<Attachment>;
    const NAME: &str = "list-attachments";
    const GROUP: &str = "attachments";
    const ROUTE: &str = "GET /wiki/api/v2/attachments\
        ?status={status}\
        &mediaType={mediaType}\
        &filename={filename}\
        &sort={sort}\
        &limit={limit}\
        &cursor={cursor}";
    const SCOPES: Scopes = READ;
    const ROUTE_WHEN: Conditions = CLOUD;
    const GIVEN: Conditions = &[("type", &[""]), ("id", &[""])];
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new(
            "GET /wiki/api/v2/pages/{id}/attachments\
            ?status={status}\
            &mediaType={mediaType}\
            &filename={filename}\
            &sort={sort}\
            &limit={limit}\
            &cursor={cursor}",
            READ,
        )
        .when(CLOUD)
        .given(&[("type", &["", "page"])]),
        ActionRoute::new(
            "GET /wiki/api/v2/blogposts/{id}/attachments\
            ?status={status}\
            &mediaType={mediaType}\
            &filename={filename}\
            &sort={sort}\
            &limit={limit}\
            &cursor={cursor}",
            READ,
        )
        .when(CLOUD)
        .given(&[("type", &["blogpost"])]),
        ActionRoute::new(
            "GET /wiki/api/v2/custom-content/{id}/attachments\
            ?status={status}\
            &mediaType={mediaType}\
            &filename={filename}\
            &sort={sort}\
            &limit={limit}\
            &cursor={cursor}",
            READ,
        )
        .when(CLOUD)
        .given(&[("type", &["custom-content"])]),
        ActionRoute::new(
            "GET /rest/api/content/{id}/child/attachment\
            ?filename={filename}\
            &mediaType={mediaType}\
            &expand={expand}\
            &start={cursor}\
            &limit={limit}",
            data_center::READ,
        )
        .when(ON_PREM)
        .given(&[("type", &["", "page", "blogpost"])])
        .paging(&data_center::LISTING)
        .ask(ask)
        .answer(data_center::attachment),
    ];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;
}

fn ask(mut fields: Fields) -> Result<Fields, Error> {
    fields.insert("expand".to_owned(), data_center::ATTACHMENT.into());
    Ok(fields)
}
