//! Footer comments on everything that takes some.

use serde_json::{Value, json};

use super::things::Things;

fn body(text: &str) -> Value {
    json!({"representation": "storage", "value": format!("<p>{text}</p>")})
}

#[test]
fn they_stand_under_everything_that_takes_them() {
    let things = Things::make();
    let site = &things.site;
    for (owner, field) in [
        ("pages", "pageId"),
        ("blogposts", "blogPostId"),
        ("custom-content", "customContentId"),
        ("attachments", "attachmentId"),
    ] {
        let made =
            site.send("POST", "/wiki/api/v2/footer-comments", &json!({field: things.id(owner), "body": body("hi")}));
        let made = made.expect(201);
        assert_eq!(made[field], things.id(owner), "{owner}");
        let list = site.get(&format!("{}/footer-comments?sort=-created-date&body-format=storage", things.path(owner)));
        let list = list.expect(200);
        assert_eq!(list["results"][0]["id"], made["id"], "{owner}");
        assert_eq!(list["results"][0]["body"]["storage"]["value"], "<p>hi</p>", "{owner}");
        assert_eq!(
            site.send("POST", "/wiki/api/v2/footer-comments", &json!({field: "7", "body": body("hi")})).status,
            404
        );
    }
}

#[test]
fn they_are_read_answered_changed_and_deleted() {
    let things = Things::make();
    let site = &things.site;
    let path = things.path("footer-comments");
    let reply = json!({"parentCommentId": things.id("footer-comments"), "body": body("reply")});
    let reply = site.send("POST", "/wiki/api/v2/footer-comments", &reply).expect(201);
    assert_eq!(reply["parentCommentId"], things.id("footer-comments"));
    let replies = site.get(&format!("{path}/children")).expect(200);
    assert_eq!(replies["results"][0]["id"], reply["id"]);
    let change = |number: u64| site.send("PUT", &path, &json!({"version": {"number": number}, "body": body("new")}));
    assert_eq!(change(1).status, 409);
    assert_eq!(change(2).expect(200)["version"]["number"], 2);
    let old = site.get(&format!("{path}?version=1&body-format=storage")).expect(200);
    assert_eq!(old["body"]["storage"]["value"], "<p>some text and some text</p>");
    let whole =
        site.get(&format!("{path}?include-versions=true&include-operations=true&include-likes=true")).expect(200);
    assert_eq!(whole["versions"]["results"].as_array().unwrap().len(), 2);
    assert_eq!(site.get("/wiki/api/v2/footer-comments").expect(200)["results"].as_array().unwrap().len(), 2);
    assert_eq!(site.delete(&path).status, 204);
    for id in [things.id("footer-comments"), reply["id"].as_str().unwrap()] {
        assert_eq!(site.get(&format!("/wiki/api/v2/footer-comments/{id}")).status, 404);
    }
    assert_eq!(site.get(&format!("/wiki/api/v2/footer-comments/{}", things.id("inline-comments"))).status, 404);
}
