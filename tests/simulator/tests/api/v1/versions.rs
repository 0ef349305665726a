//! Versions that come back or go.

use serde_json::{Value, json};

use super::API;
use crate::client::Site;

#[test]
fn an_old_version_becomes_the_latest_or_goes() {
    let site = Site::start();
    let id = site.page("One");
    let update = json!({
        "id": id, "status": "current", "title": "Two", "version": {"number": 2},
        "body": {"representation": "storage", "value": "<p>two</p>"},
    });
    site.send("PUT", &format!("/wiki/api/v2/pages/{id}"), &update).expect(200);
    let restore = |number: u64, title: bool| {
        let params = json!({"versionNumber": number, "message": "back", "restoreTitle": title});
        site.send("POST", &format!("{API}/content/{id}/version"), &json!({"operationKey": "restore", "params": params}))
    };
    assert_eq!([restore(2, false).status, restore(9, false).status], [400, 400]);
    let made = restore(1, false).expect(200);
    assert_eq!((&made["number"], &made["message"]), (&json!(3), &json!("back")));
    let page =
        |query: &str| -> Value { site.get(&format!("/wiki/api/v2/pages/{id}?body-format=storage{query}")).expect(200) };
    assert_eq!((&page("")["title"], &page("")["body"]["storage"]["value"]), (&json!("Two"), &json!("<p>text</p>")));
    restore(1, true).expect(200);
    assert_eq!(page("")["title"], "One");
    let delete = |number: u64| site.delete(&format!("{API}/content/{id}/version/{number}")).status;
    assert_eq!([delete(4), delete(9), delete(2), delete(2)], [400, 400, 204, 400]);
    assert_eq!(page("&version=3")["version"]["number"], 3);
    let other = json!({"operationKey": "undo", "params": {"versionNumber": 1, "message": ""}});
    assert_eq!(site.send("POST", &format!("{API}/content/{id}/version"), &other).status, 400);
}
