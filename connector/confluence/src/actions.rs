//! The actions, one file per resource.

pub mod api_request;
pub mod attachments;
pub mod blogposts;
pub mod comments;
mod content;
pub mod content_facts;
pub mod content_tree;
pub mod drafts;
pub mod labels;
pub mod likes;
pub mod macros;
pub mod pages;
pub mod redactions;
pub mod search;
pub mod spaces;
pub mod users;
pub mod versions;

use connector_sdk::{Entry, Paging, entry};

/// Every action, in the order of the documentation.
pub const ALL: &[Entry] = &[
    entry::<users::GetCurrentUser>(),
    entry::<spaces::ListSpaces>(),
    entry::<spaces::GetSpace>(),
    entry::<pages::ListPages>(),
    entry::<pages::FindPage>(),
    entry::<pages::GetPage>(),
    entry::<pages::CreatePage>(),
    entry::<pages::UpdatePage>(),
    entry::<pages::UpdatePageTitle>(),
    entry::<pages::MovePage>(),
    entry::<pages::CopyPage>(),
    entry::<pages::CopyPageTree>(),
    entry::<pages::ArchivePages>(),
    entry::<pages::DeletePage>(),
    entry::<pages::DeletePageTree>(),
    entry::<drafts::PublishBlueprintDraft>(),
    entry::<redactions::RedactContent>(),
    entry::<blogposts::ListBlogposts>(),
    entry::<blogposts::GetBlogpost>(),
    entry::<blogposts::CreateBlogpost>(),
    entry::<blogposts::UpdateBlogpost>(),
    entry::<blogposts::DeleteBlogpost>(),
    entry::<content_facts::GetContentTypes>(),
    entry::<content_facts::CheckContentPermission>(),
    entry::<content_facts::ListContentWatchers>(),
    entry::<content_tree::ScanContent>(),
    entry::<content_tree::ListChildContent>(),
    entry::<content_tree::GetContentChildren>(),
    entry::<content_tree::ListDescendantContent>(),
    entry::<content_tree::GetContentDescendants>(),
    entry::<versions::ListVersions>(),
    entry::<versions::GetVersion>(),
    entry::<versions::GetContentHistory>(),
    entry::<versions::RestoreVersion>(),
    entry::<versions::DeleteVersion>(),
    entry::<likes::ListLikes>(),
    entry::<likes::GetLikeCount>(),
    entry::<macros::GetMacro>(),
    entry::<macros::ConvertMacro>(),
    entry::<macros::StartMacroConversion>(),
    entry::<comments::ListFooterComments>(),
    entry::<comments::CreateFooterComment>(),
    entry::<labels::ListLabels>(),
    entry::<labels::AddLabels>(),
    entry::<search::Search>(),
    entry::<search::SearchContent>(),
    entry::<search::SearchUsers>(),
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
