//! Roles and permissions in spaces.

use confluence_simulator::{ACCOUNT_ID, OTHER_ACCOUNT_ID};
use serde_json::{Value, json};

use crate::client::Site;

#[test]
fn roles_are_made_given_and_taken_away() {
    let site = Site::start();
    assert_eq!(site.get("/wiki/api/v2/space-role-mode").expect(200)["mode"], "ROLES_TRANSITION");
    let permissions = site.get("/wiki/api/v2/space-permissions?limit=250").expect(200);
    assert!(permissions["results"].as_array().unwrap().iter().any(|row| row["id"] == "create/page"));
    let role = |name: &str, ids: Value| {
        let body = json!({"name": name, "description": "", "spacePermissions": ids});
        site.send("POST", "/wiki/api/v2/space-roles", &body)
    };
    assert_eq!(role("Writer", json!(["fly/moon"])).status, 400);
    let made = role("Writer", json!(["create/page"])).expect(201);
    assert_eq!(role("Writer", json!([])).status, 400);
    let id = made["id"].as_str().unwrap();
    let path = format!("/wiki/api/v2/space-roles/{id}");
    assert_eq!(site.get(&path).expect(200)["type"], "CUSTOM");
    let roles = site.get("/wiki/api/v2/space-roles?role-type=CUSTOM").expect(200);
    assert_eq!(roles["results"], json!([made]));

    let target = "/wiki/api/v2/spaces/98305/role-assignments";
    let principal = json!({"principalType": "USER", "principalId": OTHER_ACCOUNT_ID});
    let give = |order: Value| site.send("POST", target, &json!([order]));
    let set = |role: &str| give(json!({"principal": principal, "roleId": role}));
    assert_eq!(set("nothing").status, 400);
    assert_eq!(set(id).expect(200)["results"].as_array().unwrap().len(), 2);
    let of = |query: &str| site.get(&format!("{target}?{query}")).expect(200)["results"].as_array().unwrap().len();
    assert_eq!(of(&format!("role-id={id}")), 1);
    assert_eq!(of("role-type=SYSTEM"), 1);
    assert_eq!(of(&format!("principal-id={ACCOUNT_ID}&principal-type=USER")), 1);
    let theirs = format!("/wiki/api/v2/space-roles?space-id=98305&principal-id={OTHER_ACCOUNT_ID}");
    assert_eq!(site.get(&theirs).expect(200)["results"][0]["name"], "Writer");
    assert_eq!(give(json!({"principal": principal})).expect(200)["results"].as_array().unwrap().len(), 1);

    let change = json!({"name": "Author", "description": "d", "spacePermissions": ["create/page"]});
    assert_eq!(site.send("PUT", &path, &change).expect(202)["name"], "Author");
    assert!(site.delete(&path).expect(202)["taskId"].is_string());
    assert_eq!(site.get(&path).status, 404);
    let system = site.get("/wiki/api/v2/space-roles?role-type=SYSTEM").expect(200)["results"][0]["id"].clone();
    let system = format!("/wiki/api/v2/space-roles/{}", system.as_str().unwrap());
    assert_eq!((site.send("PUT", &system, &change).status, site.delete(&system).status), (400, 400));
}

#[test]
fn permissions_are_listed_by_space() {
    let site = Site::start();
    let list = site.get("/wiki/api/v2/spaces/98305/permissions?limit=1").expect(200);
    assert_eq!(list["results"][0]["principal"], json!({"type": "user", "id": ACCOUNT_ID}));
    assert_eq!(list["results"][0]["operation"], json!({"key": "read", "targetType": "space"}));
    assert_eq!(site.get("/wiki/api/v2/spaces/7/permissions").status, 404);
}

#[test]
fn the_move_to_roles_is_a_task() {
    let site = Site::start();
    let base = "/wiki/api/v2/space-permissions/transition";
    assert_eq!(site.get(&format!("{base}/combinations")).expect(200)["results"], json!([]));
    let spaces = json!({"spaceType": "ALL"});
    for (what, body) in [
        ("combinations", None),
        ("access-removals", Some(json!({"permissionCombinationIds": ["a"], "spaceSelection": spaces}))),
        ("role-assignments", Some(json!({"assignments": [], "spaceSelection": spaces}))),
    ] {
        let target = format!("{base}/{what}");
        let begun = match body {
            Some(body) => site.send("POST", &target, &body),
            None => site.try_send("POST", &target, &[], b"").unwrap(),
        };
        let id = begun.expect(202)["taskId"].as_str().unwrap().to_owned();
        assert_eq!(site.get(&format!("{base}/tasks/{id}")).expect(200)["status"], "COMPLETED", "{what}");
    }
    assert_eq!(site.get(&format!("{base}/tasks/x")).status, 404);
    assert_eq!(site.send("POST", &format!("{base}/access-removals"), &json!({})).status, 400);
}
