//! Labels that go, and what carries them.

use serde_json::json;

use super::{API, column};
use crate::client::Site;

#[test]
fn a_label_is_taken_off_by_path_or_query() {
    let site = Site::start();
    let label = format!("{API}/content/131075/label");
    let add = json!([{"prefix": "global", "name": "red"}, {"prefix": "global", "name": "a/b"}, {"prefix": "my", "name": "own"}]);
    site.send("POST", &label, &add).expect(200);
    let found = site.get(&format!("{API}/label?name=red")).expect(200);
    assert_eq!(
        found["associatedContents"]["results"],
        json!([{"contentType": "page", "contentId": 131_075, "title": "Page 0001"}])
    );
    assert_eq!(site.get(&format!("{API}/label?name=red&type=blogpost")).expect(200)["associatedContents"]["size"], 0);
    assert_eq!(site.get(&format!("{API}/label?name=blue")).status, 404);
    assert_eq!(site.get(&format!("{API}/label")).status, 400);
    assert_eq!(site.delete(&format!("{label}/red")).status, 204);
    assert_eq!(site.delete(&format!("{label}/red")).status, 404);
    assert_eq!(site.delete(&format!("{label}?name=a/b")).status, 204);
    assert_eq!(site.delete(&label).status, 400);
    assert_eq!(site.delete(&format!("{API}/content/7/label/red")).status, 404);
    let left = site.get("/wiki/api/v2/pages/131075/labels").expect(200);
    assert_eq!(column(&left, "name"), ["own"]);
}
