//! Spaces, and the tasks in which they go.

use serde_json::{Value, json};

use super::server::{Server, column, page};

fn space(key: &str, name: &str) -> Value {
    json!({"key": key, "name": name, "description": {"plain": {"value": "about", "representation": "plain"}}})
}

#[test]
fn spaces_are_made_read_and_changed() {
    let server = Server::start();
    let made = server.send("POST", "/rest/api/space", &space("NEW", "New")).expect(200);
    assert_eq!((&made["key"], &made["type"], &made["status"]), (&json!("NEW"), &json!("global"), &json!("current")));
    assert_eq!(
        (&made["description"]["plain"]["value"], &made["homepage"]["title"]),
        (&json!("about"), &json!("New Home"))
    );
    assert_eq!(made["creator"]["username"], "user");
    let read = server.get("/rest/api/space/new?expand=metadata.labels,icon,permissions").expect(200);
    assert_eq!(
        (read["permissions"][0]["operation"]["operationKey"].as_str(), &read["metadata"]["labels"]),
        (Some("read"), &json!([]))
    );
    assert_eq!(
        read["_expandable"]["homepage"],
        made["homepage"]["_links"]["self"].as_str().unwrap().split("/confluence").nth(1).unwrap()
    );
    for (status, body) in [
        (400, space("NEW", "Again")),
        (400, space("A B", "x")),
        (400, json!({"key": "X"})),
        (400, json!({"name": "X"})),
        (400, json!({"key": "X", "name": "X", "odd": 1})),
        (400, json!({"key": "X", "name": "X", "description": {}})),
    ] {
        assert_eq!(server.send("POST", "/rest/api/space", &body).status, status, "{body}");
    }
    let page_id = server.create(&{
        let mut body = page("Other home", "");
        body["space"]["key"] = json!("NEW");
        body
    });
    let mut change = space("NEW", "Newer");
    change["homepage"] = json!({"id": page_id});
    let changed = server.send("PUT", "/rest/api/space/NEW", &change).expect(200);
    assert_eq!((&changed["name"], &changed["homepage"]["id"]), (&json!("Newer"), &json!(page_id)));
    change["homepage"] = json!({"id": 131_075});
    assert_eq!(server.send("PUT", "/rest/api/space/NEW", &change).status, 400);
    assert_eq!(server.send("PUT", "/rest/api/space/NEW", &space("OTHER", "x")).status, 400);
    assert_eq!(server.send("PUT", "/rest/api/space/NONE", &space("NONE", "x")).status, 404);
    assert_eq!(server.get("/rest/api/space/NONE").status, 404);
}

#[test]
fn spaces_are_listed_by_what_they_are() {
    let server = Server::start();
    server.send("POST", "/rest/api/space/personal", &json!({"description": "mine"})).expect(200);
    assert_eq!(server.send("POST", "/rest/api/space/personal", &json!({})).status, 409);
    assert_eq!(server.send("POST", "/rest/api/space/TEAM/category/red", &Value::Null).status, 204);
    server.send("POST", "/rest/api/content/131075/label", &json!([{"name": "blue"}])).expect(200);
    assert_eq!(server.send("PUT", "/rest/api/space/TEAM/archive", &Value::Null).status, 204);
    assert_eq!(server.send("PUT", "/rest/api/space/TEAM/archive", &Value::Null).status, 204);
    let keys = |query: &str| column(&server.get(&format!("/rest/api/space{query}")).expect(200), "key");
    for (query, expected) in [
        ("", vec!["DOCS", "TEAM", "~user"]),
        ("?type=personal", vec!["~user"]),
        ("?type=global&status=current", vec!["DOCS"]),
        ("?status=archived", vec!["TEAM"]),
        ("?spaceKey=DOCS&spaceKey=TEAM", vec!["DOCS", "TEAM"]),
        ("?spaceKeys=docs", vec!["DOCS"]),
        ("?spaceKeySingle=TEAM", vec!["TEAM"]),
        ("?spaceId=98306", vec!["TEAM"]),
        ("?spaceIds=98305,98306&limit=1", vec!["DOCS"]),
        ("?label=red", vec!["TEAM"]),
        ("?contentLabel=blue", vec!["DOCS"]),
        ("?favourite=true", vec![]),
        ("?hasRetentionPolicy=true", vec![]),
        ("?spaceKey=NONE", vec![]),
    ] {
        assert_eq!(keys(query), expected, "{query}");
    }
    for query in ["?spaceKey=DOCS&spaceIds=98305", "?type=odd", "?status=odd", "?expand=odd", "?spaceId=x"] {
        assert_eq!(server.get(&format!("/rest/api/space{query}")).status, 400, "{query}");
    }
    // Nothing is written to what is archived.
    let mut body = page("Late", "");
    body["space"]["key"] = json!("TEAM");
    assert_eq!(server.send("POST", "/rest/api/content", &body).status, 403);
    assert_eq!(server.send("PUT", "/rest/api/space/TEAM/restore", &Value::Null).status, 204);
    server.create(&body);
    assert_eq!(server.delete("/rest/api/space/TEAM/category/red").status, 204);
    assert_eq!(keys("?label=red"), [""; 0]);
    for target in ["NONE/archive", "NONE/restore"] {
        assert_eq!(server.send("PUT", &format!("/rest/api/space/{target}"), &Value::Null).status, 404, "{target}");
    }
}

#[test]
fn private_and_personal_spaces_are_for_one() {
    let server = Server::start();
    let (other, _) = server.add_user("other");
    let private = server.send_as(&other, "POST", "/rest/api/space/_private", &space("OWN", "Own"));
    private.expect(200);
    let (third, _) = server.add_user("third");
    let status = |authorization: &str| server.send_as(authorization, "GET", "/rest/api/space/OWN", &Value::Null).status;
    // Administrators see everything.
    assert_eq!((status(&other), status(&third), status(&server.user)), (200, 404, 200));
    let target = "/rest/api/admin/space/personal/other";
    assert_eq!(server.send_as(&third, "POST", target, &json!({})).status, 403);
    let made =
        server.send("POST", target, &json!({"isPrivate": true, "description": {"plain": {"value": "x"}}})).expect(200);
    assert_eq!((&made["key"], &made["type"]), (&json!("~other"), &json!("personal")));
    assert_eq!(server.send("POST", target, &json!({})).status, 409);
    assert_eq!(server.send("POST", "/rest/api/admin/space/personal/nobody", &json!({})).status, 404);
}

#[test]
fn a_space_goes_when_its_task_is_done() {
    let server = Server::start();
    let task = server.delete("/rest/api/space/DOCS").expect(202);
    let status = task["links"]["status"].as_str().unwrap();
    assert_eq!(status, format!("/rest/api/longtask/{}", task["id"].as_str().unwrap()));
    assert_eq!(server.get("/rest/api/space/DOCS").status, 200);
    let half = server.get(status).expect(200);
    assert_eq!((&half["percentageComplete"], &half["successful"]), (&json!(50), &json!(false)));
    assert_eq!(server.get("/rest/api/space/DOCS").status, 200);
    let done = server.get(status).expect(200);
    assert_eq!((&done["percentageComplete"], &done["successful"]), (&json!(100), &json!(true)));
    assert_eq!(server.get("/rest/api/space/DOCS").status, 404);
    assert_eq!(server.get("/rest/api/content/131075?status=any").status, 404);
    let list = server.get("/rest/api/longtask").expect(200);
    assert_eq!((&list["size"], &list["results"][0]["name"]["args"][0]), (&json!(1), &json!("DOCS")));
    assert_eq!(server.get("/rest/api/longtask/none").status, 404);
    assert_eq!(server.delete("/rest/api/space/DOCS").status, 404);
}

#[test]
fn spaces_are_watched_whole_or_by_type() {
    let server = Server::start();
    let (other, _) = server.add_user("other");
    let watch = "/rest/api/user/watch/space/DOCS";
    let watching = |query: &str| server.get(&format!("{watch}{query}")).expect(200)["watching"].clone();
    assert_eq!(watching(""), false);
    let made = server.send("POST", &format!("{watch}?contentType=blogpost"), &Value::Null).expect(200);
    assert_eq!((&made["watcher"]["username"], &made["contentTypes"]), (&json!("user"), &json!(["blogpost"])));
    assert_eq!(
        (watching(""), watching("?contentType=blogpost"), watching("?contentType=page")),
        (json!(false), json!(true), json!(false))
    );
    server.send("POST", watch, &Value::Null).expect(200);
    assert_eq!(watching(""), true);
    assert_eq!(column(&server.get("/rest/api/space/DOCS/watchers").expect(200), "username"), ["user"]);
    assert_eq!(server.send_as(&other, "GET", "/rest/api/space/DOCS/watchers", &Value::Null).status, 403);
    assert_eq!(server.delete(watch).status, 204);
    assert_eq!(watching(""), false);
    assert_eq!(server.get("/rest/api/user/watch/space/NONE").status, 404);
}
