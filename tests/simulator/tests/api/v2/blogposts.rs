//! Blog posts: pages that stand in no tree.

use serde_json::{Value, json};

use super::things::{Things, attach};

#[test]
fn they_are_listed_found_changed_and_trashed_like_pages() {
    let things = Things::make();
    let site = &things.site;
    let (id, path) = (things.id("blogposts"), things.path("blogposts"));
    let ids = |target: &str| -> Vec<Value> {
        let list = site.get(target).expect(200);
        list["results"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect()
    };
    for list in
        ["/wiki/api/v2/blogposts", "/wiki/api/v2/spaces/98305/blogposts", "/wiki/api/v2/blogposts?title=the%20post"]
    {
        assert_eq!(ids(list), [id], "{list}");
    }
    assert_eq!(ids("/wiki/api/v2/spaces/98306/blogposts"), [""; 0]);
    assert_eq!(site.get("/wiki/api/v2/blogposts?status=archived").status, 400);
    let post = site.get(&format!("{path}?body-format=storage&include-labels=true&include-versions=true")).expect(200);
    assert_eq!((post.get("parentId"), &post["title"]), (None, &json!("The post")));
    assert_eq!(post["_links"]["webui"], format!("/spaces/DOCS/blog/2026/01/01/{id}/The+post"));
    assert_eq!(site.get(&format!("/wiki/api/v2/pages/{id}")).status, 404);
    assert_eq!(site.send("POST", "/wiki/api/v2/blogposts", &json!({"spaceId": "98305"})).status, 400);
    let file = attach(site, id, "b.txt");
    let files = site.get(&format!("{path}/attachments")).expect(200);
    assert_eq!((&files["results"][0]["id"], &files["results"][0]["blogPostId"]), (&json!(file), &json!(id)));
    assert_eq!(site.delete(&path).status, 204);
    assert_eq!(site.get(&path).expect(200)["status"], "trashed");
    assert_eq!(site.delete(&format!("{path}?purge=true")).status, 204);
    assert_eq!(site.get(&path).status, 404);
}

#[test]
fn drafts_are_kept_apart() {
    let things = Things::make();
    let draft = json!({"spaceId": "98305", "status": "draft"});
    let draft = things.site.send("POST", "/wiki/api/v2/blogposts", &draft).expect(200);
    let path = format!("/wiki/api/v2/blogposts/{}", draft["id"].as_str().unwrap());
    assert_eq!(things.site.get(&path).status, 404);
    assert_eq!(things.site.get(&format!("{path}?get-draft=true")).expect(200)["status"], "draft");
    assert_eq!(things.site.delete(&format!("{path}?draft=true")).status, 204);
}
