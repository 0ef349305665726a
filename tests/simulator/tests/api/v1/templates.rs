//! Templates.

use serde_json::{Value, json};

use super::{API, column};
use crate::client::Site;

#[test]
fn they_belong_to_the_site_or_a_space() {
    let site = Site::start();
    let target = format!("{API}/template");
    let template = |name: &str, space: Value| {
        json!({
            "name": name, "templateType": "page", "space": space, "description": "d",
            "body": {"storage": {"value": "<p>x</p>", "representation": "storage"}},
        })
    };
    let made = site.send("POST", &target, &template("Of a space", json!({"key": "DOCS"}))).expect(200);
    site.send("POST", &target, &template("Of the site", Value::Null)).expect(200);
    let names = |rest: &str| column(&site.get(&format!("{target}/{rest}")).expect(200), "name");
    assert_eq!(names("page"), ["Of the site"]);
    assert_eq!(names("page?spaceKey=DOCS"), ["Of a space"]);
    assert_eq!(names("blueprint?spaceKey=DOCS&limit=1"), ["Meeting notes"]);
    let id = made["templateId"].as_str().unwrap();
    let one = format!("{target}/{id}");
    assert_eq!(site.get(&one).expect(200)["body"]["storage"]["value"], "<p>x</p>");
    assert_eq!(
        site.get(&format!("{target}/page?spaceKey=DOCS&expand=body")).expect(200)["results"][0]["body"],
        made["body"]
    );
    let mut change = template("Changed", Value::Null);
    change["templateId"] = json!(id);
    assert_eq!(site.send("PUT", &target, &change).expect(200)["name"], "Changed");
    change["templateId"] = json!("7");
    assert_eq!(site.send("PUT", &target, &change).status, 404);
    assert_eq!(site.delete(&one).status, 204);
    // That there is none looks like a lack of rights.
    assert_eq!([site.get(&one).status, site.delete(&one).status], [403, 403]);
    let mut wrong = template("x", Value::Null);
    wrong["templateType"] = json!("blog");
    assert_eq!(site.send("POST", &target, &wrong).status, 400);
    wrong = template("x", Value::Null);
    wrong["body"] = json!({});
    assert_eq!(site.send("POST", &target, &wrong).status, 400);
    assert_eq!(site.get(&format!("{target}/page?spaceKey=NONE")).status, 404);
}
