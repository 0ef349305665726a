use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Context, Effect, Error, ErrorKind, Fields, Json};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{NewValue, PropertyHolder, find, holder, id_of, routes};
use crate::actions::by_type::{joined, routes_of};
use crate::actions::next_version::number_of;
use crate::models::SetOutcome;

/// How often somebody else may be faster before this gives up.
const ATTEMPTS: usize = 3;

/// Sets a property of a page, of other content or of a space to a value, whether it is there already or not.
///
/// The property is read first. Where it has the value already, nothing is written. Where somebody else changes it
/// between reading and writing, it is read again and set again. With `version`, it is set only if nobody changed it since
/// that version, which makes a safe counter or lock of it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetProperty {
    /// What gets the property. Default: `page`.
    pub r#type: Option<PropertyHolder>,
    /// The id of what gets the property; of a space on Data Center and Server, its key.
    pub id: String,
    /// The key of the property, such as `com.example.review`.
    #[schemars(length(min = 1))]
    pub key: String,
    /// The value: any JSON.
    pub value: Value,
    /// The number of the version that the property must have, 0 where it must not exist yet. By default, any.
    pub version: Option<u32>,
    /// A note about the change, where the property exists. By default, none.
    pub message: Option<String>,
}

impl Action for SetProperty {
    type Output = SetOutcome;
    const NAME: &str = "set-property";
    const GROUP: &str = "properties";
    routes_of!(routes::UPDATE);
    const ALSO: &[ActionRoute] = &joined::<{ routes::FIND.len() + routes::CREATE.len() }>(routes::FIND, routes::CREATE);
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields.clone())?;
        let holder = holder(&fields);
        let mut found = find::<Self>(context, &holder, &this.key)?;
        let mut attempt = 1;
        loop {
            this.check(found.as_ref())?;
            if let Some(property) = &found
                && property["value"] == this.value
            {
                return outcome("unchanged", property);
            }
            let (done, written) = this.write(context, &holder, found.as_ref())?;
            let error = match written {
                Ok(property) => return outcome(done, &property.read()?),
                Err(error) if matches!(error.kind, ErrorKind::Conflict | ErrorKind::InvalidInput) => error,
                Err(error) => return Err(error),
            };
            let again = find::<Self>(context, &holder, &this.key)?;
            if version(again.as_ref()) == version(found.as_ref()) || attempt == ATTEMPTS {
                return Err(error);
            }
            // A write whose answer was lost is refused when it is sent again, although it did what it should.
            if let Some(property) = &again
                && property["value"] == this.value
            {
                return outcome(done, property);
            }
            found = again;
            attempt += 1;
        }
    }
}

impl SetProperty {
    /// Whether the property has the version that it must have.
    fn check(&self, found: Option<&Value>) -> Result<(), Error> {
        let Some(expected) = self.version.map(u64::from) else { return Ok(()) };
        let refuse = |message: String| {
            let error = Error::new(ErrorKind::Conflict, message).problem("/version", "is not the version it has");
            Err(error.hint("Read the property again and decide anew, or leave out `version`"))
        };
        match found.map(|property| number_of(property, "property")).transpose()? {
            None if expected == 0 => Ok(()),
            None => refuse(format!("the property `{}` does not exist", self.key)),
            Some(number) if number == expected => Ok(()),
            Some(number) => refuse(format!("the property `{}` has version {number}", self.key)),
        }
    }

    /// Writes it: what that does, and whether it did.
    fn write(
        &self,
        context: &Context<'_>,
        holder: &Fields,
        found: Option<&Value>,
    ) -> Result<(&'static str, Result<Json, Error>), Error> {
        let new = NewValue { key: &self.key, value: &self.value, message: self.message.as_deref() };
        Ok(match found {
            None => ("created", new.create::<Self>(context, holder)),
            Some(property) => {
                ("updated", new.update::<Self>(context, holder, id_of(property), number_of(property, "property")?))
            }
        })
    }
}

fn version(property: Option<&Value>) -> Option<&Value> {
    property.and_then(|property| property.pointer("/version/number"))
}

fn outcome(outcome: &str, property: &Value) -> Result<Json, Error> {
    Json::of(&json!({ "outcome": outcome, "property": property }))
}
