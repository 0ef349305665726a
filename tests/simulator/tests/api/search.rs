//! Searching by CQL.

use serde_json::{Value, json};

use crate::client::{Reply, Site, hexadecimal};

fn search(site: &Site, cql: &str, more: &str) -> Reply {
    let cql = hexadecimal(cql.as_bytes(), "%");
    site.get(&format!("/wiki/rest/api/search?cql={cql}{more}"))
}

fn titles(site: &Site, cql: &str) -> Vec<String> {
    let found = search(site, cql, "&limit=250").expect(200);
    let rows = found["results"].as_array().unwrap().iter();
    rows.map(|row| row["title"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn conditions_find_what_they_say() {
    let site = Site::start();
    site.send("POST", "/wiki/rest/api/content/131076/label", &json!({"prefix": "global", "name": "red"})).expect(200);
    let comment = json!({"pageId": "131077", "body": {"representation": "storage", "value": "<p>splendid</p>"}});
    site.send("POST", "/wiki/api/v2/footer-comments", &comment).expect(201);
    for (cql, expected) in [
        ("type = page and space = TEAM", &["Team Home"][..]),
        ("space.key = 'DOCS' and title ~ \"home\"", &["Documentation Home"]),
        ("title = \"page 0002\"", &["Page 0002"]),
        ("text ~ \"filler0003\"", &["Page 0003"]),
        ("text ~ \"splendid\"", &["Re: Page 0003"]),
        ("type = comment", &["Re: Page 0003"]),
        ("label = red", &["Page 0002"]),
        ("id = 131075", &["Page 0001"]),
        ("id in (131075, 131077) order by title desc", &["Page 0003", "Page 0001"]),
        ("parent = 131073 and not (id = 131076 or title = \"Page 0003\")", &["Page 0001"]),
        ("ancestor = 131073 and type = page and id != 131075", &["Page 0002", "Page 0003"]),
        ("type = page and created < \"2026-01-01 00:00\"", &[]),
        ("type = page and lastmodified >= 2026-01-01 and space = TEAM", &["Team Home"]),
        ("space = NOSUCH", &[]),
        ("type = attachment", &[]),
        (
            "order by created",
            &["Documentation Home", "Team Home", "Page 0001", "Page 0002", "Page 0003", "Re: Page 0003"],
        ),
    ] {
        assert_eq!(titles(&site, cql), expected, "{cql}");
    }
}

#[test]
fn a_result_has_the_shape_of_v1() {
    let site = Site::start();
    let found = search(&site, "title = \"Page 0001\"", "").expect(200);
    assert_eq!(
        (&found["start"], &found["limit"], &found["size"], &found["totalSize"]),
        (&0.into(), &25.into(), &1.into(), &1.into())
    );
    assert_eq!(found["cqlQuery"], "title = \"Page 0001\"");
    assert_eq!(found["_links"]["base"], "https://acme.atlassian.net/wiki");
    assert_eq!(found["_links"]["context"], "/wiki");
    let row = &found["results"][0];
    assert_eq!((&row["content"]["id"], &row["content"]["type"]), (&"131075".into(), &"page".into()));
    assert_eq!(row["url"], "/spaces/DOCS/pages/131075/Page+0001");
    assert_eq!(row["resultGlobalContainer"], json!({"title": "Documentation", "displayUrl": "/spaces/DOCS"}));
    assert_eq!(row["lastModified"], "2026-01-01T00:00:04.000Z");
    assert_eq!(row["friendlyLastModified"], "Jan 01, 2026");
    assert!(row["excerpt"].as_str().unwrap().contains("filler0001"));
    assert_eq!(search(&site, "title = \"Page 0001\"", "&excerpt=none").expect(200)["results"][0]["excerpt"], "");
}

#[test]
fn only_the_cursor_leads_on() {
    let site = Site::with_pages(120);
    let first = search(&site, "type = page", "&limit=50&excerpt=none").expect(200);
    assert_eq!(
        search(&site, "type = page", "&limit=50&excerpt=none&start=50").expect(200)["results"],
        first["results"]
    );
    let (mut seen, mut part) = (Vec::new(), first);
    loop {
        seen.extend(part["results"].as_array().unwrap().iter().map(|row| row["content"]["id"].clone()));
        let Some(next) = part["_links"]["next"].as_str() else { break };
        assert!(next.starts_with("/rest/api/search?next=true&cursor=%2B%2B"), "{next}");
        assert!(!next.contains("excerpt"), "{next}");
        part = site.get(&format!("/wiki{next}")).expect(200);
    }
    assert_eq!(seen.len(), 122);
    seen.dedup();
    assert_eq!(seen.len(), 122);
}

#[test]
fn the_archive_and_the_trash_are_not_searched() {
    let site = Site::start();
    assert!(site.simulator.archive_page(131_075));
    site.delete("/wiki/api/v2/pages/131076").expect(204);
    assert_eq!(titles(&site, "parent = 131073"), ["Page 0003"]);
}

#[test]
fn what_is_no_query_is_refused() {
    let site = Site::start();
    for cql in ["", "title ~", "status = current", "user.fullname ~ \"a\"", "type = page and (space = DOCS"] {
        let refused = search(&site, cql, "").expect(400);
        let message = refused["message"].as_str().unwrap();
        assert!(message.contains("BadRequestException: Could not parse cql"), "{message}");
    }
    assert_eq!(site.get("/wiki/rest/api/search").status, 400);
}

#[test]
fn rendered_expansions_cut_the_limit() {
    let site = Site::with_pages(60);
    let found = search(&site, "type = page", "&limit=50&expand=content.body.export_view").expect(200);
    assert_eq!((&found["limit"], &found["size"]), (&Value::from(25), &Value::from(25)));
    assert_eq!(search(&site, "type = page", "&expand=nonsense").status, 400);
}
