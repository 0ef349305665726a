//! Properties of everything that has some.

use serde_json::{Value, json};

use super::things::Things;

const OWNERS: [&str; 9] = [
    "pages",
    "blogposts",
    "custom-content",
    "whiteboards",
    "databases",
    "embeds",
    "folders",
    "attachments",
    "comments",
];

#[test]
fn they_come_change_and_go_with_every_owner() {
    let things = Things::make();
    let site = &things.site;
    for owner in OWNERS.into_iter().chain(["spaces"]) {
        let path = format!("{}/properties", things.path(owner));
        let made = site.send("POST", &path, &json!({"key": "color", "value": {"red": 1}}));
        let made = made.expect(if owner == "spaces" { 201 } else { 200 });
        let id = made["id"].as_str().unwrap();
        assert_eq!(
            (&made["key"], &made["value"]["red"], &made["version"]["number"]),
            (&json!("color"), &json!(1), &json!(1))
        );
        assert_eq!(site.send("POST", &path, &json!({"key": "color", "value": 2})).status, 409, "{owner}");
        site.send("POST", &path, &json!({"key": "alpha", "value": [1]}));
        let keys = |query: &str| -> Vec<Value> {
            let list = site.get(&format!("{path}{query}")).expect(200);
            list["results"].as_array().unwrap().iter().map(|row| row["key"].clone()).collect()
        };
        assert_eq!(keys(""), ["color", "alpha"], "{owner}");
        assert_eq!(keys("?key=alpha"), ["alpha"], "{owner}");
        if owner != "spaces" {
            assert_eq!(keys("?sort=key"), ["alpha", "color"], "{owner}");
        }
        let one = format!("{path}/{id}");
        assert_eq!(site.get(&one).expect(200), made, "{owner}");
        let change = |number: u64, key: &str| {
            let body = json!({"key": key, "value": "blue", "version": {"number": number, "message": "why"}});
            site.send("PUT", &one, &body)
        };
        assert_eq!(change(1, "color").status, 409, "{owner}");
        assert_eq!(change(3, "color").status, 409, "{owner}");
        assert_eq!(change(2, "colour").status, 400, "{owner}");
        let changed = change(2, "color").expect(200);
        assert_eq!((&changed["value"], &changed["version"]["message"]), (&json!("blue"), &json!("why")), "{owner}");
        assert_eq!(site.delete(&one).status, 204, "{owner}");
        assert_eq!(site.delete(&one).status, 404, "{owner}");
        assert_eq!(site.get(&one).status, 404, "{owner}");
    }
}

#[test]
fn what_is_no_property_is_refused() {
    let things = Things::make();
    let path = format!("{}/properties", things.path("pages"));
    for body in [
        json!({"value": 1}),
        json!({"key": "k"}),
        json!({"key": 1, "value": 1}),
        json!({"key": "", "value": 1}),
        json!({"key": "k".repeat(256), "value": 1}),
        json!({"key": "k", "value": 1, "more": 1}),
        json!([]),
    ] {
        assert_eq!(things.site.send("POST", &path, &body).status, 400, "{body}");
    }
    for owner in OWNERS {
        assert_eq!(things.site.get(&format!("/wiki/api/v2/{owner}/77/properties")).status, 404, "{owner}");
    }
}
