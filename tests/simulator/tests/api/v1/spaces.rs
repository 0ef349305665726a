//! Spaces: made, changed, labelled, set up, opened to others.

use confluence_simulator::OTHER_ACCOUNT_ID;
use serde_json::{Value, json};

use super::{API, column};
use crate::client::Site;

#[test]
fn a_space_is_made_and_changed() {
    let site = Site::start();
    for (rest, key) in [("space", "ONE"), ("space/_private", "TWO")] {
        let create = |body: Value| site.send("POST", &format!("{API}/{rest}"), &body);
        let description = json!({"plain": {"value": "d", "representation": "plain"}});
        let made = create(json!({"name": "A name", "key": key, "description": description})).expect(200);
        assert_eq!((&made["key"], &made["description"]["plain"]["value"]), (&json!(key), &json!("d")));
        for body in [
            json!({"key": "X"}),
            json!({"name": "x", "key": key}),
            json!({"name": "x", "key": "a b"}),
            json!({"name": "x".repeat(201)}),
        ] {
            assert_eq!(create(body.clone()).status, 400, "{body}");
        }
        let change = json!({"name": "Changed", "description": {"plain": {"value": "e"}}});
        let changed = site.send("PUT", &format!("{API}/space/{key}"), &change).expect(200);
        assert_eq!((&changed["name"], &changed["id"]), (&json!("Changed"), &made["id"]));
    }
    let home = json!({"homepage": {"id": "131075"}});
    assert_eq!(site.send("PUT", &format!("{API}/space/TEAM"), &home).status, 400);
    site.send("PUT", &format!("{API}/space/DOCS"), &home).expect(200);
    assert_eq!(site.get("/wiki/api/v2/spaces/98305").expect(200)["homepageId"], "131075");
    assert_eq!(site.send("PUT", &format!("{API}/space/NONE"), &home).status, 404);
    assert_eq!(site.delete(&format!("{API}/space/NONE")).status, 404);
}

#[test]
fn it_has_labels_of_its_own() {
    let site = Site::start();
    let target = format!("{API}/space/DOCS/label");
    let labels = json!([{"prefix": "team", "name": "red"}, {"prefix": "global", "name": "red"}]);
    assert_eq!(site.send("POST", &target, &labels).expect(200)["size"], 2);
    assert_eq!(column(&site.get(&format!("{target}?prefix=team")).expect(200), "name"), ["red"]);
    assert_eq!(column(&site.get("/wiki/api/v2/spaces?labels=red").expect(200), "key"), ["DOCS"]);
    assert_eq!(site.delete(&format!("{target}?name=red&prefix=team")).status, 204);
    assert_eq!(column(&site.get(&target).expect(200), "prefix"), ["global"]);
    assert_eq!(site.delete(&format!("{target}?name=blue")).status, 404);
    assert_eq!(site.send("POST", &target, &json!([])).status, 400);
    assert_eq!(site.get(&format!("{API}/space/NONE/label")).status, 404);
}

#[test]
fn its_settings_change_one_by_one() {
    let site = Site::start();
    let target = format!("{API}/space/DOCS/settings");
    assert_eq!(site.get(&target).expect(200)["routeOverrideEnabled"], false);
    let changed = site.send("PUT", &target, &json!({"routeOverrideEnabled": true})).expect(200);
    assert_eq!((&changed["routeOverrideEnabled"], &changed["contentMode"]), (&json!(true), &json!("standard")));
    assert_eq!(site.send("PUT", &target, &json!({"contentMode": "tiny"})).status, 400);
    assert_eq!(site.get(&format!("{API}/space/NONE/settings")).status, 404);
}

#[test]
fn reading_comes_before_all_other_permissions() {
    let site = Site::start();
    let target = format!("{API}/space/DOCS/permission");
    let subject = json!({"type": "user", "identifier": OTHER_ACCOUNT_ID});
    let add = |key: &str, on: &str| {
        site.send("POST", &target, &json!({"subject": subject, "operation": {"key": key, "target": on}}))
    };
    assert_eq!(add("create", "page").status, 400);
    let read = add("read", "space").expect(200);
    assert_eq!(add("read", "space").status, 400);
    add("create", "page").expect(200);
    assert_eq!(add("read", "moon").status, 400);
    let custom =
        json!({"subject": subject, "operations": [{"key": "create", "target": "ac:app:note", "access": true}]});
    assert_eq!(site.send("POST", &format!("{target}/custom-content"), &custom).status, 200);
    let all = site.get("/wiki/api/v2/spaces/98305/permissions?limit=250").expect(200);
    let theirs =
        all["results"].as_array().unwrap().iter().filter(|row| row["principal"]["id"] == OTHER_ACCOUNT_ID).count();
    assert_eq!(theirs, 3);
    let one = format!("{target}/{}", read["id"]);
    assert_eq!([site.delete(&one).status, site.delete(&one).status], [204, 404]);
    let nobody =
        json!({"subject": {"type": "group", "identifier": "none"}, "operation": {"key": "read", "target": "space"}});
    assert_eq!(site.send("POST", &target, &nobody).status, 400);
}
