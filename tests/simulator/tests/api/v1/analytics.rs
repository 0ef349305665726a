//! Views and viewers.

use confluence_simulator::{ACCOUNT_ID, OTHER_ACCOUNT_ID};
use serde_json::json;

use super::API;
use crate::client::Site;

#[test]
fn views_and_those_who_viewed_are_counted() {
    let site = Site::start();
    for account in [ACCOUNT_ID, ACCOUNT_ID, OTHER_ACCOUNT_ID] {
        assert!(site.simulator.view(131_075, account));
    }
    assert!(!site.simulator.view(7, ACCOUNT_ID));
    let count = |rest: &str| site.get(&format!("{API}/analytics/content/131075/{rest}")).expect(200);
    assert_eq!(count("views"), json!({"id": 131_075, "count": 3}));
    assert_eq!(count("viewers"), json!({"id": 131_075, "count": 2}));
    assert_eq!(count("views?fromDate=2026-01-02T00:00:00.000Z")["count"], 0);
    assert_eq!(site.get(&format!("{API}/analytics/content/131075/views?fromDate=soon")).status, 400);
    assert_eq!(site.get(&format!("{API}/analytics/content/7/viewers")).status, 404);
}
