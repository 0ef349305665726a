use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Answer, Conditions, Context, Effect, Error, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::on_prem::bodies;
use super::{change, is_named, permission, send};
use crate::actions::NO_CHECK;
use crate::data_center;
use crate::form::ON_PREM;
use crate::models::{ChangedPermissions, GlobalPermissions, Permitted, SubjectPermissions, SubjectType};

/// Lists who may do what on the whole site, for its administrators.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListGlobalPermissions {
    /// Whose permissions to list. By default, those of all users and groups.
    pub subject_type: Option<SubjectType>,
    /// The username or key of the user, or the name of the group.
    pub subject: Option<String>,
}

impl Action for ListGlobalPermissions {
    type Output = GlobalPermissions;
    const NAME: &str = "list-global-permissions";
    const GROUP: &str = "permissions";
    const ROUTE: &str = "GET /rest/api/permissions";
    const SCOPES: Scopes = data_center::ADMIN;
    const GIVEN: Conditions = &[("subjectType", &[""])];
    const ANSWER: Option<Answer> = Some(listed);
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new("GET /rest/api/permissions/user/{subject}", data_center::ADMIN)
            .given(&[("subjectType", &["user"])])
            .answer(listed),
        ActionRoute::new("GET /rest/api/permissions/group/{subject}", data_center::ADMIN)
            .given(&[("subjectType", &["group"])])
            .answer(listed),
        ActionRoute::new("GET /rest/api/permissions/anonymous", data_center::ADMIN)
            .given(&[("subjectType", &["anonymous"])])
            .answer(listed),
        ActionRoute::new("GET /rest/api/permissions/unlicensed", data_center::ADMIN)
            .given(&[("subjectType", &["unlicensed"])])
            .answer(listed),
    ];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = ON_PREM;
}

/// Data Center answers with a bare array.
fn listed(fields: &Fields, answer: &mut Value) {
    if let Value::Array(results) = answer {
        for result in results.iter_mut() {
            permission(fields, result);
        }
        *answer = json!({ "results": std::mem::take(results) });
    }
}

const GRANT_GROUP: &str = "PUT /rest/api/permissions/group/{subject}/grant";
const GRANT_ANONYMOUS: &str = "PUT /rest/api/permissions/anonymous/grant";
const GRANT_UNLICENSED: &str = "PUT /rest/api/permissions/unlicensed/grant";
const REVOKE_GROUP: &str = "PUT /rest/api/permissions/group/{subject}/revoke";
const REVOKE_ANONYMOUS: &str = "PUT /rest/api/permissions/anonymous/revoke";
const REVOKE_UNLICENSED: &str = "PUT /rest/api/permissions/unlicensed/revoke";

/// Lets a user, a group or everybody do more on the whole site. Permissions that they have stay.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GrantGlobalPermissions {
    /// Who gets the permissions.
    pub subject_type: SubjectType,
    /// The username or key of the user, or the name of the group. Left out for `anonymous` and `unlicensed`.
    pub subject: Option<String>,
    /// What they may do from now on, such as `use` of `application`, `administer` of `application`, or `create` of
    /// `space`.
    #[schemars(length(min = 1))]
    pub permissions: Vec<Permitted>,
}

impl Action for GrantGlobalPermissions {
    type Output = ChangedPermissions;
    const NAME: &str = "grant-global-permissions";
    const GROUP: &str = "permissions";
    const ROUTE: &str = "PUT /rest/api/permissions/user/{subject}/grant";
    const SCOPES: Scopes = data_center::ADMIN;
    const ALSO: &[ActionRoute] = &[
        ActionRoute::new(GRANT_GROUP, data_center::ADMIN),
        ActionRoute::new(GRANT_ANONYMOUS, data_center::ADMIN),
        ActionRoute::new(GRANT_UNLICENSED, data_center::ADMIN),
    ];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields.clone())?;
        is_named(this.subject_type, this.subject.as_ref())?;
        let route = match this.subject_type {
            SubjectType::User => Self::ROUTE,
            SubjectType::Group => GRANT_GROUP,
            SubjectType::Anonymous => GRANT_ANONYMOUS,
            SubjectType::Unlicensed => GRANT_UNLICENSED,
        };
        let request = change(context.request_by::<Self>(route, &fields)?, &this.permissions)?;
        send(context, &request, &json!({ "status": "granted" }))
    }
}

/// Takes permissions on the whole site from a user, a group or everybody.
///
/// Whoever may no longer `use` the `application` loses every other permission too.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RevokeGlobalPermissions {
    /// Who loses the permissions.
    pub subject_type: SubjectType,
    /// The username or key of the user, or the name of the group. Left out for `anonymous` and `unlicensed`.
    pub subject: Option<String>,
    /// What they may no longer do.
    #[schemars(length(min = 1))]
    pub permissions: Vec<Permitted>,
}

impl Action for RevokeGlobalPermissions {
    type Output = ChangedPermissions;
    const NAME: &str = "revoke-global-permissions";
    const GROUP: &str = "permissions";
    const ROUTE: &str = "PUT /rest/api/permissions/user/{subject}/revoke";
    const SCOPES: Scopes = data_center::ADMIN;
    const ALSO: &[ActionRoute] = &[
        ActionRoute::new(REVOKE_GROUP, data_center::ADMIN),
        ActionRoute::new(REVOKE_ANONYMOUS, data_center::ADMIN),
        ActionRoute::new(REVOKE_UNLICENSED, data_center::ADMIN),
    ];
    const EFFECT: Effect = Effect::Remove;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields.clone())?;
        is_named(this.subject_type, this.subject.as_ref())?;
        let route = match this.subject_type {
            SubjectType::User => Self::ROUTE,
            SubjectType::Group => REVOKE_GROUP,
            SubjectType::Anonymous => REVOKE_ANONYMOUS,
            SubjectType::Unlicensed => REVOKE_UNLICENSED,
        };
        let request = change(context.request_by::<Self>(route, &fields)?, &this.permissions)?;
        send(context, &request, &json!({ "status": "revoked" }))
    }
}

/// Sets all that some users or groups may do on the whole site.
///
/// What is not given they may no longer do; who is not named keeps every permission.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetGlobalPermissions {
    /// Which users and groups may do what; at most 40.
    #[schemars(length(min = 1, max = 40))]
    pub subjects: Vec<SubjectPermissions>,
}

impl Action for SetGlobalPermissions {
    type Output = ChangedPermissions;
    const NAME: &str = "set-global-permissions";
    const GROUP: &str = "permissions";
    const ROUTE: &str = "PUT /rest/api/permissions";
    const SCOPES: Scopes = data_center::ADMIN;
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        let request = context.request_from::<Self>(&Fields::new())?.json(&bodies(&this.subjects)?)?;
        send(context, &request, &json!({ "status": "set" }))
    }
}
