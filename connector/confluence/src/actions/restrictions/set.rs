use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, Fields, Json, Request, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RestrictionExpansion;
use super::get::listed;
use crate::actions::NO_CHECK;
use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{NewRestriction, RestrictedOperation, Restrictions};

pub(super) const SCOPES: Scopes =
    &[&["write:confluence-content"], &["read:content-details:confluence", "write:content.restriction:confluence"]];

pub(super) const ON_PREM_SET: &str = "PUT /rest/api/content/{id}/restriction?expand={expand,}";

/// Sets who may read and who may edit a page or blog post, in place of all its restrictions.
///
/// What is not given is no longer restricted. Nobody can shut themselves out.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetRestrictions {
    /// The id of the page or blog post.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// Who may do what, one entry an operation.
    #[schemars(length(min = 1))]
    pub restrictions: Vec<NewRestriction>,
    /// What to include in the answer. By default, users and groups.
    pub expand: Option<Vec<RestrictionExpansion>>,
}

impl Action for SetRestrictions {
    type Output = Restrictions;
    const NAME: &str = "set-restrictions";
    const GROUP: &str = "restrictions";
    const ROUTE: &str = "PUT /wiki/rest/api/content/{id}/restriction?expand={expand,}";
    const SCOPES: Scopes = SCOPES;
    const ROUTE_WHEN: Conditions = CLOUD;
    const ALSO: &[ActionRoute] = &[ActionRoute::new(ON_PREM_SET, data_center::WRITE).when(ON_PREM)];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields.clone())?;
        if is_on_prem(context) {
            // Data Center leaves alone what is not named, where Cloud opens it.
            let is_given = |operation| this.restrictions.iter().any(|given| given.operation == operation);
            let open =
                [RestrictedOperation::Read, RestrictedOperation::Update].into_iter().filter(|one| !is_given(*one));
            let open = open.map(|operation| NewRestriction { operation, users: None, groups: None }.on_prem_body());
            let body: Vec<Value> = this.restrictions.iter().map(NewRestriction::on_prem_body).chain(open).collect();
            answer(context, &context.request_by::<Self>(ON_PREM_SET, &fields)?.json(&body)?)
        } else {
            let body: Vec<Value> = this.restrictions.iter().map(NewRestriction::body).collect();
            answer(context, &context.request_from::<Self>(&fields)?.json(&body)?)
        }
    }
}

/// Deletes every restriction of a page or blog post: whoever sees the space may read it, and whoever may edit in the
/// space may edit it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteRestrictions {
    /// The id of the page or blog post.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// What to include in the answer. By default, users and groups.
    pub expand: Option<Vec<RestrictionExpansion>>,
}

impl Action for DeleteRestrictions {
    type Output = Restrictions;
    const NAME: &str = "delete-restrictions";
    const GROUP: &str = "restrictions";
    const ROUTE: &str = "DELETE /wiki/rest/api/content/{id}/restriction?expand={expand,}";
    const SCOPES: Scopes = SCOPES;
    const ROUTE_WHEN: Conditions = CLOUD;
    const ALSO: &[ActionRoute] = &[ActionRoute::new(ON_PREM_SET, data_center::WRITE).when(ON_PREM)];
    const EFFECT: Effect = Effect::Remove;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        if !is_on_prem(context) {
            return answer(context, &context.request_from::<Self>(&fields)?);
        }
        let none = json!({ "user": [], "group": [] });
        let body = json!([
            { "operation": "read", "restrictions": none },
            { "operation": "update", "restrictions": none },
        ]);
        answer(context, &context.request_by::<Self>(ON_PREM_SET, &fields)?.json(&body)?)
    }
}

/// Sends a change, and lets each restriction that is left stand below the name of its operation too.
pub(super) fn answer(context: &Context<'_>, request: &Request) -> Result<Json, Error> {
    let mut restrictions = Json::from_response(context.send(request)?)?.read()?;
    listed(&Fields::new(), &mut restrictions);
    Json::of(&restrictions)
}
