use crate::{Conditions, Method, Route, Scopes};

/// One request that an action may make, as it is declared: with the scopes that it needs and the connections that make it.
#[derive(Clone, Copy, Debug)]
pub struct ActionRoute {
    /// Its request, as [`Route`] reads it.
    pub route: &'static str,
    /// The OAuth scopes that it needs.
    pub scopes: Scopes,
    /// The connections on which it is made; none: every connection that the action is offered for.
    pub when: Conditions,
}

impl ActionRoute {
    /// A request and its scopes.
    pub const fn new(route: &'static str, scopes: Scopes) -> Self {
        Self { route, scopes, when: &[] }
    }

    /// Makes it only on connections where these conditions hold.
    #[must_use]
    pub const fn when(self, when: Conditions) -> Self {
        Self { when, ..self }
    }

    pub(crate) fn takes(&self, method: Method, path: &str) -> bool {
        Route::parse(self.route).is_ok_and(|route| route.takes(method, path))
    }
}
