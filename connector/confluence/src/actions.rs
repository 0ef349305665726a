//! The actions, one file per resource.

pub mod api_request;
pub mod attachments;
pub mod comments;
pub mod content_states;
pub mod labels;
pub mod looks;
pub mod pages;
pub mod permission_transition;
pub mod permissions;
pub mod restrictions;
pub mod search;
pub mod space_roles;
pub mod spaces;
pub mod templates;
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
    entry::<pages::GetPage>(),
    entry::<pages::CreatePage>(),
    entry::<pages::UpdatePage>(),
    entry::<pages::DeletePage>(),
    entry::<comments::ListFooterComments>(),
    entry::<comments::CreateFooterComment>(),
    entry::<labels::ListLabels>(),
    entry::<labels::AddLabels>(),
    entry::<labels::RemoveLabels>(),
    entry::<labels::SetLabels>(),
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
    entry::<templates::DeleteTemplate>(),
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
