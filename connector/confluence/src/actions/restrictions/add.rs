use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RestrictionExpansion;
use super::set::{ON_PREM_SET, SCOPES, answer};
use crate::actions::NO_CHECK;
use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{NewRestriction, Restrictions};

pub(super) const PRESENT: &str = "GET /rest/api/content/{id}/restriction/byOperation/{operation}\
    ?expand=restrictions.user,restrictions.group&start={start}&limit={limit}";

/// How many users, and how many groups, are read at once.
const PART: u64 = 100;

/// Adds users and groups to those who may read or edit a page or blog post. Restrictions that it has stay.
///
/// Where something is not restricted yet, it is from now on. Data Center and Server only replace restrictions, so that
/// those that are there are read first.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddRestrictions {
    /// The id of the page or blog post.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// Who may do what, one entry an operation.
    #[schemars(length(min = 1))]
    pub restrictions: Vec<NewRestriction>,
    /// What to include in the answer. By default, users and groups.
    pub expand: Option<Vec<RestrictionExpansion>>,
}

impl Action for AddRestrictions {
    type Output = Restrictions;
    const NAME: &str = "add-restrictions";
    const GROUP: &str = "restrictions";
    const ROUTE: &str = "POST /wiki/rest/api/content/{id}/restriction?expand={expand,}";
    const SCOPES: Scopes = SCOPES;
    const ROUTE_WHEN: Conditions = CLOUD;
    const ALSO: &[ActionRoute] = &[
        ActionRoute::new(PRESENT, data_center::READ).when(ON_PREM),
        ActionRoute::new(ON_PREM_SET, data_center::WRITE).when(ON_PREM),
    ];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let mut this = Self::read(fields.clone())?;
        if !is_on_prem(context) {
            let body: Vec<Value> = this.restrictions.iter().map(NewRestriction::body).collect();
            return answer(context, &context.request_from::<Self>(&fields)?.json(&body)?);
        }
        for restriction in &mut this.restrictions {
            complete(context, &this.id, restriction)?;
        }
        let body: Vec<Value> = this.restrictions.iter().map(NewRestriction::on_prem_body).collect();
        answer(context, &context.request_by::<Self>(ON_PREM_SET, &fields)?.json(&body)?)
    }
}

/// Adds the users and groups that a restriction has already, part by part.
pub(super) fn complete(context: &Context<'_>, id: &str, restriction: &mut NewRestriction) -> Result<(), Error> {
    let mut start = 0;
    loop {
        let fields = [
            ("id", json!(id)),
            ("operation", json!(restriction.operation)),
            ("start", json!(start)),
            ("limit", json!(PART)),
        ];
        let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let present: Value = context.send(&context.request_by::<AddRestrictions>(PRESENT, &fields)?)?.json()?;
        let present = &present["restrictions"];
        add(restriction.users.get_or_insert_default(), &present["user"], "username");
        add(restriction.groups.get_or_insert_default(), &present["group"], "name");
        // Confluence may give smaller parts than were asked for.
        let part = |of: &str| present[of]["limit"].as_u64().filter(|limit| *limit > 0).unwrap_or(PART);
        let is_full = |of: &str| present[of]["results"].as_array().map_or(0, Vec::len) as u64 >= part(of);
        if !is_full("user") && !is_full("group") {
            return Ok(());
        }
        start += part("user").min(part("group"));
    }
}

fn add(names: &mut Vec<String>, present: &Value, name: &str) {
    for subject in present["results"].as_array().into_iter().flatten() {
        if let Some(name) = subject[name].as_str()
            && !names.iter().any(|other| other == name)
        {
            names.push(name.to_owned());
        }
    }
}
