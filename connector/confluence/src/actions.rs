//! The actions: a file or a folder for each resource.

pub mod admin_key;
pub mod analytics;
#[cfg(test)]
mod answering;
pub mod api_request;
pub mod attachments;
pub mod audit;
pub mod backups;
pub mod blogposts;
pub mod bulk;
mod by_type;
pub mod classification;
pub mod comments;
pub(crate) mod content;
pub mod content_facts;
pub mod content_states;
pub mod content_tree;
pub mod conversion;
pub mod custom_content;
pub mod data_policies;
pub mod databases;
pub mod drafts;
mod echo;
pub mod export;
pub mod folders;
pub mod groups;
pub mod hierarchy;
pub mod labels;
pub mod likes;
pub mod long_tasks;
pub mod looks;
pub mod macros;
mod moment;
mod next_version;
pub mod operations;
pub mod pages;
pub mod permission_transition;
pub mod permissions;
pub mod properties;
pub mod publish;
mod received;
pub mod redactions;
pub mod relations;
pub mod restrictions;
pub mod search;
pub mod smart_links;
pub mod space_roles;
pub mod spaces;
pub mod system;
pub mod tasks;
pub mod templates;
mod trash;
pub mod user_properties;
pub mod users;
pub mod versions;
pub mod watches;
pub mod whiteboards;
mod whom;

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Entry, Fields, Paging, entry};

/// Every action, in the order of the documentation.
pub const ALL: &[&Entry] = &[
    entry::<users::GetCurrentUser>(),
    entry::<users::GetUser>(),
    entry::<users::GetUsers>(),
    entry::<users::GetAnonymousUser>(),
    entry::<users::GetUserEmail>(),
    entry::<users::GetUserEmails>(),
    entry::<users::ListUserGroups>(),
    entry::<users::CheckUserAccess>(),
    entry::<users::InviteUsers>(),
    entry::<users::ListUsers>(),
    entry::<users::CreateUser>(),
    entry::<users::UpdateUser>(),
    entry::<users::UpdateCurrentUser>(),
    entry::<users::EnableUser>(),
    entry::<users::DisableUser>(),
    entry::<users::DeleteUser>(),
    entry::<users::SetUserPassword>(),
    entry::<users::SetCurrentUserPassword>(),
    entry::<user_properties::ListUserProperties>(),
    entry::<user_properties::GetUserProperty>(),
    entry::<user_properties::CreateUserProperty>(),
    entry::<user_properties::UpdateUserProperty>(),
    entry::<user_properties::DeleteUserProperty>(),
    entry::<groups::ListGroups>(),
    entry::<groups::SearchGroups>(),
    entry::<groups::GetGroup>(),
    entry::<groups::CreateGroup>(),
    entry::<groups::DeleteGroup>(),
    entry::<groups::ListGroupMembers>(),
    entry::<groups::AddGroupMember>(),
    entry::<groups::RemoveGroupMember>(),
    entry::<groups::ListRelatedGroups>(),
    entry::<spaces::ListSpaces>(),
    entry::<spaces::GetSpace>(),
    entry::<spaces::CreateSpace>(),
    entry::<spaces::CreatePersonalSpace>(),
    entry::<spaces::UpdateSpace>(),
    entry::<spaces::DeleteSpace>(),
    entry::<spaces::ArchiveSpace>(),
    entry::<spaces::RestoreSpace>(),
    entry::<spaces::ListSpacePages>(),
    entry::<spaces::ListSpaceBlogposts>(),
    entry::<spaces::ListSpaceTrash>(),
    entry::<spaces::EmptySpaceTrash>(),
    entry::<export::ExportSpace>(),
    entry::<spaces::GetSpaceSettings>(),
    entry::<spaces::UpdateSpaceSettings>(),
    entry::<spaces::ListSpaceWatchers>(),
    entry::<looks::ListThemes>(),
    entry::<looks::GetTheme>(),
    entry::<looks::SetSpaceTheme>(),
    entry::<looks::ResetSpaceTheme>(),
    entry::<looks::GetLookAndFeel>(),
    entry::<looks::ChooseLookAndFeel>(),
    entry::<looks::UpdateLookAndFeel>(),
    entry::<looks::ResetLookAndFeel>(),
    entry::<looks::GetColorScheme>(),
    entry::<looks::UpdateColorScheme>(),
    entry::<looks::ResetColorScheme>(),
    entry::<looks::GetColorSchemeType>(),
    entry::<looks::SetColorSchemeType>(),
    entry::<permissions::ListSpacePermissions>(),
    entry::<permissions::AddSpacePermissions>(),
    entry::<permissions::RemoveSpacePermission>(),
    entry::<permissions::RevokeSpacePermissions>(),
    entry::<permissions::SetSpacePermissions>(),
    entry::<permissions::SetCustomContentPermissions>(),
    entry::<permissions::ListSpacePermissionTypes>(),
    entry::<permissions::ListGlobalPermissions>(),
    entry::<permissions::GrantGlobalPermissions>(),
    entry::<permissions::RevokeGlobalPermissions>(),
    entry::<permissions::SetGlobalPermissions>(),
    entry::<operations::GetOperations>(),
    entry::<space_roles::GetSpaceRoleMode>(),
    entry::<space_roles::ListSpaceRoles>(),
    entry::<space_roles::GetSpaceRole>(),
    entry::<space_roles::CreateSpaceRole>(),
    entry::<space_roles::UpdateSpaceRole>(),
    entry::<space_roles::DeleteSpaceRole>(),
    entry::<space_roles::ListSpaceRoleAssignments>(),
    entry::<space_roles::SetSpaceRoleAssignments>(),
    entry::<permission_transition::ListPermissionCombinations>(),
    entry::<permission_transition::RefreshPermissionCombinations>(),
    entry::<permission_transition::AssignCombinationRoles>(),
    entry::<permission_transition::RemoveCombinationAccess>(),
    entry::<permission_transition::GetPermissionTransitionTask>(),
    entry::<pages::ListPages>(),
    entry::<pages::FindPage>(),
    entry::<pages::GetPage>(),
    entry::<pages::CreatePage>(),
    entry::<pages::UpdatePage>(),
    entry::<pages::UpdatePageTitle>(),
    entry::<pages::EditPage>(),
    entry::<pages::UpsertPage>(),
    entry::<publish::PublishTree>(),
    entry::<pages::MovePage>(),
    entry::<pages::CopyPage>(),
    entry::<pages::CopyPageTree>(),
    entry::<pages::ArchivePages>(),
    entry::<pages::DeletePage>(),
    entry::<bulk::CreatePages>(),
    entry::<bulk::UpdatePages>(),
    entry::<bulk::MovePages>(),
    entry::<bulk::DeletePages>(),
    entry::<pages::DeletePageTree>(),
    entry::<drafts::PublishBlueprintDraft>(),
    entry::<redactions::RedactContent>(),
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
    entry::<blogposts::ListBlogposts>(),
    entry::<blogposts::GetBlogpost>(),
    entry::<blogposts::CreateBlogpost>(),
    entry::<blogposts::UpdateBlogpost>(),
    entry::<blogposts::DeleteBlogpost>(),
    entry::<bulk::CreateBlogposts>(),
    entry::<bulk::UpdateBlogposts>(),
    entry::<bulk::DeleteBlogposts>(),
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
    entry::<comments::ListInlineComments>(),
    entry::<comments::CreateInlineComment>(),
    entry::<comments::ResolveComment>(),
    entry::<comments::GetComment>(),
    entry::<comments::UpdateComment>(),
    entry::<comments::DeleteComment>(),
    entry::<properties::ListProperties>(),
    entry::<properties::GetProperty>(),
    entry::<properties::CreateProperty>(),
    entry::<properties::UpdateProperty>(),
    entry::<properties::SetProperty>(),
    entry::<properties::DeleteProperty>(),
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
    entry::<labels::ListLabels>(),
    entry::<labels::AddLabels>(),
    entry::<labels::RemoveLabels>(),
    entry::<labels::SetLabels>(),
    entry::<bulk::LabelContent>(),
    entry::<labels::ListSpaceLabels>(),
    entry::<labels::AddSpaceLabels>(),
    entry::<labels::RemoveSpaceLabels>(),
    entry::<labels::ListSiteLabels>(),
    entry::<labels::GetLabel>(),
    entry::<labels::ListLabelledContent>(),
    entry::<labels::ListPopularLabels>(),
    entry::<labels::ListRecentLabels>(),
    entry::<labels::ListRelatedLabels>(),
    entry::<restrictions::GetRestrictions>(),
    entry::<restrictions::GetViewRestrictions>(),
    entry::<restrictions::SetRestrictions>(),
    entry::<restrictions::AddRestrictions>(),
    entry::<restrictions::DeleteRestrictions>(),
    entry::<restrictions::CheckRestriction>(),
    entry::<restrictions::AddToRestriction>(),
    entry::<restrictions::RemoveFromRestriction>(),
    entry::<content_states::ListContentStates>(),
    entry::<content_states::GetContentState>(),
    entry::<content_states::SetContentState>(),
    entry::<content_states::RemoveContentState>(),
    entry::<content_states::ListContentInState>(),
    entry::<content_states::GetContentStateSettings>(),
    entry::<templates::ListTemplates>(),
    entry::<templates::GetTemplate>(),
    entry::<templates::CreateTemplate>(),
    entry::<templates::UpdateTemplate>(),
    entry::<templates::CreatePageFromTemplate>(),
    entry::<templates::DeleteTemplate>(),
    entry::<search::Search>(),
    entry::<search::SearchContent>(),
    entry::<search::SearchUsers>(),
    entry::<attachments::ListAttachments>(),
    entry::<attachments::GetAttachment>(),
    entry::<attachments::UploadAttachment>(),
    entry::<attachments::DownloadAttachment>(),
    entry::<attachments::DownloadAttachmentThumbnail>(),
    entry::<attachments::GetAttachmentText>(),
    entry::<attachments::UpdateAttachment>(),
    entry::<attachments::MoveAttachment>(),
    entry::<attachments::DeleteAttachment>(),
    entry::<attachments::DeleteAttachmentVersion>(),
    entry::<watches::GetWatch>(),
    entry::<watches::AddWatch>(),
    entry::<watches::RemoveWatch>(),
    entry::<relations::GetRelation>(),
    entry::<relations::ListRelationTargets>(),
    entry::<relations::ListRelationSources>(),
    entry::<relations::CreateRelation>(),
    entry::<relations::DeleteRelation>(),
    entry::<analytics::GetContentViews>(),
    entry::<analytics::GetContentViewers>(),
    entry::<long_tasks::ListLongTasks>(),
    entry::<long_tasks::GetLongTask>(),
    entry::<audit::ListAuditRecords>(),
    entry::<audit::ListRecentAuditRecords>(),
    entry::<audit::CreateAuditRecord>(),
    entry::<audit::ExportAuditRecords>(),
    entry::<audit::GetAuditRetention>(),
    entry::<audit::SetAuditRetention>(),
    entry::<admin_key::GetAdminKey>(),
    entry::<admin_key::EnableAdminKey>(),
    entry::<admin_key::DisableAdminKey>(),
    entry::<data_policies::GetDataPolicy>(),
    entry::<data_policies::ListDataPolicySpaces>(),
    entry::<system::GetSystemInformation>(),
    entry::<system::GetAccessMode>(),
    entry::<system::GetInstanceMetrics>(),
    entry::<system::ListClusterNodes>(),
    entry::<backups::CreateSiteBackup>(),
    entry::<backups::CreateSpaceBackup>(),
    entry::<backups::ListBackupJobs>(),
    entry::<backups::GetBackupJob>(),
    entry::<backups::CancelBackupJob>(),
    entry::<backups::CancelQueuedBackupJobs>(),
    entry::<backups::DownloadBackup>(),
    entry::<backups::ListRestoreFiles>(),
    entry::<backups::RestoreSite>(),
    entry::<backups::RestoreSpaces>(),
    entry::<custom_content::ListCustomContent>(),
    entry::<custom_content::ListChildCustomContent>(),
    entry::<custom_content::GetCustomContent>(),
    entry::<custom_content::CreateCustomContent>(),
    entry::<custom_content::UpdateCustomContent>(),
    entry::<custom_content::DeleteCustomContent>(),
    entry::<api_request::ApiRequest>(),
];

/// How the second API spreads its lists: links with a cursor, which begin with `/wiki`.
const LISTING: Option<&Paging> = Some(&LINKED);

/// The same as another route of a list.
const LINKED: Paging =
    Paging { items: "results", next: ("_links", "next"), link_prefix: "", limit: 250, keep: &[], counted: false };

/// How the first API spreads its lists: by `start` and `limit`, with links that lack `/wiki` and are sometimes missing.
const FIRST_LISTING: Option<&Paging> = Some(&COUNTED);

/// The same of the first API as another route of a list.
const COUNTED: Paging =
    Paging { items: "results", next: ("_links", "next"), link_prefix: "/wiki", limit: 250, keep: &[], counted: true };

/// The same of the first API where it refuses more than 200 results a page.
const BY_200: Option<&Paging> = Some(&Paging { limit: 200, ..COUNTED });

/// The first API refuses writes without this header, as if a web page of somebody else had sent them.
const NO_CHECK: &[(&str, &str)] = &[("x-atlassian-token", "no-check")];

/// The answer to a deletion that moves something to the trash.
fn trashed(asked: &Fields, answer: &mut Value) {
    *answer = json!({ "id": asked.get("id"), "status": "trashed" });
}
