//! Confluence Data Center below the context path `/confluence`.

pub(crate) mod access;
pub(crate) mod authorize;
mod call;
mod colors;
mod content;
mod cql;
mod expand;
mod fields;
mod instance;
mod listing;
pub(crate) mod oauth;
mod people;
mod permissions;
pub(crate) mod refusal;
mod routes;
mod spaces;
mod system;
mod tasks;
mod token;
mod view;

use std::io;

use bytes::Bytes;
use http::StatusCode;
use http::request::Parts;

use self::call::Call;
use self::routes::Act;
use crate::answer::Answer;
use crate::intake::Intake;
use crate::parameters::Parameters;
use crate::refusal::Shape;
use crate::site;
use crate::world::World;

pub(crate) use instance::Instance;

/// How large a JSON body may be, in bytes; the number is a guess.
const MOST_JSON: usize = 5 * 1024 * 1024;
const CONTEXT: &str = "/confluence";

/// Tells whether a path belongs to the instance.
pub(crate) fn owns(path: &str) -> bool {
    path.strip_prefix(CONTEXT).is_some_and(|rest| rest.starts_with('/'))
}

/// Tells whether bodies that are sent to a path hold passwords or tokens.
pub(crate) fn holds_secrets(path: &str) -> bool {
    let Some(rest) = path.strip_prefix("/confluence/rest/api/") else { return path == oauth::TOKEN };
    rest == "user/current" || rest.starts_with("admin/user") || rest.ends_with("/password")
}

/// Answers a request to the instance, wherever the client found it: its `Host` does not matter.
pub(crate) async fn answer(world: &World, parts: &Parts, intake: &mut Intake) -> io::Result<Answer> {
    let path = parts.uri.path().strip_prefix(CONTEXT).unwrap_or_default();
    let Some((route, captures)) = routes::find(&parts.method, path) else {
        return Ok(site::unknown(&parts.method, parts.uri.path()));
    };
    let user = match access::check(world, &parts.headers, route.right) {
        Ok(user) => user,
        Err(refusal) => return Ok(refusal),
    };
    let parameters = Parameters::parse(parts.uri.query(), Shape::DataCenter);
    let mut call = Call { world, user, headers: &parts.headers, parameters, body: Bytes::new(), path, captures };
    let reply = match route.act {
        Act::Upload(kind) => content::upload::upload(&call, kind, intake).await?,
        Act::Plain(handler) => match intake.collect(MOST_JSON).await? {
            Some(body) => {
                call.body = body;
                handler(&call)
            }
            None => Err(refusal::refuse(StatusCode::PAYLOAD_TOO_LARGE, "The request body is too large")),
        },
    };
    Ok(reply.unwrap_or_else(|refusal| refusal))
}
