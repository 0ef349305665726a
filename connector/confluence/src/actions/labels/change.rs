use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, Fields, Json, Request, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{names, new_labels};
use crate::actions::{LINKED, NO_CHECK};
use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{AddedLabels, LabelPrefix, RemovedLabels, SetLabels as SetLabelsOutput};

/// Adds labels on Cloud.
pub(in crate::actions) const ADD: &str = "POST /wiki/rest/api/content/{id}/label";
const ADD_ON_PREM: &str = "POST /rest/api/content/{id}/label";
const REMOVE: &str = "DELETE /wiki/rest/api/content/{id}/label/{label}";
const REMOVE_ON_PREM: &str = "DELETE /rest/api/content/{id}/label/{label}";
/// A label with a slash cannot stand in a path.
const REMOVE_NAMED: &str = "DELETE /wiki/rest/api/content/{id}/label?name={label}";
const REMOVE_NAMED_ON_PREM: &str = "DELETE /rest/api/content/{id}/label?name={label}";

/// The scopes of [`ADD`].
pub(in crate::actions) const ADD_SCOPES: Scopes =
    &[&["write:confluence-content"], &["read:label:confluence", "write:label:confluence"]];
const REMOVE_SCOPES: Scopes = &[&["write:confluence-content"], &["write:label:confluence"]];

/// Adds labels to a page, blog post or attachment.
///
/// Labels that it already has stay. A name is written in lower case and has no spaces.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddLabels {
    /// The id of the page, blog post or attachment.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// The names of the labels, such as `release-notes`.
    #[schemars(length(min = 1))]
    #[schemars(extend("x-options" = {"list": "labels"}))]
    pub labels: Vec<String>,
    /// The kind of all these labels. Default: `global`.
    pub prefix: Option<LabelPrefix>,
}

impl Action for AddLabels {
    type Output = AddedLabels;
    const NAME: &str = "add-labels";
    const GROUP: &str = "labels";
    const ROUTE: &str = ADD;
    const SCOPES: Scopes = ADD_SCOPES;
    const ROUTE_WHEN: Conditions = CLOUD;
    const ALSO: &[ActionRoute] = &[ActionRoute::new(ADD_ON_PREM, data_center::WRITE).when(ON_PREM)];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        let route = if is_on_prem(context) { ADD_ON_PREM } else { ADD };
        let request = context.request_by::<Self>(route, &context.fields(&this)?)?;
        Json::from_response(context.send(&request.json(&new_labels(&this.labels, this.prefix))?)?)
    }
}

/// Takes labels off a page, blog post or attachment, one after the other.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RemoveLabels {
    /// The id of the page, blog post or attachment.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// The names of the labels, such as `release-notes`.
    #[schemars(length(min = 1))]
    #[schemars(extend("x-options" = {"list": "labels"}))]
    pub labels: Vec<String>,
    /// The kind of all these labels. Default: `global`.
    pub prefix: Option<LabelPrefix>,
}

impl Action for RemoveLabels {
    type Output = RemovedLabels;
    const NAME: &str = "remove-labels";
    const GROUP: &str = "labels";
    const ROUTE: &str = REMOVE;
    const SCOPES: Scopes = REMOVE_SCOPES;
    const ROUTE_WHEN: Conditions = CLOUD;
    const ALSO: &[ActionRoute] = &[
        ActionRoute::new(REMOVE_NAMED, REMOVE_SCOPES).when(CLOUD),
        ActionRoute::new(REMOVE_ON_PREM, data_center::WRITE).when(ON_PREM),
        ActionRoute::new(REMOVE_NAMED_ON_PREM, data_center::WRITE).when(ON_PREM),
    ];
    const EFFECT: Effect = Effect::Remove;
    const HEADERS: &[(&str, &str)] = NO_CHECK;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        for label in &this.labels {
            context.send(&removal::<Self>(context, &this.id, label, this.prefix.unwrap_or_default())?)?;
        }
        Json::of(&json!({ "id": this.id, "removed": this.labels }))
    }
}

fn removal<A: Action>(context: &Context<'_>, id: &str, name: &str, prefix: LabelPrefix) -> Result<Request, Error> {
    // A label is named with its kind where that is not the ordinary one.
    let label = match prefix {
        LabelPrefix::Global => name.to_owned(),
        LabelPrefix::My => format!("my:{name}"),
        LabelPrefix::Team => format!("team:{name}"),
        LabelPrefix::System => format!("system:{name}"),
    };
    let route = match (is_on_prem(context), label.contains(['/', '\\'])) {
        (false, false) => REMOVE,
        (false, true) => REMOVE_NAMED,
        (true, false) => REMOVE_ON_PREM,
        (true, true) => REMOVE_NAMED_ON_PREM,
    };
    let fields = [("id".to_owned(), json!(id)), ("label".to_owned(), json!(label))];
    context.request_by::<A>(route, &Fields::from_iter(fields))
}

/// Replaces the labels of a page, blog post or attachment: adds those that are missing, and takes off the others.
///
/// Its labels are read first. Labels of another kind stay as they are.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetLabels {
    /// What has the labels. Default: `page`. Data Center and Server need not know.
    pub r#type: Option<LabelSet>,
    /// The id of the page, blog post or attachment.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// The names of all labels that it is to have, such as `release-notes`; none to take off all.
    #[schemars(extend("x-options" = {"list": "labels"}))]
    pub labels: Vec<String>,
    /// The kind of all these labels. Default: `global`.
    pub prefix: Option<LabelPrefix>,
}

/// What can have a set of labels.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LabelSet {
    /// A page.
    Page,
    /// A blog post.
    Blogpost,
    /// An attachment.
    Attachment,
}

const PAGE_LABELS: &str = "GET /wiki/api/v2/pages/{id}/labels?prefix={prefix}&limit=250&cursor={cursor}";
const BLOG_POST_LABELS: &str = "GET /wiki/api/v2/blogposts/{id}/labels?prefix={prefix}&limit=250&cursor={cursor}";
const ATTACHMENT_LABELS: &str = "GET /wiki/api/v2/attachments/{id}/labels?prefix={prefix}&limit=250&cursor={cursor}";
const ON_PREM_LABELS: &str = "GET /rest/api/content/{id}/label?prefix={prefix}&limit=200&start={cursor}";

impl Action for SetLabels {
    type Output = SetLabelsOutput;
    const NAME: &str = "set-labels";
    const GROUP: &str = "labels";
    const ROUTE: &str = ADD;
    const SCOPES: Scopes = ADD_SCOPES;
    const ROUTE_WHEN: Conditions = CLOUD;
    const ALSO: &[ActionRoute] = &[
        ActionRoute::new(PAGE_LABELS, &[&["read:page:confluence"]]).when(CLOUD),
        ActionRoute::new(BLOG_POST_LABELS, &[&["read:page:confluence"]]).when(CLOUD),
        ActionRoute::new(ATTACHMENT_LABELS, &[&["read:attachment:confluence"]]).when(CLOUD),
        ActionRoute::new(REMOVE, REMOVE_SCOPES).when(CLOUD),
        ActionRoute::new(REMOVE_NAMED, REMOVE_SCOPES).when(CLOUD),
        ActionRoute::new(ON_PREM_LABELS, data_center::READ).when(ON_PREM),
        ActionRoute::new(ADD_ON_PREM, data_center::WRITE).when(ON_PREM),
        ActionRoute::new(REMOVE_ON_PREM, data_center::WRITE).when(ON_PREM),
        ActionRoute::new(REMOVE_NAMED_ON_PREM, data_center::WRITE).when(ON_PREM),
    ];
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        let prefix = this.prefix.unwrap_or_default();
        let present = names(&this.present(context, prefix)?, prefix);
        let missing: Vec<String> = this.labels.iter().filter(|name| !present.contains(name)).cloned().collect();
        let extra: Vec<String> = present.into_iter().filter(|name| !this.labels.contains(name)).collect();
        if !missing.is_empty() {
            let route = if is_on_prem(context) { ADD_ON_PREM } else { ADD };
            let request = context.request_by::<Self>(route, &context.fields(&this)?)?;
            context.send(&request.json(&new_labels(&missing, Some(prefix)))?)?;
        }
        for label in &extra {
            context.send(&removal::<Self>(context, &this.id, label, prefix)?)?;
        }
        Json::of(&json!({ "id": this.id, "labels": this.labels, "added": missing, "removed": extra }))
    }
}

impl SetLabels {
    /// Every label that it has.
    fn present(&self, context: &Context<'_>, prefix: LabelPrefix) -> Result<Vec<Value>, Error> {
        let (route, paging) = match self.r#type {
            _ if is_on_prem(context) => (ON_PREM_LABELS, data_center::LISTING),
            None | Some(LabelSet::Page) => (PAGE_LABELS, LINKED),
            Some(LabelSet::Blogpost) => (BLOG_POST_LABELS, LINKED),
            Some(LabelSet::Attachment) => (ATTACHMENT_LABELS, LINKED),
        };
        let mut labels = Vec::new();
        let request = |cursor: Option<&str>| {
            let fields = [("id", json!(self.id)), ("prefix", json!(prefix)), ("cursor", json!(cursor))];
            context
                .request_by::<Self>(route, &fields.map(|(name, value)| (name.to_owned(), value)).into_iter().collect())
        };
        paging.each_page(context, &Fields::new(), None, &request, &mut |page| {
            labels.extend(page.read::<Value>()?);
            Ok(true)
        })?;
        Ok(labels)
    }
}
