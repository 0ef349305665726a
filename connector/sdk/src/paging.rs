use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::context::fields_of;
use crate::{Action, Context, Error, ErrorKind, Json, Method, Request, Response, Retry};

/// How a list is spread over pages that lead to one another by links.
///
/// An action with it has the inputs `limit` (results a page), `cursor` (where to go on: a cursor, or the link of an
/// earlier page) and `all` (follow every page, and hand over its results as they come).
pub struct Paging {
    /// The field of a page that holds its results.
    pub items: &'static str,
    /// The object and the field of a page that hold the link to the next one; absent at the end.
    pub next: (&'static str, &'static str),
    /// What to put before a link that the service gives relative to something below the base URL.
    pub link_prefix: &'static str,
    /// The most results that a page may have.
    pub limit: u32,
}

/// What a list that handed over every result leaves as its output.
#[derive(Serialize, schemars::JsonSchema)]
pub(crate) struct Summary {
    /// How many results were handed over.
    pub(crate) emitted: u64,
}

impl Paging {
    pub(crate) fn perform<A: Action>(&self, context: &Context<'_>, action: &A) -> Result<Json, Error> {
        let mut fields = fields_of(action)?;
        let all = fields.remove("all") == Some(Value::Bool(true));
        let first = self.first::<A>(context, &mut fields, all)?;
        if all { self.follow(context, first) } else { Json::from_response(context.send(&first)?) }
    }

    fn first<A: Action>(
        &self,
        context: &Context<'_>,
        fields: &mut Map<String, Value>,
        all: bool,
    ) -> Result<Request, Error> {
        if let Some(Value::String(cursor)) = fields.get("cursor")
            && is_link(cursor)
        {
            return Ok(self.link(cursor));
        }
        if all && fields.get("limit").is_none_or(Value::is_null) {
            fields.insert("limit".to_owned(), self.limit.into());
        }
        context.request_from::<A>(fields)
    }

    fn link(&self, link: &str) -> Request {
        let prefix = if link.starts_with('/') && !link.starts_with(&format!("{}/", self.link_prefix)) {
            self.link_prefix
        } else {
            ""
        };
        Request::link(Method::Get, format!("{prefix}{link}")).retry(Retry::Safe)
    }

    fn follow(&self, context: &Context<'_>, first: Request) -> Result<Json, Error> {
        let mut emitted = 0;
        let mut last = None;
        let mut request = first;
        loop {
            let response = context.send(&request)?;
            let page = self.page(&response)?;
            emitted += page.items.len() as u64;
            let wanted = page.items.is_empty() || context.emit(&page.items);
            context.report(emitted, None, "results");
            let Some(next) = page.next.filter(|_| wanted) else { break };
            if last.as_ref() == Some(&next) {
                return Err(Error::new(ErrorKind::Service, "the service gave the same next page twice"));
            }
            request = self.link(&next);
            last = Some(next);
        }
        Json::of(&Summary { emitted })
    }

    fn page(&self, response: &Response) -> Result<Page, Error> {
        let unexpected = |what: &str| {
            Error::from_response(ErrorKind::Service, format!("the service answered with {what}"), response)
        };
        let fields: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_slice(response.bytes())
            .map_err(|_| unexpected("something other than a page of results"))?;
        let items: Vec<&RawValue> = fields
            .get(self.items)
            .and_then(|items| serde_json::from_str(items.get()).ok())
            .ok_or_else(|| unexpected(&format!("a page without `{}`", self.items)))?;
        let next = fields
            .get(self.next.0)
            .and_then(|links| serde_json::from_str::<BTreeMap<String, Value>>(links.get()).ok())
            .and_then(|mut links| links.remove(self.next.1))
            .and_then(|link| String::deserialize(link).ok());
        Ok(Page { items: items.into_iter().map(|item| item.get().to_owned()).collect(), next })
    }
}

/// Whether this is a link rather than a bare cursor: cursors are often base 64, which has `/` and letters, but no `?`.
fn is_link(cursor: &str) -> bool {
    cursor.contains('?') && ["/", "https://", "http://"].iter().any(|start| cursor.starts_with(start))
}

struct Page {
    items: Vec<String>,
    next: Option<String>,
}
