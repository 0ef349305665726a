//! Trash, purge and restoration.

use serde_json::{Value, json};

use crate::client::Site;

#[test]
fn a_deleted_page_is_in_the_trash_until_it_is_purged() {
    let site = Site::start();
    let target = "/wiki/api/v2/pages/131075";
    let early = site.delete(&format!("{target}?purge=true"));
    assert_eq!(early.status, 400);
    assert_eq!(early.title(), "Trashable Content must be trashed before it can be purged");
    let deleted = site.delete(target);
    assert_eq!((deleted.status, deleted.body.len()), (204, 0));
    let trashed = site.get(target).expect(200);
    assert_eq!(trashed["status"], "trashed");
    for field in ["parentId", "parentType", "position"] {
        assert_eq!(trashed[field], Value::Null, "{field}");
    }
    let listed = |query: &str| site.get(&format!("/wiki/api/v2/pages?id=131075{query}")).expect(200)["results"].clone();
    assert_eq!(listed(""), json!([]));
    assert_eq!(listed("&status=trashed")[0]["id"], "131075");
    assert_eq!(site.delete(target).status, 404);
    assert_eq!(site.delete(&format!("{target}?purge=true")).status, 204);
    let gone = site.get(target);
    assert_eq!((gone.status, gone.title()), (404, "Cannot find a page with id [131075]".to_owned()));
}

#[test]
fn the_children_of_a_deleted_page_move_up_and_its_title_is_free() {
    let site = Site::start();
    let body = json!({"spaceId": "98305", "title": "Child", "parentId": "131075"});
    let child = site.send("POST", "/wiki/api/v2/pages", &body).expect(200)["id"].as_str().unwrap().to_owned();
    site.delete("/wiki/api/v2/pages/131075").expect(204);
    assert_eq!(site.get(&format!("/wiki/api/v2/pages/{child}")).expect(200)["parentId"], "131073");
    site.page("Page 0001");
}

#[test]
fn an_update_restores_from_the_trash_and_does_nothing_else() {
    let site = Site::start();
    let id = site.page("Restored");
    let target = format!("/wiki/api/v2/pages/{id}");
    site.delete(&target).expect(204);
    let body = json!({
        "id": id,
        "status": "current",
        "title": "Changed",
        "body": {"representation": "storage", "value": "<p>changed</p>"},
        "version": {"number": 2},
    });
    let restored = site.send("PUT", &target, &body).expect(200);
    assert_eq!((&restored["status"], &restored["title"]), (&json!("current"), &json!("Restored")));
    assert_eq!(restored["body"]["storage"]["value"], "<p>text</p>");
    assert_eq!(restored["parentId"], "131073");
    assert_eq!(site.send("POST", "/wiki/api/v2/pages", &json!({"spaceId": "98305", "title": "Restored"})).status, 400);
}

#[test]
fn an_archived_page_is_listed_and_keeps_its_parent() {
    let site = Site::start();
    assert!(site.simulator.archive_page(131_075));
    assert!(!site.simulator.archive_page(131_075));
    let page = site.get("/wiki/api/v2/pages/131075").expect(200);
    assert_eq!((&page["status"], &page["parentId"]), (&json!("archived"), &json!("131073")));
    assert_eq!(site.get("/wiki/api/v2/pages?id=131075").expect(200)["results"][0]["status"], "archived");
    assert_eq!(site.get("/wiki/api/v2/pages?id=131075&status=current").expect(200)["results"], json!([]));
}
