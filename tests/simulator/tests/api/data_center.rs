//! The Data Center instance below `/confluence`.

mod belongings;
mod content;
mod files;
mod operations;
mod people;
mod scopes;
mod search;
mod server;
mod spaces;

use crate::client::{Site, basic, send};

#[test]
fn the_password_opens_it_and_the_token_does_not() {
    let site = Site::start();
    let get = |target: &str, authorization: &str| {
        send(&site.simulator.site_origin(), "GET", target, &[("authorization", authorization)], b"").unwrap()
    };
    let good = basic("user", "simulator-password");
    let user = get("/confluence/rest/api/user/current", &good).expect(200);
    assert_eq!((user["username"].as_str(), user.get("accountId")), (Some("user"), None));
    let spaces = get("/confluence/rest/api/space?limit=1", &good).expect(200);
    assert_eq!((&spaces["results"][0]["key"], &spaces["start"]), (&"DOCS".into(), &0.into()));
    assert_eq!(spaces["_links"]["next"], "/rest/api/space?limit=1&start=1");
    let last = get("/confluence/rest/api/space?limit=1&start=1", &good).expect(200);
    assert_eq!((&last["results"][0]["key"], last["_links"].get("next")), (&"TEAM".into(), None));
    for bad in [basic("user", "wrong"), basic("user@example.com", "simulator-api-token"), "Bearer x".to_owned()] {
        assert_eq!(get("/confluence/rest/api/user/current", &bad).status, 401);
    }
}
