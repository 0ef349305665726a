//! What belongs to content: comments, labels, properties, restrictions, watchers, macros.

use serde_json::{Value, json};

use super::server::{Server, column, page};

fn comment(on: &str, text: &str) -> Value {
    json!({
        "type": "comment",
        "container": {"id": on, "type": "page"},
        "body": {"storage": {"value": text, "representation": "storage"}},
    })
}

#[test]
fn comments_stand_below_pages_and_each_other() {
    let server = Server::start();
    let id = server.page("Page");
    let first = server.create(&comment(&id, "<p>one</p>"));
    let mut reply = comment(&id, "<p>two</p>");
    reply["ancestors"] = json!([{"id": first}]);
    let second = server.create(&reply);
    let path = format!("/rest/api/content/{id}");
    let list = |rest: &str| column(&server.get(&format!("{path}/{rest}")).expect(200), "id");
    assert_eq!(list("child/comment"), [first.as_str()]);
    assert_eq!(list("child/comment?depth=all&location=footer&expand=body.view"), [first.as_str(), second.as_str()]);
    assert_eq!(list("child/comment?location=inline&location=resolved"), [""; 0]);
    assert_eq!(list("descendant/comment"), [first.as_str(), second.as_str()]);
    let map = server.get(&format!("{path}/descendant?expand=comment.body.VIEW")).expect(200);
    assert_eq!(map["comment"]["results"][1]["body"]["view"]["value"], "<p>two</p>");
    assert_eq!(server.get(&format!("{path}/descendant/page")).status, 400);
    assert_eq!(server.get(&format!("/rest/api/content/{first}/child/comment")).expect(200)["size"], 1);
    let read =
        server.get(&format!("/rest/api/content/{second}?expand=container,ancestors,extensions.resolution")).expect(200);
    assert_eq!((&read["title"], &read["container"]["id"]), (&json!("Re: Page"), &json!(id)));
    assert_eq!((&read["ancestors"][0]["id"], &read["extensions"]["location"]), (&json!(first), &json!("footer")));
    let change = json!({
        "type": "comment",
        "version": {"number": 2},
        "body": {"storage": {"value": "<p>new</p>", "representation": "storage"}},
    });
    assert_eq!(server.send("PUT", &format!("/rest/api/content/{second}"), &change).expect(200)["version"]["number"], 2);
    for (status, body) in [
        (404, comment("1", "")),
        (404, comment(&first, "")),
        (400, json!({"type": "comment", "container": {"id": id}})),
        (400, json!({"type": "comment", "body": {"storage": {"value": "", "representation": "storage"}}})),
    ] {
        assert_eq!(server.send("POST", "/rest/api/content", &body).status, status, "{body}");
    }
    // Comments know no trash, and those below one go with it.
    assert_eq!(server.delete(&format!("/rest/api/content/{first}")).status, 204);
    assert_eq!(server.get(&format!("/rest/api/content/{second}?status=any")).status, 404);
}

#[test]
fn children_are_mapped_by_type() {
    let server = Server::start();
    let home = "/rest/api/content/131073";
    let map = server.get(&format!("{home}/child")).expect(200);
    assert_eq!(map["_expandable"]["page"], format!("{home}/child/page"));
    let map = server.get(&format!("{home}/child?expand=page.version,comment")).expect(200);
    assert_eq!((&map["page"]["size"], &map["comment"]["size"]), (&json!(3), &json!(0)));
    assert_eq!(map["page"]["results"][0]["version"]["number"], 1);
    // A position comes before none.
    let last = json!({"type": "page", "version": {"number": 2}, "position": 1});
    server.send("PUT", "/rest/api/content/131077", &last).expect(200);
    let pages = server.get(&format!("{home}/child/page?limit=2")).expect(200);
    assert_eq!(column(&pages, "id"), ["131077", "131075"]);
    assert_eq!(pages["_links"]["next"], format!("{home}/child/page?limit=2&start=2"));
    for (target, status) in
        [("child/whiteboard", 400), ("child?expand=version", 400), ("child/page?parentVersion=x", 400)]
    {
        assert_eq!(server.get(&format!("{home}/{target}")).status, status, "{target}");
    }
    assert_eq!(server.get("/rest/api/content/1/child/page").status, 404);
}

#[test]
fn labels_come_go_and_are_counted() {
    let server = Server::start();
    let mut body = page("Labelled", "");
    body["metadata"] = json!({"labels": [{"name": "First"}]});
    let id = server.create(&body);
    let path = format!("/rest/api/content/{id}/label");
    let added =
        server.send("POST", &path, &json!([{"prefix": "global", "name": "second"}, {"prefix": "my", "name": "own"}]));
    let added = added.expect(200);
    assert_eq!(column(&added, "name"), ["first", "second", "own"]);
    assert_eq!(column(&added, "label"), ["first", "second", "my:own"]);
    server.send("POST", &path, &json!({"prefix": "global", "name": "second"})).expect(200);
    assert_eq!(column(&server.get(&format!("{path}?prefix=global&limit=1")).expect(200), "name"), ["first"]);
    assert_eq!(server.get(&format!("{path}?prefix=odd")).status, 400);
    for bad in [json!([{"name": "a b"}]), json!([{"prefix": "odd", "name": "a"}]), json!([{}]), json!("a")] {
        assert_eq!(server.send("POST", &path, &bad).status, 400, "{bad}");
    }
    server.send("POST", "/rest/api/content/131075/label", &json!([{"name": "second"}])).expect(200);
    let names = |target: &str| column(&server.get(&format!("/rest/api/{target}")).expect(200), "name");
    assert_eq!(names("label/popular"), ["second", "first"]);
    assert_eq!(names("label/recent"), ["second", "first"]);
    assert_eq!(names("label/first/related"), ["second"]);
    assert_eq!(names("label/labels?namespace=my&owner=user&spaceKey=DOCS"), ["own"]);
    assert_eq!(names("label/labels?labelName=second"), ["second"]);
    assert_eq!(names("space/DOCS/labels"), ["first", "second"]);
    assert_eq!(names("space/DOCS/labels/popular?limit=1"), ["second"]);
    assert_eq!(names("space/DOCS/labels/recent"), ["second", "first"]);
    assert_eq!(names("space/DOCS/labels/first/related"), ["second"]);
    assert_eq!(names("space/TEAM/labels"), [""; 0]);
    for target in ["label/none/related", "label/labels?labelName=none", "space/NONE/labels"] {
        assert_eq!(server.get(&format!("/rest/api/{target}")).status, 404, "{target}");
    }
    assert_eq!(server.delete(&format!("{path}/first")).status, 204);
    assert_eq!(server.delete(&format!("{path}/first")).status, 404);
    assert_eq!(server.delete(&format!("{path}/a%2Fb")).status, 400);
    assert_eq!(server.delete(&format!("{path}?name=my:own")).status, 204);
    assert_eq!(server.delete(&path).status, 400);
    assert_eq!(column(&server.get(&path).expect(200), "name"), ["second"]);
}

#[test]
fn properties_have_versions() {
    let server = Server::start();
    for (owner, member) in [("content/131075", "content"), ("space/DOCS", "space")] {
        let path = format!("/rest/api/{owner}/property");
        let made = server.send("POST", &path, &json!({"key": "a", "value": {"x": [1]}})).expect(200);
        assert_eq!(
            (&made["key"], &made["value"], &made["version"]["number"]),
            (&json!("a"), &json!({"x": [1]}), &json!(1))
        );
        server.send("POST", &format!("{path}/b"), &json!({"value": "text"})).expect(200);
        assert_eq!(column(&server.get(&format!("{path}?limit=1")).expect(200), "key"), ["a"]);
        let read = server.get(&format!("{path}/a?expand=version,{member}")).expect(200);
        assert_eq!((&read["version"]["by"]["username"], read[member].is_object()), (&json!("user"), true));
        let next = |number: i64, value: Value| json!({"key": "a", "value": value, "version": {"number": number}});
        assert_eq!(server.send("PUT", &format!("{path}/a"), &next(2, json!(2))).expect(200)["value"], 2);
        server
            .send("PUT", &format!("{path}/c"), &json!({"key": "c", "value": 1, "version": {"number": 1}}))
            .expect(200);
        let long = json!("x".repeat(40_000));
        for (status, method, target, body) in [
            (409, "PUT", "/a", next(2, json!(2))),
            (409, "PUT", "/a", next(4, json!(2))),
            (404, "PUT", "/d", json!({"value": 1, "version": {"number": 2}})),
            (400, "PUT", "/b", next(2, json!(2))),
            (400, "PUT", "/a", json!({"value": 1})),
            (400, "PUT", "/a", json!({"version": {"number": 3}})),
            (413, "PUT", "/a", next(3, long.clone())),
            (413, "POST", "", json!({"key": "long", "value": long})),
            (400, "POST", "", json!({"key": "a", "value": 1})),
            (400, "POST", "", json!({"value": 1})),
            (400, "POST", "/e", json!({"key": "f", "value": 1})),
        ] {
            assert_eq!(server.send(method, &format!("{path}{target}"), &body).status, status, "{method} {target}");
        }
        assert_eq!(server.delete(&format!("{path}/a")).status, 204);
        for status in [server.delete(&format!("{path}/a")).status, server.get(&format!("{path}/a")).status] {
            assert_eq!(status, 404);
        }
    }
    let expanded = server.get("/rest/api/content/131075?expand=metadata.properties.b").expect(200);
    assert_eq!(expanded["metadata"]["properties"]["b"]["value"], "text");
    for owner in ["content/1", "space/NONE"] {
        assert_eq!(server.get(&format!("/rest/api/{owner}/property")).status, 404, "{owner}");
    }
}

#[test]
fn new_content_brings_its_properties() {
    let server = Server::start();
    let mut body = page("Wide", "");
    body["metadata"] = json!({"properties": {"content-appearance-draft": {"value": "full-width"}}});
    let id = server.create(&body);
    let kept =
        server.get(&format!("/rest/api/content/{id}/property/content-appearance-draft?expand=version")).expect(200);
    assert_eq!((&kept["value"], &kept["version"]["number"]), (&json!("full-width"), &json!(1)));
    for bad in [json!([]), json!({"a": "b"}), json!({"a": {}}), json!({"a": {"value": 1, "odd": 2}})] {
        body["title"] = json!("Refused");
        body["metadata"] = json!({"properties": bad});
        assert_eq!(server.send("POST", "/rest/api/content", &body).status, 400, "{body}");
    }
}

#[test]
fn restrictions_keep_others_out() {
    let server = Server::start();
    let (other, key) = server.add_user("other");
    let id = server.page("Secret");
    let mut below = page("Below", "");
    below["ancestors"] = json!([{"id": id}]);
    let below = server.create(&below);
    let path = format!("/rest/api/content/{id}/restriction");
    let only = |operation: &str, user: &str| json!([{"operation": operation, "restrictions": {"user": [{"type": "known", "username": user}]}}]);
    let sees = |id: &str| server.send_as(&other, "GET", &format!("/rest/api/content/{id}"), &Value::Null).status;
    assert_eq!((sees(&id), sees(&below)), (200, 200));
    let set = server.send("PUT", &path, &only("read", "user")).expect(200);
    assert_eq!(set["results"][0]["restrictions"]["user"]["results"][0]["username"], "user");
    assert_eq!((sees(&id), sees(&below)), (404, 404));
    let found = server.send_as(&other, "GET", "/rest/api/content?title=Secret", &Value::Null).expect(200);
    assert_eq!(found["size"], 0);
    let relevant = server.get(&format!("/rest/api/content/{below}/restriction/relevantViewRestrictions")).expect(200);
    assert_eq!(relevant["restrictions"]["results"][0]["content"]["id"], id);
    let all = server.get(&format!("{path}/byOperation")).expect(200);
    assert_eq!(
        (&all["read"]["restrictions"]["user"]["size"], &all["update"]["restrictions"]["user"]["size"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(server.get(&format!("{path}/byOperation/read")).expect(200)["operation"], "read");
    assert_eq!(server.get(&format!("{path}/byOperation/delete")).status, 400);
    for bad in [only("read", "other"), only("read", "nobody"), only("delete", "user"), json!([{"operation": "read"}])] {
        assert_eq!(server.send("PUT", &path, &bad).status, 400, "{bad}");
    }
    // Reading is for all again, changing is not.
    let free = json!([
        {"operation": "read", "restrictions": {"user": [], "group": {"results": []}}},
        {"operation": "update", "restrictions": {"user": [{"type": "known", "userKey": key}, {"username": "user"}]}},
    ]);
    server.send("PUT", &path, &free).expect(200);
    assert_eq!(sees(&id), 200);
    server.send("PUT", &path, &only("update", "user")).expect(200);
    let change = json!({"type": "page", "version": {"number": 2}});
    assert_eq!(server.send_as(&other, "PUT", &format!("/rest/api/content/{id}"), &change).status, 403);
    let group = json!([{"operation": "update", "restrictions": {"user": [], "group": [{"type": "group", "name": "confluence-users"}]}}]);
    server.send("PUT", &path, &group).expect(200);
    assert_eq!(server.send_as(&other, "PUT", &format!("/rest/api/content/{id}"), &change).status, 200);
}

#[test]
fn watchers_macros_and_conversions() {
    let server = Server::start();
    let (other, key) = server.add_user("other");
    let watch = "/rest/api/user/watch/content/131075";
    assert_eq!(server.get(watch).expect(200)["watching"], false);
    assert_eq!(
        server.send("POST", &format!("{watch}?username=other"), &Value::Null).expect(200)["contentId"],
        "131075"
    );
    server.send("POST", watch, &Value::Null).expect(200);
    assert_eq!(server.get(&format!("{watch}?key={key}")).expect(200)["watching"], true);
    assert_eq!(column(&server.get("/rest/api/content/131075/watchers").expect(200), "username"), ["user", "other"]);
    assert_eq!(server.delete(watch).status, 204);
    assert_eq!(server.get(watch).expect(200)["watching"], false);
    assert_eq!(server.send_as(&other, "GET", "/rest/api/content/131075/watchers", &Value::Null).status, 403);
    assert_eq!(server.send_as(&other, "POST", &format!("{watch}?username=user"), &Value::Null).status, 403);
    assert_eq!(server.get("/rest/api/user/watch/content/1").status, 404);

    let storage = "<ac:structured-macro ac:name=\"info\" ac:macro-id=\"m1\"><ac:rich-text-body><p>b</p></ac:rich-text-body></ac:structured-macro>";
    let id = server.create(&page("Macro", storage));
    let found = server.get(&format!("/rest/api/content/{id}/history/1/macro/id/m1")).expect(200);
    assert_eq!((&found["name"], &found["body"]), (&json!("info"), &json!("<p>b</p>")));
    assert_eq!(server.get(&format!("/rest/api/content/{id}/history/0/macro/hash/m1")).expect(200), found);
    for rest in ["1/macro/id/m2", "2/macro/id/m1"] {
        assert_eq!(server.get(&format!("/rest/api/content/{id}/history/{rest}")).status, 404, "{rest}");
    }

    for (from, to, status) in [
        ("storage", "view", 200),
        ("storage", "export_view", 200),
        ("storage", "styled_view", 200),
        ("storage", "editor", 200),
        ("editor", "storage", 200),
        ("view", "storage", 400),
        ("storage", "wiki", 400),
        ("odd", "view", 400),
    ] {
        let body = json!({"value": "<p>x</p>", "representation": from});
        let reply = server.send("POST", &format!("/rest/api/contentbody/convert/{to}"), &body);
        assert_eq!(reply.status, status, "{from} to {to}");
        if status == 200 {
            assert_eq!(reply.json(), json!({"value": "<p>x</p>", "representation": to}));
        }
    }
}
