//! The table of the site's routes.

use crate::answer::Reply;
use crate::refusal::Shape;
use crate::site::Call;
use crate::v1::upload::Upload;
use crate::{data_center, v1, v2};

/// Tells who may call a route, and in which shape it refuses.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Access {
    /// Anyone.
    Open,
    /// The user with the API token.
    Cloud(Shape),
    /// The Data Center user with the password.
    DataCenter,
}

impl Access {
    /// Returns the shape of the route's errors.
    pub(crate) fn shape(self) -> Shape {
        match self {
            Self::Cloud(shape) => shape,
            Self::Open | Self::DataCenter => Shape::V1,
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
    pub(crate) act: Act,
}

const fn route(method: &'static str, path: &'static str, access: Access, act: Act) -> Route {
    Route { method, path, access, act }
}

const fn open(path: &'static str, handler: fn(&Call<'_>) -> Reply) -> Route {
    route("GET", path, Access::Open, Act::Plain(handler))
}

const fn two(method: &'static str, path: &'static str, handler: fn(&Call<'_>) -> Reply) -> Route {
    route(method, path, Access::Cloud(Shape::V2), Act::Plain(handler))
}

const fn one(method: &'static str, path: &'static str, handler: fn(&Call<'_>) -> Reply) -> Route {
    route(method, path, Access::Cloud(Shape::V1), Act::Plain(handler))
}

const fn upload(method: &'static str, path: &'static str, upload: Upload) -> Route {
    route(method, path, Access::Cloud(Shape::V1), Act::Upload(upload))
}

const fn gone(method: &'static str, path: &'static str) -> Route {
    one(method, path, v1::gone::gone)
}

const fn server(path: &'static str, handler: fn(&Call<'_>) -> Reply) -> Route {
    route("GET", path, Access::DataCenter, Act::Plain(handler))
}

/// Lists all routes; the first match wins.
pub(crate) static ROUTES: &[Route] = &[
    open("/_edge/tenant_info", v1::tenant::tenant),
    open("/wiki/download/attachments/**", v1::download::retired),
    // Confluence Cloud REST API v2
    two("GET", "/wiki/api/v2/spaces", v2::spaces::list),
    two("GET", "/wiki/api/v2/spaces/{}", v2::spaces::get),
    two("GET", "/wiki/api/v2/spaces/{}/pages", v2::pages::list_in_space),
    two("GET", "/wiki/api/v2/pages", v2::pages::list),
    two("POST", "/wiki/api/v2/pages", v2::create::create),
    two("GET", "/wiki/api/v2/pages/{}", v2::page::get),
    two("PUT", "/wiki/api/v2/pages/{}", v2::update::update),
    two("DELETE", "/wiki/api/v2/pages/{}", v2::delete::delete),
    two("GET", "/wiki/api/v2/pages/{}/labels", v2::labels::list),
    two("GET", "/wiki/api/v2/pages/{}/attachments", v2::attachments::list),
    two("GET", "/wiki/api/v2/attachments/{}", v2::attachments::get),
    two("GET", "/wiki/api/v2/pages/{}/footer-comments", v2::comments::list),
    two("POST", "/wiki/api/v2/footer-comments", v2::comments::create),
    // Confluence Cloud REST API v1: what has no successor in v2
    one("GET", "/wiki/rest/api/user/current", v1::user::current),
    one("GET", "/wiki/rest/api/search", v1::search::search),
    one("POST", "/wiki/rest/api/content/{}/label", v1::labels::add),
    upload("POST", "/wiki/rest/api/content/{}/child/attachment", Upload::Create),
    upload("PUT", "/wiki/rest/api/content/{}/child/attachment", Upload::CreateOrUpdate),
    upload("POST", "/wiki/rest/api/content/{}/child/attachment/{}/data", Upload::Update),
    one("GET", "/wiki/rest/api/content/{}/child/attachment/{}/download", v1::download::download),
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
    // Confluence Data Center REST API
    server("/confluence/rest/api/user/current", data_center::current),
    server("/confluence/rest/api/space", data_center::spaces),
];
