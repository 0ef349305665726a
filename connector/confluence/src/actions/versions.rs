//! The history of pages and other content.

mod delete;
mod get;
mod restore;

use connector_sdk::{Action, ActionRoute, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::delete::DeleteVersion;
pub use self::get::{GetContentHistory, GetVersion, HistoryExpansion};
pub use self::restore::{RestoreVersion, RestoredVersion};
use super::LISTING;
use crate::form::CLOUD;
use crate::models::{ListedVersion, Listing};

/// Lists the versions of a page, blog post, attachment, comment or piece of custom content.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListVersions {
    /// What has the versions. Default: `page`.
    pub r#type: Option<Versioned>,
    /// The id of what has the versions.
    pub id: String,
    /// The representation in which to include the bodies, with which a page of results has at most 50; attachments have
    /// none. By default, no bodies.
    pub body_format: Option<VersionBodyFormat>,
    /// The order. Default: `-modified-date`.
    pub sort: Option<VersionSort>,
}

/// What has versions.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Versioned {
    /// A page.
    Page,
    /// A blog post.
    Blogpost,
    /// An attachment.
    Attachment,
    /// A piece of content of an app.
    CustomContent,
    /// A comment at the foot of a page or blog post.
    FooterComment,
    /// A comment on a part of the text.
    InlineComment,
}

/// A representation in which the bodies of versions can be read.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VersionBodyFormat {
    /// Confluence's storage format, an XHTML dialect.
    Storage,
    /// The Atlassian Document Format: JSON, given as text.
    AtlasDocFormat,
    /// As it was written, of custom content alone.
    Raw,
}

/// An order of versions.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub enum VersionSort {
    /// Oldest first.
    #[serde(rename = "modified-date")]
    ModifiedDate,
    /// Newest first.
    #[serde(rename = "-modified-date")]
    ModifiedDateDescending,
}

impl Action for ListVersions {
    type Output = Listing<ListedVersion>;
    const NAME: &str = "list-versions";
    const GROUP: &str = "versions";
    const ROUTE: &str = "GET /wiki/api/v2/pages/{id}/versions\
        ?body-format={bodyFormat}&sort={sort}&limit={limit}&cursor={cursor}";
    const SCOPES: Scopes = &[&["read:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const GIVEN: Conditions = &[("type", &["", "page"])];
    const INSTEAD: &[ActionRoute] = &[
        of(
            "GET /wiki/api/v2/blogposts/{id}/versions\
                ?body-format={bodyFormat}&sort={sort}&limit={limit}&cursor={cursor}",
            &[&["read:page:confluence"]],
            &[("type", &["blogpost"])],
        ),
        of(
            "GET /wiki/api/v2/attachments/{id}/versions?sort={sort}&limit={limit}&cursor={cursor}",
            &[&["read:attachment:confluence"]],
            &[("type", &["attachment"])],
        ),
        of(
            "GET /wiki/api/v2/custom-content/{id}/versions\
                ?body-format={bodyFormat}&sort={sort}&limit={limit}&cursor={cursor}",
            &[&["read:custom-content:confluence"]],
            &[("type", &["custom-content"])],
        ),
        of(
            "GET /wiki/api/v2/footer-comments/{id}/versions\
                ?body-format={bodyFormat}&sort={sort}&limit={limit}&cursor={cursor}",
            &[&["read:comment:confluence"]],
            &[("type", &["footer-comment"])],
        ),
        of(
            "GET /wiki/api/v2/inline-comments/{id}/versions\
                ?body-format={bodyFormat}&sort={sort}&limit={limit}&cursor={cursor}",
            &[&["read:comment:confluence"]],
            &[("type", &["inline-comment"])],
        ),
    ];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;
    const WHEN: Conditions = CLOUD;
}

/// A route of Cloud for one type.
const fn of(route: &'static str, scopes: Scopes, given: Conditions) -> ActionRoute {
    ActionRoute::new(route, scopes).when(CLOUD).given(given)
}
