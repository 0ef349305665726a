//! Attachments: uploads, downloads and what is changed of them.

use serde_json::{Value, json};

use super::server::{Server, column};

const PATH: &str = "/rest/api/content/131075/child/attachment";

#[test]
fn what_goes_up_comes_down() {
    let server = Server::start();
    let attached = server.attach("131075", "a b.txt", "content");
    let id = attached["id"].as_str().unwrap();
    assert!(id.starts_with("att"), "{id}");
    assert_eq!(attached["extensions"]["fileSize"], 7);
    assert_eq!((&attached["metadata"]["mediaType"], &attached["version"]["number"]), (&json!("text/plain"), &json!(1)));
    let link = attached["_links"]["download"].as_str().unwrap();
    assert!(link.starts_with("/download/attachments/131075/a%20b.txt?version=1&modificationDate="), "{link}");
    let got = server.get(link);
    assert_eq!((got.status, got.text().as_str(), got.header("content-type")), (200, "content", Some("text/plain")));
    // The same credentials open it, and no others.
    assert_eq!(server.raw("GET", link, &[], b"").status, 401);
    for missing in ["/download/attachments/131075/none.txt", "/download/attachments/1/a%20b.txt"] {
        assert_eq!(server.get(missing).status, 404, "{missing}");
    }

    let again = server.upload(
        &format!("{PATH}/{id}/data"),
        &[("file", "c.txt", "longer content"), ("comment", "", "späte Version"), ("minorEdit", "", "true")],
    );
    let again = again.expect(200);
    assert_eq!((&again["title"], &again["version"]["number"]), (&json!("c.txt"), &json!(2)));
    assert_eq!(
        (&again["metadata"]["comment"], &again["version"]["minorEdit"]),
        (&json!("späte Version"), &json!(true))
    );
    assert_eq!(server.get("/download/attachments/131075/c.txt").text(), "longer content");
    assert_eq!(server.get("/download/attachments/131075/c.txt?version=1").text(), "content");
    assert_eq!(server.get("/download/attachments/131075/c.txt?version=3").status, 404);
    let text = server.get(&format!("{PATH}/{id}/extractedtext?limit=6")).expect(200);
    assert_eq!(text["extractedText"], "longer");

    let list = server.get(&format!("{PATH}?filename=c.txt&mediaType=text/plain&expand=version,container")).expect(200);
    assert_eq!((column(&list, "id"), &list["limit"]), (vec![id.to_owned()], &json!(50)));
    assert_eq!(server.get(&format!("{PATH}?filename=a%20b.txt")).expect(200)["size"], 0);
    assert_eq!(
        server.get(&format!("/rest/api/content/{id}?expand=container")).expect(200)["container"]["id"],
        "131075"
    );
}

#[test]
fn uploads_are_refused_that_are_not_right() {
    let server = Server::start();
    server.attach("131075", "a.txt", "one");
    let file = ("file", "b.txt", "x");
    for (status, target, parts) in [
        (400, PATH, vec![("file", "a.txt", "two")]),
        (400, PATH, vec![("comment", "", "alone")]),
        (400, PATH, vec![file, ("comment", "", "a"), ("comment", "", "b")]),
        (400, PATH, vec![file, ("minorEdit", "", "maybe")]),
        (400, PATH, vec![file, ("odd", "", "x")]),
        (400, PATH, vec![("file", "a/b.txt", "x")]),
        (404, "/rest/api/content/1/child/attachment", vec![file]),
        (404, "/rest/api/content/131075/child/attachment/att1/data", vec![file]),
        (404, "/rest/api/content/131075/child/attachment?status=draft", vec![file]),
    ] {
        let reply = server.upload(target, &parts);
        assert_eq!((reply.status, reply.json()["statusCode"].as_u64()), (status, Some(status.into())), "{parts:?}");
    }
    // A browser could be made to send this.
    let form = [("authorization", server.user.as_str()), ("content-type", "multipart/form-data; boundary=edge")];
    assert_eq!(server.raw("POST", PATH, &form, b"--edge--\r\n").status, 403);
    let plain =
        [("authorization", server.user.as_str()), ("x-atlassian-token", "no-check"), ("content-type", "text/plain")];
    assert_eq!(server.raw("POST", PATH, &plain, b"x").status, 415);
    // Cloud alone has it.
    let put = server.send("PUT", PATH, &json!({}));
    assert_eq!((put.status, put.header("allow")), (405, Some("GET, POST")));
    let twice = server.upload(
        &format!("{PATH}?allowDuplicated=true"),
        &[("file", "a.txt", "two"), ("file", "b.txt", "x"), ("comment", "", "1"), ("comment", "", "2")],
    );
    let twice = twice.expect(200);
    assert_eq!(
        (&twice["results"][0]["version"]["number"], &twice["results"][1]["metadata"]["comment"]),
        (&json!(2), &json!("2"))
    );
}

#[test]
fn attachments_are_renamed_moved_and_removed() {
    let server = Server::start();
    let id = server.attach("131075", "a.txt", "one")["id"].as_str().unwrap().to_owned();
    server.attach("131076", "b.txt", "two");
    let path = format!("{PATH}/{id}");
    let change = |version: u32, more: Value| {
        let mut body = json!({"id": id, "type": "attachment", "version": {"number": version}});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let renamed = change(1, json!({"title": "c.txt", "metadata": {"mediaType": "text/html", "comment": "why"}}));
    let renamed = server.send("PUT", &path, &renamed).expect(200);
    assert_eq!((&renamed["title"], &renamed["metadata"]["mediaType"]), (&json!("c.txt"), &json!("text/html")));
    for (status, body) in [
        (409, change(2, json!({}))),
        (400, json!({"type": "attachment"})),
        (400, json!({"version": {"number": 1}})),
        (400, change(1, json!({"id": "att1"}))),
        (400, change(1, json!({"title": "a/b"}))),
        (404, change(1, json!({"container": {"id": "1"}}))),
    ] {
        assert_eq!(server.send("PUT", &path, &body).status, status, "{body}");
    }
    let moved = |query: &str, token: Option<&str>| {
        let mut headers = vec![("authorization", server.user.as_str())];
        headers.extend(token.map(|token| ("x-atlassian-token", token)));
        server.raw("POST", &format!("{path}/move{query}"), &headers, b"").status
    };
    assert_eq!(moved("?newContentId=131076", None), 403);
    assert_eq!(moved("", Some("nocheck")), 400);
    assert_eq!(moved("?newContentId=131076&newName=b.txt", Some("nocheck")), 400);
    assert_eq!(moved("?newContentId=1", Some("nocheck")), 404);
    assert_eq!(moved("?newContentId=131076&newName=d.txt", Some("no-check")), 204);
    assert_eq!(server.get("/download/attachments/131076/d.txt").text(), "one");
    assert_eq!(server.get(&path.replace(&id, &format!("{id}/extractedtext"))).status, 404);

    let path = format!("/rest/api/content/131076/child/attachment/{id}");
    assert_eq!(server.delete(&format!("{path}/version/1")).status, 400);
    server.upload(&format!("{path}/data"), &[("file", "d.txt", "new")]).expect(200);
    assert_eq!(server.delete(&format!("{path}/version/3")).status, 404);
    assert_eq!(server.delete(&format!("{path}/version/2")).status, 204);
    assert_eq!(server.get("/download/attachments/131076/d.txt").text(), "one");
    assert_eq!(server.delete(&path).status, 204);
    assert_eq!(server.delete(&path).status, 404);
    // The other way leads through the trash.
    let other = server.attach("131075", "e.txt", "x")["id"].as_str().unwrap().to_owned();
    assert_eq!(server.delete(&format!("/rest/api/content/{other}")).status, 200);
    assert_eq!(server.get(PATH).expect(200)["size"], 0);
    assert_eq!(server.delete(&format!("/rest/api/content/{other}?status=trashed")).status, 204);
    let binary = server.attach("131075", "f.txt", "x")["id"].as_str().unwrap().to_owned();
    let kind = json!({"type": "attachment", "version": {"number": 1}, "metadata": {"mediaType": "image/png"}});
    server.send("PUT", &format!("{PATH}/{binary}"), &kind).expect(200);
    assert_eq!(server.get(&format!("{PATH}/{binary}/extractedtext")).status, 204);
}
