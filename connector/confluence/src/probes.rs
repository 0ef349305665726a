//! Requests that show that a connection works, for scopes that do not let it say whose it is.

use connector_sdk::{Action, Method, Request, Scopes};

use crate::actions::attachments::ListAttachments;
use crate::actions::comments::ListFooterComments;
use crate::actions::pages::ListPages;
use crate::actions::search::Search;
use crate::actions::spaces::ListSpaces;

/// A read that needs nothing but a scope.
pub(crate) struct Probe {
    path: &'static str,
    query: &'static [(&'static str, &'static str)],
    pub(crate) scopes: Scopes,
}

/// One for each scope that a connection is likely to have, the likeliest first.
pub(crate) const PROBES: &[Probe] = &[
    list("/wiki/api/v2/spaces", ListSpaces::SCOPES),
    list("/wiki/api/v2/pages", ListPages::SCOPES),
    list("/wiki/api/v2/footer-comments", ListFooterComments::SCOPES),
    list("/wiki/api/v2/attachments", ListAttachments::SCOPES),
    list("/wiki/api/v2/tasks", &[&["read:task:confluence"]]),
    Probe { path: "/wiki/rest/api/search", query: &[("cql", "type = space"), ("limit", "1")], scopes: Search::SCOPES },
];

/// The shortest list that there is.
const fn list(path: &'static str, scopes: Scopes) -> Probe {
    Probe { path, query: &[("limit", "1")], scopes }
}

impl Probe {
    pub(crate) fn request(&self) -> Request {
        self.query
            .iter()
            .fold(Request::new(Method::Get, self.path), |request, (name, value)| request.query(*name, *value))
    }
}
