//! Footer comments.

use serde_json::json;

use crate::client::Site;

fn comment(site: &Site, place: &str, id: &str) -> crate::client::Reply {
    let body = json!({place: id, "body": {"representation": "storage", "value": "<p>well said</p>"}});
    site.send("POST", "/wiki/api/v2/footer-comments", &body)
}

#[test]
fn a_comment_is_created_and_listed_but_its_replies_are_not() {
    let site = Site::start();
    let created = comment(&site, "pageId", "131075").expect(201);
    assert_eq!(created["title"], "Re: Page 0001");
    assert_eq!(created["pageId"], "131075");
    assert_eq!(created["body"]["storage"]["value"], "<p>well said</p>");
    assert_eq!(created["_links"]["base"], "https://acme.atlassian.net/wiki");
    let id = created["id"].as_str().unwrap();
    let reply = comment(&site, "parentCommentId", id).expect(201);
    assert_eq!(reply["parentCommentId"], id);
    let list = site.get("/wiki/api/v2/pages/131075/footer-comments?body-format=storage").expect(200);
    let rows = list["results"].as_array().unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["id"], id);
    assert_eq!(rows[0]["body"], created["body"]);
}

#[test]
fn a_comment_needs_one_place_that_exists() {
    let site = Site::start();
    assert_eq!(comment(&site, "pageId", "7").title(), "Cannot find a page with id [7]");
    assert_eq!(comment(&site, "blogPostId", "7").status, 404);
    let body = json!({"representation": "storage", "value": "a"});
    let post = |fields| site.send("POST", "/wiki/api/v2/footer-comments", &fields).status;
    assert_eq!(post(json!({"body": body})), 400);
    assert_eq!(post(json!({"pageId": "131075"})), 400);
    assert_eq!(post(json!({"pageId": "131075", "parentCommentId": "7", "body": body})), 400);
    assert_eq!(site.get("/wiki/api/v2/pages/7/footer-comments").status, 404);
}

#[test]
fn comments_share_the_fate_of_their_page() {
    let site = Site::start();
    let id = comment(&site, "pageId", "131075").expect(201)["id"].clone();
    site.delete("/wiki/api/v2/pages/131075").expect(204);
    assert_eq!(comment(&site, "pageId", "131075").status, 404);
    assert_eq!(comment(&site, "parentCommentId", id.as_str().unwrap()).status, 404);
    site.delete("/wiki/api/v2/pages/131075?purge=true").expect(204);
    assert_eq!(site.get("/wiki/api/v2/pages/131075/footer-comments").status, 404);
    let reply = comment(&site, "parentCommentId", id.as_str().unwrap());
    assert!(reply.title().starts_with("Cannot find the container of the comment"));
}
