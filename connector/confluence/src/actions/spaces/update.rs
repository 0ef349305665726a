use connector_sdk::serde_json::{Value, json};
use connector_sdk::{
    Action, ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Scopes, refuse_fields,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::create::plain_description;
use crate::actions::NO_CHECK;
use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::Space;

const ON_PREM_READ: &str = "GET /rest/api/space/{key}?expand=description.plain";
const ON_PREM_WRITE: &str = "PUT /rest/api/space/{key}";

/// Updates a space: its name, description, homepage, kind or state.
///
/// What is left out stays as it is; on Data Center and Server the space is read first for that.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateSpace {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub key: String,
    /// The new name. By default, it stays.
    #[schemars(length(min = 1, max = 200))]
    pub name: Option<String>,
    /// What the space is for, as plain text. By default, it stays.
    pub description: Option<String>,
    /// The id of the page that becomes its homepage. By default, it stays.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub homepage_id: Option<String>,
    /// The kind of space, such as `global` (Cloud). By default, it stays.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Whether it is in use or archived (Cloud; elsewhere, use `archive-space` and `restore-space`). By default, it
    /// stays.
    pub status: Option<NewSpaceStatus>,
}

/// A state that a space can be given.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NewSpaceStatus {
    /// In use.
    Current,
    /// Archived.
    Archived,
}

#[derive(Deserialize)]
struct Current {
    name: String,
    description: Option<CurrentDescription>,
}

#[derive(Deserialize)]
struct CurrentDescription {
    plain: Option<CurrentText>,
}

#[derive(Deserialize)]
struct CurrentText {
    value: String,
}

impl Action for UpdateSpace {
    type Output = Space;
    const NAME: &str = "update-space";
    const GROUP: &str = "spaces";
    const ROUTE: &str = "PUT /wiki/rest/api/space/{key}";
    const SCOPES: Scopes = &[
        &["write:confluence-space"],
        &["read:space-details:confluence", "write:space.permission:confluence", "write:space:confluence"],
    ];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ALSO: &[ActionRoute] = &[
        ActionRoute::new(ON_PREM_WRITE, data_center::WRITE).when(ON_PREM),
        ActionRoute::new(ON_PREM_READ, data_center::READ).when(ON_PREM),
    ];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let mut this = Self::read(fields.clone())?;
        if fields.len() == 1 {
            return Err(Error::new(ErrorKind::InvalidInput, "nothing to change is given")
                .hint("Give a `name`, `description`, `homepageId`, `type` or `status`"));
        }
        let request = if is_on_prem(context) {
            refuse_fields(&fields, &|name| ["type", "status"].contains(&name))?;
            this.complete(context)?;
            let mut body = this.body();
            body.insert("key".to_owned(), json!(this.key));
            context.request_by::<Self>(ON_PREM_WRITE, &fields)?.json(&body)?
        } else {
            context.request_from::<Self>(&fields)?.json(&this.body())?
        };
        let mut space = Json::from_response(context.send(&request)?)?.read()?;
        data_center::space(&fields, &mut space);
        Json::of(&space)
    }
}

impl UpdateSpace {
    /// Reads what Data Center wants in every update.
    fn complete(&mut self, context: &Context<'_>) -> Result<(), Error> {
        if self.name.is_some() && self.description.is_some() {
            return Ok(());
        }
        let request = context.request_by::<Self>(ON_PREM_READ, &context.fields(self)?)?;
        let space: Current = context.send(&request)?.json()?;
        self.name.get_or_insert(space.name);
        let text = space.description.and_then(|description| description.plain).map(|plain| plain.value);
        self.description = self.description.take().or(text);
        Ok(())
    }

    fn body(&self) -> Fields {
        let parts: [(&str, Option<Value>); 5] = [
            ("name", self.name.as_ref().map(|name| json!(name))),
            ("description", self.description.as_deref().map(plain_description)),
            ("homepage", self.homepage_id.as_ref().map(|id| json!({ "id": id }))),
            ("type", self.kind.as_ref().map(|kind| json!(kind))),
            ("status", self.status.map(|status| json!(status))),
        ];
        parts.into_iter().filter_map(|(name, part)| Some((name.to_owned(), part?))).collect()
    }
}
