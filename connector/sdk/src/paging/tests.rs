use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::schemars::{self, JsonSchema};
use crate::{Action, Effect, Paging, Response, entry};

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
    const PAGING: Option<&Paging> = Some(&Paging {
        items: "results",
        next: ("_links", "next"),
        link_prefix: "/app",
        limit: 100,
        keep: &["view"],
        counted: false,
    });
}

crate::player::service! { entry::<ListTasks>(), entry::<ListNotes>() }

fn plays(case: Value) {
    plays_of("list-tasks", case);
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
        ("https://tasks.example.com/app/api/tasks?cursor=A", "GET https://tasks.example.com/app/api/tasks?cursor=A"),
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
    const PAGING: Option<&Paging> = Some(&Paging {
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
fn a_list_whose_links_take_turns_ends() {
    let page = |next: &str| json!({"results": [next], "_links": {"next": format!("/api/tasks?cursor={next}")}});
    plays(json!({
        "input": {"all": true},
        "exchanges": [
            {"request": "GET /app/api/tasks?limit=100", "response": page("A")},
            {"request": "GET /app/api/tasks?cursor=A", "response": page("B")},
            {"request": "GET /app/api/tasks?cursor=B", "response": page("A")},
        ],
        "items": ["A", "B", "A"],
        "error": {"kind": "service", "message": "the service gave the same next page twice"},
    }));
}

#[test]
fn a_page_that_was_read_leads_on_as_one_that_was_not() {
    let linked = Paging { next: ("_links", "next"), ..*ListTasks::PAGING.unwrap() };
    let counted = *ListNotes::PAGING.unwrap();
    let cursor = Paging { next: ("", "cursor"), ..linked };
    for (paging, page, next) in [
        (linked, json!({"results": [], "_links": {"next": "/a?b"}}), Some("/a?b")),
        (linked, json!({"results": [1], "start": 0, "limit": 1}), None),
        (counted, json!({"results": [1], "start": 3, "limit": 1}), Some("4")),
        (counted, json!({"results": [1], "limit": 2, "_links": {"next": null}}), None),
        (counted, json!({"results": [], "limit": 0}), None),
        (cursor, json!({"results": [], "cursor": "c", "_links": {"next": "/a?b"}}), Some("c")),
        (cursor, json!({"results": [], "cursor": null}), None),
    ] {
        assert_eq!(paging.next(&page).as_deref(), next, "{page}");
        let response = Response {
            status: 200,
            headers: Vec::new(),
            body: crate::ResponseBody::Memory(page.to_string().into_bytes()),
        };
        assert_eq!(paging.page(&response).unwrap().next.as_deref(), next, "{page}");
    }
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
