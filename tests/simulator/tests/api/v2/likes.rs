//! Likes of everything that can be liked.

use confluence_simulator::{ACCOUNT_ID, OTHER_ACCOUNT_ID};
use serde_json::json;

use super::things::Things;

#[test]
fn they_are_counted_and_named() {
    let things = Things::make();
    for owner in ["pages", "blogposts", "footer-comments", "inline-comments"] {
        let id = things.id(owner).parse().unwrap();
        assert!(things.site.simulator.like(id, ACCOUNT_ID) && things.site.simulator.like(id, OTHER_ACCOUNT_ID));
        assert!(things.site.simulator.like(id, ACCOUNT_ID), "liking twice is liking once");
        let path = format!("{}/likes", things.path(owner));
        assert_eq!(things.site.get(&format!("{path}/count")).expect(200), json!({"count": 2}), "{owner}");
        let first = things.site.get(&format!("{path}/users?limit=1")).expect(200);
        assert_eq!(first["results"], json!([{"accountId": ACCOUNT_ID}]), "{owner}");
        let next = first["_links"]["next"].as_str().unwrap();
        assert_eq!(things.site.get(next).expect(200)["results"], json!([{"accountId": OTHER_ACCOUNT_ID}]), "{owner}");
        // Of all lists this one takes a limit of nothing.
        assert_eq!(things.site.get(&format!("{path}/users?limit=0")).expect(200)["results"], json!([]), "{owner}");
        assert_eq!(things.site.get(&format!("/wiki/api/v2/{owner}/7/likes/count")).status, 404, "{owner}");
    }
    assert!(!things.site.simulator.like(7, ACCOUNT_ID));
}

#[test]
fn those_who_cannot_call_the_library_like_and_view_by_control_routes() {
    let things = Things::make();
    let id = things.id("pages");
    for what in ["like", "view"] {
        let control =
            |id: &str| things.site.try_send("POST", &format!("/_simulator/{what}/{id}"), &[], b"").unwrap().status;
        assert_eq!([control(id), control("7"), control("x")], [204, 404, 404], "{what}");
    }
    assert_eq!(things.site.get(&format!("{}/likes/count", things.path("pages"))).expect(200)["count"], 1);
    let views = format!("/wiki/rest/api/analytics/content/{id}/views");
    assert_eq!(things.site.get(&views).expect(200)["count"], 1);
}
