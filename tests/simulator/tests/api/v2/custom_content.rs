//! Custom content.

use serde_json::{Value, json};

use super::things::Things;

#[test]
fn it_is_listed_by_type_wherever_it_stands() {
    let things = Things::make();
    let site = &things.site;
    let (id, path) = (things.id("custom-content"), things.path("custom-content"));
    let body = json!({"representation": "raw", "value": "{\"a\":1}"});
    let child = json!({"type": "ac:app:note", "title": "Child", "customContentId": id, "body": body});
    let child = site.send("POST", "/wiki/api/v2/custom-content", &child).expect(201);
    assert_eq!(child["customContentId"], id);
    let ids = |target: &str| -> Vec<Value> {
        let list = site.get(target).expect(200);
        list["results"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect()
    };
    for (list, found) in [
        ("/wiki/api/v2/custom-content?type=ac:app:note".to_owned(), vec![json!(id), child["id"].clone()]),
        ("/wiki/api/v2/custom-content?type=ac:app:other".to_owned(), vec![]),
        ("/wiki/api/v2/spaces/98305/custom-content?type=ac:app:note".to_owned(), vec![json!(id), child["id"].clone()]),
        (format!("{}/custom-content?type=ac:app:note", things.path("pages")), vec![json!(id)]),
        (format!("{}/custom-content?type=ac:app:note", things.path("blogposts")), vec![]),
        (format!("{path}/children"), vec![child["id"].clone()]),
    ] {
        assert_eq!(ids(&list), found, "{list}");
    }
    assert_eq!(site.get("/wiki/api/v2/custom-content").status, 400);
    let raw =
        site.get(&format!("/wiki/api/v2/custom-content/{}?body-format=raw", child["id"].as_str().unwrap())).expect(200);
    assert_eq!(raw["body"]["raw"]["value"], "{\"a\":1}");
    assert_eq!(site.get(&format!("{path}/attachments")).expect(200)["results"], json!([]));
    let parts = "?include-labels=true&include-properties=true&include-operations=true&include-versions=true";
    assert_eq!(site.get(&format!("{path}{parts}")).expect(200)["versions"]["results"].as_array().unwrap().len(), 1);
}

#[test]
fn it_keeps_its_type_and_counts_its_versions() {
    let things = Things::make();
    let (id, path) = (things.id("custom-content"), things.path("custom-content"));
    let body = json!({"representation": "storage", "value": "<p>x</p>"});
    let update = |kind: &str, number: u64| {
        let fields = json!({
            "id": id, "type": kind, "status": "current", "title": "T", "body": body, "version": {"number": number},
        });
        things.site.send("PUT", &path, &fields).status
    };
    assert_eq!([update("ac:app:other", 2), update("ac:app:note", 1), update("ac:app:note", 2)], [400, 409, 200]);
    let create = |fields: Value| things.site.send("POST", "/wiki/api/v2/custom-content", &fields).status;
    assert_eq!(create(json!({"type": "page", "title": "T", "spaceId": "98305", "body": body})), 400);
    assert_eq!(create(json!({"type": "ac:a:b", "title": "T", "body": body})), 400);
    assert_eq!(create(json!({"type": "ac:a:b", "title": "T", "pageId": "7", "body": body})), 404);
    assert_eq!(things.site.delete(&path).status, 204);
    assert_eq!(things.site.delete(&format!("{path}?purge=true")).status, 204);
}
