//! What only pages have, and the thumbnail of attachments.

use serde_json::json;

use super::things::Things;

#[test]
fn a_title_changes_alone() {
    let things = Things::make();
    let path = format!("{}/title", things.path("pages"));
    let put = |body: serde_json::Value| things.site.send("PUT", &path, &body);
    let page = put(json!({"status": "current", "title": "Renamed"})).expect(200);
    assert_eq!((&page["title"], &page["version"]["number"]), (&json!("Renamed"), &json!(2)));
    assert_eq!(page["body"]["storage"]["value"], "<p>text</p>");
    assert_eq!(put(json!({"status": "current", "title": "Page 0001"})).status, 400);
    assert_eq!(put(json!({"status": "archived", "title": "x"})).status, 400);
    assert_eq!(put(json!({"title": "x"})).status, 400);
    put(json!({"status": "draft", "title": "Drafted"})).expect(200);
    assert_eq!(things.site.get(&things.path("pages")).expect(200)["title"], "Renamed");
}

#[test]
fn redactions_are_checked_and_numbered() {
    let things = Things::make();
    for owner in ["pages", "blogposts"] {
        let thing = things.site.get(&things.path(owner)).expect(200);
        let redact = |at: &serde_json::Value, pointer: &str| {
            let order = json!({"pointer": pointer, "from": 0, "to": 2, "reason": "secret"});
            let body = json!({"createdAt": at, "body": {"redactions": [order]}});
            things.site.send("POST", &format!("{}/redact", things.path(owner)), &body)
        };
        let at = &thing["version"]["createdAt"];
        let done = redact(at, "/content/0/content/0/text").expect(202);
        assert!(done["body"]["redactions"][0]["redactionId"].is_string(), "{owner}");
        assert_eq!(redact(at, "/content/9").status, 400, "{owner}");
        assert_eq!(redact(&json!("2020-01-01T00:00:00.000Z"), "/content/0").status, 400, "{owner}");
    }
}

#[test]
fn an_attachment_has_a_thumbnail_a_trash_and_no_way_back() {
    let things = Things::make();
    let (site, path) = (&things.site, things.path("attachments"));
    let thumbnail = site.get(&format!("{path}/thumbnail/download?width=10&height=10"));
    assert_eq!(thumbnail.status, 302);
    assert!(thumbnail.header("location").unwrap().starts_with("https://api.media.atlassian.com/file/"));
    assert_eq!(site.get("/wiki/api/v2/attachments?mediaType=image/png").expect(200)["results"], json!([]));
    assert_eq!(site.delete(&format!("{path}?purge=true")).status, 400);
    assert_eq!(site.delete(&path).status, 204);
    assert_eq!(site.get(&path).expect(200)["status"], "trashed");
    let list = |query: &str| site.get(&format!("/wiki/api/v2/attachments{query}")).expect(200)["results"].clone();
    assert_eq!((list(""), list("?status=trashed")[0]["id"].clone()), (json!([]), json!(things.id("attachments"))));
    assert_eq!(site.delete(&path).status, 404);
    assert_eq!(site.delete(&format!("{path}?purge=true")).status, 204);
    assert_eq!(site.get(&path).status, 404);
}
