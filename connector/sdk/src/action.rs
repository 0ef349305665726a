use schemars::JsonSchema;
#[cfg(not(feature = "packed"))]
use schemars::Schema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::action_route::{Answer, Ask};
use crate::json::parse;
use crate::reading::read;
use crate::{
    ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, ItemSchema, Json, Narrowing, Outcome, Paging,
    Request, Scopes, Target,
};
#[cfg(not(feature = "packed"))]
use crate::{input_schema, output_schema};

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
pub trait Action: Serialize + DeserializeOwned + JsonSchema + 'static {
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

    /// The inputs for which it makes that request, as [`ActionRoute::given`] has them; none: every input.
    const GIVEN: Conditions = &[];

    /// Makes of the input what that request takes; none: the input itself.
    const ASK: Option<Ask> = None;

    /// Makes of the answer what the output describes; none: the answer passes through whole.
    const ANSWER: Option<Answer> = None;

    /// The inputs for which it does, as [`ActionRoute::given`] has them; none: every input. For all others the answer is
    /// not even read.
    const ANSWER_GIVEN: Conditions = &[];

    /// What it requests instead on other connections or for other inputs: the first that serves both.
    const INSTEAD: &[ActionRoute] = &[];

    /// The further requests that [`perform`](Self::perform) may make.
    const ALSO: &[ActionRoute] = &[];

    /// What it does to the service.
    const EFFECT: Effect;

    /// Where it writes: the inputs for which it takes something away, as [`ActionRoute::given`] has them; none: no input.
    const REMOVES_GIVEN: Conditions = &[];

    /// Whether performing it twice leaves what performing it once does; then the host may repeat it after a lost answer.
    const REPEATABLE: bool = matches!(Self::EFFECT, Effect::Read);

    /// Whether it may be left waiting or saves how far it is; then it has its own [`proceed`](Self::proceed).
    const RESUMABLE: bool = false;

    /// Headers of its request.
    const HEADERS: &[(&str, &str)] = &[];

    /// How its results are spread over pages, for a list. Its inputs `limit`, `cursor` and `all` come from here.
    const PAGING: Option<&'static Paging> = None;

    /// What it hands over one by one, where it does that and is no list: of a list, it is one of the results.
    const ITEM: Option<ItemSchema> = None;

    /// How its schemas become narrower once part of its input is known; none: they stay as they are.
    const NARROWING: Option<Narrowing> = None;

    /// The fields of the connection, and their values, that it is offered for; none: every connection.
    const WHEN: Conditions = &[];

    /// Performs it. As it stands here, it makes the request of the route that serves the connection and the input; then the input is never read into the struct.
    ///
    /// # Errors
    /// What the service answered, or why it did not.
    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        context.perform::<Self>(fields)
    }

    /// Performs a [resumable](Self::RESUMABLE) action or goes on with it: `resume` is what the same run saved last or was left
    /// waiting with. As it stands here, it performs it in one go.
    ///
    /// # Errors
    /// What the service answered, or why it did not.
    fn proceed(context: &Context<'_>, fields: Fields, resume: Option<Json>) -> Result<Outcome, Error> {
        let _ = resume;
        Self::perform(context, fields).map(Outcome::Done)
    }

    /// Reads the input into the struct.
    ///
    /// # Errors
    /// `invalid-input` where it does not fit.
    fn read(fields: Fields) -> Result<Self, Error> {
        read(Value::Object(fields)).map_err(|error| unreadable(Self::NAME, &error))
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
    /// What it requests instead on other connections or for other inputs.
    pub instead: &'static [ActionRoute],
    /// Its further requests.
    pub also: &'static [ActionRoute],
    /// The connections that it is offered for; none: every connection.
    pub when: Conditions,
    pub(crate) narrowing: Option<Narrowing>,
    pub(crate) group: &'static str,
    pub(crate) effect: Effect,
    pub(crate) removes_given: Conditions,
    pub(crate) repeatable: bool,
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) paging: Option<&'static Paging>,
    #[cfg(not(feature = "packed"))]
    pub(crate) input: fn() -> Schema,
    #[cfg(not(feature = "packed"))]
    pub(crate) output: fn() -> Schema,
    #[cfg(not(feature = "packed"))]
    pub(crate) item: Option<ItemSchema>,
    pub(crate) performing: Performing,
}

/// How an entry's action is performed.
#[derive(Clone, Copy)]
pub(crate) enum Performing {
    /// In one go.
    Once(Perform),
    /// It may be left waiting or saves how far it is.
    Resumable(fn(&Context<'_>, Fields, Option<Json>) -> Result<Outcome, Error>),
}

/// What performs an action in one go.
pub(crate) type Perform = fn(&Context<'_>, Fields) -> Result<Json, Error>;

/// The entry of an action.
pub const fn entry<A: Action>() -> &'static Entry {
    // A place of its own: what the list names and what the action's own code names is one entry.
    const { &entry_of::<A>() }
}

const fn entry_of<A: Action>() -> Entry {
    Entry {
        name: A::NAME,
        route: ActionRoute {
            route: A::ROUTE,
            scopes: A::SCOPES,
            when: A::ROUTE_WHEN,
            given: A::GIVEN,
            paging: None,
            ask: A::ASK,
            answer: A::ANSWER,
            answer_given: A::ANSWER_GIVEN,
        },
        instead: A::INSTEAD,
        also: A::ALSO,
        group: A::GROUP,
        effect: A::EFFECT,
        removes_given: A::REMOVES_GIVEN,
        repeatable: A::REPEATABLE,
        headers: A::HEADERS,
        paging: A::PAGING,
        when: A::WHEN,
        narrowing: A::NARROWING,
        #[cfg(not(feature = "packed"))]
        input: input_schema::<A>,
        #[cfg(not(feature = "packed"))]
        output: output_schema::<A::Output>,
        #[cfg(not(feature = "packed"))]
        item: A::ITEM,
        performing: if A::RESUMABLE { Performing::Resumable(A::proceed) } else { Performing::Once(A::perform) },
    }
}

impl Entry {
    /// Every request that it may make, the one of its route first.
    pub fn routes(&self) -> impl Iterator<Item = &ActionRoute> {
        std::iter::once(&self.route).chain(self.instead).chain(self.also)
    }

    /// The fields of an input of JSON text.
    pub(crate) fn fields(&self, input: &str) -> Result<Fields, Error> {
        match parse(input).map_err(|error| unreadable(self.name, &error))? {
            Value::Object(fields) => Ok(fields),
            _ => Err(Error::new(ErrorKind::InvalidInput, format!("the input of `{}` is no object", self.name))),
        }
    }

    /// The request that it makes on this connection for this input.
    pub(crate) fn choose(&self, context: &Context<'_>, fields: &Fields) -> Result<&ActionRoute, Error> {
        let mut routes = std::iter::once(&self.route).chain(self.instead);
        let found = routes.find(|route| route.serves(context, fields));
        found.ok_or_else(|| self.no_route(std::iter::once(&self.route).chain(self.instead), context, fields))
    }

    /// The route of a table that serves this connection and these fields.
    pub(crate) fn choose_among<'t>(
        &self,
        table: &'t [ActionRoute],
        context: &Context<'_>,
        fields: &Fields,
    ) -> Result<&'t ActionRoute, Error> {
        let found = table.iter().find(|route| route.serves(context, fields));
        found.ok_or_else(|| self.no_route(table.iter(), context, fields))
    }

    fn no_route<'t>(
        &self,
        routes: impl Iterator<Item = &'t ActionRoute> + Clone,
        context: &Context<'_>,
        fields: &Fields,
    ) -> Error {
        let message = format!("`{}` cannot do this on a connection like this one", self.name);
        let error = Error::new(ErrorKind::InvalidInput, message);
        let mut given = routes.clone().flat_map(|route| route.given);
        match given.find(|(field, _)| fields.contains_key(*field)) {
            Some((field, _)) => {
                let offered: Vec<&str> = routes
                    .filter(|route| route.offered(context))
                    .flat_map(|route| route.given)
                    .filter(|(name, _)| name == field)
                    .flat_map(|(_, values)| *values)
                    .filter(|value| !value.is_empty())
                    .copied()
                    .collect();
                error.problem(format!("/{field}"), format!("here it may be {}", one_of(&offered)))
            }
            None => error,
        }
    }

    /// The route that a request was made by. A link that fits none leads on from what the first route answered.
    pub(crate) fn route_of(&self, request: &Request) -> Option<&ActionRoute> {
        let taking = |path: &str| self.routes().find(|route| route.takes(request.method, path));
        match &request.target {
            Target::Link(link) => {
                let path = link.split_once('?').map_or(link.as_str(), |(path, _)| path);
                Some(taking(path).unwrap_or(&self.route))
            }
            Target::Path(location) => taking(&location.path),
        }
    }
}

/// Performs an entry's action with an input of JSON text.
pub(crate) fn perform(
    entry: &Entry,
    context: &Context<'_>,
    input: &str,
    resume: Option<String>,
) -> Result<Outcome, Error> {
    let fields = entry.fields(input)?;
    match entry.performing {
        Performing::Once(perform) => perform(context, fields).map(Outcome::Done),
        Performing::Resumable(proceed) => proceed(context, fields, resume.map(Json::from_text)),
    }
}

/// `a, b or c`.
fn one_of(values: &[&str]) -> String {
    match values {
        [] => "left out only".to_owned(),
        [only] => format!("`{only}` only"),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(|value| format!("`{value}`")).collect();
            format!("{} or `{last}`", first.join(", "))
        }
    }
}

fn unreadable(action: &str, error: &serde_json::Error) -> Error {
    Error::new(ErrorKind::InvalidInput, format!("the input of `{action}` cannot be read: {error}"))
}

#[cfg(test)]
mod tests;
