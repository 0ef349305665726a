use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Context, Effect, Error, ErrorKind, Json, Paging};

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

    /// The further requests that [`perform`](Self::perform) may make.
    const ALSO: &[&str] = &[];

    /// What it does to the service.
    const EFFECT: Effect;

    /// Whether performing it twice leaves what performing it once does; then the host may repeat it after a lost answer.
    const REPEATABLE: bool = matches!(Self::EFFECT, Effect::Read);

    /// Headers of its request.
    const HEADERS: &[(&str, &str)] = &[];

    /// How its results are spread over pages, for a list.
    const PAGING: Option<Paging> = None;

    /// The fields of the connection, and their values, that it is offered for; none: every connection.
    const WHEN: &[(&str, &[&str])] = &[];

    /// Performs it.
    ///
    /// # Errors
    /// What the service answered, or why it did not.
    fn perform(&self, context: &Context<'_>) -> Result<Json, Error> {
        context.perform(self)
    }
}

/// An action without its types: one line in a connector's list.
#[derive(Clone, Copy)]
pub struct Entry {
    /// The action's name.
    pub name: &'static str,
    /// The route of its request, with its query.
    pub route: &'static str,
    /// The routes of its further requests.
    pub also: &'static [&'static str],
    pub(crate) describe: fn() -> crate::ManifestAction,
    pub(crate) perform: fn(&Context<'_>, &str) -> Result<Json, Error>,
}

/// Makes the entry of an action.
pub const fn entry<A: Action>() -> Entry {
    Entry {
        name: A::NAME,
        route: A::ROUTE,
        also: A::ALSO,
        describe: crate::manifest::action::<A>,
        perform: perform::<A>,
    }
}

fn perform<A: Action>(context: &Context<'_>, input: &str) -> Result<Json, Error> {
    let action: A = serde_json::from_str(input).map_err(|error| {
        Error::new(ErrorKind::InvalidInput, format!("the input of `{}` cannot be read: {error}", A::NAME))
    })?;
    action.perform(context)
}
