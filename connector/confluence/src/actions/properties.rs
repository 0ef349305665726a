//! Properties: JSON that apps keep under keys with content and spaces.

mod delete;
mod get;
mod routes;
mod set;
mod update;

use connector_sdk::serde_json::Value;
use connector_sdk::{Action, Context, Effect, Error, ErrorKind, Fields, Json, Paging};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::delete::DeleteProperty;
pub use self::get::GetProperty;
pub use self::set::SetProperty;
pub use self::update::UpdateProperty;
use super::LISTING;
use super::by_type::routes_of;
use super::next_version::next_version;
use crate::connection::is_on_prem;
use crate::models::{Listing, Property};

/// What can have properties.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PropertyHolder {
    /// A page.
    Page,
    /// A blog post.
    Blogpost,
    /// A comment, at the foot or in the text.
    Comment,
    /// An attachment.
    Attachment,
    /// A piece of content of an app.
    CustomContent,
    /// A whiteboard.
    Whiteboard,
    /// A database.
    Database,
    /// A folder.
    Folder,
    /// A smart link in the content tree.
    Embed,
    /// A space.
    Space,
}

/// Lists the properties of a page, of other content or of a space.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListProperties {
    /// What has the properties. Default: `page`.
    pub r#type: Option<PropertyHolder>,
    /// The id of what has the properties; of a space on Data Center and Server, its key.
    pub id: String,
    /// The whole key of the only property to list, in its upper and lower case. By default, every property.
    pub key: Option<String>,
    /// The order, which the properties of a space cannot be given. By default, as Confluence has them.
    pub sort: Option<PropertySort>,
}

/// An order of properties.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub enum PropertySort {
    /// By key, A first.
    #[serde(rename = "key")]
    Key,
    /// By key, Z first.
    #[serde(rename = "-key")]
    KeyDescending,
}

impl Action for ListProperties {
    type Output = Listing<Property>;
    const NAME: &str = "list-properties";
    const GROUP: &str = "properties";
    routes_of!(routes::LIST);
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;
}

/// Creates a property of a page, of other content or of a space.
///
/// A key that is there already is refused; `set-property` takes either.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateProperty {
    /// What gets the property. Default: `page`.
    pub r#type: Option<PropertyHolder>,
    /// The id of what gets the property; of a space on Data Center and Server, its key.
    pub id: String,
    /// The key, such as `com.example.review`.
    #[schemars(length(min = 1))]
    pub key: String,
    /// The value: any JSON.
    pub value: Value,
}

impl Action for CreateProperty {
    type Output = Property;
    const NAME: &str = "create-property";
    const GROUP: &str = "properties";
    routes_of!(routes::CREATE);
    const EFFECT: Effect = Effect::Write;
}

/// The parts of an input that say whose property is meant.
fn holder(fields: &Fields) -> Fields {
    fields.iter().filter(|(name, _)| *name == "type" || *name == "id").map(|(a, b)| (a.clone(), b.clone())).collect()
}

/// Finds the property of a key.
fn find<A: Action>(context: &Context<'_>, holder: &Fields, key: &str) -> Result<Option<Value>, Error> {
    let mut fields = holder.clone();
    fields.insert("key".to_owned(), key.into());
    match context.perform_among::<A>(routes::FIND, fields) {
        Ok(page) => Ok(page.read::<Value>()?.pointer_mut("/results/0").map(Value::take)),
        Err(error) if error.kind == ErrorKind::NotFound && is_on_prem(context) => Ok(None),
        Err(error) => Err(error),
    }
}

fn missing(key: &str) -> Error {
    Error::new(ErrorKind::NotFound, format!("there is no property with the key `{key}`"))
        .problem("/key", "is the key of no property here")
        .hint("`list-properties` shows the keys that there are")
}

fn id_of(property: &Value) -> Option<&str> {
    property["id"].as_str()
}

/// A value for a property, and what an update makes of it.
struct NewValue<'a> {
    key: &'a str,
    value: &'a Value,
    message: Option<&'a str>,
}

impl NewValue<'_> {
    fn create<A: Action>(&self, context: &Context<'_>, holder: &Fields) -> Result<Json, Error> {
        let mut fields = holder.clone();
        fields.extend([("key".to_owned(), self.key.into()), ("value".to_owned(), self.value.clone())]);
        context.perform_among::<A>(routes::CREATE, fields)
    }

    /// Makes it the version after this one.
    fn update<A: Action>(
        &self,
        context: &Context<'_>,
        holder: &Fields,
        id: Option<&str>,
        number: u64,
    ) -> Result<Json, Error> {
        let version = next_version(number, self.message);
        let mut fields = holder.clone();
        if let Some(id) = id {
            fields.insert("propertyId".to_owned(), id.into());
        }
        fields.extend([
            ("key".to_owned(), self.key.into()),
            ("value".to_owned(), self.value.clone()),
            ("version".to_owned(), version),
        ]);
        context.perform_among::<A>(routes::UPDATE, fields)
    }
}
