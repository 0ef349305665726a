use connector_sdk::serde_json::json;
use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{LabelSort, new_labels};
use crate::actions::content::{LOOKUP, SPACE, located};
use crate::actions::{COUNTED, LINKED, NO_CHECK};
use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{AddedLabels, Label, LabelPrefix, Listing, RemovedLabels};

/// Lists the labels of a space, or those of the content in it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListSpaceLabels {
    /// The id of the space, such as `98309`. Needed where there is no `spaceKey`.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<String>,
    /// The key of the space, such as `DOCS`, instead of `spaceId`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// What has the labels. Default: `space`; Data Center and Server list those of `content` only.
    pub of: Option<LabelledInSpace>,
    /// The kind of labels to list (Cloud). By default, as Confluence has it.
    pub prefix: Option<LabelPrefix>,
    /// The order (Cloud). By default, as Confluence has them.
    pub sort: Option<LabelSort>,
}

/// What has the labels of a space.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LabelledInSpace {
    /// The space itself.
    Space,
    /// The pages, blog posts and other content in it.
    Content,
}

impl Action for ListSpaceLabels {
    type Output = Listing<Label>;
    const NAME: &str = "list-space-labels";
    const GROUP: &str = "labels";
    const ROUTE: &str = "GET /wiki/rest/api/space/{spaceKey}/label?prefix={prefix}&start={cursor}&limit={limit}";
    const SCOPES: Scopes = &[&["read:confluence-space.summary"], &["read:label:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const GIVEN: Conditions = &[("spaceId", &[""]), ("of", &["", "space"]), ("sort", &[""])];
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new(
            "GET /wiki/api/v2/spaces/{spaceId}/labels?prefix={prefix}&sort={sort}&limit={limit}&cursor={cursor}",
            &[&["read:space:confluence"]],
        )
        .when(CLOUD)
        .given(&[("of", &["", "space"])])
        .paging(&LINKED),
        ActionRoute::new(
            "GET /wiki/api/v2/spaces/{spaceId}/content/labels?prefix={prefix}&sort={sort}&limit={limit}&cursor={cursor}",
            &[&["read:space:confluence"]],
        )
        .when(CLOUD)
        .given(&[("of", &["content"])])
        .paging(&LINKED),
        ActionRoute::new("GET /rest/api/space/{spaceKey}/labels?start={cursor}&limit={limit}", data_center::READ)
            .when(ON_PREM)
            .given(&[("of", &["content"])])
            .paging(&data_center::LISTING),
    ];
    const ALSO: &[ActionRoute] = LOOKUP;
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = Some(&COUNTED);

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let is = |name: &str, value: &str| fields.get(name).is_some_and(|field| field == value);
        let by_key = fields.contains_key("spaceKey") && !fields.contains_key("spaceId");
        // The first API knows the labels of a space by its key, but neither an order nor the labels of content.
        let at_once = by_key && !fields.contains_key("sort") && !is("of", "content") && !is_on_prem(context);
        let fields = if at_once { fields } else { located(context, fields, SPACE)? };
        context.perform::<Self>(fields)
    }
}

/// Adds labels to a space. Labels that it already has stay.
///
/// On Data Center and Server these are its categories, the labels of the kind `team`, and each takes a request.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddSpaceLabels {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
    /// The names of the labels, such as `handbooks`.
    #[schemars(length(min = 1))]
    pub labels: Vec<String>,
    /// The kind of all these labels. Default: `global` on Cloud, `team` on Data Center and Server.
    pub prefix: Option<LabelPrefix>,
}

const ADD_CATEGORY: &str = "POST /rest/api/space/{spaceKey}/category/{label}";
const REMOVE_CATEGORY: &str = "DELETE /rest/api/space/{spaceKey}/category/{label}";

impl Action for AddSpaceLabels {
    type Output = AddedLabels;
    const NAME: &str = "add-space-labels";
    const GROUP: &str = "labels";
    const ROUTE: &str = "POST /wiki/rest/api/space/{spaceKey}/label";
    const SCOPES: Scopes = &[&["write:confluence-space"], &["read:label:confluence", "write:label:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ALSO: &[ActionRoute] = &[ActionRoute::new(ADD_CATEGORY, data_center::WRITE).when(ON_PREM)];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        if is_on_prem(context) {
            categories::<Self>(context, ADD_CATEGORY, &this.space_key, &this.labels, this.prefix)?;
            let added = this.labels.iter().map(|name| json!({ "name": name, "prefix": "team" }));
            return Json::of(&json!({ "results": added.collect::<Vec<_>>() }));
        }
        let request = context.request(&this)?.json(&new_labels(&this.labels, this.prefix))?;
        Json::from_response(context.send(&request)?)
    }
}

/// Takes labels off a space, one after the other.
///
/// On Data Center and Server these are its categories, the labels of the kind `team`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RemoveSpaceLabels {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
    /// The names of the labels, such as `handbooks`.
    #[schemars(length(min = 1))]
    pub labels: Vec<String>,
    /// The kind of all these labels. Default: `global` on Cloud, `team` on Data Center and Server.
    pub prefix: Option<LabelPrefix>,
}

impl Action for RemoveSpaceLabels {
    type Output = RemovedLabels;
    const NAME: &str = "remove-space-labels";
    const GROUP: &str = "labels";
    const ROUTE: &str = "DELETE /wiki/rest/api/space/{spaceKey}/label?name={labels}&prefix={prefix}";
    const SCOPES: Scopes = &[&["write:confluence-space"], &["write:label:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ALSO: &[ActionRoute] = &[ActionRoute::new(REMOVE_CATEGORY, data_center::WRITE).when(ON_PREM)];
    const EFFECT: Effect = Effect::Remove;
    const HEADERS: &[(&str, &str)] = NO_CHECK;

    fn perform(context: &Context<'_>, mut fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields.clone())?;
        if is_on_prem(context) {
            categories::<Self>(context, REMOVE_CATEGORY, &this.space_key, &this.labels, this.prefix)?;
        } else {
            for label in &this.labels {
                fields.insert("labels".to_owned(), json!(label));
                context.send(&context.request_from::<Self>(&fields)?)?;
            }
        }
        Json::of(&json!({ "spaceKey": this.space_key, "removed": this.labels }))
    }
}

/// Makes a request for each category of a space of Data Center.
fn categories<A: Action>(
    context: &Context<'_>,
    route: &str,
    space_key: &str,
    labels: &[String],
    prefix: Option<LabelPrefix>,
) -> Result<(), Error> {
    if !matches!(prefix, None | Some(LabelPrefix::Team)) {
        return Err(Error::new(ErrorKind::InvalidInput, "a space of Data Center has labels of the kind `team` only")
            .problem("/prefix", "may be `team` here, or left out"));
    }
    for label in labels {
        let fields = [("spaceKey".to_owned(), json!(space_key)), ("label".to_owned(), json!(label))];
        context.send(&context.request_by::<A>(route, &Fields::from_iter(fields))?)?;
    }
    Ok(())
}
