//! `api.atlassian.com`: the gateway in front of the sites, and what it tells about the caller.

mod profile;
mod resources;

use std::io;
use std::sync::Arc;

use http::request::Parts;
use http::{Method, StatusCode};

use crate::answer::{Answer, Reply};
use crate::auth::{self, Pass};
use crate::intake::Intake;
use crate::parameters::Parameters;
use crate::refusal::{Shape, gateway, misdirected, no_route};
use crate::site::{self, Arrival};
use crate::tenant::Tenant;
use crate::world::World;

/// The host for which this one stands.
const HOST: &str = "api.atlassian.com";

/// Answers a request to the gateway.
pub(crate) async fn answer(world: &Arc<World>, parts: &Parts, intake: &mut Intake) -> io::Result<Answer> {
    if let Some(refusal) = misdirected(&parts.headers, HOST) {
        return Ok(refusal);
    }
    let path = parts.uri.path();
    if let Some((cloud_id, rest)) = path.strip_prefix("/ex/confluence/").and_then(|path| path.split_once('/')) {
        return confluence(world, parts, cloud_id, rest, intake).await;
    }
    let handler: fn(&World, &Pass) -> Reply = match (&parts.method, path) {
        (&Method::GET, "/oauth/token/accessible-resources") => |world, pass| Ok(resources::list(world, pass)),
        (&Method::GET, "/me") => profile::me,
        _ => return Ok(no_route(&format!("the simulated api.atlassian.com has no route {} {path}", parts.method))),
    };
    Ok(about_caller(world, parts, handler).unwrap_or_else(|refusal| refusal))
}

/// Calls a handler for whoever brings a bearer token.
fn about_caller(world: &World, parts: &Parts, handler: fn(&World, &Pass) -> Reply) -> Reply {
    let pass = auth::bearer(world, &parts.headers).ok_or_else(auth::unauthorized)?;
    Parameters::parse(parts.uri.query(), Shape::V1).only(&[], &[])?;
    handler(world, &pass)
}

/// Passes a request on to a site's Confluence.
async fn confluence(
    world: &Arc<World>,
    parts: &Parts,
    cloud_id: &str,
    rest: &str,
    intake: &mut Intake,
) -> io::Result<Answer> {
    // Both forms were seen to answer.
    let path = if rest.starts_with("wiki/") { format!("/{rest}") } else { format!("/wiki/{rest}") };
    let shape = if path.starts_with("/wiki/api/v2/") { Shape::V2 } else { Shape::V1 };
    let pass = match auth::gateway(world, &parts.headers, shape) {
        Ok(pass) => pass,
        Err(refusal) => return Ok(refusal),
    };
    let tenant = Tenant::with_cloud_id(cloud_id);
    let is_reached = |tenant: &Tenant| tenant.has_confluence() && pass.reach.contains(tenant) && world.finds(*tenant);
    let Some(tenant) = tenant.filter(is_reached) else {
        return Ok(Answer::empty(StatusCode::NOT_FOUND));
    };
    let Some((route, captures)) = site::find(&parts.method, &path) else {
        return Ok(site::unknown(&parts.method, &path));
    };
    // Even a route that anyone may call on the site is for those with credentials here.
    if pass.scopes.is_some_and(|scopes| !route.opens_to(&scopes)) {
        return Ok(gateway(StatusCode::UNAUTHORIZED, "Unauthorized; scope does not match"));
    }
    if pass.is_app && route.is_for_users_alone() {
        // The documentation has no more than this sentence; status and shape are guesses.
        return Ok(shape.refuse(StatusCode::FORBIDDEN, "Apps cannot access this REST resource"));
    }
    let arrival = Arrival { tenant, account: pass.account, captures };
    site::dispatch(world, parts, route, arrival, intake).await
}
