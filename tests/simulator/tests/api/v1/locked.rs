//! What restrictions keep from those whom they do not let in.

use confluence_simulator::ACCOUNT_ID;
use serde_json::{Value, json};

use super::{API, as_other, column};
use crate::client::{Site, hexadecimal};

/// Makes a page below which stands another one, and lets only the user do something with the upper one.
fn locked(operation: &str) -> (Site, String, String) {
    let site = Site::start();
    let id = site.page("Locked");
    let below = json!({"spaceId": "98305", "title": "Below", "parentId": id});
    let below = site.send("POST", "/wiki/api/v2/pages", &below).expect(200)["id"].as_str().unwrap().to_owned();
    let user = json!({"user": [{"type": "known", "accountId": ACCOUNT_ID}]});
    let target = format!("{API}/content/{id}/restriction");
    site.send("POST", &target, &json!([{"operation": operation, "restrictions": user}])).expect(200);
    (site, id, below)
}

#[test]
fn who_may_not_read_finds_nothing() {
    let (site, id, below) = locked("read");
    for id in [&id, &below] {
        let path = format!("/wiki/api/v2/pages/{id}");
        assert_eq!(site.get(&path).status, 200);
        for part in ["", "/labels", "/properties", "/footer-comments", "/versions", "/ancestors"] {
            assert_eq!(as_other(&site, "GET", &format!("{path}{part}"), &Value::Null).status, 404, "{part}");
        }
        let comment = json!({"pageId": id, "body": {"representation": "storage", "value": "<p>x</p>"}});
        assert_eq!(as_other(&site, "POST", "/wiki/api/v2/footer-comments", &comment).status, 404);
        let label = json!({"prefix": "global", "name": "x"});
        assert_eq!(as_other(&site, "POST", &format!("{API}/content/{id}/label"), &label).status, 404);
    }
    let listed = as_other(&site, "GET", "/wiki/api/v2/pages?title=Locked", &Value::Null).expect(200);
    assert_eq!(column(&listed, "id"), [""; 0]);
    let children = as_other(&site, "GET", "/wiki/api/v2/pages/131073/direct-children", &Value::Null).expect(200);
    assert!(!column(&children, "id").contains(&json!(id)));
    let cql = hexadecimal(b"title = Below", "%");
    let found = as_other(&site, "GET", &format!("{API}/search?cql={cql}"), &Value::Null).expect(200);
    assert_eq!(column(&found, "title"), [""; 0]);
}

#[test]
fn who_may_only_read_changes_nothing() {
    let (site, id, below) = locked("update");
    let path = format!("/wiki/api/v2/pages/{id}");
    assert_eq!(as_other(&site, "GET", &path, &Value::Null).status, 200);
    let update = json!({
        "id": id, "status": "current", "title": "Mine", "version": {"number": 2},
        "body": {"representation": "storage", "value": "<p>x</p>"},
    });
    let title = json!({"status": "current", "title": "Mine"});
    let property = json!({"key": "k", "value": 1});
    for (method, part, body) in [
        ("PUT", "", &update),
        ("PUT", "/title", &title),
        ("POST", "/properties", &property),
        ("DELETE", "", &Value::Null),
    ] {
        assert_eq!(as_other(&site, method, &format!("{path}{part}"), body).status, 404, "{method} {part}");
    }
    let label = json!({"prefix": "global", "name": "x"});
    assert_eq!(as_other(&site, "POST", &format!("{API}/content/{id}/label"), &label).status, 403);
    for (method, rest) in
        [("PUT", "move/append/131074"), ("DELETE", "pageTree"), ("DELETE", "version/1"), ("DELETE", "state")]
    {
        assert_eq!(as_other(&site, method, &format!("{API}/content/{id}/{rest}"), &Value::Null).status, 403, "{rest}");
    }
    // Update restrictions do not go down the tree.
    let update = json!({"status": "current", "title": "Theirs"});
    as_other(&site, "PUT", &format!("/wiki/api/v2/pages/{below}/title"), &update).expect(200);
    site.send("PUT", &format!("{path}/title"), &title).expect(200);
}
