//! The bodies of macros.

use serde_json::json;

use super::API;
use crate::client::Site;

#[test]
fn a_macro_is_found_by_its_id() {
    let site = Site::start();
    let storage = "<ac:structured-macro ac:name=\"info\" ac:macro-id=\"m-1\"><ac:parameter ac:name=\"title\">T</ac:parameter>\
                   <ac:rich-text-body><p>inside</p></ac:rich-text-body></ac:structured-macro>";
    let body = json!({"spaceId": "98305", "title": "M", "body": {"representation": "storage", "value": storage}});
    let id = site.send("POST", "/wiki/api/v2/pages", &body).expect(200)["id"].as_str().unwrap().to_owned();
    let base = format!("{API}/content/{id}/history/1/macro/id/m-1");
    let found = site.get(&base).expect(200);
    assert_eq!(
        (&found["name"], &found["body"], &found["parameters"]["title"]["value"]),
        (&json!("info"), &json!("<p>inside</p>"), &json!("T"))
    );
    assert_eq!(site.get(&format!("{base}/convert/export_view")).expect(200)["value"], "<p>inside</p>");
    assert_eq!(site.get(&format!("{base}/convert/wiki")).status, 400);
    let begun = site.get(&format!("{base}/convert/async/export_view")).expect(200);
    let result = format!("{API}/contentbody/convert/async/{}", begun["asyncId"].as_str().unwrap());
    site.get(&result).expect(200);
    assert_eq!(site.get(&result).expect(200)["value"], "<p>inside</p>");
    for gone in ["history/2/macro/id/m-1", "history/1/macro/id/m-2"] {
        assert_eq!(site.get(&format!("{API}/content/{id}/{gone}")).status, 404, "{gone}");
    }
}

#[test]
fn what_stands_below_a_page_is_listed_by_type() {
    let site = Site::start();
    let comment = json!({"pageId": "131073", "body": {"representation": "storage", "value": "<p>c</p>"}});
    site.send("POST", "/wiki/api/v2/footer-comments", &comment).expect(201);
    let base = format!("{API}/content/131073/descendant");
    let all = site.get(&format!("{base}?expand=page")).expect(200);
    assert_eq!((&all["page"]["size"], all["_expandable"]["comment"].is_string()), (&json!(3), true));
    for (rest, size) in [("page", 3), ("page?depth=root&limit=2", 2), ("comment", 1), ("attachment", 0)] {
        assert_eq!(site.get(&format!("{base}/{rest}")).expect(200)["size"], size, "{rest}");
    }
    assert_eq!(site.get(&format!("{base}/page?depth=0")).status, 400);
    assert_eq!(site.get(&format!("{base}/folder")).status, 400);
    assert_eq!(site.get(&format!("{API}/content/7/descendant")).status, 404);
}
