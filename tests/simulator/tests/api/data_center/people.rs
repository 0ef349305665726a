//! Users and groups, and what they may do.

use serde_json::{Value, json};

use super::server::{Server, column, page};
use crate::client::basic;

#[test]
fn users_are_found_by_name_and_key() {
    let server = Server::start();
    let (_, key) = server.add_user("other");
    let user = server.get("/rest/api/user?username=other&expand=status").expect(200);
    assert_eq!((&user["userKey"], &user["type"], &user["status"]), (&json!(key), &json!("known"), &json!("CURRENT")));
    assert_eq!(server.get(&format!("/rest/api/user?key={key}")).expect(200)["username"], "other");
    assert_eq!(server.get("/rest/api/user/current").expect(200)["username"], "user");
    assert_eq!(server.get("/rest/api/user/anonymous").expect(200)["type"], "anonymous");
    assert_eq!(column(&server.get("/rest/api/user/list").expect(200), "username"), ["user", "other"]);
    let groups = server.get("/rest/api/user/memberof?username=user").expect(200);
    assert_eq!(column(&groups, "name"), ["confluence-administrators", "confluence-users"]);
    for (query, status) in [
        ("?username=nobody", 404),
        ("?key=nobody", 404),
        ("", 400),
        ("?key=a&username=b", 400),
        ("/memberof", 400),
        ("/memberof?username=nobody", 404),
        ("/current?expand=odd", 400),
    ] {
        assert_eq!(server.get(&format!("/rest/api/user{query}")).status, status, "{query}");
    }
}

#[test]
fn administrators_make_and_change_users() {
    let server = Server::start();
    let (other, key) = server.add_user("other");
    let with = |name: &str, value: Value| {
        let mut user = json!({"userName": "new", "fullName": "New", "email": "a@example.com", "password": "x"});
        user[name] = value;
        user
    };
    for (status, body) in [
        (409, with("userName", json!("other"))),
        (400, with("userName", json!(""))),
        (400, with("userName", json!("a b"))),
        (400, with("userName", json!("Upper"))),
        (400, with("userName", json!("anonymous"))),
        (400, with("userName", json!("a,b"))),
        (400, with("fullName", json!("<b>"))),
        (400, with("fullName", json!("Anonymous"))),
        (400, with("email", json!("nowhere"))),
        (400, with("password", json!(" "))),
        (400, with("notifyViaEmail", json!(true))),
        (400, with("odd", json!(1))),
    ] {
        assert_eq!(server.send("POST", "/rest/api/admin/user", &body).status, status, "{body}");
    }
    let silent = json!({"userName": "silent", "fullName": "S", "email": "s@example.com", "notifyViaEmail": true});
    server.send("POST", "/rest/api/admin/user", &silent).expect(201);
    assert_eq!(server.send_as(&other, "POST", "/rest/api/admin/user", &with("odd", json!(1))).status, 400);
    assert_eq!(
        server.send_as(&other, "POST", "/rest/api/admin/user", &with("email", json!("b@example.com"))).status,
        403
    );

    let put = |target: &str, body: &Value| server.send("PUT", &format!("/rest/api/admin/user/{target}"), body).status;
    assert_eq!(put("other", &json!({"fullName": "Somebody", "email": "c@example.com"})), 204);
    assert_eq!(server.get("/rest/api/user?username=other").expect(200)["displayName"], "Somebody");
    assert_eq!((put("other", &json!({"email": "x"})), put("nobody", &json!({"fullName": "x"}))), (400, 400));

    let current =
        |authorization: &str| server.send_as(authorization, "GET", "/rest/api/user/current", &Value::Null).status;
    assert_eq!((put("other/disable", &Value::Null), current(&other)), (204, 401));
    assert_eq!(column(&server.get("/rest/api/admin/users/list/active").expect(200), "username"), ["user", "silent"]);
    assert_eq!((put("other/enable", &Value::Null), current(&other)), (204, 200));
    assert_eq!((put("nobody/enable", &Value::Null), put("nobody/disable", &Value::Null)), (404, 404));
    let password =
        |name: &str, body: Value| server.send("POST", &format!("/rest/api/admin/user/{name}/password"), &body).status;
    assert_eq!(password("other", json!({"password": "changed"})), 204);
    assert_eq!((current(&other), current(&basic("other", "changed"))), (401, 200));
    assert_eq!((password("other", json!({})), password("nobody", json!({"password": "x"}))), (400, 404));

    let id =
        server.send_as(&basic("other", "changed"), "POST", "/rest/api/content", &page("Left", "")).expect(200)["id"]
            .clone();
    assert_eq!(put("other", &json!({"fullName": "Other", "currentPassword": 7})), 400);
    let task = server.delete("/rest/api/admin/user/other").expect(202);
    assert_eq!(task.get("resultPath"), None);
    let task = task["links"]["status"].as_str().unwrap().to_owned();
    server.get(&task).expect(200);
    assert_eq!(current(&basic("other", "changed")), 200);
    assert_eq!(server.get(&task).expect(200)["successful"], true);
    assert_eq!(current(&basic("other", "changed")), 401);
    let left = server.get(&format!("/rest/api/content/{}", id.as_str().unwrap())).expect(200);
    assert_eq!(
        (&left["history"]["createdBy"]["type"], &left["history"]["createdBy"]["userKey"]),
        (&json!("unknown"), &json!(key))
    );
    assert_eq!(server.delete("/rest/api/admin/user/nobody").status, 404);
}

#[test]
fn passwords_are_not_logged() {
    let server = Server::start();
    let (other, _) = server.add_user("other");
    let body = json!({"oldPassword": "secret", "newPassword": "canary"});
    server.send_as(&other, "POST", "/rest/api/user/current/password", &body).expect(204);
    server.send("POST", "/rest/api/admin/user/other/password", &json!({"password": "canary"})).expect(204);
    let account = json!({"email": "a@example.com", "currentPassword": "canary"});
    server.send_as(&basic("other", "canary"), "PUT", "/rest/api/user/current", &account).expect(204);
    let logged: Vec<String> =
        server.simulator.requests().iter().map(|request| String::from_utf8_lossy(&request.body).into_owned()).collect();
    assert_eq!(logged.len(), 4);
    for body in logged {
        assert!(!body.is_empty() && !body.contains("canary") && !body.contains("secret"), "{body}");
    }
}

#[test]
fn people_change_themselves() {
    let server = Server::start();
    let (other, _) = server.add_user("other");
    let put = |body: Value| server.send_as(&other, "PUT", "/rest/api/user/current", &body).status;
    for (status, body) in [
        (204, json!({"fullName": "Me"})),
        (204, json!({"email": "me@example.com", "currentPassword": "secret"})),
        (400, json!({"email": "me@example.com"})),
        (403, json!({"email": "me@example.com", "currentPassword": "wrong"})),
        (400, json!({"email": "nowhere", "currentPassword": "secret"})),
        (400, json!({"fullName": " "})),
    ] {
        assert_eq!(put(body.clone()), status, "{body}");
    }
    let post = |body: Value| server.send_as(&other, "POST", "/rest/api/user/current/password", &body).status;
    assert_eq!(post(json!({"oldPassword": "wrong", "newPassword": "next"})), 403);
    assert_eq!(post(json!({"oldPassword": "secret", "newPassword": " "})), 400);
    assert_eq!(post(json!({"newPassword": "next"})), 400);
    assert_eq!(post(json!({"oldPassword": "secret", "newPassword": "next"})), 204);
    assert_eq!(put(json!({"fullName": "Me"})), 401);
}

#[test]
fn groups_have_members() {
    let server = Server::start();
    let (other, _) = server.add_user("other");
    server.send("POST", "/rest/api/admin/group", &json!({"name": "crew", "type": "group"})).expect(200);
    assert_eq!(server.send("POST", "/rest/api/admin/group", &json!({"name": "crew"})).status, 409);
    assert_eq!(server.send("POST", "/rest/api/admin/group", &json!({})).status, 400);
    assert_eq!(server.send_as(&other, "POST", "/rest/api/admin/group", &json!({"name": "x"})).status, 403);
    assert_eq!(
        column(&server.get("/rest/api/group").expect(200), "name"),
        ["confluence-administrators", "confluence-users", "crew"]
    );
    assert_eq!(server.get("/rest/api/group/crew").expect(200)["name"], "crew");
    let members = || column(&server.get("/rest/api/group/crew/member?expand=status").expect(200), "username");
    let member =
        |method: &str, target: &str| server.send(method, &format!("/rest/api/user/{target}"), &Value::Null).status;
    for _ in 0..2 {
        assert_eq!(member("PUT", "other/group/crew"), 204);
        assert_eq!(members(), ["other"]);
    }
    assert_eq!(server.send_as(&other, "GET", "/rest/api/group/crew/member", &Value::Null).status, 403);
    assert_eq!((member("PUT", "nobody/group/crew"), member("PUT", "other/group/none")), (404, 404));
    for _ in 0..2 {
        assert_eq!(member("DELETE", "other/group/crew"), 204);
        assert_eq!(members(), [""; 0]);
    }
    for relatives in ["groupmember", "groupparent", "groupancestor"] {
        assert_eq!(server.get(&format!("/rest/api/group/crew/{relatives}")).expect(200)["size"], 0, "{relatives}");
        assert_eq!(server.get(&format!("/rest/api/group/none/{relatives}")).status, 404, "{relatives}");
    }
    assert_eq!(server.delete("/rest/api/admin/group/crew").status, 204);
    assert_eq!(server.delete("/rest/api/admin/group/crew").status, 404);
    assert_eq!(server.delete("/rest/api/admin/group/confluence-administrators").status, 400);
    assert_eq!(server.get("/rest/api/group/crew").status, 404);
}

#[test]
fn global_permissions_are_given_and_taken() {
    let server = Server::start();
    let (other, key) = server.add_user("other");
    let operation = |target: &str, key: &str| json!([{"targetType": target, "operationKey": key}]);
    for (who, target, name) in [
        ("anonymous", "application", "use"),
        ("unlicensed", "application", "use_unlicensed"),
        ("group/confluence-users", "system", "administer"),
        ("user/other", "application", "administer"),
    ] {
        let path = format!("/rest/api/permissions/{who}");
        let has = || {
            let all = server.get(&path).expect(200);
            all.as_array().unwrap().iter().any(|row| row["operation"] == operation(target, name)[0])
        };
        assert!(!has(), "{who}");
        assert_eq!(server.send("PUT", &format!("{path}/grant"), &operation(target, name)).status, 204, "{who}");
        assert!(has(), "{who}");
        assert_eq!(server.send("PUT", &format!("{path}/revoke"), &operation(target, name)).status, 204, "{who}");
        assert!(!has(), "{who}");
        for bad in [operation("page", "create"), json!([]), json!({}), json!([{"targetType": "space"}])] {
            assert_eq!(server.send("PUT", &format!("{path}/grant"), &bad).status, 400, "{who} {bad}");
        }
    }
    for (method, target) in
        [("GET", "user/nobody"), ("GET", "group/none"), ("PUT", "user/nobody/grant"), ("PUT", "group/none/revoke")]
    {
        let target = format!("/rest/api/permissions/{target}");
        assert_eq!(server.send(method, &target, &operation("application", "use")).status, 404, "{target}");
    }
    let list = |authorization: &str| server.send_as(authorization, "GET", "/rest/api/permissions", &Value::Null);
    assert_eq!(list(&other).status, 403);
    let set = json!([{"userKey": key, "operations": operation("application", "administer")}]);
    assert_eq!(server.send("PUT", "/rest/api/permissions", &set).status, 204);
    list(&other).expect(200);
    assert_eq!(server.send("PUT", "/rest/api/permissions", &json!([{"userKey": key, "operations": []}])).status, 204);
    assert_eq!(list(&other).status, 403);
    let many: Vec<Value> = (0..41).map(|_| json!({"userKey": key, "operations": []})).collect();
    for (status, body) in [
        (400, json!(many)),
        (400, json!([{"operations": []}])),
        (400, json!([{"userKey": key}])),
        (404, json!([{"userKey": "nobody", "operations": []}])),
        (404, json!([{"groupName": "none", "operations": []}])),
    ] {
        assert_eq!(server.send("PUT", "/rest/api/permissions", &body).status, status);
    }
}

#[test]
fn permissions_of_a_space_decide_who_does_what() {
    let server = Server::start();
    let (other, key) = server.add_user("other");
    let path = "/rest/api/space/DOCS/permissions";
    let as_other = |method: &str, target: &str, body: &Value| server.send_as(&other, method, target, body).status;
    let id = server.send_as(&other, "POST", "/rest/api/content", &page("Own", "")).expect(200)["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let create = json!([{"targetType": "page", "operationKey": "create"}]);
    assert_eq!(server.send("PUT", &format!("{path}/group/confluence-users/revoke"), &create).status, 204);
    assert_eq!(as_other("POST", "/rest/api/content", &page("Another", "")), 403);
    assert_eq!(
        as_other("PUT", &format!("/rest/api/content/{id}"), &json!({"type": "page", "version": {"number": 2}})),
        403
    );
    assert_eq!(server.send("PUT", &format!("{path}/user/{key}/grant"), &create).status, 204);
    assert_eq!(server.get(&format!("{path}/user/{key}")).expect(200)[0]["spaceKey"], "DOCS");
    assert_eq!(as_other("POST", "/rest/api/content", &page("Another", "")), 200);
    assert_eq!(server.send("PUT", &format!("{path}/user/{key}/revoke"), &create).status, 204);
    assert_eq!(server.get(&format!("{path}/user/{key}")).expect(200), json!([]));
    assert_eq!(as_other("DELETE", &format!("/rest/api/content/{id}"), &Value::Null), 403);
    assert_eq!(as_other("GET", path, &Value::Null), 403);
    assert_eq!(as_other("DELETE", "/rest/api/space/DOCS", &Value::Null), 403);
    assert_eq!(as_other("POST", "/rest/api/space/DOCS/category/x", &Value::Null), 403);
    assert_eq!(as_other("GET", "/rest/api/space/DOCS/trash", &Value::Null), 403);

    let read = json!([{"targetType": "space", "operationKey": "read"}]);
    for change in ["grant", "revoke"] {
        assert_eq!(server.send("PUT", &format!("{path}/anonymous/{change}"), &read).status, 204);
        assert_eq!(
            server.get(&format!("{path}/anonymous")).expect(200).as_array().unwrap().len(),
            usize::from(change == "grant")
        );
    }
    assert_eq!(server.send("PUT", &format!("{path}/group/confluence-users/grant"), &create).status, 204);
    assert!(server.get(&format!("{path}/group/confluence-users")).expect(200).as_array().unwrap().len() > 5);
    let nothing = json!([{"groupName": "confluence-users", "operations": []}, {"operations": []}]);
    assert_eq!(server.send("POST", path, &nothing).status, 200);
    assert_eq!(as_other("GET", "/rest/api/space/DOCS", &Value::Null), 404);
    assert_eq!(as_other("GET", "/rest/api/content/131075", &Value::Null), 404);
    for (status, method, target, body) in [
        (400, "PUT", "/anonymous/grant", json!([{"targetType": "application", "operationKey": "use"}])),
        (400, "POST", "", json!([{"userKey": key, "groupName": "x", "operations": []}])),
        (404, "PUT", "/user/nobody/grant", create.clone()),
        (404, "PUT", "/group/none/grant", create.clone()),
        (404, "PUT", "/user/nobody/revoke", create.clone()),
        (404, "GET", "/user/nobody", Value::Null),
        (404, "GET", "/group/none", Value::Null),
    ] {
        assert_eq!(server.send(method, &format!("{path}{target}"), &body).status, status, "{method} {target}");
    }
}
