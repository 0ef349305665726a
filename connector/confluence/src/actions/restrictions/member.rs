use connector_sdk::{
    Action, ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Request, Scopes,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add::{PRESENT, complete};
use super::set::ON_PREM_SET;
use crate::actions::NO_CHECK;
use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{NewRestriction, RestrictedOperation, RestrictionMember};

const READ: Scopes = &[&["read:confluence-content.all"], &["read:content.restriction:confluence"]];
const WRITE: Scopes = &[&["write:confluence-content"], &["write:content.restriction:confluence"]];

const CHECK_GROUP: &str = "GET /wiki/rest/api/content/{id}/restriction/byOperation/{operation}/byGroupId/{group}";
const ADD_GROUP: &str = "PUT /wiki/rest/api/content/{id}/restriction/byOperation/{operation}/byGroupId/{group}";
const REMOVE_GROUP: &str = "DELETE /wiki/rest/api/content/{id}/restriction/byOperation/{operation}/byGroupId/{group}";

/// Checks whether a restriction of a page or blog post names a user or a group.
///
/// That is not yet whether somebody may read or edit it: rights in the space and restrictions of the pages above count
/// too. Cloud answers alike where there is no such content, which counts as `false` here.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CheckRestriction {
    /// The id of the page or blog post.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// What is restricted.
    pub operation: RestrictedOperation,
    /// The user: an account id on Cloud, a username on Data Center and Server. Needed where there is no `group`.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub user: Option<String>,
    /// The group, instead of `user`: an id on Cloud, a name on Data Center and Server.
    #[schemars(extend("x-options" = {"list": "groups"}))]
    pub group: Option<String>,
}

impl Action for CheckRestriction {
    type Output = RestrictionMember;
    const NAME: &str = "check-restriction";
    const GROUP: &str = "restrictions";
    const ROUTE: &str = "GET /wiki/rest/api/content/{id}/restriction/byOperation/{operation}/user?accountId={user}";
    const SCOPES: Scopes = READ;
    const ROUTE_WHEN: Conditions = CLOUD;
    const ALSO: &[ActionRoute] =
        &[ActionRoute::new(CHECK_GROUP, READ).when(CLOUD), ActionRoute::new(PRESENT, data_center::READ).when(ON_PREM)];
    const EFFECT: Effect = Effect::Read;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let Self { id, operation, user, group } = Self::read(fields.clone())?;
        let request = request::<Self>(context, CHECK_GROUP, &fields)?;
        let restricted = if is_on_prem(context) {
            names(&present(context, &id, operation)?, user.as_ref(), group.as_ref())
        } else {
            match context.send(&request) {
                Ok(_) => true,
                Err(error) if error.kind == ErrorKind::NotFound => false,
                Err(error) => return Err(error),
            }
        };
        Json::of(&RestrictionMember { id, operation, user, group, restricted })
    }
}

/// Adds one user or group to those who may read or edit a page or blog post.
///
/// Where that is not restricted yet, it is from now on. To add several at once, use `add-restrictions`. Data Center and
/// Server only replace restrictions, so that those that are there are read first.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddToRestriction {
    /// The id of the page or blog post.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// What is restricted.
    pub operation: RestrictedOperation,
    /// The user: an account id on Cloud, a username on Data Center and Server. Needed where there is no `group`.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub user: Option<String>,
    /// The group, instead of `user`: an id on Cloud, a name on Data Center and Server.
    #[schemars(extend("x-options" = {"list": "groups"}))]
    pub group: Option<String>,
}

impl Action for AddToRestriction {
    type Output = RestrictionMember;
    const NAME: &str = "add-to-restriction";
    const GROUP: &str = "restrictions";
    const ROUTE: &str = "PUT /wiki/rest/api/content/{id}/restriction/byOperation/{operation}/user?accountId={user}";
    const SCOPES: Scopes = WRITE;
    const ROUTE_WHEN: Conditions = CLOUD;
    const ALSO: &[ActionRoute] = &[
        ActionRoute::new(ADD_GROUP, WRITE).when(CLOUD),
        ActionRoute::new(PRESENT, data_center::READ).when(ON_PREM),
        ActionRoute::new(ON_PREM_SET, data_center::WRITE).when(ON_PREM),
    ];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let Self { id, operation, user, group } = Self::read(fields.clone())?;
        let request = request::<Self>(context, ADD_GROUP, &fields)?;
        if is_on_prem(context) {
            let mut present = present(context, &id, operation)?;
            if !names(&present, user.as_ref(), group.as_ref()) {
                present.users.get_or_insert_default().extend(user.clone());
                present.groups.get_or_insert_default().extend(group.clone());
                set::<Self>(context, &fields, &present)?;
            }
        } else {
            context.send(&request)?;
        }
        Json::of(&RestrictionMember { id, operation, user, group, restricted: true })
    }
}

/// Removes one user or group from those who may read or edit a page or blog post.
///
/// With the last of them the restriction ends, and it is open again to whoever sees or edits the space. Data Center and
/// Server only replace restrictions, so that those that are there are read first.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RemoveFromRestriction {
    /// The id of the page or blog post.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// What is restricted.
    pub operation: RestrictedOperation,
    /// The user: an account id on Cloud, a username on Data Center and Server. Needed where there is no `group`.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub user: Option<String>,
    /// The group, instead of `user`: an id on Cloud, a name on Data Center and Server.
    #[schemars(extend("x-options" = {"list": "groups"}))]
    pub group: Option<String>,
}

impl Action for RemoveFromRestriction {
    type Output = RestrictionMember;
    const NAME: &str = "remove-from-restriction";
    const GROUP: &str = "restrictions";
    const ROUTE: &str = "DELETE /wiki/rest/api/content/{id}/restriction/byOperation/{operation}/user?accountId={user}";
    const SCOPES: Scopes = WRITE;
    const ROUTE_WHEN: Conditions = CLOUD;
    const ALSO: &[ActionRoute] = &[
        ActionRoute::new(REMOVE_GROUP, WRITE).when(CLOUD),
        ActionRoute::new(PRESENT, data_center::READ).when(ON_PREM),
        ActionRoute::new(ON_PREM_SET, data_center::WRITE).when(ON_PREM),
    ];
    const EFFECT: Effect = Effect::Remove;
    const HEADERS: &[(&str, &str)] = NO_CHECK;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let Self { id, operation, user, group } = Self::read(fields.clone())?;
        let request = request::<Self>(context, REMOVE_GROUP, &fields)?;
        if is_on_prem(context) {
            let mut present = present(context, &id, operation)?;
            if names(&present, user.as_ref(), group.as_ref()) {
                present.users.get_or_insert_default().retain(|name| Some(name) != user.as_ref());
                present.groups.get_or_insert_default().retain(|name| Some(name) != group.as_ref());
                set::<Self>(context, &fields, &present)?;
            }
        } else {
            context.send(&request)?;
        }
        Json::of(&RestrictionMember { id, operation, user, group, restricted: false })
    }
}

/// Whom a restriction of Data Center names.
fn present(context: &Context<'_>, id: &str, operation: RestrictedOperation) -> Result<NewRestriction, Error> {
    let mut restriction = NewRestriction { operation, users: None, groups: None };
    complete(context, id, &mut restriction)?;
    Ok(restriction)
}

/// Whether a restriction names this user or this group.
fn names(restriction: &NewRestriction, user: Option<&String>, group: Option<&String>) -> bool {
    let names = |all: &Option<Vec<String>>, one: Option<&String>| all.iter().flatten().any(|name| Some(name) == one);
    names(&restriction.users, user) || names(&restriction.groups, group)
}

/// Puts a restriction in place of the one that is there, which is all that Data Center can do.
fn set<A: Action>(context: &Context<'_>, fields: &Fields, restriction: &NewRestriction) -> Result<(), Error> {
    let request = context.request_by::<A>(ON_PREM_SET, fields)?.json(&[restriction.on_prem_body()])?;
    context.send(&request).map(|_| ())
}

/// The request for the user or the group, of which exactly one is given.
fn request<A: Action>(context: &Context<'_>, of_group: &str, fields: &Fields) -> Result<Request, Error> {
    match (fields.contains_key("user"), fields.contains_key("group")) {
        (true, false) => context.request_from::<A>(fields),
        (false, true) => context.request_by::<A>(of_group, fields),
        (false, false) => Err(Error::new(ErrorKind::InvalidInput, "a restriction is about a user or a group")
            .problem("", "needs one of `user`, `group`")),
        (true, true) => Err(Error::new(ErrorKind::InvalidInput, "a restriction is about a user or a group, not both")
            .problem("/group", "cannot stand beside `user`")),
    }
}
