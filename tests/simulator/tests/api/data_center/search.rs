//! Queries, and what the instance says about itself.

use serde_json::{Value, json};

use super::server::{Server, column, page};
use crate::app::encoded;

#[test]
fn a_search_finds_content_spaces_and_people() {
    let server = Server::start();
    let mut post = page("Harbour news", "<p>about the lighthouse</p>");
    post["type"] = json!("blogpost");
    let post = server.create(&post);
    server.send("POST", &format!("/rest/api/content/{post}/label"), &json!([{"name": "sea"}])).expect(200);
    let comment = json!({
        "type": "comment",
        "container": {"id": "131075"},
        "body": {"storage": {"value": "<p>lighthouse</p>", "representation": "storage"}},
    });
    server.create(&comment);
    server.attach("131075", "lighthouse.txt", "x");
    let titles =
        |cql: &str| column(&server.get(&format!("/rest/api/search?cql={}", encoded(cql))).expect(200), "title");
    for (cql, expected) in [
        ("type = blogpost", vec!["Harbour news"]),
        ("type in (space, user)", vec!["Documentation", "Team", "Example User"]),
        ("text ~ lighthouse", vec!["Harbour news", "Re: Page 0001", "lighthouse.txt"]),
        ("label = sea", vec!["Harbour news"]),
        ("space = TEAM and type = page", vec!["Team Home"]),
        ("parent = 131073 order by title desc", vec!["Page 0003", "Page 0002", "Page 0001"]),
        ("ancestor = 131073 and type != page order by created", vec!["Re: Page 0001", "lighthouse.txt"]),
        ("id = 131075", vec!["Page 0001"]),
        ("title = \"page 0002\"", vec!["Page 0002"]),
        ("creator = currentUser() and type = blogpost", vec!["Harbour news"]),
        ("creator = user and type = blogpost", vec!["Harbour news"]),
        ("creator = other", vec![]),
        ("space = NONE", vec![]),
        ("created > 2026-01-01 and lastmodified >= 2027-01-01", vec![]),
    ] {
        assert_eq!(titles(cql), expected, "{cql}");
    }
    let found = server.get("/rest/api/search?cql=type=blogpost&expand=content.version&excerpt=none").expect(200);
    let row = &found["results"][0];
    assert_eq!((&row["content"]["id"], &row["content"]["version"]["number"]), (&json!(post), &json!(1)));
    assert_eq!((&row["entityType"], &row["excerpt"]), (&json!("content"), &json!("")));
    assert_eq!(row["resultGlobalContainer"], json!({"title": "Documentation", "displayUrl": "/display/DOCS"}));
    assert_eq!(row["url"], "/display/DOCS/2026/01/01/Harbour+news");
    assert_eq!((&found["totalSize"], &found["cqlQuery"]), (&json!(1), &json!("type=blogpost")));
    let excerpt = server.get("/rest/api/search?cql=type=blogpost").expect(200)["results"][0]["excerpt"].clone();
    assert_eq!(excerpt, "about the lighthouse");
    assert_eq!(server.send("PUT", "/rest/api/space/DOCS/archive", &Value::Null).status, 204);
    assert_eq!(titles("type = blogpost"), [""; 0]);
    assert_eq!(server.get("/rest/api/search?cql=type=blogpost&includeArchivedSpaces=true").expect(200)["size"], 1);
}

#[test]
fn a_search_goes_on_by_start() {
    let server = Server::start();
    for path in ["/rest/api/search", "/rest/api/content/search"] {
        let first = server.get(&format!("{path}?cql=type=page%20order%20by%20title&limit=2")).expect(200);
        assert_eq!((&first["size"], &first["totalSize"], &first["start"]), (&json!(2), &json!(5), &json!(0)));
        let mut seen = column(&first, "title");
        let mut next = first["_links"]["next"].as_str().map(str::to_owned);
        assert_eq!(
            next.as_deref(),
            Some(format!("{path}?cql=type%3Dpage%20order%20by%20title&limit=2&start=2").as_str())
        );
        while let Some(target) = next {
            let part = server.get(&target).expect(200);
            seen.extend(column(&part, "title"));
            next = part["_links"]["next"].as_str().map(str::to_owned);
        }
        assert_eq!(seen, ["Documentation Home", "Page 0001", "Page 0002", "Page 0003", "Team Home"]);
    }
    // Which status a wrong query has is told apart in the document.
    for (target, status) in [
        ("/rest/api/search?cql=nonsense", 400),
        ("/rest/api/search", 400),
        ("/rest/api/search?cql=type=page&excerpt=odd", 400),
        ("/rest/api/search?cql=type=page&cqlcontext=odd", 400),
        ("/rest/api/search?cql=type=page&expand=body", 400),
        ("/rest/api/content/search?cql=nonsense", 404),
        ("/rest/api/content/search", 404),
        ("/rest/api/content/search?cql=type=page&excerpt=none", 400),
    ] {
        assert_eq!(server.get(target).status, status, "{target}");
    }
    let context = "/rest/api/content/search?cql=type=space&cqlcontext=%7B%22spaceKey%22:%22DOCS%22%7D";
    assert_eq!(server.get(context).expect(200)["size"], 0);
}

#[test]
fn colors_are_set_for_all_and_for_a_space() {
    let server = Server::start();
    let (other, _) = server.add_user("other");
    let link = |target: &str| server.get(target).expect(200)["colorSchemeModelLight"]["linkColor"].clone();
    let (all, one) = ("/rest/api/color-scheme", "/rest/api/space/DOCS/color-scheme");
    let first = link(all);
    assert_eq!(link(&format!("{all}/default")), first);
    let blue = json!({"colorSchemeModelLight": {"linkColor": "#00f"}});
    let red = json!({"colorSchemeModelLight": {"linkColor": "#ff0000"}});
    server.send("PUT", all, &blue).expect(200);
    assert_eq!((link(all), link(one)), (json!("#00f"), json!("#00f")));
    server.send("PUT", one, &red).expect(200);
    assert_eq!((link(all), link(one)), (json!("#00f"), json!("#ff0000")));
    assert_eq!(server.get(&format!("{one}/type")).expect(200), json!({"type": "custom"}));
    server.send("PUT", &format!("{one}/type"), &json!({"type": "global"})).expect(200);
    assert_eq!(link(one), "#00f");
    server.send("PUT", &format!("{one}/type"), &json!({"type": "custom"})).expect(200);
    assert_eq!(link(one), "#ff0000");
    server.send("PUT", &format!("{one}/reset"), &Value::Null).expect(200);
    server.send("PUT", &format!("{all}/reset"), &Value::Null).expect(200);
    assert_eq!((link(all), link(one)), (first.clone(), first));
    for (target, body) in [
        (all, json!({"colorSchemeModelLight": {"linkColor": "blue"}})),
        (all, json!({"linkColor": "#00f"})),
        (one, json!({"colorSchemeModelDark": {"oddColor": "#00f"}})),
        ("/rest/api/space/DOCS/color-scheme/type", json!({"type": "odd"})),
    ] {
        assert_eq!(server.send("PUT", target, &body).status, 400, "{body}");
    }
    for target in [all, one, "/rest/api/color-scheme/reset", "/rest/api/space/DOCS/color-scheme/reset"] {
        assert_eq!(server.send_as(&other, "PUT", target, &blue).status, 403, "{target}");
    }
}

#[test]
fn the_instance_tells_about_itself() {
    let server = Server::start();
    let (other, _) = server.add_user("other");
    assert_eq!(server.get("/rest/api/accessmode").expect(200), "READ_WRITE");
    let about = server.get("/rest/api/server-information").expect(200);
    assert_eq!(about["version"], "10.0.3");
    assert!(about["baseUrl"].as_str().unwrap().ends_with("/confluence"));
    assert_eq!(server.get("/rest/api/instance-metrics").expect(200), json!({"pages": 5, "spaces": 2, "users": 2}));
    assert_eq!(server.get("/rest/api/cluster/nodes").expect(200)["results"][0]["nodeId"], 1);
    for target in ["instance-metrics", "cluster/nodes", "admin/users/list/active"] {
        let target = format!("/rest/api/{target}");
        assert_eq!(server.send_as(&other, "GET", &target, &Value::Null).status, 403, "{target}");
    }
}
