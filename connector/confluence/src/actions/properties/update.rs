use connector_sdk::serde_json::Value;
use connector_sdk::{Action, ActionRoute, Context, Effect, Error, Fields, Json};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{NewValue, PropertyHolder, find, holder, id_of, missing, routes};
use crate::actions::by_type::{joined, routes_of};
use crate::actions::next_version::number_of;
use crate::errors::overtaken;
use crate::models::Property;

/// Updates a property that a page, other content or a space has.
///
/// The property is found by its key, and its version is read first, unless `propertyId` and `version` are both given.
/// To create it where it is missing, use `set-property`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateProperty {
    /// What has the property. Default: `page`.
    pub r#type: Option<PropertyHolder>,
    /// The id of what has the property; of a space on Data Center and Server, its key.
    pub id: String,
    /// The key of the property.
    #[schemars(length(min = 1))]
    pub key: String,
    /// The id of the property. By default, it is found by the key.
    pub property_id: Option<String>,
    /// The new value: any JSON, which replaces the whole old one.
    pub value: Value,
    /// The number of the version that this update is based on, as it was read. If the property has changed since, the
    /// update is refused. By default, the version that the property has now.
    pub version: Option<u32>,
    /// A note about the change. By default, none.
    pub message: Option<String>,
}

impl Action for UpdateProperty {
    type Output = Property;
    const NAME: &str = "update-property";
    const GROUP: &str = "properties";
    routes_of!(routes::UPDATE);
    const ALSO: &[ActionRoute] = &joined::<{ routes::FIND.len() + routes::GET.len() }>(routes::FIND, routes::GET);
    const EFFECT: Effect = Effect::Write;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields.clone())?;
        let holder = holder(&fields);
        let (id, number) = match (&this.property_id, this.version) {
            (Some(id), Some(version)) => (Some(id.clone()), version.into()),
            (id, version) => {
                let property = this.current(context, &holder)?;
                let id = id.clone().or_else(|| id_of(&property).map(str::to_owned));
                (id, version.map_or_else(|| number_of(&property, "property"), |version| Ok(version.into()))?)
            }
        };
        let new = NewValue { key: &this.key, value: &this.value, message: this.message.as_deref() };
        let version_was_given = this.version.is_some();
        new.update::<Self>(context, &holder, id.as_deref(), number)
            .map_err(|error| overtaken(error, "property", version_was_given))
    }
}

impl UpdateProperty {
    fn current(&self, context: &Context<'_>, holder: &Fields) -> Result<Value, Error> {
        let Some(id) = &self.property_id else {
            return find::<Self>(context, holder, &self.key)?.ok_or_else(|| missing(&self.key));
        };
        let mut fields = holder.clone();
        fields.insert("propertyId".to_owned(), id.as_str().into());
        context.perform_among::<Self>(routes::GET, fields)?.read()
    }
}
