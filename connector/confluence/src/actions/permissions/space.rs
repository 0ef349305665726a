use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Answer, Ask, Conditions, Context, Effect, Error, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{change, is_named, not_for, permission};
use crate::actions::NO_CHECK;
use crate::connection::is_on_prem;
use crate::data_center;
use crate::errors::refuses_apps;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{
    AddedSpacePermissions, ChangedPermissions, CustomContentPermission, Permitted, RemovedSpacePermission, SubjectType,
};

const TO_USER: &str = "PUT /rest/api/space/{spaceKey}/permissions/user/{subject}/grant";
const TO_GROUP: &str = "PUT /rest/api/space/{spaceKey}/permissions/group/{subject}/grant";
const TO_ANONYMOUS: &str = "PUT /rest/api/space/{spaceKey}/permissions/anonymous/grant";

/// Lets a user or a group do more in a space. Permissions that they have stay.
///
/// Cloud takes one permission a request, and wants `read` of `space` before any other; sites whose spaces have roles
/// refuse it, and take `set-space-role-assignments` instead.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddSpacePermissions {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
    /// Who gets the permissions.
    pub subject_type: SubjectType,
    /// On Cloud, the account id of the user, or the id or name of the group; on Data Center and Server, the key of the
    /// user, or the name of the group. Left out for `anonymous`.
    pub subject: Option<String>,
    /// What they may do from now on.
    #[schemars(length(min = 1))]
    pub permissions: Vec<Permitted>,
}

impl Action for AddSpacePermissions {
    type Output = AddedSpacePermissions;
    const NAME: &str = "add-space-permissions";
    const GROUP: &str = "permissions";
    const ROUTE: &str = "POST /wiki/rest/api/space/{spaceKey}/permission";
    const SCOPES: Scopes = &[&["read:space.permission:confluence", "write:space.permission:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ALSO: &[ActionRoute] = &[
        ActionRoute::new(TO_USER, data_center::WRITE).when(ON_PREM),
        ActionRoute::new(TO_GROUP, data_center::WRITE).when(ON_PREM),
        ActionRoute::new(TO_ANONYMOUS, data_center::WRITE).when(ON_PREM),
    ];
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields.clone())?;
        is_named(this.subject_type, this.subject.as_ref())?;
        let subject = json!({ "type": this.subject_type, "identifier": this.subject });
        let mut added = Vec::new();
        if is_on_prem(context) {
            let route = match this.subject_type {
                SubjectType::User => TO_USER,
                SubjectType::Group => TO_GROUP,
                SubjectType::Anonymous => TO_ANONYMOUS,
                SubjectType::Unlicensed => return Err(not_for("unlicensed")),
            };
            context.send(&change(context.request_by::<Self>(route, &fields)?, &this.permissions)?)?;
            for Permitted { operation, target } in &this.permissions {
                added.push(json!({ "subject": subject, "operation": { "key": operation, "targetType": target } }));
            }
        } else {
            match this.subject_type {
                SubjectType::User | SubjectType::Group => {}
                SubjectType::Anonymous => return Err(not_for("anonymous")),
                SubjectType::Unlicensed => return Err(not_for("unlicensed")),
            }
            for Permitted { operation, target } in &this.permissions {
                let body = json!({ "subject": subject, "operation": { "key": operation, "target": target } });
                let request = context.request_from::<Self>(&fields)?.json(&body)?;
                let mut answer: Value = context.send(&request).map_err(|error| explain(context, error))?.json()?;
                permission(&fields, &mut answer);
                added.push(answer);
            }
        }
        Json::of(&json!({ "results": added }))
    }
}

/// Sites whose spaces have roles refuse permissions with a status that says no more, and apps get none at all.
fn explain(context: &Context<'_>, error: Error) -> Error {
    let hint = "Check with `get-space-role-mode` whether the site has roles instead: then use \
                `set-space-role-assignments`";
    if error.status == Some(400) { error.hint(hint) } else { refuses_apps(context, error) }
}

/// Removes one permission of a user or a group in a space.
///
/// Without `read` of `space`, a user or group loses every other permission in it too.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RemoveSpacePermission {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
    /// The id of the permission; `list-space-permissions` finds it.
    pub id: String,
}

impl Action for RemoveSpacePermission {
    type Output = RemovedSpacePermission;
    const NAME: &str = "remove-space-permission";
    const GROUP: &str = "permissions";
    const ROUTE: &str = "DELETE /wiki/rest/api/space/{spaceKey}/permission/{id}";
    const SCOPES: Scopes = &[&["write:space.permission:confluence"]];
    const ANSWER: Option<Answer> = Some(|fields, answer| {
        if answer.is_null() {
            *answer = json!({ "id": fields["id"], "spaceKey": fields["spaceKey"], "status": "removed" });
        }
    });
    const EFFECT: Effect = Effect::Remove;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        context.perform::<Self>(fields).map_err(|error| refuses_apps(context, error))
    }
}

/// Sets what a user or a group may do with the custom content of an app in a space.
///
/// Only the app itself may do it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetCustomContentPermissions {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
    /// Who gets or loses the permissions: `user` or `group`.
    pub subject_type: SubjectType,
    /// The account id of the user, or the id or name of the group.
    pub subject: String,
    /// What they may do, and what not.
    #[schemars(length(min = 1))]
    pub operations: Vec<CustomContentPermission>,
}

impl Action for SetCustomContentPermissions {
    type Output = ChangedPermissions;
    const NAME: &str = "set-custom-content-permissions";
    const GROUP: &str = "permissions";
    const ROUTE: &str = "POST /wiki/rest/api/space/{spaceKey}/permission/custom-content";
    const SCOPES: Scopes = &[&["read:space.permission:confluence", "write:space.permission:confluence"]];
    const ASK: Option<Ask> = Some(|mut fields| match fields.shift_remove("subjectType") {
        Some(Value::String(kind)) if kind == "anonymous" || kind == "unlicensed" => Err(not_for(&kind)),
        kind => {
            let subject = json!({ "type": kind, "identifier": fields.shift_remove("subject") });
            fields.insert("subject".to_owned(), subject);
            Ok(fields)
        }
    });
    const ANSWER: Option<Answer> = Some(|fields, answer| {
        if answer.is_null() {
            *answer = json!({ "spaceKey": fields["spaceKey"], "status": "set" });
        }
    });
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
}
