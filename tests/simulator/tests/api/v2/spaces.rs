//! Spaces that are made.

use serde_json::json;

use crate::client::Site;

#[test]
fn a_space_is_made_with_a_homepage() {
    let site = Site::start();
    let body =
        json!({"name": "New space", "key": "NEW", "description": {"value": "what for", "representation": "plain"}});
    let made = site.send("POST", "/wiki/api/v2/spaces", &body).expect(201);
    assert_eq!((&made["key"], &made["description"]["plain"]["value"]), (&json!("NEW"), &json!("what for")));
    let pages = site.get(&format!("/wiki/api/v2/spaces/{}/pages", made["id"].as_str().unwrap())).expect(200);
    assert_eq!(pages["results"][0]["id"], made["homepageId"]);
    assert_eq!(site.get("/wiki/api/v2/spaces?keys=NEW").expect(200)["results"][0]["id"], made["id"]);
    let keyless = site.send("POST", "/wiki/api/v2/spaces", &json!({"name": "New"})).expect(201);
    assert_eq!(keyless["key"], "NEW2");
    for bad in [
        json!({}),
        json!({"name": ""}),
        json!({"name": "x", "key": "NEW"}),
        json!({"name": "x", "key": "a-b"}),
        json!({"name": "x", "key": "X", "more": 1}),
        json!({"name": "x", "key": "X", "createPrivateSpace": true, "roleAssignments": []}),
        json!({"name": "x", "key": "X", "description": {"value": "x", "representation": "view"}}),
    ] {
        assert_eq!(site.send("POST", "/wiki/api/v2/spaces", &bad).status, 400, "{bad}");
    }
}

#[test]
fn what_hangs_on_a_space_comes_along_if_asked_for() {
    let site = Site::start();
    site.send("POST", "/wiki/api/v2/spaces/98305/properties", &json!({"key": "k", "value": 1})).expect(201);
    let flags = "include-operations=true&include-properties=true&include-permissions=true&include-role-assignments=true&include-labels=true";
    let space = site.get(&format!("/wiki/api/v2/spaces/98305?{flags}")).expect(200);
    for (part, some) in [
        ("operations", true),
        ("properties", true),
        ("permissions", true),
        ("roleAssignments", true),
        ("labels", false),
    ] {
        assert_eq!(!space[part]["results"].as_array().unwrap().is_empty(), some, "{part}");
    }
}
