use serde_json::Value;

use crate::{Conditions, Context, Error, ErrorKind, Fields, Method, Paging, Route, Scopes, refuse_fields};

/// Makes of the input of an action what a route and its body take.
pub type Ask = fn(Fields) -> Result<Fields, Error>;

/// Makes of an answer, or of each result of a list, what the action's output describes; it is given the input too. An
/// answer without a body is `null`.
pub type Answer = fn(&Fields, &mut Value);

/// One request that an action may make, as it is declared: with the scopes that it needs, and the connections and inputs
/// that make it.
#[derive(Clone, Copy)]
pub struct ActionRoute {
    /// Its request, as [`Route`] reads it.
    pub route: &'static str,
    /// The OAuth scopes that it needs.
    pub scopes: Scopes,
    /// The connections on which it is made; none: every connection that the action is offered for.
    pub when: Conditions,
    /// The inputs for which it is made: fields at the top of the input and the values that they may have, where an
    /// absent field has the empty one and `*` stands for any other; none: every input. These fields are not sent, unless the route names them.
    pub given: Conditions,
    /// How its results are spread over pages, where that is not as the action says.
    pub paging: Option<&'static Paging>,
    /// Makes of the input what the route and its body take; none: the input itself. It takes out the fields that it has
    /// a meaning for; what is left and the route does not name is the JSON body, or an error where there is none.
    pub ask: Option<Ask>,
    /// Makes of the answer, or of each result of a list, what the action's output describes. It adds what is missing and
    /// takes nothing away, so that no field is lost. None: the answer passes through as it is.
    pub answer: Option<Answer>,
    /// The inputs for which it does, as [`given`](Self::given) has them; none: every input. For all others the answer is
    /// not even read.
    pub answer_given: Conditions,
}

impl ActionRoute {
    /// A request and its scopes.
    pub const fn new(route: &'static str, scopes: Scopes) -> Self {
        Self { route, scopes, when: &[], given: &[], paging: None, ask: None, answer: None, answer_given: &[] }
    }

    /// Makes it only on connections where these conditions hold.
    #[must_use]
    pub const fn when(self, when: Conditions) -> Self {
        Self { when, ..self }
    }

    /// Makes it only for inputs where these conditions hold.
    #[must_use]
    pub const fn given(self, given: Conditions) -> Self {
        Self { given, ..self }
    }

    /// Spreads its results over pages in another way than the action's route.
    #[must_use]
    pub const fn paging(self, paging: &'static Paging) -> Self {
        Self { paging: Some(paging), ..self }
    }

    /// Makes of the input what it takes.
    #[must_use]
    pub const fn ask(self, ask: Ask) -> Self {
        Self { ask: Some(ask), ..self }
    }

    /// Makes of its answer, or of each result of a list, what the action's output describes.
    #[must_use]
    pub const fn answer(self, answer: Answer) -> Self {
        Self { answer: Some(answer), ..self }
    }

    /// Does so only for inputs where these conditions hold.
    #[must_use]
    pub const fn answer_given(self, answer_given: Conditions) -> Self {
        Self { answer_given, ..self }
    }

    /// What makes of its answer to this input what the action's output describes, where something has to.
    pub(crate) fn answer_to(&self, fields: &Fields) -> Option<Answer> {
        self.answer.filter(|_| given(self.answer_given, fields))
    }

    pub(crate) fn takes(&self, method: Method, path: &str) -> bool {
        Route::parse(self.route).is_ok_and(|route| route.takes(method, path))
    }

    /// Whether it is made on this connection.
    pub(crate) fn offered(&self, context: &Context<'_>) -> bool {
        self.when
            .iter()
            .all(|(field, values)| context.field(field).is_some_and(|value| values.contains(&value.as_str())))
    }

    /// Whether it is the request for this connection and input.
    pub(crate) fn serves(&self, context: &Context<'_>, fields: &Fields) -> bool {
        self.offered(context) && given(self.given, fields)
    }

    /// The input as the route and its body take it.
    ///
    /// What a request without a body has no place for is an error, so that no part of an input is ignored in silence.
    pub(crate) fn fields(&self, mut fields: Fields) -> Result<Fields, Error> {
        let route = Route::parse(self.route)
            .map_err(|error| Error::new(ErrorKind::Internal, format!("the route `{}`: {error}", self.route)))?;
        let named: Vec<&str> = route.path_fields().chain(route.query_fields()).collect();
        for (field, _) in self.given {
            if !named.contains(field) {
                fields.shift_remove(*field);
            }
        }
        if let Some(ask) = self.ask {
            fields = ask(fields)?;
        }
        if matches!(route.method(), Some(Method::Get | Method::Head | Method::Delete)) {
            refuse_fields(&fields, &|name| !named.contains(&name))?;
        }
        Ok(fields)
    }
}

/// Whether conditions hold for an input.
fn given(conditions: Conditions, fields: &Fields) -> bool {
    let has = |values: &[&str], value: &str| values.contains(&value);
    conditions.iter().all(|(field, values)| match fields.get(*field) {
        None | Some(Value::Null | Value::Bool(false)) => has(values, ""),
        Some(Value::String(text)) => has(values, text) || (!text.is_empty() && has(values, "*")),
        Some(_) => has(values, "*"),
    })
}
