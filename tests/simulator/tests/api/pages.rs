//! Creating, reading and updating pages.

use serde_json::{Value, json};

use crate::client::Site;

fn update(id: &str, number: u64, title: &str, text: &str) -> Value {
    json!({
        "id": id,
        "status": "current",
        "title": title,
        "body": {"representation": "storage", "value": text},
        "version": {"number": number, "message": "edited"},
    })
}

#[test]
fn a_page_is_created_below_the_homepage_and_reads_back() {
    let site = Site::start();
    let body =
        json!({"spaceId": "98305", "title": "New", "body": {"representation": "storage", "value": "<p>a</p><hr/>"}});
    let created = site.send("POST", "/wiki/api/v2/pages", &body).expect(200);
    assert_eq!(created["parentId"], "131073");
    assert_eq!(created["version"]["number"], 1);
    assert_eq!(created["createdAt"], "2026-01-01T00:00:07.000Z");
    assert_eq!(created["body"]["storage"]["value"], "<p>a</p><hr />");
    assert_eq!(created["_links"]["base"], "https://acme.atlassian.net/wiki");
    let id = created["id"].as_str().unwrap();
    assert_eq!(created["_links"]["webui"], format!("/spaces/DOCS/pages/{id}/New"));
    assert_eq!(site.get(&format!("/wiki/api/v2/pages/{id}?body-format=storage")).expect(200), created);
    assert_eq!(site.get(&format!("/wiki/api/v2/pages/{id}")).expect(200)["body"], json!({}));
}

#[test]
fn parents_are_checked() {
    let site = Site::start();
    let create = |query: &str, parent: Option<&str>| {
        let mut body = json!({"spaceId": "98305", "title": format!("T{query}")});
        if let Some(parent) = parent {
            body["parentId"] = json!(parent);
        }
        site.send("POST", &format!("/wiki/api/v2/pages{query}"), &body)
    };
    assert_eq!(create("?root-level=true", None).expect(200)["parentId"], Value::Null);
    assert_eq!(create("?root-level=true", Some("131073")).status, 400);
    assert_eq!(create("", Some("7")).title(), "Cannot find a page with id [7]");
    assert_eq!(create("", Some("131074")).status, 400);
    let unknown = site.send("POST", "/wiki/api/v2/pages", &json!({"spaceId": "7", "title": "T"}));
    assert_eq!(unknown.status, 404);
    assert_ne!(unknown.title(), "Not Found");
}

#[test]
fn a_title_is_taken_once_per_space_whatever_its_case() {
    let site = Site::start();
    let create =
        |space: &str, title: &str| site.send("POST", "/wiki/api/v2/pages", &json!({"spaceId": space, "title": title}));
    let clash = create("98305", "PAGE 0001");
    assert_eq!(clash.status, 400);
    assert_eq!(
        clash.title(),
        "A page with this title already exists: A page already exists with the same TITLE in this space"
    );
    create("98306", "PAGE 0001").expect(200);
    assert!(site.simulator.archive_page(131_075));
    assert_eq!(create("98305", "Page 0001").status, 400);
    let renamed = site.send("PUT", "/wiki/api/v2/pages/131076", &update("131076", 2, "page 0003", "<p/>"));
    assert_eq!(renamed.status, 400);
}

#[test]
fn a_version_must_be_the_next_one() {
    let site = Site::start();
    let id = site.page("Versioned");
    let target = format!("/wiki/api/v2/pages/{id}");
    let updated = site.send("PUT", &target, &update(&id, 2, "Renamed", "<p>two</p>")).expect(200);
    assert_eq!((&updated["version"]["number"], &updated["version"]["message"]), (&json!(2), &json!("edited")));
    for stale in [1, 2, 4] {
        let conflict = site.send("PUT", &target, &update(&id, stale, "Renamed", "<p>x</p>"));
        let error = &conflict.expect(409)["errors"][0];
        assert_eq!(error["code"], "CONFLICT");
        assert_eq!(error["title"], "Version must be incremented on update. Current version is: 2");
    }
    let old = site.get(&format!("{target}?version=1&body-format=storage")).expect(200);
    assert_eq!((&old["title"], &old["status"]), (&json!("Versioned"), &json!("historical")));
    assert_eq!(old["body"]["storage"]["value"], "<p>text</p>");
    assert_eq!(site.get(&format!("{target}?version=9")).status, 404);
    // The old title is free again.
    site.page("Versioned");
}

#[test]
fn an_update_needs_all_its_parts() {
    let site = Site::start();
    let id = site.page("Complete");
    let target = format!("/wiki/api/v2/pages/{id}");
    for field in ["id", "status", "title", "body", "version"] {
        let mut body = update(&id, 2, "Complete", "<p>b</p>");
        body.as_object_mut().unwrap().remove(field);
        let refused = site.send("PUT", &target, &body);
        assert_eq!((refused.status, refused.title()), (400, format!("Field '{field}' is required")));
    }
    assert_eq!(site.send("PUT", &target, &update("131075", 2, "Complete", "<p/>")).status, 400);
    let missing = site.send("PUT", "/wiki/api/v2/pages/7", &update("7", 2, "T", "<p/>"));
    assert_eq!((missing.status, missing.title()), (404, "Cannot find a page with id [7]".to_owned()));
}

#[test]
fn a_page_moves_inside_its_space_but_not_below_itself() {
    let site = Site::start();
    let mut body = update("131075", 2, "Page 0001", "<p>a</p>");
    body["parentId"] = json!("131076");
    assert_eq!(site.send("PUT", "/wiki/api/v2/pages/131075", &body).expect(200)["parentId"], "131076");
    let mut body = update("131076", 2, "Page 0002", "<p>a</p>");
    body["parentId"] = json!("131075");
    assert_eq!(site.send("PUT", "/wiki/api/v2/pages/131076", &body).status, 400);
    body["parentId"] = json!("131074");
    assert_eq!(site.send("PUT", "/wiki/api/v2/pages/131076", &body).status, 400);
    body["parentId"] = Value::Null;
    body["spaceId"] = json!("98306");
    assert_eq!(site.send("PUT", "/wiki/api/v2/pages/131076", &body).status, 400);
}

#[test]
fn parts_are_included_on_demand() {
    let site = Site::start();
    let flags = ["labels", "properties", "operations", "likes", "versions", "direct-children"];
    let query = flags.map(|flag| format!("include-{flag}=true")).join("&");
    let page = site.get(&format!("/wiki/api/v2/pages/131073?{query}&include-version=false")).expect(200);
    assert_eq!(page["directChildren"]["results"].as_array().unwrap().len(), 3);
    assert_eq!(page["versions"]["results"][0]["number"], 1);
    assert_eq!(page["labels"]["_links"]["self"], "/wiki/api/v2/pages/131073/labels");
    assert_eq!(page.get("version"), None);
    assert_eq!(site.get("/wiki/api/v2/pages/131073").expect(200).get("labels"), None);
}
