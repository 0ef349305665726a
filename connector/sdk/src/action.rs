use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Paging, Request, Scopes, Target,
    input_schema, output_schema,
};

/// Something that a connector can do. The struct is its input; its doc comment and those of its fields are what users read.
///
/// ```
/// use connector_sdk::{Action, Effect, schemars::JsonSchema, serde::{Deserialize, Serialize}};
///
/// /// Gets one task by id.
/// #[derive(Serialize, Deserialize, JsonSchema)]
/// #[serde(rename_all = "camelCase")]
/// pub struct GetTask {
///     /// The task's id.
///     pub id: String,
/// }
///
/// /// A task.
/// #[derive(Serialize, JsonSchema)]
/// pub struct Task {
///     /// What is to be done.
///     pub title: String,
/// }
///
/// impl Action for GetTask {
///     type Output = Task;
///     const NAME: &str = "get-task";
///     const GROUP: &str = "tasks";
///     const ROUTE: &str = "GET /tasks/{id}";
///     const EFFECT: Effect = Effect::Read;
/// }
/// ```
pub trait Action: Serialize + DeserializeOwned + JsonSchema {
    /// What comes out. It gives the schema; the service's JSON passes through whole.
    type Output: JsonSchema;

    /// Such as `create-page`: a verb and a noun.
    const NAME: &str;

    /// Such as `pages`.
    const GROUP: &str;

    /// Its request, as [`Route`](crate::Route) reads it.
    const ROUTE: &str;

    /// The OAuth scopes of its request.
    const SCOPES: Scopes = &[];

    /// The connections on which it makes that request; none: every connection that the action is offered for.
    const ROUTE_WHEN: Conditions = &[];

    /// The further requests that [`perform`](Self::perform) may make.
    const ALSO: &[ActionRoute] = &[];

    /// What it does to the service.
    const EFFECT: Effect;

    /// Whether performing it twice leaves what performing it once does; then the host may repeat it after a lost answer.
    const REPEATABLE: bool = matches!(Self::EFFECT, Effect::Read);

    /// Headers of its request.
    const HEADERS: &[(&str, &str)] = &[];

    /// How its results are spread over pages, for a list.
    const PAGING: Option<Paging> = None;

    /// The fields of the connection, and their values, that it is offered for; none: every connection.
    const WHEN: Conditions = &[];

    /// Performs it. As it stands here, it makes the request of its route; then the input is never read into the struct.
    ///
    /// # Errors
    /// What the service answered, or why it did not.
    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        context.perform::<Self>(fields)
    }

    /// Reads the input into the struct.
    ///
    /// # Errors
    /// `invalid-input` where it does not fit.
    fn read(fields: Fields) -> Result<Self, Error> {
        serde_json::from_value(Value::Object(fields)).map_err(|error| unreadable(Self::NAME, &error))
    }
}

/// An action without its types: one line in a connector's list.
///
/// What is done with it is written once for all actions, so that a component does not hold it once for each.
#[derive(Clone, Copy)]
pub struct Entry {
    /// The action's name.
    pub name: &'static str,
    /// Its request, with its query.
    pub route: ActionRoute,
    /// Its further requests.
    pub also: &'static [ActionRoute],
    pub(crate) group: &'static str,
    pub(crate) effect: Effect,
    pub(crate) repeatable: bool,
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) paging: Option<Paging>,
    pub(crate) when: Conditions,
    pub(crate) input: fn() -> Schema,
    pub(crate) output: fn() -> Schema,
    pub(crate) perform: fn(&Context<'_>, Fields) -> Result<Json, Error>,
}

/// Makes the entry of an action.
pub const fn entry<A: Action>() -> Entry {
    Entry {
        name: A::NAME,
        route: ActionRoute::new(A::ROUTE, A::SCOPES).when(A::ROUTE_WHEN),
        also: A::ALSO,
        group: A::GROUP,
        effect: A::EFFECT,
        repeatable: A::REPEATABLE,
        headers: A::HEADERS,
        paging: A::PAGING,
        when: A::WHEN,
        input: input_schema::<A>,
        output: output_schema::<A::Output>,
        perform: A::perform,
    }
}

impl Entry {
    /// Every request that it may make, the one of its route first.
    pub fn routes(&self) -> impl Iterator<Item = &ActionRoute> {
        std::iter::once(&self.route).chain(self.also)
    }

    /// The route that a request was made by. Links lead on from what the first route answered.
    pub(crate) fn route_of(&self, request: &Request) -> Option<&ActionRoute> {
        match &request.target {
            Target::Link(_) => Some(&self.route),
            Target::Path(location) => self.routes().find(|route| route.takes(request.method, &location.path)),
        }
    }
}

/// Performs an entry's action with an input of JSON text.
pub(crate) fn perform(entry: &Entry, context: &Context<'_>, input: &str) -> Result<Json, Error> {
    let fields = serde_json::from_str(input).map_err(|error| unreadable(entry.name, &error))?;
    (entry.perform)(context, fields)
}

fn unreadable(action: &str, error: &serde_json::Error) -> Error {
    Error::new(ErrorKind::InvalidInput, format!("the input of `{action}` cannot be read: {error}"))
}
