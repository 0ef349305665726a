//! What belongs to the site as a whole.

use std::time::Duration;

use confluence_simulator::Options;
use serde_json::{Value, json};

use super::things::Things;
use crate::app::App;
use crate::client::{Site, basic};

#[test]
fn an_admin_key_works_for_a_while() {
    let site = Site::start();
    let target = "/wiki/api/v2/admin-key";
    assert_eq!(site.get(target).status, 404);
    let default = site.try_send("POST", target, &[], b"").unwrap().expect(200);
    assert_eq!(default["expirationTime"], "2026-01-01T00:10:00.000Z");
    assert_eq!(
        site.send("POST", target, &json!({"durationInMinutes": 20})).expect(200)["expirationTime"],
        "2026-01-01T00:20:00.000Z"
    );
    assert_eq!(site.send("POST", target, &json!({"durationInMinutes": -1})).status, 400);
    site.simulator.advance(Duration::from_mins(19));
    site.get(target).expect(200);
    site.simulator.advance(Duration::from_mins(1));
    assert_eq!(site.get(target).status, 404);
    site.send("POST", target, &json!({})).expect(200);
    assert_eq!((site.delete(target).status, site.get(target).status), (204, 404));
    let other = basic("other.user@example.com", "simulator-other-api-token");
    let headers = [("host", "acme.atlassian.net"), ("authorization", other.as_str())];
    let refused = crate::client::send(&site.simulator.site_origin(), "POST", target, &headers, b"").unwrap();
    assert_eq!(refused.status, 404);
}

#[test]
fn ids_are_told_apart_by_type() {
    let things = Things::make();
    let kinds = [
        ("pages", "page"),
        ("blogposts", "blogpost"),
        ("custom-content", "ac:app:note"),
        ("whiteboards", "whiteboard"),
        ("attachments", "attachment"),
        ("footer-comments", "footer-comment"),
        ("inline-comments", "inline-comment"),
    ];
    let mut ids: Vec<Value> = kinds.iter().map(|(owner, _)| json!(things.id(owner))).collect();
    ids.push(json!(7));
    let convert =
        |ids: Value| things.site.send("POST", "/wiki/api/v2/content/convert-ids-to-types", &json!({"contentIds": ids}));
    let found = convert(json!(ids)).expect(200);
    for (owner, kind) in kinds {
        assert_eq!(found["results"][things.id(owner)], kind);
    }
    assert_eq!(found["results"]["7"], Value::Null);
    assert_eq!(convert(json!(vec!["1"; 101])).status, 400);
    assert_eq!(convert(json!([{}])).status, 400);
}

#[test]
fn nothing_is_blocked_by_data_policies() {
    let site = Site::start();
    assert_eq!(site.get("/wiki/api/v2/data-policies/metadata").expect(200), json!({"anyContentBlocked": false}));
    let list = site.get("/wiki/api/v2/data-policies/spaces?sort=-key&limit=1").expect(200);
    assert_eq!(
        (&list["results"][0]["key"], &list["results"][0]["dataPolicy"]["anyContentBlocked"]),
        (&json!("TEAM"), &json!(false))
    );
    assert!(list["_links"]["next"].is_string());
}

#[test]
fn only_an_app_in_its_own_name_has_properties() {
    let scopes = ["read:app-data:confluence", "write:app-data:confluence"].map(str::to_owned).to_vec();
    let app = App::with(Options { service_scopes: scopes, ..Options::default() });
    let own = basic("service@example.com", "simulator-service-api-token");
    let path =
        |rest: &str| format!("/ex/confluence/{}/wiki/api/v2/app/properties{rest}", confluence_simulator::CLOUD_ID);
    let put = |key: &str| app.call("PUT", &path(&format!("/{key}")), &own, b"{\"a\":1}").status;
    assert_eq!((put("k"), put("k"), put(&"k".repeat(128))), (201, 200, 400));
    assert_eq!(app.api(&path("/k"), &own).expect(200), json!({"key": "k", "value": {"a": 1}}));
    assert_eq!(app.api(&path(""), &own).expect(200)["results"][0]["key"], "k");
    assert_eq!(app.call("DELETE", &path("/k"), &own, b"").status, 204);
    assert_eq!(app.api(&path("/k"), &own).status, 404);
    let person = basic("user@example.com", "simulator-api-token");
    assert_eq!(app.api(&path(""), &person).status, 403);
}
