//! The actions, one file per resource.

pub mod api_request;
pub mod attachments;
pub mod comments;
pub mod labels;
pub mod pages;
pub mod search;
pub mod spaces;
pub mod users;

use connector_sdk::{Entry, Paging, entry};

/// Every action, in the order of the documentation.
pub const ALL: &[Entry] = &[
    entry::<users::GetCurrentUser>(),
    entry::<spaces::ListSpaces>(),
    entry::<spaces::GetSpace>(),
    entry::<spaces::CreateSpace>(),
    entry::<spaces::CreatePersonalSpace>(),
    entry::<spaces::UpdateSpace>(),
    entry::<spaces::DeleteSpace>(),
    entry::<spaces::ArchiveSpace>(),
    entry::<spaces::RestoreSpace>(),
    entry::<spaces::ListSpacePages>(),
    entry::<spaces::ListSpaceBlogPosts>(),
    entry::<spaces::ListSpaceTrash>(),
    entry::<spaces::EmptySpaceTrash>(),
    entry::<spaces::GetSpaceSettings>(),
    entry::<spaces::UpdateSpaceSettings>(),
    entry::<spaces::ListSpaceWatchers>(),
    entry::<pages::ListPages>(),
    entry::<pages::GetPage>(),
    entry::<pages::CreatePage>(),
    entry::<pages::UpdatePage>(),
    entry::<pages::DeletePage>(),
    entry::<comments::ListFooterComments>(),
    entry::<comments::CreateFooterComment>(),
    entry::<labels::ListLabels>(),
    entry::<labels::AddLabels>(),
    entry::<search::Search>(),
    entry::<attachments::ListAttachments>(),
    entry::<attachments::UploadAttachment>(),
    entry::<attachments::DownloadAttachment>(),
    entry::<api_request::ApiRequest>(),
];

/// How the second API spreads its lists: links with a cursor, which begin with `/wiki`.
const LISTING: Option<Paging> =
    Some(Paging { items: "results", next: ("_links", "next"), link_prefix: "", limit: 250, keep: &[], counted: false });

/// How the first API spreads its lists: by `start` and `limit`, with links that lack `/wiki` and are sometimes missing.
const FIRST_LISTING: Option<Paging> = Some(COUNTED);

/// The same of the first API as another route of a list.
const COUNTED: Paging =
    Paging { items: "results", next: ("_links", "next"), link_prefix: "/wiki", limit: 250, keep: &[], counted: true };

/// The first API refuses writes without this header, as if a web page of somebody else had sent them.
const NO_CHECK: &[(&str, &str)] = &[("x-atlassian-token", "no-check")];
