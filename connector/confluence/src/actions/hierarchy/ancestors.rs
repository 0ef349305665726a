use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Context, Effect, Error, ErrorKind, Fields, Json};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{TreeType, routes};
use crate::actions::by_type::{of_any_type, routes_of};
use crate::models::Ancestors;

/// The most ancestors in one answer of Cloud.
const LIMIT: usize = 250;

/// Gets all that stands above a page, folder, whiteboard, database or smart link, from the top of the space down.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetAncestors {
    /// What has the ancestors. Default: `page`.
    pub r#type: Option<TreeType>,
    /// The id of what has the ancestors.
    pub id: String,
}

impl Action for GetAncestors {
    type Output = Ancestors;
    const NAME: &str = "get-ancestors";
    const GROUP: &str = "content-tree";
    routes_of!(routes::ANCESTORS);
    const ALSO: &[ActionRoute] = &of_any_type::<{ routes::ANCESTORS.len() }>(routes::ANCESTORS);
    const EFFECT: Effect = Effect::Read;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let mut answer: Value = context.perform::<Self>(fields)?.read()?;
        // Where there are more than one answer holds, those above its first one are asked for by that one.
        let mut last = results(&answer)?.clone();
        while last.len() >= LIMIT
            && let Some(first) = last.first()
        {
            let fields = ["type", "id"].map(|name| (name.to_owned(), first[name].clone()));
            let above: Value = context.perform::<Self>(Fields::from_iter(fields))?.read()?;
            if results(&above)?.first() == Some(first) {
                return Err(Error::new(
                    ErrorKind::Service,
                    "Confluence answered with content that stands above itself",
                ));
            }
            last.clone_from(results(&above)?);
            let mut all = last.clone();
            all.extend_from_slice(results(&answer)?);
            answer["results"] = json!(all);
        }
        Json::of(&answer)
    }
}

fn results(answer: &Value) -> Result<&Vec<Value>, Error> {
    answer["results"]
        .as_array()
        .ok_or_else(|| Error::new(ErrorKind::Service, "Confluence answered with something other than ancestors"))
}
