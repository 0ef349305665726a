use connector_sdk::{
    Action, ActionRoute, BlobId, Conditions, Context, Effect, Error, Fields, Json, Method, Request, Retry, Scopes,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::found::{Found, READ, READ_SCOPES, ROUTE_ON_PREM};
use crate::actions::received::download;
use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};

const CONTENT: &str = "GET /wiki/rest/api/content/{pageId}/child/attachment/{id}/download?version={version}";

/// Where the links of Data Center's attachments lead.
const CONTENT_ON_PREM: &str = "GET /download/attachments/{path...}";

/// Downloads an attachment as a file.
///
/// On Data Center, the attachment is always read first.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DownloadAttachment {
    /// The id of the attachment, such as `att3997705`.
    #[schemars(extend("x-options" = {"list": "page-attachments", "depends": ["pageId"]}))]
    pub id: String,
    /// The id of the page or other content that it is attached to. By default, the attachment is read first to find it.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub page_id: Option<String>,
    /// The number of an earlier version to download. By default, the latest.
    pub version: Option<u32>,
}

/// A file that was downloaded.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Download {
    /// The file.
    pub file: BlobId,
    /// The name of the file.
    pub file_name: String,
    /// The media type, such as `image/png`.
    pub media_type: Option<String>,
    /// The size in bytes.
    pub size: u64,
}

impl Action for DownloadAttachment {
    type Output = Download;
    const NAME: &str = "download-attachment";
    const GROUP: &str = "attachments";
    const ROUTE: &str = READ;
    const SCOPES: Scopes = READ_SCOPES;
    const ROUTE_WHEN: Conditions = CLOUD;
    const ALSO: &[ActionRoute] = &[
        ActionRoute::new(CONTENT, &[&["readonly:content.attachment:confluence"], &["read:attachment:confluence"]])
            .when(CLOUD),
        ROUTE_ON_PREM,
        ActionRoute::new(CONTENT_ON_PREM, data_center::READ).when(ON_PREM),
    ];
    const EFFECT: Effect = Effect::Read;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        if is_on_prem(context) {
            let found = Found::read::<Self>(context, &this.id)?;
            let link = match this.version {
                Some(version) => of_version(found.download()?, version),
                None => found.download()?.to_owned(),
            };
            let request = Request::link(Method::Get, link).retry(Retry::Safe);
            return download(context, request, found.title, found.media_type, &this.id);
        }
        let mut fields = context.fields(&this)?;
        let mut found = Found::default();
        if this.page_id.is_none() {
            found = Found::read_version::<Self>(context, &this.id, this.version)?;
            fields.insert("pageId".to_owned(), found.place()?.into());
        }
        let request = context.request_by::<Self>(CONTENT, &fields)?;
        download(context, request, found.title, found.media_type, &this.id)
    }
}

/// The link of another version. Its other parameters describe the version that the link was given for.
fn of_version(link: &str, version: u32) -> String {
    let path = link.split_once('?').map_or(link, |(path, _)| path);
    format!("{path}?version={version}&api=v2")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_another_version_keeps_its_path() {
        let link = "/download/attachments/7/a+b.txt?version=3&modificationDate=1779866120913&api=v2";
        assert_eq!(of_version(link, 2), "/download/attachments/7/a+b.txt?version=2&api=v2");
        assert_eq!(of_version("/download/attachments/7/a.txt", 2), "/download/attachments/7/a.txt?version=2&api=v2");
    }
}
