//! Labels: added by v1, read by v2.

use serde_json::json;

use crate::client::Site;

const ADD: &str = "/wiki/rest/api/content/131075/label";

#[test]
fn labels_are_added_once_and_in_lower_case() {
    let site = Site::start();
    let added =
        site.send("POST", ADD, &json!([{"prefix": "global", "name": "Alpha"}, {"prefix": "my", "name": "beta"}]));
    let added = added.expect(200);
    assert_eq!(added["size"], 2);
    assert_eq!((&added["results"][0]["name"], &added["results"][0]["label"]), (&json!("alpha"), &json!("alpha")));
    assert_eq!(site.send("POST", ADD, &json!({"prefix": "global", "name": "alpha"})).expect(200)["size"], 2);
    let list = site.get("/wiki/api/v2/pages/131075/labels?sort=-name").expect(200);
    assert_eq!(list["results"][0]["name"], "beta");
    let mine = site.get("/wiki/api/v2/pages/131075/labels?prefix=my").expect(200);
    assert_eq!(mine["results"].as_array().unwrap().len(), 1);
    let next = site.get("/wiki/api/v2/pages/131075/labels?limit=1").expect(200)["_links"]["next"].clone();
    assert_eq!(site.get(next.as_str().unwrap()).expect(200)["results"][0]["name"], "beta");
}

#[test]
fn spoiled_labels_and_unknown_pages_are_refused() {
    let site = Site::start();
    for body in [
        json!([]),
        json!("a"),
        json!([{"name": "a"}]),
        json!([{"prefix": "global", "name": "two words"}]),
        json!([{"prefix": "global", "name": "a,b"}]),
        json!([{"prefix": "none", "name": "a"}]),
        json!([{"prefix": "global", "name": "a", "id": "1"}]),
    ] {
        assert_eq!(site.send("POST", ADD, &body).status, 400, "{body}");
    }
    let missing = site.send("POST", "/wiki/rest/api/content/7/label", &json!({"prefix": "global", "name": "a"}));
    let message = missing.expect(404)["message"].as_str().unwrap().to_owned();
    assert!(message.ends_with("NotFoundException: No content found with id: ContentId{id=7}"), "{message}");
    assert_eq!(site.get("/wiki/api/v2/pages/7/labels").status, 404);
}
