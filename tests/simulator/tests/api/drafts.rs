//! Drafts.

use serde_json::{Value, json};

use crate::client::Site;

fn body(id: &str, status: &str, number: u64, title: &str) -> Value {
    json!({
        "id": id,
        "status": status,
        "title": title,
        "body": {"representation": "storage", "value": format!("<p>{title}</p>")},
        "version": {"number": number},
    })
}

#[test]
fn a_draft_hides_until_it_is_published() {
    let site = Site::start();
    let draft = site.send("POST", "/wiki/api/v2/pages", &json!({"spaceId": "98305", "status": "draft"})).expect(200);
    let id = draft["id"].as_str().unwrap();
    let target = format!("/wiki/api/v2/pages/{id}");
    assert_eq!(draft["status"], "draft");
    assert_eq!(site.get(&target).status, 404);
    assert_eq!(site.get(&format!("{target}?get-draft=true")).expect(200)["status"], "draft");
    assert_eq!(site.get(&format!("{target}?status=draft")).expect(200)["status"], "draft");
    assert_eq!(site.send("PUT", &target, &body(id, "draft", 2, "Soon")).status, 409);
    site.send("PUT", &target, &body(id, "draft", 1, "Soon")).expect(200);
    let published = site.send("PUT", &target, &body(id, "current", 1, "Now")).expect(200);
    assert_eq!((&published["status"], &published["version"]["number"]), (&json!("current"), &json!(1)));
    assert_eq!(site.get(&target).expect(200)["title"], "Now");
}

#[test]
fn a_discarded_draft_is_gone_for_good() {
    let site = Site::start();
    let draft = site.send("POST", "/wiki/api/v2/pages", &json!({"spaceId": "98305", "status": "draft"})).expect(200);
    let target = format!("/wiki/api/v2/pages/{}", draft["id"].as_str().unwrap());
    assert_eq!(site.delete(&target).status, 404);
    assert_eq!(site.delete(&format!("{target}?draft=true")).status, 204);
    assert_eq!(site.get(&format!("{target}?get-draft=true")).status, 404);
    assert_eq!(site.delete("/wiki/api/v2/pages/131075?draft=true").status, 404);
}

#[test]
fn a_published_page_keeps_its_text_beside_a_draft() {
    let site = Site::start();
    let target = "/wiki/api/v2/pages/131075";
    site.send("PUT", target, &body("131075", "draft", 1, "Planned")).expect(200);
    assert_eq!(site.get(target).expect(200)["title"], "Page 0001");
    let draft = site.get(&format!("{target}?get-draft=true&body-format=storage")).expect(200);
    assert_eq!((&draft["title"], &draft["status"]), (&json!("Planned"), &json!("draft")));
    assert_eq!(draft["body"]["storage"]["value"], "<p>Planned</p>");
}
