use connector_sdk::OptionList;

use super::listed::{cloud_only, filtered, inputs, option, text};
use crate::actions::space_roles::ListSpaceRoles;

/// The roles of the space that `spaceId` names or of the whole site.
pub(super) const SPACE_ROLES: OptionList = OptionList {
    name: "space-roles",
    list: |context, query| {
        cloud_only(context, "roles")?;
        filtered::<ListSpaceRoles>(context, query, inputs(query, &["spaceId"]), |role| {
            option(text(role, "id"), text(role, "name"), text(role, "description"))
        })
    },
};
