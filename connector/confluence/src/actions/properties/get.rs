use connector_sdk::{Action, ActionRoute, Context, Effect, Error, ErrorKind, Fields, Json};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PropertyHolder, find, holder, missing, routes};
use crate::actions::by_type::routes_of;
use crate::models::Property;

/// Gets one property of a page, of other content or of a space, by key or by id.
///
/// Exactly one of `key` and `propertyId` says which.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetProperty {
    /// What has the property. Default: `page`.
    pub r#type: Option<PropertyHolder>,
    /// The id of what has the property; of a space on Data Center and Server, its key.
    pub id: String,
    /// The key of the property, in its upper and lower case.
    #[schemars(length(min = 1))]
    pub key: Option<String>,
    /// The id of the property, on Cloud alone.
    pub property_id: Option<String>,
}

impl Action for GetProperty {
    type Output = Property;
    const NAME: &str = "get-property";
    const GROUP: &str = "properties";
    routes_of!(routes::GET);
    const ALSO: &[ActionRoute] = routes::FIND;
    const EFFECT: Effect = Effect::Read;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields.clone())?;
        match either(this.key.as_deref(), this.property_id.as_deref())? {
            Some(key) => Json::of(&find::<Self>(context, &holder(&fields), key)?.ok_or_else(|| missing(key))?),
            None => context.perform::<Self>(fields),
        }
    }
}

/// The key, or none where there is an id instead; an error where there are both or neither.
pub(super) fn either<'a>(key: Option<&'a str>, id: Option<&str>) -> Result<Option<&'a str>, Error> {
    match (key, id) {
        (Some(_), None) | (None, Some(_)) => Ok(key),
        (Some(_), Some(_)) => Err(Error::new(ErrorKind::InvalidInput, "a property is found by its key or by its id")
            .problem("/propertyId", "cannot stand beside `key`")),
        (None, None) => Err(Error::new(ErrorKind::InvalidInput, "nothing says which property is meant")
            .problem("", "needs one of `key`, `propertyId`")),
    }
}
