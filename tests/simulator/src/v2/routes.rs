//! The routes of v2: which handler answers which operation of the tables of facts.

use super::parts;
use super::parts::classification;
use super::parts::comments as listed_comments;
use super::{
    admin_key, app_properties, attachments, comments, content_types, create, custom_content, data_policies, delete,
    labels, page, pages, people, space_access, space_creation, space_roles, spaces, tasks, tree, update,
};
use crate::answer::Reply;
use crate::contract::{self, Operation};
use crate::refusal::Shape;
use crate::routes::Route;
use crate::site::Call;
use crate::store::Kind;

type Handler = fn(&Call<'_>) -> Reply;

/// Is a line of a table: a method, a path and what answers there.
pub(super) type Entry = (&'static str, &'static str, Handler);

const PREFIX: &str = "/wiki/api/v2/";

/// Lists the handlers of things themselves: what answers at their collection and at their id.
const THINGS: &[(Kind, &[Entry])] = &[
    (Kind::Page, PAGES),
    (Kind::Blogpost, PAGES),
    (
        Kind::CustomContent,
        &[
            ("GET", "", custom_content::list),
            ("POST", "", custom_content::create),
            ("GET", "/{}", custom_content::get),
            ("PUT", "/{}", custom_content::update),
            ("DELETE", "/{}", delete::delete),
        ],
    ),
    (Kind::Whiteboard, TREE),
    (Kind::Database, TREE),
    (Kind::Embed, TREE),
    (Kind::Folder, TREE),
    (
        Kind::Attachment,
        &[("GET", "", attachments::list), ("GET", "/{}", attachments::get), ("DELETE", "/{}", attachments::delete)],
    ),
    (Kind::FooterComment, COMMENTS),
    (Kind::InlineComment, COMMENTS),
    (
        Kind::Space,
        &[
            ("GET", "", spaces::list),
            ("POST", "", space_creation::create),
            ("GET", "/{}", spaces::get),
            ("GET", "/{}/pages", pages::list_in_space),
            ("GET", "/{}/blogposts", pages::list_blogposts_in_space),
            ("GET", "/{}/permissions", space_access::list_permissions),
            ("GET", "/{}/role-assignments", space_access::list_assignments),
            ("POST", "/{}/role-assignments", space_access::set_assignments),
        ],
    ),
];

const PAGES: &[Entry] = &[
    ("GET", "", pages::list),
    ("POST", "", create::create),
    ("GET", "/{}", page::get),
    ("PUT", "/{}", update::update),
    ("DELETE", "/{}", delete::delete),
];

const TREE: &[Entry] = &[("POST", "", tree::create), ("GET", "/{}", tree::get), ("DELETE", "/{}", delete::delete)];

const COMMENTS: &[Entry] = &[
    ("GET", "", listed_comments::list_all),
    ("POST", "", comments::create),
    ("GET", "/{}", comments::get),
    ("PUT", "/{}", comments::update),
    ("DELETE", "/{}", comments::delete),
];

/// Lists the handlers of all that is no thing of a kind.
const OTHERS: &[Entry] = &[
    ("GET", "admin-key", admin_key::get),
    ("POST", "admin-key", admin_key::enable),
    ("DELETE", "admin-key", admin_key::disable),
    ("GET", "app/properties", app_properties::list),
    ("GET", "app/properties/{}", app_properties::get),
    ("PUT", "app/properties/{}", app_properties::put),
    ("DELETE", "app/properties/{}", app_properties::delete),
    ("GET", "classification-levels", |call| Ok(classification::levels(call))),
    ("POST", "content/convert-ids-to-types", content_types::convert),
    ("GET", "data-policies/metadata", |call| Ok(data_policies::metadata(call))),
    ("GET", "data-policies/spaces", data_policies::list),
    ("GET", "labels", labels::list),
    ("GET", "labels/{}/attachments", labels::list_attachments),
    ("GET", "labels/{}/blogposts", labels::list_blogposts),
    ("GET", "labels/{}/pages", labels::list_pages),
    ("GET", "space-permissions", space_access::list_available),
    ("GET", "space-permissions/transition/combinations", |call| Ok(space_roles::list_combinations(call))),
    ("POST", "space-permissions/transition/combinations", |call| Ok(space_roles::begin(call))),
    ("POST", "space-permissions/transition/access-removals", |call| Ok(space_roles::begin(call))),
    ("POST", "space-permissions/transition/role-assignments", |call| Ok(space_roles::begin(call))),
    ("GET", "space-permissions/transition/tasks/{}", space_roles::status),
    ("GET", "space-role-mode", |call| Ok(space_roles::mode(call))),
    ("GET", "space-roles", space_roles::list),
    ("POST", "space-roles", space_roles::create),
    ("GET", "space-roles/{}", space_roles::get),
    ("PUT", "space-roles/{}", space_roles::update),
    ("DELETE", "space-roles/{}", space_roles::delete),
    ("GET", "tasks", tasks::list),
    ("GET", "tasks/{}", tasks::get),
    ("PUT", "tasks/{}", tasks::update),
    ("POST", "user/access/check-access-by-email", |call| Ok(people::check_access(call))),
    ("POST", "user/access/invite-by-email", people::invite),
    ("POST", "users-bulk", |call| Ok(people::bulk(call))),
];

/// Returns the route of every operation of v2 that has a handler.
pub(crate) fn routes() -> impl Iterator<Item = Route> {
    contract::operations().iter().filter_map(|operation| {
        let (kind, handler) = handler(operation)?;
        Some(Route::of(operation, Shape::V2, kind, handler))
    })
}

fn handler(operation: &Operation) -> Option<(Kind, Handler)> {
    let path = operation.path.strip_prefix(PREFIX)?;
    let named = |handlers: &'static [Entry], path: &str| {
        let found = handlers.iter().find(|(method, known, _)| *method == operation.method && *known == path);
        found.map(|(.., handler)| *handler)
    };
    let segment = path.split('/').next()?;
    let rest = &path[segment.len()..];
    let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.segment() == segment) else {
        return Some((Kind::Page, named(OTHERS, path)?));
    };
    let own = THINGS.iter().find(|(known, _)| *known == kind).and_then(|(_, handlers)| named(handlers, rest));
    let part = || named(parts::PARTS, rest.strip_prefix("/{}/")?);
    Some((kind, own.or_else(part)?))
}
