//! Pages and blog posts: made, read, changed, trashed, restored.

use serde_json::{Value, json};

use super::server::{Server, column, page, version};

#[test]
fn what_is_created_is_read_with_what_is_expanded() {
    let server = Server::start();
    let made = server.send("POST", "/rest/api/content", &page("A & b", "<p>x</p><br/>")).expect(200);
    assert_eq!((&made["type"], &made["status"], &made["title"]), (&json!("page"), &json!("current"), &json!("A & b")));
    assert_eq!(
        made["body"]["storage"],
        json!({
            "value": "<p>x</p><br />",
            "representation": "storage",
            "_expandable": {"content": format!("/rest/api/content/{}", made["id"].as_str().unwrap()), "webresource": ""},
        })
    );
    assert_eq!((&made["version"]["number"], &made["space"]["key"]), (&json!(1), &json!("DOCS")));
    assert_eq!(made["ancestors"], json!([]));
    assert_eq!(made["_links"]["webui"], "/display/DOCS/A+%26+b");
    let path = format!("/rest/api/content/{}", made["id"].as_str().unwrap());
    let base = made["_links"]["base"].as_str().unwrap();
    assert!(base.starts_with("http://127.0.0.1:") && base.ends_with("/confluence"), "{base}");
    assert_eq!(made["_links"]["self"], format!("{base}{path}"));

    let read = server.get(&path).expect(200);
    assert_eq!((&read["history"]["latest"], &read["history"]["createdBy"]["username"]), (&json!(true), &json!("user")));
    assert_eq!(read.get("body"), None);
    assert_eq!(read["_expandable"]["children"], format!("{path}/child"));
    let short = server.get(&format!("{path}?expand=")).expect(200);
    assert_eq!((short.get("version"), &short["_expandable"]["version"]), (None, &json!("")));
    let all = "body.view,body.export_view,body.styled_view,body.editor,body.anonymous_export_view,metadata.labels,\
               operations,restrictions.read.restrictions.user,children.page,descendants.comment,container,ancestors,\
               space.homepage,space.description.plain,history.contributors.publishers.users,version.content";
    let all = server.get(&format!("{path}?expand={all}")).expect(200);
    assert_eq!(all["body"]["view"]["value"], "<p>x</p><br />");
    assert_eq!(all["body"]["_expandable"]["storage"], "");
    assert_eq!(all["metadata"]["labels"]["size"], 0);
    assert_eq!(all["operations"][2], json!({"operation": "delete", "targetType": "page"}));
    assert_eq!(all["restrictions"]["read"]["restrictions"]["user"]["results"], json!([]));
    assert_eq!(all["container"]["key"], "DOCS");
    assert_eq!(all["space"]["homepage"]["title"], "Documentation Home");
    assert_eq!(all["space"]["description"]["plain"]["value"], "The space Documentation");
    assert_eq!(all["history"]["contributors"]["publishers"]["users"][0]["username"], "user");
    assert_eq!(all["version"]["content"]["title"], "A & b");
    assert_eq!(server.get(&format!("{path}?expand=colour")).status, 400);
}

#[test]
fn what_cannot_be_created_is_refused() {
    let server = Server::start();
    server.page("Taken");
    let with = |change: fn(&mut Value)| {
        let mut body = page("New", "<p>x</p>");
        change(&mut body);
        body
    };
    let cases: [(u16, &str, Value); 15] = [
        (400, "already exists", page("taken", "")),
        (400, "'type' is required", with(|body| drop(body.as_object_mut().unwrap().remove("type")))),
        (400, "'type' must be one of", with(|body| body["type"] = json!("whiteboard"))),
        (400, "'title' is required", with(|body| body["title"] = json!(" "))),
        (400, "'space' is required", with(|body| drop(body.as_object_mut().unwrap().remove("space")))),
        (400, "'space.key' is required", with(|body| body["space"] = json!({"id": 98305}))),
        (404, "No space", with(|body| body["space"]["key"] = json!("NONE"))),
        (400, "Unknown body field 'titel'", with(|body| body["titel"] = json!("x"))),
        (400, "exactly one of", with(|body| body["body"] = json!({}))),
        (400, "must be 'storage'", with(|body| body["body"]["storage"]["representation"] = json!("wiki"))),
        (400, "representation' is required", with(|body| body["body"] = json!({"storage": {"value": ""}}))),
        (404, "No content found", with(|body| body["ancestors"] = json!([{"id": 1}]))),
        (400, "in another space", with(|body| body["ancestors"] = json!([{"id": "131074"}]))),
        (
            400,
            "has no ancestors",
            with(|body| {
                body["type"] = json!("blogpost");
                body["ancestors"] = json!([{"id": "131073"}]);
            }),
        ),
        (400, "for updates", with(|body| body["version"] = json!({"number": 1}))),
    ];
    for (status, text, body) in cases {
        let refusal = server.send("POST", "/rest/api/content", &body).expect(status);
        let message = refusal["message"].as_str().unwrap();
        assert!(message.contains(text), "{message}: {body}");
    }
    let headers = [("authorization", server.user.as_str()), ("content-type", "text/plain")];
    assert_eq!(server.raw("POST", "/rest/api/content", &headers, b"{}").status, 415);
    assert_eq!(server.send("POST", "/rest/api/content", &Value::Null).status, 400);
}

#[test]
fn updates_count_versions_and_move_pages() {
    let server = Server::start();
    let id = server.page("One");
    let path = format!("/rest/api/content/{id}");
    let mut next = version(2, "Two", "<p>second</p>");
    next["version"]["message"] = json!("why");
    next["version"]["minorEdit"] = json!(true);
    let updated = server.send("PUT", &path, &next).expect(200);
    assert_eq!((&updated["version"]["number"], &updated["version"]["message"]), (&json!(2), &json!("why")));
    assert_eq!((&updated["version"]["minorEdit"], &updated["title"]), (&json!(true), &json!("Two")));
    // The old title is free, the new one taken.
    server.page("One");
    for (status, text, body) in [
        (409, "Current version is: 2", version(2, "Two", "")),
        (409, "Current version is: 2", version(4, "Two", "")),
        (400, "already exists", version(3, "ONE", "")),
        (400, "'version' is required", page("Two", "")),
        (400, "'version.number' is required", json!({"type": "page", "version": {}})),
        (400, "'type' is required", json!({"version": {"number": 3}})),
        (400, "is a page", json!({"type": "blogpost", "version": {"number": 3}})),
        (400, "below itself", json!({"type": "page", "version": {"number": 3}, "ancestors": [{"id": id}]})),
        (400, "not the id", json!({"id": "1", "type": "page", "version": {"number": 3}})),
        (400, "not in the space", json!({"type": "page", "version": {"number": 3}, "space": {"key": "TEAM"}})),
        (
            400,
            "not clear",
            json!({"type": "page", "version": {"number": 3}, "ancestors": [{"id": 131_073}, {"id": 131_075}]}),
        ),
        (400, "positive", json!({"type": "page", "version": {"number": 3}, "position": -2})),
    ] {
        let refusal = server.send("PUT", &path, &body).expect(status);
        assert!(refusal["message"].as_str().unwrap().contains(text), "{refusal}");
    }
    let moved = json!({"type": "page", "version": {"number": 3}, "ancestors": [{"id": 131_075}], "position": 4});
    let moved = server.send("PUT", &path, &moved).expect(200);
    assert_eq!(moved["title"], "Two");
    assert_eq!(moved["body"]["storage"]["value"], "<p>second</p>");
    assert_eq!(moved["position"], 4);
    let above: Vec<&str> =
        moved["ancestors"].as_array().unwrap().iter().map(|page| page["id"].as_str().unwrap()).collect();
    assert_eq!(above, ["131073", "131075"]);
    // What was read goes back as it is.
    let mut echo = server.get(&format!("{path}?expand=body.storage,version,space,ancestors,history")).expect(200);
    echo["version"]["number"] = json!(4);
    server.send("PUT", &path, &echo).expect(200);
    server.send("PUT", &path, &json!({"type": "page", "version": {"number": 5}, "ancestors": []})).expect(200);
    assert_eq!(server.get(&format!("{path}?expand=ancestors")).expect(200)["ancestors"], json!([]));
    for query in ["conflictPolicy=merge", "asyncReconciliation=maybe", "status=historical"] {
        assert_eq!(server.send("PUT", &format!("{path}?{query}"), &version(6, "Two", "")).status, 400, "{query}");
    }
    server
        .send("PUT", &format!("{path}?conflictPolicy=abort&asyncReconciliation=true"), &version(6, "Two", ""))
        .expect(200);
}

#[test]
fn versions_are_read_and_deleted() {
    let server = Server::start();
    let id = server.page("One");
    let path = format!("/rest/api/content/{id}");
    for number in 2..4 {
        server.send("PUT", &path, &version(number, &format!("Title {number}"), "<p>later</p>")).expect(200);
    }
    let first = server.get(&format!("{path}?status=historical&version=1&expand=body.storage,version")).expect(200);
    assert_eq!((&first["title"], &first["status"]), (&json!("One"), &json!("historical")));
    assert_eq!(first["body"]["storage"]["value"], "<p>text</p>");
    let history = server.get(&format!("{path}/history")).expect(200);
    assert_eq!((&history["previousVersion"]["number"], &history["lastUpdated"]["number"]), (&json!(2), &json!(3)));
    assert_eq!((history.get("nextVersion"), &history["_expandable"]["contributors"]), (None, &json!("")));
    assert_eq!(server.delete(&format!("{path}/version/2")).status, 204);
    for (target, status) in [("2", 400), ("3", 400), ("0", 400), ("x", 400)] {
        assert_eq!(server.delete(&format!("{path}/version/{target}")).status, status, "{target}");
    }
    assert_eq!(server.get(&format!("{path}?version=2")).status, 404);
    assert_eq!(server.delete("/rest/api/content/1/version/1").status, 404);
}

#[test]
fn trash_is_emptied_or_given_back() {
    let server = Server::start();
    let parent = server.page("Parent");
    let mut child = page("Child", "");
    child["ancestors"] = json!([{"id": parent}]);
    let child = server.create(&child);
    let path = format!("/rest/api/content/{parent}");
    let comment = server.create(&json!({
        "type": "comment",
        "container": {"id": parent},
        "body": {"storage": {"value": "", "representation": "storage"}},
    }));
    assert_eq!(server.delete(&format!("{path}?status=trashed")).status, 404);
    let trashed = server.delete(&path);
    assert_eq!((trashed.status, trashed.body.len()), (200, 0));
    assert_eq!(server.get(&path).status, 404);
    assert_eq!(server.get(&format!("/rest/api/content/{comment}")).status, 404);
    for status in ["trashed", "any", "current&status=trashed"] {
        assert_eq!(server.get(&format!("{path}?status={status}")).expect(200)["status"], "trashed");
    }
    assert_eq!(server.get(&format!("/rest/api/content/{child}?expand=ancestors")).expect(200)["ancestors"], json!([]));
    assert_eq!(column(&server.get("/rest/api/space/DOCS/trash").expect(200), "id"), [parent.as_str()]);
    assert_eq!(server.delete(&path).status, 404);
    // Somebody took the title in the meantime.
    let other = server.page("Parent");
    let restore = json!({"id": parent, "status": "current", "version": {"number": 2}});
    assert_eq!(server.send("PUT", &path, &restore).status, 400);
    assert_eq!(server.delete(&format!("/rest/api/content/{other}")).status, 200);
    let stale = json!({"status": "current", "version": {"number": 1}});
    assert_eq!(server.send("PUT", &path, &stale).status, 409);
    let restored = server.send("PUT", &path, &restore).expect(200);
    assert_eq!((&restored["status"], &restored["version"]["number"]), (&json!("current"), &json!(2)));
    assert_eq!(server.get(&format!("/rest/api/content/{comment}")).status, 200);
    assert_eq!(server.delete(&path).status, 200);
    assert_eq!(server.delete(&format!("{path}?status=trashed")).status, 204);
    assert_eq!(server.get(&format!("{path}?status=any")).status, 404);
    assert_eq!(server.delete("/rest/api/space/DOCS/trash").status, 204);
    assert_eq!(server.get(&format!("/rest/api/content/{other}?status=any")).status, 404);
}

#[test]
fn drafts_are_published_or_dropped() {
    let server = Server::start();
    let mut body = page("Draft", "<p>first</p>");
    body["status"] = json!("draft");
    let ids = [(); 4].map(|()| server.create(&body));
    let path = format!("/rest/api/content/{}", ids[0]);
    assert_eq!(server.get(&path).status, 404);
    assert_eq!(server.get(&format!("{path}?status=draft")).expect(200)["status"], "draft");
    assert_eq!(server.get("/rest/api/content?title=Draft&spaceKey=DOCS").expect(200)["size"], 0);
    assert_eq!(server.get("/rest/api/content?title=Draft&status=draft").expect(200)["size"], 4);
    let mut change = version(1, "Draft 2", "<p>second</p>");
    change["status"] = json!("draft");
    assert_eq!(server.send("PUT", &path, &change).status, 404);
    server.send("PUT", &format!("{path}?status=draft"), &change).expect(200);
    let published = server.send("PUT", &format!("{path}?status=draft"), &version(1, "Draft 2", "<p>third</p>"));
    let published = published.expect(200);
    assert_eq!((&published["status"], &published["version"]["number"]), (&json!("current"), &json!(1)));

    for (id, method) in [(&ids[1], "PUT"), (&ids[2], "POST")] {
        let target = format!("/rest/api/content/blueprint/instance/{id}?status=draft");
        let done = server.send(method, &target, &page(method, "<p>x</p>")).expect(200);
        assert_eq!((&done["id"], &done["status"], &done["title"]), (&json!(id), &json!("current"), &json!(method)));
        assert_eq!(server.send(method, &target, &page(method, "")).status, 404);
    }
    let mut by_post = page("Posted", "<p>x</p>");
    by_post["id"] = json!(ids[3]);
    assert_eq!(server.send("POST", "/rest/api/content?status=draft", &by_post).expect(200)["title"], "Posted");

    // Changes beside what is published.
    change["version"]["number"] = json!(2);
    assert_eq!(server.send("PUT", &format!("{path}?status=draft"), &version(2, "Draft 3", "")).status, 404);
    server.send("PUT", &format!("{path}?status=draft"), &change).expect(200);
    assert_eq!(
        server.get(&format!("{path}?expand=body.storage")).expect(200)["body"]["storage"]["value"],
        "<p>third</p>"
    );
    let draft = server.get(&format!("{path}?status=draft&expand=body.storage")).expect(200);
    assert_eq!((&draft["status"], &draft["body"]["storage"]["value"]), (&json!("draft"), &json!("<p>second</p>")));
    server.send("PUT", &format!("{path}?status=draft"), &version(2, "Draft 3", "")).expect(200);
    server.send("PUT", &format!("{path}?status=draft"), &change).expect(200);
    assert_eq!(server.delete(&format!("{path}?status=draft")).status, 204);
    assert_eq!(server.delete(&format!("{path}?status=draft")).status, 404);
    let gone = server.create(&body);
    assert_eq!(server.delete(&format!("/rest/api/content/{gone}?status=draft")).status, 204);
    assert_eq!(server.get(&format!("/rest/api/content/{gone}?status=any")).status, 404);
}

#[test]
fn lists_are_filtered_and_paged() {
    let server = Server::start();
    let mut post = page("Post", "<p>news</p>");
    post["type"] = json!("blogpost");
    let post_id = server.create(&post);
    let refusal = server.send("POST", "/rest/api/content", &post).expect(400);
    assert!(refusal["message"].as_str().unwrap().contains("blogpost with this title"), "{refusal}");
    let titles = |query: &str| column(&server.get(&format!("/rest/api/content{query}")).expect(200), "title");
    assert_eq!(titles("?spaceKey=DOCS&title=page%200002"), ["Page 0002"]);
    assert_eq!(titles("?type=blogpost&spaceKey=DOCS&postingDay=2026-01-01"), ["Post"]);
    assert_eq!(titles("?type=blogpost&postingDay=2026-01-02"), [""; 0]);
    assert_eq!(titles("?spaceKey=team"), ["Team Home"]);
    assert_eq!(titles("?ids=131075,131076"), ["Page 0001", "Page 0002"]);
    let page = server.get("/rest/api/content?spaceKey=DOCS&limit=2&expand=version").expect(200);
    assert_eq!((&page["size"], &page["start"], &page["limit"]), (&json!(2), &json!(0), &json!(2)));
    let next = "/rest/api/content?spaceKey=DOCS&expand=version&limit=2&start=2";
    assert_eq!(page["_links"]["next"], next);
    let last = server.get(next).expect(200);
    assert_eq!((last["_links"].get("next"), &last["_links"]["context"]), (None, &json!("/confluence")));
    assert_eq!(last["_links"]["prev"], "/rest/api/content?spaceKey=DOCS&expand=version&limit=2&start=0");
    assert_eq!(column(&last, "title"), ["Page 0002", "Page 0003"]);
    assert_eq!(server.get("/rest/api/content?limit=100000").expect(200)["limit"], 500);
    for (query, status) in [
        ("?type=comment", 400),
        ("?status=historical", 400),
        ("?postingDay=2026-01-01", 400),
        ("?limit=-1", 400),
        ("?start=x", 400),
        ("?start=2147483647", 200),
        ("?start=2147483648", 400),
        ("?limit=2147483648", 400),
        ("?ids=x", 400),
        ("?spaceKey=NONE", 404),
    ] {
        assert_eq!(server.get(&format!("/rest/api/content{query}")).status, status, "{query}");
    }
    let posts = server.get("/rest/api/space/DOCS/content?limit=1").expect(200);
    assert_eq!((&posts["page"]["size"], &posts["blogpost"]["results"][0]["id"]), (&json!(1), &json!(post_id)));
    let roots = server.get("/rest/api/space/DOCS/content/page?depth=root").expect(200);
    assert_eq!(column(&roots, "title"), ["Documentation Home"]);
    assert_eq!(server.get("/rest/api/space/DOCS/content/page?depth=all").expect(200)["size"], 4);
    assert_eq!(server.get("/rest/api/space/DOCS/content/comment").status, 400);
    assert_eq!(server.get("/rest/api/space/NONE/content").status, 404);
}

#[test]
fn a_scan_goes_on_behind_its_cursor() {
    let server = Server::start();
    let first = server.get("/rest/api/content/scan?spaceKey=DOCS&limit=2").expect(200);
    assert_eq!(column(&first, "id"), ["131073", "131075"]);
    assert!(first["nextCursor"].is_string());
    // A row that goes away makes nothing be skipped, as it would with a start.
    assert_eq!(server.delete("/rest/api/content/131073").status, 200);
    let second = server.get(first["_links"]["next"].as_str().unwrap()).expect(200);
    assert_eq!(column(&second, "id"), ["131076", "131077"]);
    assert_eq!((second["_links"].get("next"), second.get("nextCursor")), (None, None));
    assert_eq!(server.get("/rest/api/content/scan?cursor=x").status, 400);
    assert_eq!(server.get("/rest/api/content/scan?type=blogpost").expect(200)["size"], 0);
    assert_eq!(server.get("/rest/api/content/scan?start=1").status, 400);
}
