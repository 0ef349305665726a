use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{change, is_named, not_for, send};
use crate::actions::NO_CHECK;
use crate::data_center;
use crate::form::ON_PREM;
use crate::models::{ChangedPermissions, Permitted, SubjectPermissions, SubjectType};

const OF_GROUP: &str = "PUT /rest/api/space/{spaceKey}/permissions/group/{subject}/revoke";
const OF_ANONYMOUS: &str = "PUT /rest/api/space/{spaceKey}/permissions/anonymous/revoke";

/// Takes permissions in a space from a user, a group or everybody who is not logged in.
///
/// What they may not do anyway is left out in silence. On Cloud, use `remove-space-permission`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RevokeSpacePermissions {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
    /// Who loses the permissions.
    pub subject_type: SubjectType,
    /// The key of the user, or the name of the group. Left out for `anonymous`.
    pub subject: Option<String>,
    /// What they may no longer do.
    #[schemars(length(min = 1))]
    pub permissions: Vec<Permitted>,
}

impl Action for RevokeSpacePermissions {
    type Output = ChangedPermissions;
    const NAME: &str = "revoke-space-permissions";
    const GROUP: &str = "permissions";
    const ROUTE: &str = "PUT /rest/api/space/{spaceKey}/permissions/user/{subject}/revoke";
    const SCOPES: Scopes = data_center::WRITE;
    const ALSO: &[ActionRoute] =
        &[ActionRoute::new(OF_GROUP, data_center::WRITE), ActionRoute::new(OF_ANONYMOUS, data_center::WRITE)];
    const EFFECT: Effect = Effect::Remove;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields.clone())?;
        is_named(this.subject_type, this.subject.as_ref())?;
        let route = match this.subject_type {
            SubjectType::User => Self::ROUTE,
            SubjectType::Group => OF_GROUP,
            SubjectType::Anonymous => OF_ANONYMOUS,
            SubjectType::Unlicensed => return Err(not_for("unlicensed")),
        };
        let request = change(context.request_by::<Self>(route, &fields)?, &this.permissions)?;
        send(context, &request, &json!({ "spaceKey": this.space_key, "status": "revoked" }))
    }
}

/// Sets all that some users, groups or everybody may do in a space.
///
/// What is not given they may no longer do; who is not named keeps every permission.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetSpacePermissions {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
    /// Who may do what; at most 40.
    #[schemars(length(min = 1, max = 40))]
    pub subjects: Vec<SubjectPermissions>,
}

impl Action for SetSpacePermissions {
    type Output = ChangedPermissions;
    const NAME: &str = "set-space-permissions";
    const GROUP: &str = "permissions";
    const ROUTE: &str = "POST /rest/api/space/{spaceKey}/permissions";
    const SCOPES: Scopes = data_center::WRITE;
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields.clone())?;
        let body = bodies(&this.subjects)?;
        let request = context.request_from::<Self>(&fields)?.json(&body)?;
        send(context, &request, &json!({ "spaceKey": this.space_key, "status": "set" }))
    }
}

/// What some may do as Data Center takes it.
pub(super) fn bodies(subjects: &[SubjectPermissions]) -> Result<Vec<Value>, Error> {
    let body = |of: &SubjectPermissions| {
        is_named(of.subject_type, of.subject.as_ref())?;
        if of.subject_type == SubjectType::Unlicensed { Err(not_for("unlicensed")) } else { Ok(of.body()) }
    };
    subjects.iter().map(body).collect()
}
