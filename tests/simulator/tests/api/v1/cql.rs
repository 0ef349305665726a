//! What the language finds beyond pages, and an index that is late.

use confluence_simulator::{ACCOUNT_ID, OTHER_ACCOUNT_ID};
use serde_json::{Value, json};

use super::{API, column, guarded};
use crate::client::{Reply, Site, hexadecimal};

fn search(site: &Site, path: &str, cql: &str, more: &str) -> Reply {
    site.get(&format!("{API}/{path}?cql={}{more}", hexadecimal(cql.as_bytes(), "%")))
}

fn titles(site: &Site, cql: &str) -> Vec<Value> {
    column(&search(site, "search", cql, "&limit=250").expect(200), "title")
}

#[test]
fn fields_and_functions_find_what_they_say() {
    let site = Site::start();
    let body = format!(
        "<p><ri:user ri:account-id=\"{OTHER_ACCOUNT_ID}\" /></p><ac:structured-macro ac:name=\"info\"></ac:structured-macro>"
    );
    let body = json!({"representation": "storage", "value": body});
    let post = site.send("POST", "/wiki/api/v2/blogposts", &json!({"spaceId": "98306", "title": "Post", "body": body}));
    let post = post.expect(200)["id"].as_str().unwrap().to_owned();
    let raw = json!({"representation": "raw", "value": "{}"});
    let note = json!({"type": "ac:app:note", "title": "Note", "pageId": "131075", "body": raw});
    site.send("POST", "/wiki/api/v2/custom-content", &note).expect(201);
    site.send("POST", "/wiki/api/v2/folders", &json!({"spaceId": "98305", "title": "Folder"})).expect(200);
    assert_eq!(guarded(&site, "POST", &format!("{API}/user/watch/content/131076")).status, 204);
    for (cql, found) in [
        ("type = blogpost", vec!["Post"]),
        ("type = folder", vec!["Folder"]),
        ("type = \"ac:app:note\"", vec!["Note"]),
        ("type in (blogpost, folder) order by type desc", vec!["Folder", "Post"]),
        ("type not in (page, blogpost, folder)", vec!["Note"]),
        ("container = 131075", vec!["Note"]),
        (&format!("mention = \"{OTHER_ACCOUNT_ID}\""), vec!["Post"]),
        ("mention = currentUser()", vec![]),
        ("macro = info", vec!["Post"]),
        ("watcher = currentUser()", vec!["Page 0002"]),
        ("space.title ~ \"docu\"", vec![]),
        ("space.title ~ \"docu*\" and type = folder", vec!["Folder"]),
        ("space.type = global and type = folder", vec!["Folder"]),
        ("contributor = currentUser() and title !~ \"page\" and type = page", vec!["Documentation Home", "Team Home"]),
        ("type = page and created >= startOfYear() and created <= endOfDay() and space = TEAM", vec!["Team Home"]),
        ("type = page and created < now(\"-1d\")", vec![]),
        (
            "type = page order by id desc",
            vec!["Page 0003", "Page 0002", "Page 0001", "Team Home", "Documentation Home"],
        ),
    ] {
        assert_eq!(titles(&site, cql), found, "{cql}");
    }
    let ids =
        column(&search(&site, "content/search", "type = blogpost", "&expand=body.storage,version").expect(200), "id");
    assert_eq!(ids, [post]);
}

#[test]
fn the_search_for_content_goes_on_by_cursor() {
    let site = Site::with_pages(10);
    let mut part = search(&site, "content/search", "type = page", "&limit=5").expect(200);
    let mut seen = column(&part, "id");
    while let Some(next) = part["_links"]["next"].as_str() {
        assert!(next.starts_with("/rest/api/content/search?cursor="), "{next}");
        part = site.get(&format!("/wiki{next}")).expect(200);
        seen.extend(column(&part, "id"));
    }
    assert_eq!(seen.len(), 12);
    assert_eq!(search(&site, "content/search", "type ~", "").status, 400);
}

#[test]
fn users_are_searched_for_apart() {
    let site = Site::start();
    for (cql, found) in [
        ("user.fullname ~ \"other\"", vec!["Other User"]),
        ("user = currentUser()", vec!["Example User"]),
        (&format!("user.accountid in (\"{ACCOUNT_ID}\", \"{OTHER_ACCOUNT_ID}\")"), vec!["Example User", "Other User"]),
    ] {
        let list = search(&site, "search/user", cql, "").expect(200);
        assert_eq!(column(&list, "title"), found, "{cql}");
        assert_eq!(list["totalSize"], found.len());
    }
    let second = search(&site, "search/user", "type = user", "&start=1&limit=1").expect(200);
    assert_eq!(column(&second, "title"), ["Other User"]);
    assert_eq!(search(&site, "search/user", "title ~ \"a\"", "").status, 400);
    assert_eq!(search(&site, "search", "user.fullname ~ \"a\"", "").status, 400);
}

#[test]
fn an_index_that_is_late_shows_what_was_before() {
    let site = Site::start();
    let id = site.page("Old");
    site.simulator.hold_index();
    site.page("New");
    let body = json!({"representation": "storage", "value": "<p>changed</p>"});
    let update = json!({"id": id, "status": "current", "title": "Changed", "body": body, "version": {"number": 2}});
    site.send("PUT", &format!("/wiki/api/v2/pages/{id}"), &update).expect(200);
    let comment = json!({"pageId": id, "body": body});
    site.send("POST", "/wiki/api/v2/footer-comments", &comment).expect(201);
    let counts = || ["title = New", "title = Old", "text ~ changed"].map(|cql| titles(&site, cql).len());
    assert_eq!(counts(), [0, 1, 0]);
    site.simulator.release_index();
    assert_eq!(counts(), [1, 0, 2]);
    let control = |what: &str| site.try_send("POST", &format!("/_simulator/index/{what}"), &[], b"").unwrap().status;
    assert_eq!(control("hold"), 204);
    site.page("Newer");
    assert_eq!(titles(&site, "title = Newer").len(), 0);
    assert_eq!((control("release"), titles(&site, "title = Newer").len()), (204, 1));
}
