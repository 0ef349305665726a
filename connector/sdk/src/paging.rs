mod page;
mod trail;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

pub use self::page::Page;
pub use self::trail::Trail;
use crate::{ActionRoute, Context, Entry, Error, Fields, Json, Method, Request, Retry};

/// How a list is spread over pages that lead to one another by links.
///
/// An action with it has the inputs `limit` (results a page), `cursor` (where to go on: a cursor, or the link of an
/// earlier page) and `all` (follow every page, and hand over its results as they come).
#[derive(Clone, Copy)]
pub struct Paging {
    /// The field of a page that holds its results.
    pub items: &'static str,
    /// The object and the field of a page that hold the link to the next one, or its cursor; absent at the end. Without an
    /// object the field stands in the page itself.
    pub next: (&'static str, &'static str),
    /// What to put before a link that the service gives relative to something below the base URL.
    pub link_prefix: &'static str,
    /// The most results that a page may have.
    pub limit: u32,
    /// Parameters, named as their fields, that the service's links lose.
    pub keep: &'static [&'static str],
    /// Whether more may follow a full page that has no link. Then the route has `start={cursor}`, a cursor may be the
    /// number of results to skip, and pages have the fields `start` and `limit`.
    pub counted: bool,
}

/// The only field of the output of a list that handed over every result: how many there were.
pub(crate) const EMITTED: &str = "emitted";

/// The output of a list that handed over every result.
///
/// # Errors
/// None that is known: a number always has a JSON form.
pub fn emitted(results: u64) -> Result<Json, Error> {
    Json::of(&Fields::from_iter([(EMITTED.to_owned(), results.into())]))
}

impl Paging {
    pub(crate) fn perform(
        &self,
        context: &Context<'_>,
        entry: &Entry,
        route: &ActionRoute,
        mut fields: Fields,
    ) -> Result<Json, Error> {
        let all = fields.shift_remove("all") == Some(Value::Bool(true));
        if all && fields.get("limit").is_none_or(Value::is_null) {
            fields.insert("limit".to_owned(), self.limit.into());
        }
        let request = |cursor: Option<&str>| {
            let mut fields = fields.clone();
            if let Some(cursor) = cursor {
                fields.insert("cursor".to_owned(), cursor.into());
            }
            entry.request(route.route, &route.fields(fields)?)
        };
        let cursor = fields.get("cursor").and_then(Value::as_str);
        if all {
            return self.hand_over(context, route, &fields, cursor, &request);
        }
        let page = Json::from_response(context.send(&self.request(cursor, &fields, &request)?)?)?;
        let Some(answer) = route.answer_to(&fields) else { return Ok(page) };
        let mut page: Value = page.read()?;
        if let Some(Value::Array(items)) = page.get_mut(self.items) {
            for item in items {
                answer(&fields, item);
            }
        }
        Json::of(&page)
    }

    /// The request for where a list goes on: a link, with what links lose of `fields`, or what `request` makes of a cursor;
    /// without one, that of its beginning.
    ///
    /// # Errors
    /// What `request` says.
    pub fn request(
        &self,
        cursor: Option<&str>,
        fields: &Fields,
        request: &dyn Fn(Option<&str>) -> Result<Request, Error>,
    ) -> Result<Request, Error> {
        match cursor {
            Some(link) if is_link(link) => Ok(self.link(link, fields)),
            cursor => request(cursor),
        }
    }

    fn link(&self, link: &str, fields: &Fields) -> Request {
        let prefix = if link.starts_with('/') && !link.starts_with(&format!("{}/", self.link_prefix)) {
            self.link_prefix
        } else {
            ""
        };
        let mut link = format!("{prefix}{link}");
        for name in self.keep {
            let lost = !link.contains(&format!("?{name}=")) && !link.contains(&format!("&{name}="));
            if lost && let Some(Value::String(value)) = fields.get(*name) {
                link.extend(["&", name, "="]);
                link.extend(utf8_percent_encode(value, NON_ALPHANUMERIC));
            }
        }
        Request::link(Method::Get, link).retry(Retry::Safe)
    }

    /// Reads a list to its end, or until `take` wants no more of it.
    ///
    /// It begins at `cursor`, where there is one. `request` makes the request of a cursor that is no link, and of the
    /// beginning; `fields` has what links may lose.
    ///
    /// # Errors
    /// What `request` and `take` say; what the service answered, or why it did not; `service` where its answer is no page
    /// of a list, or leads to where the list was before.
    pub fn each_page(
        &self,
        context: &Context<'_>,
        fields: &Fields,
        cursor: Option<&str>,
        request: &dyn Fn(Option<&str>) -> Result<Request, Error>,
        take: &mut dyn FnMut(&Page<'_>) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        let mut trail = Trail::default();
        let mut cursor = cursor.map(str::to_owned);
        loop {
            if let Some(cursor) = &cursor {
                trail.step(cursor)?;
            }
            let response = context.send(&self.request(cursor.as_deref(), fields, request)?)?;
            let page = self.page(&response)?;
            if !take(&page)? || page.next.is_none() {
                return Ok(());
            }
            cursor = page.next;
        }
    }

    fn hand_over(
        &self,
        context: &Context<'_>,
        route: &ActionRoute,
        fields: &Fields,
        cursor: Option<&str>,
        request: &dyn Fn(Option<&str>) -> Result<Request, Error>,
    ) -> Result<Json, Error> {
        let answer = route.answer_to(fields);
        let mut count = 0_u64;
        self.each_page(context, fields, cursor, request, &mut |page| {
            let mut items: Vec<String> = page.items.iter().map(|item| item.get().to_owned()).collect();
            if let Some(answer) = answer {
                for item in &mut items {
                    let mut value = Json::from_text(std::mem::take(item)).read()?;
                    answer(fields, &mut value);
                    *item = Json::of(&value)?.into_text();
                }
            }
            count += items.len() as u64;
            let wanted = context.emit(&items);
            context.report(count, None, "results");
            Ok(wanted)
        })?;
        emitted(count)
    }
}

/// Whether this is a link rather than a bare cursor: cursors are often base 64, which has `/` and letters, but no `?`.
pub(crate) fn is_link(cursor: &str) -> bool {
    cursor.contains('?') && ["/", "https://", "http://"].iter().any(|start| cursor.starts_with(start))
}

#[cfg(test)]
mod tests;
