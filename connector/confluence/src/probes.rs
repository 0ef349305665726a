//! Requests that show that a connection works, for scopes that do not let it say whose it is.

use connector_sdk::{Action, Error, ErrorKind, Fields, Request, Route, Scopes};

use crate::actions::attachments::ListAttachments;
use crate::actions::comments::ListFooterComments;
use crate::actions::pages::ListPages;
use crate::actions::search::Search;
use crate::actions::spaces::ListSpaces;
use crate::actions::tasks::ListTasks;

/// A read that needs nothing but a scope: the shortest list of an action.
pub(crate) struct Probe {
    route: &'static str,
    pub(crate) scopes: Scopes,
}

/// One for each scope that a connection is likely to have, the likeliest first.
pub(crate) const PROBES: &[Probe] = &[
    list::<ListSpaces>(),
    list::<ListPages>(),
    list::<ListFooterComments>(),
    list::<ListAttachments>(),
    list::<ListTasks>(),
    list::<Search>(),
];

const fn list<A: Action>() -> Probe {
    Probe { route: A::ROUTE, scopes: A::SCOPES }
}

impl Probe {
    /// # Errors
    /// `internal` where the route of the action cannot be read, which the tests would find.
    pub(crate) fn request(&self) -> Result<Request, Error> {
        let route = Route::parse(self.route).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
        // Only a search takes a query.
        route.request(&Fields::from_iter([("cql".to_owned(), "type = space".into()), ("limit".to_owned(), 1.into())]))
    }
}
