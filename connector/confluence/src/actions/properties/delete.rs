use connector_sdk::serde_json::json;
use connector_sdk::{Action, ActionRoute, Context, Effect, Error, Fields, Json};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::get::either;
use super::{PropertyHolder, find, holder, id_of, missing, routes};
use crate::actions::by_type::routes_of;
use crate::connection::is_on_prem;
use crate::models::DeletedProperty;

/// Deletes a property of a page, of other content or of a space, by key or by id.
///
/// Exactly one of `key` and `propertyId` says which.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteProperty {
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

impl Action for DeleteProperty {
    type Output = DeletedProperty;
    const NAME: &str = "delete-property";
    const GROUP: &str = "properties";
    routes_of!(routes::DELETE);
    const ALSO: &[ActionRoute] = routes::FIND;
    const EFFECT: Effect = Effect::Remove;

    fn perform(context: &Context<'_>, mut fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields.clone())?;
        let mut deleted = json!({ "id": this.id, "status": "deleted" });
        if let Some(key) = either(this.key.as_deref(), this.property_id.as_deref())? {
            deleted["key"] = key.into();
            if !is_on_prem(context) {
                let property = find::<Self>(context, &holder(&fields), key)?.ok_or_else(|| missing(key))?;
                fields.shift_remove("key");
                fields.insert("propertyId".to_owned(), id_of(&property).into());
            }
        }
        if let Some(id) = fields.get("propertyId") {
            deleted["propertyId"] = id.clone();
        }
        context.perform::<Self>(fields)?;
        Json::of(&deleted)
    }
}
