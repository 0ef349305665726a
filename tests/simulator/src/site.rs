//! The site's routes, and the way of a request to its handler.

use std::io;
use std::sync::Arc;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::accounts::Account;
use crate::answer::{Answer, Reply};
use crate::contract::Operation;
use crate::intake::Intake;
use crate::parameters::Parameters;
use crate::refusal::{self, no_route};
use crate::routes::{Access, Act, OPERATIONS, ROUTES, Route};
use crate::sabotage::html;
use crate::store::{Kind, Store, Subject};
use crate::tenant::Tenant;
use crate::v1::upload;
use crate::world::World;
use crate::{auth, data_center};

/// How large a JSON body may be, in bytes: 5 MB per Confluence Cloud REST API v2.
const MOST_JSON: usize = 5 * 1024 * 1024;

/// Is a request on its way to a handler.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) world: &'a World,
    /// The site that was asked.
    pub(crate) tenant: Tenant,
    /// Who asks.
    pub(crate) account: Account,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) parameters: Parameters,
    pub(crate) body: Bytes,
    /// What stood in the place of each `{}` of the route's path, decoded.
    captures: Vec<String>,
    /// What the path's first id names.
    pub(crate) kind: Kind,
    /// Whether the request may change something.
    pub(crate) writes: bool,
    /// The body as JSON, after it was checked against the tables of facts; else null.
    pub(crate) value: Value,
}

impl Call<'_> {
    /// Returns the address to which relative links belong: `https://acme.atlassian.net/wiki`.
    pub(crate) fn base(&self) -> String {
        self.world.base(self.tenant)
    }

    /// Returns what stood in the path's n-th place, from 0 on.
    pub(crate) fn capture(&self, place: usize) -> &str {
        self.captures.get(place).map_or("", String::as_str)
    }

    /// Returns the content id in the path's first place.
    pub(crate) fn id(&self) -> Result<u64, Answer> {
        let text = self.capture(0);
        text.parse().map_err(|_| self.parameters.shape().not_an_id(text))
    }

    /// Returns the number of the attachment id in some place; `att7` and `7` both mean 7.
    pub(crate) fn attachment_id(&self, place: usize) -> Result<u64, Answer> {
        let text = self.capture(place);
        text.strip_prefix("att").unwrap_or(text).parse().map_err(|_| self.parameters.shape().not_an_id(text))
    }

    /// Returns the id of the thing in the path's first place, or refuses because there is none.
    pub(crate) fn owner(&self, store: &Store) -> Result<u64, Answer> {
        let id = if self.kind == Kind::Attachment { self.attachment_id(0)? } else { self.id()? };
        let is_comment = matches!(self.kind, Kind::FooterComment | Kind::InlineComment | Kind::Comment);
        let operation = if self.writes && !is_comment { "update" } else { "read" };
        let allowed = self.kind == Kind::Space || self.may(store, id, operation);
        if allowed && store.has(self.kind, id) { Ok(id) } else { Err(self.absent(id)) }
    }

    /// Tells whether restrictions let the caller read or update some content.
    pub(crate) fn may(&self, store: &Store, id: u64, operation: &str) -> bool {
        // Most sites have none, and lists ask for every row.
        !store.has_restrictions() || store.allows(&Subject::User(self.account.id().to_owned()), id, operation)
    }

    /// Refuses in the shape of v1 whoever may not read some content, or read but not update it.
    pub(crate) fn check_access(&self, store: &Store, id: u64, operation: &str) -> Result<(), Answer> {
        if !self.may(store, id, "read") {
            return Err(refusal::no_content(id));
        }
        if !self.may(store, id, operation) {
            return Err(refusal::v1(StatusCode::FORBIDDEN, "The caller may not update the content"));
        }
        Ok(())
    }

    /// Refuses because nothing of the path's kind has this id.
    pub(crate) fn absent(&self, id: u64) -> Answer {
        refusal::absent(self.kind, id)
    }

    /// Returns a number in some place of the path.
    pub(crate) fn number(&self, place: usize, name: &str) -> Result<u64, Answer> {
        let text = self.capture(place);
        text.parse().map_err(|_| self.parameters.shape().wrong_type(text, name, "Integer"))
    }

    /// Refuses whoever is no admin of the site; only the user is one.
    pub(crate) fn only_for_admins(&self) -> Result<(), Answer> {
        if self.account == Account::User {
            return Ok(());
        }
        Err(self.parameters.shape().refuse(StatusCode::FORBIDDEN, "Only an admin may do this"))
    }

    /// Refuses a request that a browser could be made to send from another site.
    pub(crate) fn check_token(&self) -> Result<(), Answer> {
        let token = self.headers.get("x-atlassian-token").and_then(|value| value.to_str().ok());
        if matches!(token, Some("nocheck" | "no-check")) {
            return Ok(());
        }
        Err(Answer::bytes(StatusCode::FORBIDDEN, "text/plain;charset=UTF-8", "XSRF check failed"))
    }

    /// Checks query and body against what is known about the operation.
    fn check(&mut self, operation: &Operation) -> Result<(), Answer> {
        operation.check_query(&self.parameters)?;
        if operation.has_body() {
            let shape = self.parameters.shape();
            let value = if self.body.is_empty() && operation.may_lack_body() {
                Value::Null
            } else {
                operation.read_body(self.json()?, shape)?
            };
            self.value = value;
        }
        Ok(())
    }

    /// Returns the body if it is declared as JSON.
    pub(crate) fn json(&self) -> Result<&[u8], Answer> {
        let declared = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let media_type = declared.split(';').next().unwrap_or_default().trim();
        if media_type.eq_ignore_ascii_case("application/json") {
            return Ok(&self.body);
        }
        let text = format!("Content-Type '{declared}' is not supported");
        Err(self.parameters.shape().refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, &text))
    }
}

/// Is what was found out about a request before its handler is called.
#[derive(Debug)]
pub(crate) struct Arrival {
    pub(crate) tenant: Tenant,
    pub(crate) account: Account,
    /// What stood in the place of each `{}` of the route's path, decoded.
    pub(crate) captures: Vec<String>,
}

/// Answers a request to a site.
pub(crate) async fn answer(world: &Arc<World>, parts: &Parts, intake: &mut Intake) -> io::Result<Answer> {
    if data_center::oauth::owns(parts.uri.path()) {
        return data_center::oauth::answer(world, parts, intake).await;
    }
    if data_center::owns(parts.uri.path()) {
        return data_center::answer(world, parts, intake).await;
    }
    let Some((route, captures)) = find(&parts.method, parts.uri.path()) else {
        return Ok(unknown(&parts.method, parts.uri.path()));
    };
    match enter(world, parts, route) {
        Ok((tenant, account)) => dispatch(world, parts, route, Arrival { tenant, account, captures }, intake).await,
        Err(refusal) => Ok(refusal),
    }
}

/// Finds out which site is meant and who asks.
fn enter(world: &World, parts: &Parts, route: &Route) -> Result<(Tenant, Account), Answer> {
    let options = &world.options;
    let tenant = Tenant::addressed(options, &parts.headers)?;
    if !tenant.has_confluence() && route.path.starts_with("/wiki/") {
        // How a site without Confluence answers there is a guess.
        return Err(html(StatusCode::NOT_FOUND));
    }
    let account = match route.access {
        Access::Cloud(shape) => auth::site(&parts.headers, options, shape)?,
        Access::Open => Account::User,
    };
    Ok((tenant, account))
}

/// Calls the handler of a route.
pub(crate) async fn dispatch(
    world: &Arc<World>,
    parts: &Parts,
    route: &Route,
    arrival: Arrival,
    intake: &mut Intake,
) -> io::Result<Answer> {
    let shape = route.access.shape();
    let Arrival { tenant, account, captures } = arrival;
    let mut call = Call {
        world,
        tenant,
        account,
        headers: &parts.headers,
        parameters: Parameters::parse(parts.uri.query(), shape),
        body: Bytes::new(),
        captures,
        kind: route.kind,
        writes: route.method != "GET",
        value: Value::Null,
    };
    if world.options.guards_all_writes
        && call.writes
        && shape == refusal::Shape::V1
        && let Err(refusal) = call.check_token()
    {
        return Ok(refusal);
    }
    let handler = match route.act {
        Act::Upload(kind) => return upload::upload(&call, kind, intake).await.map(settle),
        Act::Plain(handler) => handler,
    };
    match intake.collect(MOST_JSON).await? {
        Some(body) => call.body = body,
        None => return Ok(shape.refuse(StatusCode::PAYLOAD_TOO_LARGE, "Request body is larger than 5 MB")),
    }
    world.store().run_due(world.now());
    if let Some(refusal) = route.operation.and_then(|operation| call.check(operation).err()) {
        return Ok(refusal);
    }
    Ok(settle(handler(&call)))
}

fn settle(reply: Reply) -> Answer {
    reply.unwrap_or_else(|refusal| refusal)
}

/// Finds the route that matches, with what it captures; of several the one that names most segments wins.
pub(crate) fn find(method: &Method, path: &str) -> Option<(&'static Route, Vec<String>)> {
    let routes = OPERATIONS.iter().chain(ROUTES).filter(|route| route.method == method.as_str());
    let matching = routes.filter_map(|route| Some((route, captures(route.path, path)?)));
    matching.min_by_key(|(_, captures)| captures.len())
}

/// Returns what stands in the place of each `{}`, if the path matches.
fn captures(wanted: &str, path: &str) -> Option<Vec<String>> {
    let mut captures = Vec::new();
    let (mut wanted, mut given) = (wanted.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) | (Some("**"), Some(_)) => return Some(captures),
            (Some("{}"), Some(segment)) if !segment.is_empty() => {
                captures.push(percent_decode_str(segment).decode_utf8_lossy().into_owned());
            }
            (Some(wanted), Some(given)) if wanted == given => {}
            _ => return None,
        }
    }
}

/// Answers where there is no route.
pub(crate) fn unknown(method: &Method, path: &str) -> Answer {
    no_route(&format!("the simulator has no route {method} {path}"))
}
