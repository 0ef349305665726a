//! A tree is read with requests side by side. A server may get them in any order, so these cases are played without one.

#![expect(clippy::unwrap_used, reason = "what panics here fails a test")]

use connector_confluence::Confluence;
use connector_sdk::player::{Case, play_case};
use connector_sdk::serde_json::{Value, from_value, json};

fn plays(case: Value) {
    let mut case: Case = from_value(case).unwrap();
    "get-tree".clone_into(&mut case.action);
    assert_eq!(play_case::<Confluence>(&case), Vec::<String>::new());
}

/// Something of the tree, on this level below what was asked for.
fn node(id: &str, kind: &str, parent: &str, depth: u32) -> Value {
    json!({"id": id, "type": kind, "status": "current", "title": id, "parentId": parent, "depth": depth})
}

#[test]
fn branches_are_read_beside_further_pages() {
    let next = "/wiki/api/v2/pages/1/descendants?depth=10&limit=250&cursor=A";
    plays(json!({
        "description": "",
        "connection": {"address": "subdomain", "subdomain": "acme"},
        "input": {"id": "1", "all": true},
        "exchanges": [
            {"request": "GET /wiki/api/v2/pages/1/descendants?depth=10&limit=250",
             "response": {"results": [node("2", "folder", "1", 1), node("11", "page", "10", 10)], "_links": {"next": next}}},
            {"request": "GET /wiki/api/v2/pages/11/descendants?depth=10&limit=250",
             "response": {"results": [node("12", "embed", "11", 1), node("21", "whiteboard", "20", 10)], "_links": {}}},
            {"request": format!("GET {next}"),
             "response": {"results": [node("13", "database", "10", 10)], "_links": {}}},
            {"request": "GET /wiki/api/v2/whiteboards/21/descendants?depth=10&limit=250",
             "response": {"results": [node("22", "page", "21", 1)], "_links": {}}},
            {"request": "GET /wiki/api/v2/databases/13/descendants?depth=10&limit=250",
             "status": 404,
             "response": {"errors": [{"status": 404, "code": "NOT_FOUND", "title": "Content with id: [13] not found"}]}},
        ],
        "items": [
            node("2", "folder", "1", 1),
            node("11", "page", "10", 10),
            node("12", "embed", "11", 11),
            node("21", "whiteboard", "20", 20),
            node("13", "database", "10", 10),
            node("22", "page", "21", 21),
        ],
        "output": {"emitted": 6},
    }));
}

#[test]
fn what_is_found_twice_is_asked_for_once() {
    plays(json!({
        "description": "",
        "connection": {"address": "subdomain", "subdomain": "acme"},
        "input": {"id": "1", "all": true},
        "exchanges": [
            {"request": "GET /wiki/api/v2/pages/1/descendants?depth=10&limit=250",
             "response": {"results": [node("11", "page", "10", 10), node("11", "page", "10", 10), node("1", "page", "10", 10)]}},
            {"request": "GET /wiki/api/v2/pages/11/descendants?depth=10&limit=250", "response": {"results": []}},
        ],
        "items": [node("11", "page", "10", 10), node("11", "page", "10", 10), node("1", "page", "10", 10)],
        "output": {"emitted": 3},
    }));
}

#[test]
fn on_data_center_a_full_answer_leads_on_without_a_link() {
    let page = |id: &str| json!({"id": id, "type": "page", "title": id});
    let placed = |id: &str, depth: u32, parent: &str| json!({"id": id, "type": "page", "title": id, "parentId": parent, "depth": depth});
    plays(json!({
        "description": "",
        "connection": {"address": "uri", "uri": "https://confluence.example.com", "authType": "basic"},
        "input": {"id": "1", "all": true, "limit": 1},
        "exchanges": [
            {"request": "GET /rest/api/content/1/child/page?expand=space&limit=1",
             "response": {"results": [page("2")], "start": 0, "limit": 1}},
            {"request": "GET /rest/api/content/2/child/page?expand=space&limit=1",
             "response": {"results": [page("4")], "start": 0, "limit": 1,
                          "_links": {"next": "/rest/api/content/2/child/page?expand=space&limit=1&start=1"}}},
            {"request": "GET /rest/api/content/1/child/page?expand=space&start=1&limit=1",
             "response": {"results": [page("3")], "start": 1, "limit": 2}},
            {"request": "GET /rest/api/content/4/child/page?expand=space&limit=1",
             "response": {"results": [], "start": 0, "limit": 1}},
            {"request": "GET /rest/api/content/2/child/page?expand=space&limit=1&start=1",
             "response": {"results": [], "start": 1, "limit": 1}},
            {"request": "GET /rest/api/content/3/child/page?expand=space&limit=1",
             "response": {"results": [], "start": 0, "limit": 1}},
        ],
        "items": [placed("2", 1, "1"), placed("4", 2, "2"), placed("3", 1, "1")],
        "output": {"emitted": 3},
    }));
}

#[test]
fn more_branches_than_go_side_by_side_wait() {
    let ids: Vec<String> = (2..20).map(|id| id.to_string()).collect();
    let nodes: Vec<Value> = ids.iter().map(|id| node(id, "page", "10", 10)).collect();
    let mut exchanges = vec![json!({
        "request": "GET /wiki/api/v2/pages/1/descendants?depth=10&limit=250",
        "response": {"results": nodes},
    })];
    exchanges.extend(ids.iter().map(|id| {
        json!({
            "request": format!("GET /wiki/api/v2/pages/{id}/descendants?depth=10&limit=250"),
            "response": {"results": []},
        })
    }));
    plays(json!({
        "description": "",
        "connection": {"address": "subdomain", "subdomain": "acme"},
        "input": {"id": "1", "all": true},
        "exchanges": exchanges,
        "items": nodes,
        "output": {"emitted": 18},
    }));
}
