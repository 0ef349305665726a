//! Users and their access.

use confluence_simulator::{ACCOUNT_ID, OTHER_ACCOUNT_ID};
use serde_json::json;

use crate::client::Site;

#[test]
fn they_are_looked_up_by_id() {
    let site = Site::start();
    let bulk = |ids: serde_json::Value| site.send("POST", "/wiki/api/v2/users-bulk", &json!({"accountIds": ids}));
    let found = bulk(json!([OTHER_ACCOUNT_ID, "nobody", ACCOUNT_ID])).expect(200);
    let names: Vec<_> = found["results"].as_array().unwrap().iter().map(|row| row["displayName"].clone()).collect();
    assert_eq!(names, ["Other User", "Example User"]);
    assert_eq!(bulk(json!(vec!["x"; 251])).status, 400);
    assert_eq!(bulk(json!("x")).status, 400);
}

#[test]
fn addresses_have_access_or_are_invited() {
    let site = Site::start();
    let send = |what: &str, emails: serde_json::Value| {
        site.send("POST", &format!("/wiki/api/v2/user/access/{what}-by-email"), &json!({"emails": emails}))
    };
    let checked = send("check-access", json!(["user@example.com", "new@example.com", "nonsense"])).expect(200);
    assert_eq!(checked, json!({"emailsWithoutAccess": ["new@example.com"], "invalidEmails": ["nonsense"]}));
    assert_eq!(send("invite", json!(["new@example.com"])).status, 200);
    assert_eq!(send("invite", json!(["nonsense"])).status, 400);
    assert_eq!(send("invite", json!(vec!["a@b"; 101])).status, 400);
}
