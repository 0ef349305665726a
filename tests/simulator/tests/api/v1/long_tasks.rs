//! Work that goes on after its request was answered.

use std::time::Duration;

use serde_json::{Value, json};

use super::{API, column};
use crate::client::{Reply, Site};

fn accepted(reply: &Reply) -> String {
    let body = reply.expect(202);
    let id = body["id"].as_str().unwrap().to_owned();
    assert_eq!(body["links"]["status"], format!("/rest/api/longtask/{id}"));
    id
}

fn look(site: &Site, id: &str) -> Value {
    site.get(&format!("{API}/longtask/{id}")).expect(200)
}

#[test]
fn a_task_advances_with_every_look_and_then_is_done() {
    let site = Site::start();
    let id = accepted(&site.send("POST", &format!("{API}/content/archive"), &json!({"pages": [{"id": 131_075}]})));
    assert_eq!(column(&site.get(&format!("{API}/longtask")).expect(200), "id"), [id.as_str()]);
    let state = || site.get("/wiki/api/v2/pages/131075").expect(200)["status"].clone();
    let first = look(&site, &id);
    assert_eq!((&first["percentageComplete"], &first["finished"]), (&json!(50), &json!(false)));
    assert_eq!(state(), "current");
    let busy = site.send("POST", &format!("{API}/content/archive"), &json!({"pages": [{"id": 131_076}]}));
    assert_eq!(busy.status, 400);
    let second = look(&site, &id);
    assert_eq!(
        (&second["percentageComplete"], &second["finished"], &second["successful"]),
        (&json!(100), &json!(true), &json!(true))
    );
    assert_eq!(state(), "archived");
    assert_eq!(site.get(&format!("{API}/longtask")).expect(200)["size"], 0);
    assert_eq!(site.get(&format!("{API}/longtask/7")).status, 404);
}

#[test]
fn time_does_it_too() {
    let site = Site::start();
    let id = accepted(&site.delete(&format!("{API}/space/TEAM")));
    assert_eq!(site.get("/wiki/api/v2/spaces/98306").status, 200);
    site.simulator.advance(Duration::from_mins(1));
    assert_eq!(site.get("/wiki/api/v2/spaces/98306").status, 404);
    assert_eq!(look(&site, &id)["elapsedTime"], 60_000);
}

#[test]
fn a_tree_is_trashed_as_a_whole() {
    let site = Site::start();
    let child = json!({"spaceId": "98305", "title": "Child", "parentId": "131075"});
    let child = site.send("POST", "/wiki/api/v2/pages", &child).expect(200)["id"].as_str().unwrap().to_owned();
    accepted(&site.delete(&format!("{API}/content/131075/pageTree")));
    site.simulator.advance(Duration::from_mins(1));
    for id in ["131075", &child] {
        assert_eq!(site.get(&format!("/wiki/api/v2/pages/{id}")).expect(200)["status"], "trashed");
    }
    assert_eq!(site.delete(&format!("{API}/content/131075/pageTree")).status, 400);
    assert_eq!(site.delete(&format!("{API}/content/7/pageTree")).status, 404);
}

#[test]
fn a_hierarchy_is_copied_under_other_titles() {
    let site = Site::start();
    let child = json!({"spaceId": "98305", "title": "Child", "parentId": "131075"});
    site.send("POST", "/wiki/api/v2/pages", &child).expect(200);
    site.send("POST", &format!("{API}/content/131075/label"), &json!({"prefix": "global", "name": "red"})).expect(200);
    let copy = |options: Value| {
        let body = json!({"destinationPageId": "131074", "copyLabels": true, "titleOptions": options});
        site.send("POST", &format!("{API}/content/131075/pagehierarchy/copy"), &body)
    };
    assert_eq!(copy(json!({"prefix": ""})).status, 400);
    assert_eq!(copy(json!({"search": "a"})).status, 400);
    let id = accepted(&copy(json!({"prefix": "New ", "search": "Page", "replace": "Sheet"})));
    look(&site, &id);
    assert_eq!(look(&site, &id)["successful"], true);
    let pages = site.get("/wiki/api/v2/spaces/98306/pages?sort=title").expect(200);
    assert_eq!(column(&pages, "title"), ["New Child", "New Sheet 0001", "Team Home"]);
    let copied = pages["results"][1]["id"].as_str().unwrap();
    assert_eq!(column(&site.get(&format!("/wiki/api/v2/pages/{copied}/labels")).expect(200), "name"), ["red"]);
    assert_eq!(copy(json!({"prefix": "New ", "search": "Page", "replace": "Sheet"})).status, 400);
    let lost = json!({"destinationPageId": "7"});
    assert_eq!(site.send("POST", &format!("{API}/content/131075/pagehierarchy/copy"), &lost).status, 404);
}

#[test]
fn a_task_that_fails_says_why() {
    let site = Site::start();
    for page in [
        json!({"spaceId": "98305", "title": "Child", "parentId": "131075"}),
        json!({"spaceId": "98306", "title": "New Child"}),
    ] {
        site.send("POST", "/wiki/api/v2/pages", &page).expect(200);
    }
    let body = json!({"destinationPageId": "131074", "titleOptions": {"prefix": "New "}});
    let id = accepted(&site.send("POST", &format!("{API}/content/131075/pagehierarchy/copy"), &body));
    look(&site, &id);
    let failed = look(&site, &id);
    assert_eq!((&failed["finished"], &failed["successful"]), (&json!(true), &json!(false)));
    assert_eq!(failed["messages"][0]["translation"], "A page with this title already exists: New Child");
}

#[test]
fn what_cannot_be_archived_is_refused() {
    let site = Site::start();
    let archive = |pages: Value| site.send("POST", &format!("{API}/content/archive"), &json!({"pages": pages})).status;
    assert_eq!(archive(json!([])), 400);
    assert_eq!(archive(json!([{"id": "131075"}])), 400);
    assert_eq!(archive(json!(vec![json!({"id": 131_075}); 301])), 400);
    // An unknown id breaks the real one as well.
    assert_eq!(archive(json!([{"id": 7}])), 500);
    assert!(site.simulator.archive_page(131_075));
    assert_eq!(archive(json!([{"id": 131_075}])), 400);
}
