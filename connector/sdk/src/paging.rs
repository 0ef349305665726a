use std::borrow::Cow;
use std::collections::BTreeMap;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::{ActionRoute, Context, Entry, Error, ErrorKind, Fields, Json, Method, Request, Response, Retry};

/// How a list is spread over pages that lead to one another by links.
///
/// An action with it has the inputs `limit` (results a page), `cursor` (where to go on: a cursor, or the link of an
/// earlier page) and `all` (follow every page, and hand over its results as they come).
#[derive(Clone, Copy)]
pub struct Paging {
    /// The field of a page that holds its results.
    pub items: &'static str,
    /// The object and the field of a page that hold the link to the next one; absent at the end.
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

impl Paging {
    pub(crate) fn perform(
        &self,
        context: &Context<'_>,
        entry: &Entry,
        route: &ActionRoute,
        mut fields: Fields,
    ) -> Result<Json, Error> {
        let all = fields.shift_remove("all") == Some(Value::Bool(true));
        let first = self.first(entry, route, &mut fields, all)?;
        if all {
            return self.follow(context, entry, route, &fields, first);
        }
        let page = Json::from_response(context.send(&first)?)?;
        let Some(answer) = route.answer_to(&fields) else { return Ok(page) };
        let mut page: Value = page.read()?;
        if let Some(Value::Array(items)) = page.get_mut(self.items) {
            for item in items {
                answer(&fields, item);
            }
        }
        Json::of(&page)
    }

    fn first(&self, entry: &Entry, route: &ActionRoute, fields: &mut Fields, all: bool) -> Result<Request, Error> {
        if let Some(Value::String(cursor)) = fields.get("cursor")
            && is_link(cursor)
        {
            return Ok(self.link(cursor, fields));
        }
        if all && fields.get("limit").is_none_or(Value::is_null) {
            fields.insert("limit".to_owned(), self.limit.into());
        }
        entry.request(route.route, &route.fields(fields.clone())?)
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

    fn follow(
        &self,
        context: &Context<'_>,
        entry: &Entry,
        route: &ActionRoute,
        fields: &Fields,
        first: Request,
    ) -> Result<Json, Error> {
        let answer = route.answer_to(fields);
        let mut emitted = 0_u64;
        let mut last = None;
        let mut request = first;
        loop {
            let response = context.send(&request)?;
            let mut page = self.page(&response)?;
            let count = page.items.len() as u64;
            if let Some(answer) = answer {
                for item in &mut page.items {
                    let mut value = Json::from_text(std::mem::take(item)).read()?;
                    answer(fields, &mut value);
                    *item = Json::of(&value)?.into_text();
                }
            }
            emitted += count;
            let wanted = context.emit(&page.items);
            context.report(emitted, None, "results");
            request = match page.next.filter(|_| wanted) {
                Some(next) if last.as_ref() == Some(&next) => {
                    return Err(Error::new(ErrorKind::Service, "the service gave the same next page twice"));
                }
                Some(next) => {
                    let request = self.link(&next, fields);
                    last = Some(next);
                    request
                }
                None if wanted && page.full => {
                    let mut fields = fields.clone();
                    fields.insert("cursor".to_owned(), (page.start + count).into());
                    entry.request(route.route, &route.fields(fields)?)?
                }
                None => break,
            };
        }
        Json::of(&Fields::from_iter([(EMITTED.to_owned(), emitted.into())]))
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
            .and_then(|links| serde_json::from_str::<Fields>(links.get()).ok())
            .and_then(|mut links| links.remove(self.next.1))
            .and_then(|link| String::deserialize(link).ok());
        let number = |name: &str| fields.get(name).and_then(|number| serde_json::from_str::<u64>(number.get()).ok());
        let full = self.counted && number("limit").is_some_and(|limit| limit > 0 && items.len() as u64 >= limit);
        let start = number("start").unwrap_or_default();
        Ok(Page { items: items.into_iter().map(|item| item.get().to_owned()).collect(), next, start, full })
    }
}

/// Whether this is a link rather than a bare cursor: cursors are often base 64, which has `/` and letters, but no `?`.
fn is_link(cursor: &str) -> bool {
    cursor.contains('?') && ["/", "https://", "http://"].iter().any(|start| cursor.starts_with(start))
}

struct Page {
    items: Vec<String>,
    next: Option<String>,
    /// How many results were skipped before it.
    start: u64,
    /// Whether more may follow although no link leads on.
    full: bool,
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde_json::json;

    use crate::player::{Case, play_case};
    use crate::schemars::{self, JsonSchema};
    use crate::{
        Account, Action, Connector, Context, Effect, Entry, Error, ErrorKind, Manifest, Paging, Response, entry,
    };

    use super::*;

    /// Lists tasks.
    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "camelCase")]
    struct ListTasks {
        /// A search.
        text: Option<String>,
        /// How to show them.
        view: Option<String>,
    }

    /// Tasks.
    #[derive(JsonSchema)]
    struct Tasks {
        /// The tasks.
        #[expect(dead_code, reason = "only its schema counts")]
        results: Vec<String>,
    }

    impl Action for ListTasks {
        type Output = Tasks;
        const NAME: &str = "list-tasks";
        const GROUP: &str = "tasks";
        const ROUTE: &str = "GET /app/api/tasks?text={text}&view={view}&limit={limit}&cursor={cursor}";
        const EFFECT: Effect = Effect::Read;
        const PAGING: Option<Paging> = Some(Paging {
            items: "results",
            next: ("_links", "next"),
            link_prefix: "/app",
            limit: 100,
            keep: &["view"],
            counted: false,
        });
    }

    struct Service;

    impl Connector for Service {
        const ACTIONS: &'static [Entry] = &[entry::<ListTasks>(), entry::<ListNotes>()];

        fn manifest() -> Manifest {
            unreachable!("no test describes it")
        }

        fn check(_: &Context<'_>) -> Result<Account, Error> {
            unreachable!("no test checks it")
        }

        fn explain(_: &Context<'_>, _: &Request, response: &Response) -> Error {
            Error::from_response(ErrorKind::Service, "it failed", response)
        }
    }

    fn plays(case: Value) {
        plays_of("list-tasks", case);
    }

    fn plays_of(action: &str, mut case: Value) {
        case["description"] = "".into();
        let mut case: Case = serde_json::from_value(case).unwrap();
        case.action = action.to_owned();
        assert_eq!(play_case::<Service>(&case), Vec::<String>::new());
    }

    #[test]
    fn one_page_passes_through_whole() {
        let page = json!({"results": ["a"], "more": 1.50, "_links": {"next": "/api/tasks?cursor=x"}});
        plays(json!({
            "input": {"limit": 1},
            "exchanges": [{"request": "GET /app/api/tasks?limit=1", "response": page}],
            "output": page,
        }));
    }

    #[test]
    fn every_page_is_followed_and_handed_over() {
        plays(json!({
            "input": {"all": true, "text": "x"},
            "exchanges": [
                {"request": "GET /app/api/tasks?text=x&limit=100",
                 "response": {"results": ["a", "b"], "_links": {"next": "/api/tasks?text=x&cursor=A+/="}}},
                {"request": "GET /app/api/tasks?text=x&cursor=A+/=",
                 "response": {"results": [], "_links": {"next": "/app/api/tasks?text=x&cursor=B"}}},
                {"request": "GET /app/api/tasks?text=x&cursor=B", "response": {"results": ["c"], "_links": {}}},
            ],
            "items": ["a", "b", "c"],
            "output": {"emitted": 3},
        }));
    }

    #[test]
    fn what_links_lose_is_added_again() {
        plays(json!({
            "input": {"all": true, "view": "a&b", "limit": 1},
            "exchanges": [
                {"request": "GET /app/api/tasks?view=a%26b&limit=1",
                 "response": {"results": ["a"], "_links": {"next": "/api/tasks?cursor=A"}}},
                {"request": "GET /app/api/tasks?cursor=A&view=a%26b",
                 "response": {"results": ["b"], "_links": {"next": "/api/tasks?view=kept&cursor=B"}}},
                {"request": "GET /app/api/tasks?view=kept&cursor=B", "response": {"results": []}},
            ],
            "items": ["a", "b"],
            "output": {"emitted": 2},
        }));
    }

    #[test]
    fn a_cursor_may_be_a_link_and_a_base_64_text_is_none() {
        for (cursor, request) in [
            ("/api/tasks?cursor=A", "GET /app/api/tasks?cursor=A"),
            ("/app/api/tasks?cursor=A", "GET /app/api/tasks?cursor=A"),
            (
                "https://tasks.example.com/app/api/tasks?cursor=A",
                "GET https://tasks.example.com/app/api/tasks?cursor=A",
            ),
            ("/w==", "GET /app/api/tasks?cursor=/w%3D%3D"),
            ("https/w==", "GET /app/api/tasks?cursor=https/w%3D%3D"),
        ] {
            plays(json!({
                "input": {"cursor": cursor},
                "exchanges": [{"request": request, "response": {"results": []}}],
                "output": {"results": []},
            }));
        }
    }

    /// Lists notes, as a service does whose pages have a beginning and a length.
    #[derive(Serialize, Deserialize, JsonSchema)]
    struct ListNotes {}

    impl Action for ListNotes {
        type Output = Tasks;
        const NAME: &str = "list-notes";
        const GROUP: &str = "notes";
        const ROUTE: &str = "GET /notes?start={cursor}&limit={limit}";
        const EFFECT: Effect = Effect::Read;
        const PAGING: Option<Paging> = Some(Paging {
            items: "results",
            next: ("_links", "next"),
            link_prefix: "",
            limit: 2,
            keep: &[],
            counted: true,
        });
    }

    #[test]
    fn a_full_page_leads_on_by_number_where_a_link_may_be_missing() {
        plays_of(
            "list-notes",
            json!({
                "input": {"all": true},
                "exchanges": [
                    {"request": "GET /notes?limit=2",
                     "response": {"results": ["a", "b"], "start": 0, "limit": 2, "_links": {"next": "/notes?start=2&limit=2"}}},
                    {"request": "GET /notes?start=2&limit=2", "response": {"results": ["c", "d"], "start": 2, "limit": 2}},
                    {"request": "GET /notes?start=4&limit=2", "response": {"results": ["e"], "start": 4, "limit": 2}},
                ],
                "items": ["a", "b", "c", "d", "e"],
                "output": {"emitted": 5},
            }),
        );
        plays_of(
            "list-notes",
            json!({
                "input": {"cursor": "4"},
                "exchanges": [{"request": "GET /notes?start=4", "response": {"results": [], "start": 4, "limit": 2}}],
                "output": {"results": [], "start": 4, "limit": 2},
            }),
        );
    }

    #[test]
    fn a_list_that_leads_in_a_circle_ends() {
        let page = json!({"results": ["a"], "_links": {"next": "/api/tasks?cursor=A"}});
        plays(json!({
            "input": {"all": true},
            "exchanges": [
                {"request": "GET /app/api/tasks?limit=100", "response": page},
                {"request": "GET /app/api/tasks?cursor=A", "response": page},
            ],
            "items": ["a", "a"],
            "error": {"kind": "service", "message": "the service gave the same next page twice"},
        }));
    }

    #[test]
    fn something_else_than_a_page_is_an_error() {
        for (answer, what) in [
            (json!([1]), "something other than a page of results"),
            (json!({"tasks": []}), "a page without `results`"),
            (json!({"results": 1}), "a page without `results`"),
        ] {
            plays(json!({
                "input": {"all": true},
                "exchanges": [{"request": "GET /app/api/tasks?limit=100", "response": answer}],
                "error": {"kind": "service", "message": format!("the service answered with {what}"), "status": 200},
            }));
        }
    }
}
