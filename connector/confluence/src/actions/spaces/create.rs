use connector_sdk::serde_json::{Value, json};
use connector_sdk::{
    Action, ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Scopes, refuse_fields,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::NO_CHECK;
use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{NewRoleAssignment, NewSpacePermission, Space};

const PRIVATE: &str = "POST /wiki/rest/api/space/_private";
const WITH_ROLES: &str = "POST /wiki/api/v2/spaces";
const ON_PREM_PUBLIC: &str = "POST /rest/api/space";
const ON_PREM_PRIVATE: &str = "POST /rest/api/space/_private";

const SPACE_SCOPES: Scopes = &[
    &["write:confluence-space"],
    &["read:space-details:confluence", "write:space.permission:confluence", "write:space:confluence"],
];

/// What only sites that have roles take.
const OF_ROLES: &[&str] = &["roleAssignments", "copySpaceAccessConfiguration", "templateKey"];

/// Creates a space.
///
/// Sites whose spaces have roles take `roleAssignments`, `copySpaceAccessConfiguration` and `templateKey`; other sites,
/// `permissions`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateSpace {
    /// The name.
    #[schemars(length(min = 1, max = 200))]
    pub name: String,
    /// The key, such as `DOCS`: letters and digits. Needed where there is no `alias`.
    pub key: Option<String>,
    /// What stands for the space in the addresses of its pages (Cloud). By default, the key.
    pub alias: Option<String>,
    /// What the space is for, as plain text. By default, nothing.
    pub description: Option<String>,
    /// Whether only its creator may see it. Default: `false`.
    pub private: Option<bool>,
    /// Who may do what in it, instead of what the site gives to every new space (Cloud).
    pub permissions: Option<Vec<NewSpacePermission>>,
    /// Who has which role in it (Cloud, on sites that have roles). By default, as the site has it.
    pub role_assignments: Option<Vec<NewRoleAssignment>>,
    /// The id of a space whose access settings to copy (Cloud, on sites that have roles). By default, none.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub copy_space_access_configuration: Option<String>,
    /// The key of the template to make it from (Cloud, on sites that have roles). By default, an empty space.
    pub template_key: Option<String>,
}

impl Action for CreateSpace {
    type Output = Space;
    const NAME: &str = "create-space";
    const GROUP: &str = "spaces";
    const ROUTE: &str = "POST /wiki/rest/api/space";
    const SCOPES: Scopes = SPACE_SCOPES;
    const ROUTE_WHEN: Conditions = CLOUD;
    const ALSO: &[ActionRoute] = &[
        ActionRoute::new(PRIVATE, SPACE_SCOPES).when(CLOUD),
        ActionRoute::new(WITH_ROLES, &[&["write:space:confluence"]]).when(CLOUD),
        ActionRoute::new(ON_PREM_PUBLIC, data_center::WRITE).when(ON_PREM),
        ActionRoute::new(ON_PREM_PRIVATE, data_center::WRITE).when(ON_PREM),
    ];
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields.clone())?;
        let private = this.private.unwrap_or(false);
        let with_roles = OF_ROLES.iter().any(|name| fields.contains_key(*name));
        if is_on_prem(context) {
            refuse_fields(&fields, &|name| ["alias", "permissions"].contains(&name) || OF_ROLES.contains(&name))?;
        } else if with_roles && this.permissions.is_some() {
            return Err(Error::new(
                ErrorKind::InvalidInput,
                "a site has roles or permissions for its spaces, not both",
            )
            .problem("/permissions", "cannot stand beside what only sites that have roles take"));
        }
        if this.key.is_none() && (this.alias.is_none() || is_on_prem(context)) {
            return Err(Error::new(ErrorKind::InvalidInput, "a space needs a key").problem("/key", "is needed"));
        }
        let (route, body) = match (is_on_prem(context), with_roles, private) {
            (true, _, true) => (ON_PREM_PRIVATE, this.body()),
            (true, _, false) => (ON_PREM_PUBLIC, this.body()),
            (false, true, _) => (WITH_ROLES, this.body_with_roles()?),
            (false, false, true) => (PRIVATE, this.body()),
            (false, false, false) => (Self::ROUTE, this.body()),
        };
        let request = context.request_by::<Self>(route, &Fields::new())?.json(&body)?;
        let mut space = Json::from_response(context.send(&request)?)?.read()?;
        data_center::space(&body, &mut space);
        Json::of(&space)
    }
}

impl CreateSpace {
    fn named(&self) -> Fields {
        let texts = [("name", Some(&self.name)), ("key", self.key.as_ref()), ("alias", self.alias.as_ref())];
        texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), json!(text?)))).collect()
    }

    fn body(&self) -> Fields {
        let mut body = self.named();
        if let Some(text) = &self.description {
            body.insert("description".to_owned(), plain_description(text));
        }
        if let Some(permissions) = &self.permissions {
            body.insert("permissions".to_owned(), permissions.iter().map(NewSpacePermission::body).collect());
        }
        body
    }

    fn body_with_roles(&self) -> Result<Fields, Error> {
        let mut body = self.named();
        if let Some(text) = &self.description {
            body.insert("description".to_owned(), json!({ "value": text, "representation": "plain" }));
        }
        if let Some(assignments) = &self.role_assignments {
            body.insert("roleAssignments".to_owned(), assignments.iter().map(NewRoleAssignment::body).collect());
        }
        if let Some(id) = &self.copy_space_access_configuration {
            let id: u64 = id.parse().map_err(|_| {
                Error::new(ErrorKind::InvalidInput, "the id of a space is a number")
                    .problem("/copySpaceAccessConfiguration", "is no id of a space")
            })?;
            body.insert("copySpaceAccessConfiguration".to_owned(), id.into());
        }
        if let Some(key) = &self.template_key {
            body.insert("templateKey".to_owned(), json!(key));
        }
        if let Some(private) = self.private {
            body.insert("createPrivateSpace".to_owned(), private.into());
        }
        Ok(body)
    }
}

/// A description of plain text, as the first API has it.
pub(super) fn plain_description(text: &str) -> Value {
    json!({ "plain": { "value": text, "representation": "plain" } })
}

/// Creates the personal space of the user of the connection, or of another user.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreatePersonalSpace {
    /// The username of another user, which needs the right to administer Confluence. By default, the user of the
    /// connection.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub username: Option<String>,
    /// What the space is for, as plain text. By default, nothing.
    pub description: Option<String>,
    /// Whether only its user may see it. Default: `false`.
    pub private: Option<bool>,
}

impl Action for CreatePersonalSpace {
    type Output = Space;
    const NAME: &str = "create-personal-space";
    const GROUP: &str = "spaces";
    const ROUTE: &str = "POST /rest/api/space/personal";
    const SCOPES: Scopes = data_center::WRITE;
    const GIVEN: Conditions = &[("username", &[""])];
    const ASK: Option<connector_sdk::Ask> = Some(personal);
    const ANSWER: Option<connector_sdk::Answer> = Some(data_center::space);
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("POST /rest/api/admin/space/personal/{username}", data_center::ADMIN)
            .ask(personal)
            .answer(data_center::space)];
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}

/// The body of a personal space, which is private unless it says otherwise.
fn personal(mut fields: Fields) -> Result<Fields, Error> {
    if let Some(Value::String(text)) = fields.shift_remove("description") {
        fields.insert("description".to_owned(), plain_description(&text));
    }
    let private = fields.shift_remove("private").unwrap_or_else(|| false.into());
    fields.insert("isPrivate".to_owned(), private);
    Ok(fields)
}
