//! The table of the routes of the Cloud sites.

use crate::answer::Reply;
use crate::refusal::Shape;
use crate::scopes::Needs;
use crate::site::Call;
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
}

const fn route(method: &'static str, path: &'static str, access: Access, needs: Needs, act: Act) -> Route {
    Route { method, path, access, needs, act }
}

const fn open(path: &'static str, handler: fn(&Call<'_>) -> Reply) -> Route {
    route("GET", path, Access::Open, &[], Act::Plain(handler))
}

const fn two(method: &'static str, path: &'static str, needs: Needs, handler: fn(&Call<'_>) -> Reply) -> Route {
    route(method, path, Access::Cloud(Shape::V2), needs, Act::Plain(handler))
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

const READ_SPACE: Needs = &[&["read:space:confluence"]];
const READ_PAGE: Needs = &[&["read:page:confluence"]];
const WRITE_PAGE: Needs = &[&["write:page:confluence"]];
const DELETE_PAGE: Needs = &[&["delete:page:confluence"]];
const READ_ATTACHMENT: Needs = &[&["read:attachment:confluence"]];
const READ_COMMENT: Needs = &[&["read:comment:confluence"]];
const WRITE_COMMENT: Needs = &[&["write:comment:confluence"]];
const READ_USER: Needs = &[&["read:confluence-user"], &["read:content-details:confluence"]];
const SEARCH: Needs = &[&["search:confluence"], &["read:content-details:confluence"]];
const LABEL: Needs = &[&["write:confluence-content"], &["read:label:confluence", "write:label:confluence"]];
const WRITE_FILE: Needs =
    &[&["write:confluence-file"], &["read:content-details:confluence", "write:attachment:confluence"]];
const DOWNLOAD: Needs = &[&["readonly:content.attachment:confluence"], &["read:attachment:confluence"]];

/// Lists all routes; the first match wins.
pub(crate) static ROUTES: &[Route] = &[
    open("/_edge/tenant_info", v1::tenant::tenant),
    open("/wiki/download/attachments/**", v1::download::retired),
    // Confluence Cloud REST API v2
    two("GET", "/wiki/api/v2/spaces", READ_SPACE, v2::spaces::list),
    two("GET", "/wiki/api/v2/spaces/{}", READ_SPACE, v2::spaces::get),
    two("GET", "/wiki/api/v2/spaces/{}/pages", READ_PAGE, v2::pages::list_in_space),
    two("GET", "/wiki/api/v2/pages", READ_PAGE, v2::pages::list),
    two("POST", "/wiki/api/v2/pages", WRITE_PAGE, v2::create::create),
    two("GET", "/wiki/api/v2/pages/{}", READ_PAGE, v2::page::get),
    two("PUT", "/wiki/api/v2/pages/{}", WRITE_PAGE, v2::update::update),
    two("DELETE", "/wiki/api/v2/pages/{}", DELETE_PAGE, v2::delete::delete),
    two("GET", "/wiki/api/v2/pages/{}/labels", READ_PAGE, v2::labels::list),
    two("GET", "/wiki/api/v2/pages/{}/attachments", READ_ATTACHMENT, v2::attachments::list),
    two("GET", "/wiki/api/v2/attachments/{}", READ_ATTACHMENT, v2::attachments::get),
    two("GET", "/wiki/api/v2/pages/{}/footer-comments", READ_COMMENT, v2::comments::list),
    two("POST", "/wiki/api/v2/footer-comments", WRITE_COMMENT, v2::comments::create),
    // Confluence Cloud REST API v1: what has no successor in v2
    one("GET", "/wiki/rest/api/user/current", READ_USER, v1::user::current),
    one("GET", "/wiki/rest/api/search", SEARCH, v1::search::search),
    one("POST", "/wiki/rest/api/content/{}/label", LABEL, v1::labels::add),
    upload("POST", "/wiki/rest/api/content/{}/child/attachment", Upload::Create),
    upload("PUT", "/wiki/rest/api/content/{}/child/attachment", Upload::CreateOrUpdate),
    upload("POST", "/wiki/rest/api/content/{}/child/attachment/{}/data", Upload::Update),
    one("GET", "/wiki/rest/api/content/{}/child/attachment/{}/download", DOWNLOAD, v1::download::download),
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
