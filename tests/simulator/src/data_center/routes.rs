//! The table of the instance's routes, and the way of a request to its handler.

use http::Method;
use percent_encoding::percent_decode_str;

use super::access::Right::{self, Admin, Read, Write};
use super::call::Call;
use super::content::upload::Upload;
use super::content::{
    attachment, children, convert, create, delete, download, get, history, labels, list, property, publish,
    restriction, search, update,
};
use super::people::{account, admin, groups, users, watch};
use super::permissions::{global, of_space};
use super::spaces;
use super::{colors, system, tasks};
use crate::answer::Reply;

/// Tells what a route does.
#[derive(Debug, Clone, Copy)]
pub(super) enum Act {
    /// Handles a request whose body fits into memory.
    Plain(fn(&Call<'_>) -> Reply),
    /// Takes a multipart upload as it arrives.
    Upload(Upload),
}

/// Is one route; in its path, below the context path, `{}` stands for one segment.
#[derive(Debug)]
pub(super) struct Route {
    method: &'static str,
    path: &'static str,
    /// What a token must be good for.
    pub(super) right: Right,
    pub(super) act: Act,
}

const fn on(method: &'static str, path: &'static str, right: Right, handler: fn(&Call<'_>) -> Reply) -> Route {
    Route { method, path, right, act: Act::Plain(handler) }
}

const fn upload(path: &'static str, upload: Upload) -> Route {
    Route { method: "POST", path, right: Write, act: Act::Upload(upload) }
}

/// Finds the first route that matches, with what it captures.
pub(super) fn find(method: &Method, path: &str) -> Option<(&'static Route, Vec<String>)> {
    TABLES.iter().copied().flatten().filter(|route| route.method == method.as_str()).find_map(|route| {
        let mut captures = Vec::new();
        let (mut wanted, mut given) = (route.path.split('/'), path.split('/'));
        loop {
            match (wanted.next(), given.next()) {
                (None, None) => return Some((route, captures)),
                (Some("{}"), Some(segment)) if !segment.is_empty() => {
                    captures.push(percent_decode_str(segment).decode_utf8_lossy().into_owned());
                }
                (Some(wanted), Some(given)) if wanted == given => {}
                _ => return None,
            }
        }
    })
}

static TABLES: [&[Route]; 4] = [CONTENT, SPACES, PEOPLE, INSTANCE];

static CONTENT: &[Route] = &[
    on("GET", "/download/attachments/{}/{}", Read, download::download),
    on("GET", "/rest/api/content", Read, list::list),
    on("POST", "/rest/api/content", Write, create::create),
    on("GET", "/rest/api/content/scan", Read, list::scan),
    on("GET", "/rest/api/content/search", Read, search::content),
    on("POST", "/rest/api/content/blueprint/instance/{}", Write, publish::blueprint),
    on("PUT", "/rest/api/content/blueprint/instance/{}", Write, publish::blueprint),
    on("GET", "/rest/api/content/{}", Read, get::get),
    on("PUT", "/rest/api/content/{}", Write, update::update),
    on("DELETE", "/rest/api/content/{}", Write, delete::delete),
    on("GET", "/rest/api/content/{}/child", Read, children::children),
    on("GET", "/rest/api/content/{}/child/attachment", Read, attachment::list),
    upload("/rest/api/content/{}/child/attachment", Upload::Create),
    on("PUT", "/rest/api/content/{}/child/attachment", Write, attachment::put),
    on("PUT", "/rest/api/content/{}/child/attachment/{}", Write, attachment::update),
    on("DELETE", "/rest/api/content/{}/child/attachment/{}", Write, attachment::remove),
    upload("/rest/api/content/{}/child/attachment/{}/data", Upload::Update),
    on("GET", "/rest/api/content/{}/child/attachment/{}/extractedtext", Read, attachment::extracted_text),
    on("POST", "/rest/api/content/{}/child/attachment/{}/move", Write, attachment::move_to),
    on("DELETE", "/rest/api/content/{}/child/attachment/{}/version/{}", Write, attachment::remove_version),
    on("GET", "/rest/api/content/{}/child/comment", Read, children::comments),
    on("GET", "/rest/api/content/{}/child/{}", Read, children::of_type),
    on("GET", "/rest/api/content/{}/descendant", Read, children::descendants),
    on("GET", "/rest/api/content/{}/descendant/{}", Read, children::descendants_of_type),
    on("GET", "/rest/api/content/{}/history", Read, history::history),
    on("GET", "/rest/api/content/{}/history/{}/macro/id/{}", Read, history::macro_body),
    // An id is matched here, too, as the document says.
    on("GET", "/rest/api/content/{}/history/{}/macro/hash/{}", Read, history::macro_body),
    on("GET", "/rest/api/content/{}/label", Read, labels::list),
    on("POST", "/rest/api/content/{}/label", Write, labels::add),
    on("DELETE", "/rest/api/content/{}/label", Write, labels::remove_by_query),
    on("DELETE", "/rest/api/content/{}/label/{}", Write, labels::remove_by_path),
    on("GET", "/rest/api/content/{}/property", Read, property::list_of_content),
    on("POST", "/rest/api/content/{}/property", Write, property::create_of_content),
    on("GET", "/rest/api/content/{}/property/{}", Read, property::get_of_content),
    on("POST", "/rest/api/content/{}/property/{}", Write, property::create_keyed_of_content),
    on("PUT", "/rest/api/content/{}/property/{}", Write, property::update_of_content),
    on("DELETE", "/rest/api/content/{}/property/{}", Write, property::delete_of_content),
    on("PUT", "/rest/api/content/{}/restriction", Write, restriction::update),
    on("GET", "/rest/api/content/{}/restriction/byOperation", Read, restriction::by_operation),
    on("GET", "/rest/api/content/{}/restriction/byOperation/{}", Read, restriction::for_operation),
    on("GET", "/rest/api/content/{}/restriction/relevantViewRestrictions", Read, restriction::relevant),
    on("DELETE", "/rest/api/content/{}/version/{}", Write, history::delete_version),
    on("GET", "/rest/api/content/{}/watchers", Read, history::watchers),
    on("POST", "/rest/api/contentbody/convert/{}", Read, convert::convert),
    on("GET", "/rest/api/search", Read, search::search),
    on("GET", "/rest/api/label/labels", Read, spaces::labels::matching),
    on("GET", "/rest/api/label/popular", Read, spaces::labels::popular),
    on("GET", "/rest/api/label/recent", Read, spaces::labels::recent),
    on("GET", "/rest/api/label/{}/related", Read, spaces::labels::related),
];

static SPACES: &[Route] = &[
    on("GET", "/rest/api/space", Read, spaces::get::list),
    on("POST", "/rest/api/space", Write, spaces::create::create),
    on("POST", "/rest/api/space/_private", Write, spaces::create::private),
    on("POST", "/rest/api/space/personal", Write, spaces::create::personal),
    on("POST", "/rest/api/admin/space/personal/{}", Admin, spaces::create::personal_by_administrator),
    on("GET", "/rest/api/space/{}", Read, spaces::get::get),
    on("PUT", "/rest/api/space/{}", Write, spaces::update::update),
    on("DELETE", "/rest/api/space/{}", Write, spaces::update::delete),
    on("PUT", "/rest/api/space/{}/archive", Write, spaces::status::archive),
    on("PUT", "/rest/api/space/{}/restore", Write, spaces::status::restore),
    on("GET", "/rest/api/space/{}/watchers", Read, spaces::status::watchers),
    on("POST", "/rest/api/space/{}/category/{}", Write, spaces::category::add),
    on("DELETE", "/rest/api/space/{}/category/{}", Write, spaces::category::remove),
    on("GET", "/rest/api/space/{}/content", Read, list::in_space),
    on("GET", "/rest/api/space/{}/content/{}", Read, list::in_space_of_type),
    on("GET", "/rest/api/space/{}/trash", Read, list::trash),
    on("DELETE", "/rest/api/space/{}/trash", Write, list::empty_trash),
    on("GET", "/rest/api/space/{}/labels", Read, spaces::labels::of_space),
    on("GET", "/rest/api/space/{}/labels/popular", Read, spaces::labels::popular_of_space),
    on("GET", "/rest/api/space/{}/labels/recent", Read, spaces::labels::recent_of_space),
    on("GET", "/rest/api/space/{}/labels/{}/related", Read, spaces::labels::related_of_space),
    on("GET", "/rest/api/space/{}/color-scheme", Read, colors::of_space),
    on("PUT", "/rest/api/space/{}/color-scheme", Write, colors::set_of_space),
    on("PUT", "/rest/api/space/{}/color-scheme/reset", Write, colors::reset_of_space),
    on("GET", "/rest/api/space/{}/color-scheme/type", Read, colors::kind_of_space),
    on("PUT", "/rest/api/space/{}/color-scheme/type", Write, colors::set_kind_of_space),
    on("GET", "/rest/api/space/{}/property", Read, property::list_of_space),
    on("POST", "/rest/api/space/{}/property", Write, property::create_of_space),
    on("GET", "/rest/api/space/{}/property/{}", Read, property::get_of_space),
    on("POST", "/rest/api/space/{}/property/{}", Write, property::create_keyed_of_space),
    on("PUT", "/rest/api/space/{}/property/{}", Write, property::update_of_space),
    on("DELETE", "/rest/api/space/{}/property/{}", Write, property::delete_of_space),
    on("GET", "/rest/api/space/{}/permissions", Read, of_space::list),
    on("POST", "/rest/api/space/{}/permissions", Write, of_space::set),
    on("GET", "/rest/api/space/{}/permissions/anonymous", Read, of_space::get),
    on("GET", "/rest/api/space/{}/permissions/group/{}", Read, of_space::get),
    on("GET", "/rest/api/space/{}/permissions/user/{}", Read, of_space::get),
    on("PUT", "/rest/api/space/{}/permissions/anonymous/grant", Write, of_space::give),
    on("PUT", "/rest/api/space/{}/permissions/group/{}/grant", Write, of_space::give),
    on("PUT", "/rest/api/space/{}/permissions/user/{}/grant", Write, of_space::give),
    on("PUT", "/rest/api/space/{}/permissions/anonymous/revoke", Write, of_space::take),
    on("PUT", "/rest/api/space/{}/permissions/group/{}/revoke", Write, of_space::take),
    on("PUT", "/rest/api/space/{}/permissions/user/{}/revoke", Write, of_space::take),
];

static PEOPLE: &[Route] = &[
    on("GET", "/rest/api/user", Read, users::get),
    on("GET", "/rest/api/user/anonymous", Read, users::nobody),
    on("GET", "/rest/api/user/current", Read, users::current),
    on("PUT", "/rest/api/user/current", Write, account::update),
    on("POST", "/rest/api/user/current/password", Write, account::password),
    on("GET", "/rest/api/user/list", Read, users::list),
    on("GET", "/rest/api/user/memberof", Read, users::groups),
    on("PUT", "/rest/api/user/{}/group/{}", Admin, users::join),
    on("DELETE", "/rest/api/user/{}/group/{}", Admin, users::leave),
    on("GET", "/rest/api/user/watch/content/{}", Read, watch::is_watching_content),
    on("POST", "/rest/api/user/watch/content/{}", Write, watch::watch_content),
    on("DELETE", "/rest/api/user/watch/content/{}", Write, watch::unwatch_content),
    on("GET", "/rest/api/user/watch/space/{}", Read, watch::is_watching_space),
    on("POST", "/rest/api/user/watch/space/{}", Write, watch::watch_space),
    on("DELETE", "/rest/api/user/watch/space/{}", Write, watch::unwatch_space),
    on("GET", "/rest/api/group", Read, groups::list),
    on("GET", "/rest/api/group/{}", Read, groups::get),
    on("GET", "/rest/api/group/{}/member", Read, groups::members),
    on("GET", "/rest/api/group/{}/groupmember", Read, groups::relatives),
    on("GET", "/rest/api/group/{}/groupparent", Read, groups::relatives),
    on("GET", "/rest/api/group/{}/groupancestor", Read, groups::relatives),
    on("POST", "/rest/api/admin/group", Admin, admin::create_group),
    on("DELETE", "/rest/api/admin/group/{}", Admin, admin::delete_group),
    on("POST", "/rest/api/admin/user", Admin, admin::create_user),
    on("PUT", "/rest/api/admin/user/{}", Admin, admin::update_user),
    on("DELETE", "/rest/api/admin/user/{}", Admin, admin::delete_user),
    on("PUT", "/rest/api/admin/user/{}/disable", Admin, admin::disable),
    on("PUT", "/rest/api/admin/user/{}/enable", Admin, admin::enable),
    on("POST", "/rest/api/admin/user/{}/password", Admin, admin::password),
    on("GET", "/rest/api/admin/users/list/active", Admin, users::active),
];

static INSTANCE: &[Route] = &[
    on("GET", "/rest/api/permissions", Admin, global::list),
    on("PUT", "/rest/api/permissions", Admin, global::set),
    on("GET", "/rest/api/permissions/anonymous", Admin, global::get),
    on("GET", "/rest/api/permissions/unlicensed", Admin, global::get),
    on("GET", "/rest/api/permissions/group/{}", Admin, global::get),
    on("GET", "/rest/api/permissions/user/{}", Admin, global::get),
    on("PUT", "/rest/api/permissions/anonymous/grant", Admin, global::give),
    on("PUT", "/rest/api/permissions/unlicensed/grant", Admin, global::give),
    on("PUT", "/rest/api/permissions/group/{}/grant", Admin, global::give),
    on("PUT", "/rest/api/permissions/user/{}/grant", Admin, global::give),
    on("PUT", "/rest/api/permissions/anonymous/revoke", Admin, global::take),
    on("PUT", "/rest/api/permissions/unlicensed/revoke", Admin, global::take),
    on("PUT", "/rest/api/permissions/group/{}/revoke", Admin, global::take),
    on("PUT", "/rest/api/permissions/user/{}/revoke", Admin, global::take),
    on("GET", "/rest/api/color-scheme", Read, colors::get),
    on("PUT", "/rest/api/color-scheme", Admin, colors::set),
    on("GET", "/rest/api/color-scheme/default", Read, colors::default),
    on("PUT", "/rest/api/color-scheme/reset", Admin, colors::reset),
    on("GET", "/rest/api/longtask", Read, tasks::list),
    on("GET", "/rest/api/longtask/{}", Read, tasks::get),
    on("GET", "/rest/api/accessmode", Read, system::access_mode),
    on("GET", "/rest/api/server-information", Read, system::server_information),
    on("GET", "/rest/api/instance-metrics", Admin, system::metrics),
    on("GET", "/rest/api/cluster/nodes", Admin, system::nodes),
];
