use connector_sdk::{
    Action, ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Request, Scopes,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::NO_CHECK;
use crate::form::CLOUD;
use crate::models::{RestrictedOperation, RestrictionMember};

const READ: Scopes = &[&["read:confluence-content.all"], &["read:content.restriction:confluence"]];
const WRITE: Scopes = &[&["write:confluence-content"], &["write:content.restriction:confluence"]];

const CHECK_GROUP: &str = "GET /wiki/rest/api/content/{id}/restriction/byOperation/{operation}/byGroupId/{groupId}";
const ADD_GROUP: &str = "PUT /wiki/rest/api/content/{id}/restriction/byOperation/{operation}/byGroupId/{groupId}";
const REMOVE_GROUP: &str = "DELETE /wiki/rest/api/content/{id}/restriction/byOperation/{operation}/byGroupId/{groupId}";

/// Checks whether a restriction of a page or blog post names a user or a group.
///
/// That is not yet whether somebody may read or edit it: rights in the space and restrictions of the pages above count
/// too. Confluence answers alike where there is no such content, which counts as `false` here.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CheckRestriction {
    /// The id of the page or blog post.
    pub id: String,
    /// What is restricted.
    pub operation: RestrictedOperation,
    /// The account id of the user. Needed where there is no `groupId`.
    pub account_id: Option<String>,
    /// The id of the group, instead of `accountId`.
    pub group_id: Option<String>,
}

impl Action for CheckRestriction {
    type Output = RestrictionMember;
    const NAME: &str = "check-restriction";
    const GROUP: &str = "restrictions";
    const ROUTE: &str =
        "GET /wiki/rest/api/content/{id}/restriction/byOperation/{operation}/user?accountId={accountId}";
    const SCOPES: Scopes = READ;
    const ALSO: &[ActionRoute] = &[ActionRoute::new(CHECK_GROUP, READ)];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields.clone())?;
        let request = request::<Self>(context, CHECK_GROUP, &fields)?;
        let restricted = match context.send(&request) {
            Ok(_) => true,
            Err(error) if error.kind == ErrorKind::NotFound => false,
            Err(error) => return Err(error),
        };
        let Self { id, operation, account_id, group_id } = this;
        Json::of(&RestrictionMember { id, operation, account_id, group_id, restricted })
    }
}

/// Adds one user or group to those who may read or edit a page or blog post.
///
/// Where that is not restricted yet, it is from now on. To add several at once, use `add-restrictions`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddToRestriction {
    /// The id of the page or blog post.
    pub id: String,
    /// What is restricted.
    pub operation: RestrictedOperation,
    /// The account id of the user. Needed where there is no `groupId`.
    pub account_id: Option<String>,
    /// The id of the group, instead of `accountId`.
    pub group_id: Option<String>,
}

impl Action for AddToRestriction {
    type Output = RestrictionMember;
    const NAME: &str = "add-to-restriction";
    const GROUP: &str = "restrictions";
    const ROUTE: &str =
        "PUT /wiki/rest/api/content/{id}/restriction/byOperation/{operation}/user?accountId={accountId}";
    const SCOPES: Scopes = WRITE;
    const ALSO: &[ActionRoute] = &[ActionRoute::new(ADD_GROUP, WRITE)];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let Self { id, operation, account_id, group_id } = Self::read(fields.clone())?;
        context.send(&request::<Self>(context, ADD_GROUP, &fields)?)?;
        Json::of(&RestrictionMember { id, operation, account_id, group_id, restricted: true })
    }
}

/// Removes one user or group from those who may read or edit a page or blog post.
///
/// With the last of them the restriction ends, and it is open again to whoever sees or edits the space.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RemoveFromRestriction {
    /// The id of the page or blog post.
    pub id: String,
    /// What is restricted.
    pub operation: RestrictedOperation,
    /// The account id of the user. Needed where there is no `groupId`.
    pub account_id: Option<String>,
    /// The id of the group, instead of `accountId`.
    pub group_id: Option<String>,
}

impl Action for RemoveFromRestriction {
    type Output = RestrictionMember;
    const NAME: &str = "remove-from-restriction";
    const GROUP: &str = "restrictions";
    const ROUTE: &str =
        "DELETE /wiki/rest/api/content/{id}/restriction/byOperation/{operation}/user?accountId={accountId}";
    const SCOPES: Scopes = WRITE;
    const ALSO: &[ActionRoute] = &[ActionRoute::new(REMOVE_GROUP, WRITE)];
    const EFFECT: Effect = Effect::Remove;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let Self { id, operation, account_id, group_id } = Self::read(fields.clone())?;
        context.send(&request::<Self>(context, REMOVE_GROUP, &fields)?)?;
        Json::of(&RestrictionMember { id, operation, account_id, group_id, restricted: false })
    }
}

/// The request for the user or the group, of which exactly one is given.
fn request<A: Action>(context: &Context<'_>, of_group: &str, fields: &Fields) -> Result<Request, Error> {
    match (fields.contains_key("accountId"), fields.contains_key("groupId")) {
        (true, false) => context.request_from::<A>(fields),
        (false, true) => context.request_by::<A>(of_group, fields),
        (false, false) => Err(Error::new(ErrorKind::InvalidInput, "a restriction is about a user or a group")
            .problem("", "needs one of `accountId`, `groupId`")),
        (true, true) => Err(Error::new(ErrorKind::InvalidInput, "a restriction is about a user or a group, not both")
            .problem("/groupId", "cannot stand beside `accountId`")),
    }
}
