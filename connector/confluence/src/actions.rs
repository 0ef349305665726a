//! The actions, one file per resource.

pub mod api_request;
pub mod attachments;
mod by_type;
pub mod classification;
pub mod comments;
pub mod conversion;
pub mod databases;
pub mod folders;
pub mod hierarchy;
pub mod labels;
pub mod operations;
pub mod pages;
pub mod properties;
pub mod search;
pub mod smart_links;
pub mod spaces;
pub mod tasks;
pub mod users;
pub mod whiteboards;

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Entry, Fields, Paging, entry};

/// Every action, in the order of the documentation.
pub const ALL: &[Entry] = &[
    entry::<users::GetCurrentUser>(),
    entry::<spaces::ListSpaces>(),
    entry::<spaces::GetSpace>(),
    entry::<pages::ListPages>(),
    entry::<pages::GetPage>(),
    entry::<pages::CreatePage>(),
    entry::<pages::UpdatePage>(),
    entry::<pages::DeletePage>(),
    entry::<folders::CreateFolder>(),
    entry::<folders::GetFolder>(),
    entry::<folders::DeleteFolder>(),
    entry::<whiteboards::CreateWhiteboard>(),
    entry::<whiteboards::GetWhiteboard>(),
    entry::<whiteboards::DeleteWhiteboard>(),
    entry::<databases::CreateDatabase>(),
    entry::<databases::GetDatabase>(),
    entry::<databases::DeleteDatabase>(),
    entry::<smart_links::CreateSmartLink>(),
    entry::<smart_links::GetSmartLink>(),
    entry::<smart_links::DeleteSmartLink>(),
    entry::<hierarchy::ListChildren>(),
    entry::<hierarchy::ListDescendants>(),
    entry::<hierarchy::GetTree>(),
    entry::<hierarchy::GetAncestors>(),
    entry::<hierarchy::GetChildrenByKind>(),
    entry::<hierarchy::GetDescendantsByKind>(),
    entry::<comments::ListFooterComments>(),
    entry::<comments::CreateFooterComment>(),
    entry::<labels::ListLabels>(),
    entry::<labels::AddLabels>(),
    entry::<properties::ListProperties>(),
    entry::<properties::GetProperty>(),
    entry::<properties::CreateProperty>(),
    entry::<properties::UpdateProperty>(),
    entry::<properties::SetProperty>(),
    entry::<properties::DeleteProperty>(),
    entry::<operations::GetOperations>(),
    entry::<classification::GetClassificationLevels>(),
    entry::<classification::GetClassificationLevel>(),
    entry::<classification::SetClassificationLevel>(),
    entry::<classification::ResetClassificationLevel>(),
    entry::<tasks::ListTasks>(),
    entry::<tasks::GetTask>(),
    entry::<tasks::UpdateTask>(),
    entry::<conversion::ConvertBody>(),
    entry::<conversion::GetConvertedBody>(),
    entry::<conversion::ConvertBodies>(),
    entry::<conversion::GetConvertedBodies>(),
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

/// The answer to a deletion that moves something to the trash.
fn trashed(asked: &Fields, answer: &mut Value) {
    *answer = json!({ "id": asked.get("id"), "status": "trashed" });
}
