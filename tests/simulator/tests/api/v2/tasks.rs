//! Tasks.

use confluence_simulator::ACCOUNT_ID;
use serde_json::{Value, json};

use crate::client::Site;

fn site() -> (Site, String) {
    let site = Site::start();
    let task = |id: u64, status: &str, text: &str| {
        format!(
            "<ac:task><ac:task-id>{id}</ac:task-id><ac:task-status>{status}</ac:task-status>\
             <ac:task-body>{text}</ac:task-body></ac:task>"
        )
    };
    let mention = format!("<ri:user ri:account-id=\"{ACCOUNT_ID}\" /> call");
    let tasks = [task(1, "incomplete", &mention), task(2, "complete", "write"), task(3, "incomplete", "")].concat();
    let body = json!({"representation": "storage", "value": format!("<ac:task-list>{tasks}</ac:task-list>")});
    let page = site.send("POST", "/wiki/api/v2/pages", &json!({"spaceId": "98305", "title": "To do", "body": body}));
    let id = page.expect(200)["id"].as_str().unwrap().to_owned();
    (site, id)
}

fn local(site: &Site, query: &str) -> Vec<Value> {
    let list = site.get(&format!("/wiki/api/v2/tasks?{query}")).expect(200);
    list["results"].as_array().unwrap().iter().map(|row| row["localId"].clone()).collect()
}

#[test]
fn every_filter_narrows_them() {
    let (site, page) = site();
    for (query, found) in [
        (String::new(), vec!["1", "2", "3"]),
        ("status=complete".to_owned(), vec!["2"]),
        ("include-blank-tasks=false".to_owned(), vec!["1", "2"]),
        (format!("page-id={page}&status=incomplete"), vec!["1", "3"]),
        ("page-id=7".to_owned(), vec![]),
        ("blogpost-id=7".to_owned(), vec![]),
        ("space-id=98305".to_owned(), vec!["1", "2", "3"]),
        ("space-id=98306".to_owned(), vec![]),
        (format!("assigned-to={ACCOUNT_ID}"), vec!["1"]),
        (format!("completed-by={ACCOUNT_ID}"), vec!["2"]),
        (format!("created-by={ACCOUNT_ID}"), vec!["1", "2", "3"]),
        ("created-at-from=4102444800000".to_owned(), vec![]),
        ("created-at-to=4102444800000".to_owned(), vec!["1", "2", "3"]),
        ("completed-at-from=0".to_owned(), vec!["2"]),
        ("due-at-to=4102444800000".to_owned(), vec![]),
    ] {
        assert_eq!(local(&site, &query), found, "{query}");
    }
    assert_eq!(site.get("/wiki/api/v2/tasks?status=done").status, 400);
}

#[test]
fn one_is_checked_in_the_text_too() {
    let (site, page) = site();
    let list = site.get("/wiki/api/v2/tasks").expect(200);
    let path = format!("/wiki/api/v2/tasks/{}", list["results"][0]["id"].as_str().unwrap());
    let done = site.send("PUT", &path, &json!({"status": "complete"})).expect(200);
    assert_eq!((&done["status"], &done["completedBy"]), (&json!("complete"), &json!(ACCOUNT_ID)));
    assert_eq!(
        site.get(&format!("{path}?body-format=storage")).expect(200)["body"]["storage"]["representation"],
        "storage"
    );
    let text = site.get(&format!("/wiki/api/v2/pages/{page}?body-format=storage")).expect(200);
    assert_eq!(text["body"]["storage"]["value"].as_str().unwrap().matches(">complete<").count(), 2);
    assert_eq!(site.send("PUT", &path, &json!({"status": "done"})).status, 400);
    assert_eq!(site.send("PUT", &path, &json!({"status": "complete", "id": "7"})).status, 400);
    assert_eq!(site.get("/wiki/api/v2/tasks/7").status, 404);
}
