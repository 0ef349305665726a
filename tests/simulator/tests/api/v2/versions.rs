//! Versions of everything that has some.

use serde_json::json;

use super::things::{Things, attach};

/// Makes a second version of everything that has versions.
fn change(things: &Things) {
    let site = &things.site;
    let body = json!({"representation": "storage", "value": "<p>more</p>"});
    let version = json!({"number": 2, "message": "second"});
    for owner in ["pages", "blogposts"] {
        let id = things.id(owner);
        let update = json!({"id": id, "status": "current", "title": "Two", "body": body, "version": version});
        site.send("PUT", &things.path(owner), &update).expect(200);
    }
    let custom = things.id("custom-content");
    let update = json!({
        "id": custom, "type": "ac:app:note", "status": "current", "title": "Two", "body": body, "version": version,
    });
    site.send("PUT", &things.path("custom-content"), &update).expect(200);
    for owner in ["footer-comments", "inline-comments"] {
        site.send("PUT", &things.path(owner), &json!({"body": body, "version": version})).expect(200);
    }
    attach(site, things.id("pages"), "a.txt");
}

#[test]
fn each_tells_who_when_and_what_is_next_to_it() {
    let things = Things::make();
    change(&things);
    for (owner, name) in [
        ("pages", "page"),
        ("blogposts", "blogpost"),
        ("custom-content", "custom"),
        ("footer-comments", "comment"),
        ("inline-comments", "comment"),
        ("attachments", "attachment"),
    ] {
        let path = format!("{}/versions", things.path(owner));
        let list = things.site.get(&path).expect(200);
        let rows = list["results"].as_array().unwrap();
        assert_eq!((&rows[0]["number"], &rows[1]["number"]), (&json!(2), &json!(1)), "{owner}");
        assert_eq!(rows[0][name]["id"], things.id(owner), "{owner}");
        let oldest = things.site.get(&format!("{path}?sort=modified-date&limit=1")).expect(200);
        assert_eq!(oldest["results"][0]["number"], 1, "{owner}");
        let next = oldest["_links"]["next"].as_str().unwrap();
        assert_eq!(things.site.get(next).expect(200)["results"][0]["number"], 2, "{owner}");
        let second = things.site.get(&format!("{path}/2")).expect(200);
        assert_eq!((&second["prevVersion"], second.get("nextVersion")), (&json!(1), None), "{owner}");
        assert_eq!(things.site.get(&format!("{path}/1")).expect(200)["nextVersion"], 2, "{owner}");
        assert_eq!(things.site.get(&format!("{path}/3")).status, 404, "{owner}");
        assert_eq!(things.site.get(&format!("{path}/x")).status, 400, "{owner}");
        if owner != "attachments" {
            let full = things.site.get(&format!("{path}?body-format=storage")).expect(200);
            assert_eq!(full["results"][0][name]["body"]["storage"]["value"], "<p>more</p>", "{owner}");
            assert_eq!(second["message"], "second", "{owner}");
        }
    }
}

#[test]
fn with_bodies_at_most_fifty_come_at_a_time() {
    let things = Things::make();
    let id = things.id("pages");
    for number in 2..=60 {
        let update = json!({
            "id": id, "status": "current", "title": "Many", "version": {"number": number},
            "body": {"representation": "storage", "value": "<p>x</p>"},
        });
        things.site.send("PUT", &things.path("pages"), &update).expect(200);
    }
    let count = |query: &str| {
        let list = things.site.get(&format!("{}/versions?{query}", things.path("pages"))).expect(200);
        list["results"].as_array().unwrap().len()
    };
    assert_eq!((count("limit=250"), count("limit=250&body-format=storage")), (60, 50));
}
