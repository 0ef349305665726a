//! The table of the routes of the Cloud sites.

use std::sync::LazyLock;

use crate::answer::Reply;
use crate::contract::Operation;
use crate::refusal::Shape;
use crate::scopes::{Needs, Scopes};
use crate::site::Call;
use crate::store::Kind;
use crate::v1::upload::Upload;
use crate::{v1, v2};

/// Tells who may call a route on its own host, and in which shape it refuses.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Access {
    /// Anyone.
    Open,
    /// A user with an API token without scopes.
    Cloud(Shape),
}

impl Access {
    /// Returns the shape of the route's errors.
    pub(crate) fn shape(self) -> Shape {
        match self {
            Self::Cloud(shape) => shape,
            Self::Open => Shape::V1,
        }
    }
}

/// Tells what a route does.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Act {
    /// Handles a request whose body fits into memory.
    Plain(fn(&Call<'_>) -> Reply),
    /// Takes a multipart upload as it arrives.
    Upload(Upload),
}

/// Is one route; in its path `{}` stands for one segment and `**` for the rest.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) access: Access,
    /// The scopes that open it at the gateway.
    pub(crate) needs: Needs,
    pub(crate) act: Act,
    /// What is known about the operation, where that is checked before its handler is called.
    pub(crate) operation: Option<&'static Operation>,
    /// What the path's first id names.
    pub(crate) kind: Kind,
}

impl Route {
    /// Makes the route of an operation from the tables of facts.
    pub(crate) fn of(operation: &'static Operation, shape: Shape, kind: Kind, handler: fn(&Call<'_>) -> Reply) -> Self {
        let Operation { method, path, .. } = *operation;
        let (access, act) = (Access::Cloud(shape), Act::Plain(handler));
        Self { method, path, access, needs: &[], act, operation: Some(operation), kind }
    }

    /// Tells whether scopes open the route at the gateway.
    pub(crate) fn opens_to(&self, scopes: &Scopes) -> bool {
        self.operation.map_or_else(|| scopes.meet(self.needs), |operation| operation.opens_to(scopes))
    }

    /// Tells whether apps cannot use the route.
    pub(crate) fn is_for_users_alone(&self) -> bool {
        FOR_USERS_ALONE.contains(&(self.method, self.path))
    }
}

/// What apps cannot use, even in the name of a user, as the descriptions of these operations say.
const FOR_USERS_ALONE: &[(&str, &str)] =
    &[("POST", "/wiki/rest/api/space/{}/permission"), ("DELETE", "/wiki/rest/api/space/{}/permission/{}")];

const fn route(method: &'static str, path: &'static str, access: Access, needs: Needs, act: Act) -> Route {
    Route { method, path, access, needs, act, operation: None, kind: Kind::Page }
}

const fn open(path: &'static str, handler: fn(&Call<'_>) -> Reply) -> Route {
    route("GET", path, Access::Open, &[], Act::Plain(handler))
}

const fn one(method: &'static str, path: &'static str, needs: Needs, handler: fn(&Call<'_>) -> Reply) -> Route {
    route(method, path, Access::Cloud(Shape::V1), needs, Act::Plain(handler))
}

const fn upload(method: &'static str, path: &'static str, upload: Upload) -> Route {
    route(method, path, Access::Cloud(Shape::V1), WRITE_FILE, Act::Upload(upload))
}

/// No list of scopes names what was removed, so any token finds out that it was (a guess).
const fn gone(method: &'static str, path: &'static str) -> Route {
    one(method, path, &[], v1::gone::gone)
}

const WRITE_FILE: Needs =
    &[&["write:confluence-file"], &["read:content-details:confluence", "write:attachment:confluence"]];

/// Lists the routes of Confluence Cloud whose parameters and scopes stand in the tables of facts.
pub(crate) static OPERATIONS: LazyLock<Vec<Route>> = LazyLock::new(|| v2::routes().chain(v1::routes()).collect());

/// Lists all other routes.
pub(crate) static ROUTES: &[Route] = &[
    open("/_edge/tenant_info", v1::tenant::tenant),
    open("/wiki/download/attachments/**", v1::download::retired),
    // Confluence Cloud REST API v1: what takes forms
    upload("POST", "/wiki/rest/api/content/{}/child/attachment", Upload::Create),
    upload("PUT", "/wiki/rest/api/content/{}/child/attachment", Upload::CreateOrUpdate),
    upload("POST", "/wiki/rest/api/content/{}/child/attachment/{}/data", Upload::Update),
    // Confluence Cloud REST API v1: what was removed
    gone("GET", "/wiki/rest/api/content"),
    gone("POST", "/wiki/rest/api/content"),
    gone("GET", "/wiki/rest/api/content/{}"),
    gone("PUT", "/wiki/rest/api/content/{}"),
    gone("DELETE", "/wiki/rest/api/content/{}"),
    gone("GET", "/wiki/rest/api/content/{}/child"),
    gone("GET", "/wiki/rest/api/content/{}/child/{}"),
    gone("GET", "/wiki/rest/api/content/{}/history"),
    gone("GET", "/wiki/rest/api/content/{}/label"),
    gone("GET", "/wiki/rest/api/content/{}/property"),
    gone("GET", "/wiki/rest/api/content/{}/property/{}"),
    gone("GET", "/wiki/rest/api/content/{}/version"),
    gone("GET", "/wiki/rest/api/content/{}/version/{}"),
    gone("GET", "/wiki/rest/api/space"),
    gone("GET", "/wiki/rest/api/space/{}"),
    gone("GET", "/wiki/rest/api/space/{}/content"),
    gone("GET", "/wiki/rest/api/space/{}/content/{}"),
];
