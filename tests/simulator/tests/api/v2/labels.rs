//! Labels of everything that has some, and what carries them.

use serde_json::{Value, json};

use super::things::Things;

fn names(list: &Value) -> Vec<&str> {
    list["results"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect()
}

#[test]
fn they_are_listed_with_their_owner_and_lead_back_to_it() {
    let things = Things::make();
    let site = &things.site;
    for owner in ["pages", "blogposts", "custom-content", "attachments"] {
        let add = format!("/wiki/rest/api/content/{}/label", things.id(owner));
        site.send("POST", &add, &json!([{"prefix": "global", "name": "b"}, {"prefix": "my", "name": "a"}])).expect(200);
        let path = format!("{}/labels", things.path(owner));
        assert_eq!(names(&site.get(&path).expect(200)), ["b", "a"], "{owner}");
        assert_eq!(names(&site.get(&format!("{path}?sort=name")).expect(200)), ["a", "b"], "{owner}");
        assert_eq!(names(&site.get(&format!("{path}?prefix=my")).expect(200)), ["a"], "{owner}");
        assert_eq!(site.get(&format!("{path}?prefix=theirs")).status, 400, "{owner}");
    }
    let all = site.get("/wiki/api/v2/labels?prefix=global").expect(200);
    assert_eq!(names(&all), ["b"]);
    let id = all["results"][0]["id"].as_str().unwrap();
    for owner in ["pages", "blogposts", "attachments"] {
        let found = site.get(&format!("/wiki/api/v2/labels/{id}/{owner}")).expect(200);
        assert_eq!(found["results"][0]["id"], things.id(owner), "{owner}");
        assert_eq!(site.get(&format!("/wiki/api/v2/labels/1/{owner}")).status, 404, "{owner}");
    }
    assert_eq!(names(&site.get(&format!("/wiki/api/v2/labels?label-id={id}")).expect(200)), ["b"]);
    assert_eq!(names(&site.get("/wiki/api/v2/spaces/98305/content/labels").expect(200)), ["b", "a"]);
    assert_eq!(names(&site.get("/wiki/api/v2/spaces/98305/labels").expect(200)), [""; 0]);
}
