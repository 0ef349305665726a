//! Copies of single pages, and drafts that are published.

use serde_json::{Value, json};

use super::API;
use crate::client::{Reply, Site};

fn copy(site: &Site, kind: &str, value: &str, title: &str) -> Reply {
    let body = json!({"destination": {"type": kind, "value": value}, "pageTitle": title, "copyLabels": true, "copyProperties": true});
    site.send("POST", &format!("{API}/content/131075/copy"), &body)
}

#[test]
fn a_page_is_copied_to_wherever_it_is_to_go() {
    let site = Site::start();
    site.send("POST", &format!("{API}/content/131075/label"), &json!({"prefix": "global", "name": "red"})).expect(200);
    site.send("POST", "/wiki/api/v2/pages/131075/properties", &json!({"key": "k", "value": 1})).expect(200);
    let folder = site.send("POST", "/wiki/api/v2/folders", &json!({"spaceId": "98306", "title": "F"})).expect(200);
    let folder = folder["id"].as_str().unwrap();
    for (kind, value, parent) in [
        ("space", "TEAM", Value::Null),
        ("parent_page", "131074", json!("131074")),
        ("parent_content", folder, json!(folder)),
    ] {
        let made = copy(&site, kind, value, kind).expect(200);
        assert_eq!(
            (&made["title"], &made["space"]["key"], &made["version"]["number"]),
            (&json!(kind), &json!("TEAM"), &json!(1))
        );
        let id = made["id"].as_str().unwrap();
        assert_eq!(site.get(&format!("/wiki/api/v2/pages/{id}")).expect(200)["parentId"], parent, "{kind}");
        for part in ["labels", "properties"] {
            let list = site.get(&format!("/wiki/api/v2/pages/{id}/{part}")).expect(200);
            assert_eq!(list["results"].as_array().unwrap().len(), 1, "{kind} {part}");
        }
    }
    let over = copy(&site, "existing_page", "131076", "Page 0002").expect(200);
    assert_eq!((&over["id"], &over["version"]["number"]), (&json!("131076"), &json!(2)));
    for (kind, value, status) in [
        ("space", "NONE", 404),
        ("parent_page", "7", 404),
        ("parent_page", "x", 400),
        ("somewhere", "1", 400),
        ("parent_page", folder, 404),
    ] {
        assert_eq!(copy(&site, kind, value, "Other").status, status, "{kind} {value}");
    }
    assert_eq!(copy(&site, "space", "DOCS", "Page 0001").status, 400);
}

#[test]
fn a_draft_of_a_blueprint_is_published() {
    let site = Site::start();
    for (method, title) in [("PUT", "Shared"), ("POST", "Legacy")] {
        let draft = json!({"spaceId": "98305", "status": "draft", "title": "d"});
        let draft = site.send("POST", "/wiki/api/v2/pages", &draft).expect(200)["id"].as_str().unwrap().to_owned();
        let target = format!("{API}/content/blueprint/instance/{draft}");
        let publish = |title: &str, number: u64| {
            site.send(method, &target, &json!({"version": {"number": number}, "title": title, "type": "page"}))
        };
        assert_eq!(publish(title, 2).status, 409);
        assert_eq!(publish("Page 0001", 1).status, 400);
        let page = publish(title, 1).expect(200);
        assert_eq!((&page["id"], &page["title"], &page["status"]), (&json!(draft), &json!(title), &json!("current")));
        assert_eq!(publish(title, 1).status, 404, "{method}");
    }
}
