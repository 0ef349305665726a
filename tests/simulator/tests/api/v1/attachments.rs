//! What of an attachment changes without its content.

use serde_json::{Value, json};

use super::API;
use crate::client::Site;

#[test]
fn name_comment_type_and_place_change() {
    let site = Site::start();
    let form = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nx\r\n--b\r\n\
                content-disposition: form-data; name=\"minorEdit\"\r\n\r\ntrue\r\n--b--\r\n";
    let headers = [("x-atlassian-token", "no-check"), ("content-type", "multipart/form-data; boundary=b")];
    let made = site.try_send("POST", &format!("{API}/content/131075/child/attachment"), &headers, form.as_bytes());
    let id = made.unwrap().expect(200)["results"][0]["id"].as_str().unwrap().to_owned();
    let target = format!("{API}/content/131075/child/attachment/{id}");
    let change = |number: u64, more: Value| {
        let when = "2026-01-01T00:00:00.000Z";
        let mut body =
            json!({"id": id, "type": "attachment", "version": {"number": number, "minorEdit": true, "when": when}});
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        site.send("PUT", &target, &body)
    };
    assert_eq!(change(2, json!({})).status, 409);
    assert_eq!(change(1, json!({"container": {"id": "7"}})).status, 404);
    assert_eq!(change(1, json!({"more": 1})).status, 400);
    let more = json!({"title": "b.txt", "metadata": {"mediaType": "text/plain"}, "container": {"id": "131076", "type": "page"}});
    let changed = change(1, more).expect(200);
    assert_eq!((&changed["title"], &changed["container"]["id"]), (&json!("b.txt"), &json!("131076")));
    assert_eq!(changed["extensions"]["mediaType"], "text/plain");
    assert_eq!(change(1, json!({})).status, 404, "it is elsewhere now");
    let list = site.get("/wiki/api/v2/pages/131076/attachments").expect(200);
    assert_eq!(list["results"][0]["id"], id.as_str());
}
