use connector_sdk::serde_json::Value;
use connector_sdk::{Action, ActionRoute, Context, Error, ErrorKind, Fields, Scopes};
use serde::Deserialize;

use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::id_text::id_text;

/// How an attachment is read on Cloud before something is done with it.
pub(super) const READ: &str = "GET /wiki/api/v2/attachments/{id}?version={version}";

/// The scopes of [`READ`].
pub(super) const READ_SCOPES: Scopes = &[&["read:attachment:confluence"]];

const READ_ON_PREM: &str = "GET /rest/api/content/{id}?status={status}&expand={expand}";

/// The routes that [`Found::read`] may take, as further requests of an action.
pub(super) const ROUTE: ActionRoute = ActionRoute::new(READ, READ_SCOPES).when(CLOUD);
pub(super) const ROUTE_ON_PREM: ActionRoute = ActionRoute::new(READ_ON_PREM, data_center::READ).when(ON_PREM);

/// What of an attachment an action needs before it does something with it, as Cloud or Data Center says it.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Found {
    #[serde(rename = "type")]
    kind: Option<String>,
    pub(super) status: Option<String>,
    pub(super) title: Option<String>,
    pub(super) media_type: Option<String>,
    pub(super) version: Option<FoundVersion>,
    page_id: Option<String>,
    blog_post_id: Option<String>,
    custom_content_id: Option<String>,
    container: Option<Container>,
    extensions: Option<Extensions>,
    #[serde(rename = "_links")]
    links: Option<Links>,
}

#[derive(Deserialize)]
pub(super) struct FoundVersion {
    pub(super) number: u32,
}

#[derive(Deserialize)]
struct Container {
    id: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Extensions {
    media_type: Option<String>,
}

#[derive(Deserialize)]
struct Links {
    download: Option<String>,
}

impl Found {
    /// Reads an attachment, one in the trash too.
    ///
    /// # Errors
    /// What Confluence answered, or why it did not.
    pub(super) fn read<A: Action>(context: &Context<'_>, id: &str) -> Result<Self, Error> {
        Self::read_version::<A>(context, id, None)
    }

    /// Reads an attachment, on Cloud in an earlier version where one is named.
    ///
    /// # Errors
    /// What Confluence answered, or why it did not.
    pub(super) fn read_version<A: Action>(
        context: &Context<'_>,
        id: &str,
        version: Option<u32>,
    ) -> Result<Self, Error> {
        let mut fields = Fields::from_iter([("id".to_owned(), id.into()), ("version".to_owned(), version.into())]);
        let route = if is_on_prem(context) {
            fields.insert("status".to_owned(), "any".into());
            fields.insert("expand".to_owned(), "version,container".into());
            READ_ON_PREM
        } else {
            READ
        };
        let mut found: Self = context.send(&context.request_by::<A>(route, &fields)?)?.json()?;
        data_center::must_be("attachment", found.kind.as_deref())?;
        found.media_type = found.media_type.or_else(|| found.extensions.take()?.media_type);
        Ok(found)
    }

    /// The id of the page or other content that holds it.
    ///
    /// # Errors
    /// `not-found` where Confluence does not say.
    pub(super) fn place(&self) -> Result<String, Error> {
        let container = self.container.as_ref().and_then(|container| id_text(container.id.as_ref()?));
        let ids = [&self.page_id, &self.blog_post_id, &self.custom_content_id, &container];
        ids.into_iter().find_map(Clone::clone).ok_or_else(|| {
            Error::new(ErrorKind::NotFound, "Confluence does not say what the attachment is attached to")
                .hint("Give `pageId`")
        })
    }

    /// The address of the file on Data Center, below the base URL.
    ///
    /// # Errors
    /// `not-found` where Confluence does not say.
    pub(super) fn download(&self) -> Result<&str, Error> {
        let link = self.links.as_ref().and_then(|links| links.download.as_deref());
        link.ok_or_else(|| Error::new(ErrorKind::NotFound, "Confluence does not say where the file can be downloaded"))
    }

    /// The number of the latest version.
    ///
    /// # Errors
    /// `service` where Confluence does not say.
    pub(super) fn number(&self) -> Result<u32, Error> {
        let version = self.version.as_ref().map(|version| version.number);
        version.ok_or_else(|| Error::new(ErrorKind::Service, "Confluence does not say the version of the attachment"))
    }
}
