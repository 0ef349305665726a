use connector_sdk::{Action, Context, Error, Fields, Request, Response};
use serde::Serialize;

use crate::connection::is_on_prem;

/// Makes the requests of the action that runs.
///
/// It stands for the type of that action, so that a component holds what several actions have in common once, and not
/// once for each.
#[derive(Clone, Copy)]
pub(in crate::actions) struct Requests<'a> {
    context: &'a Context<'a>,
    make: fn(&Context<'_>, &str, &Fields) -> Result<Request, Error>,
}

impl<'a> Requests<'a> {
    /// Those of an action.
    pub(in crate::actions) fn of<A: Action>(context: &'a Context<'a>) -> Self {
        Self { context, make: |context, route, fields| context.request_by::<A>(route, fields) }
    }

    /// The request of a route.
    pub(in crate::actions) fn request(self, route: &str, fields: &Fields) -> Result<Request, Error> {
        (self.make)(self.context, route, fields)
    }

    /// Sends the request of a route.
    pub(in crate::actions) fn send(self, route: &str, fields: &Fields) -> Result<Response, Error> {
        self.context.send(&self.request(route, fields)?)
    }

    /// Sends the request of a route with a body.
    pub(in crate::actions) fn send_json(
        self,
        route: &str,
        fields: &Fields,
        body: &impl Serialize,
    ) -> Result<Response, Error> {
        self.context.send(&self.request(route, fields)?.json(body)?)
    }

    /// The context that they are made in.
    pub(in crate::actions) fn context(self) -> &'a Context<'a> {
        self.context
    }

    /// Whether they go to Data Center or Server.
    pub(in crate::actions) fn on_prem(self) -> bool {
        is_on_prem(self.context)
    }
}
