//! Restrictions, and what they allow.

use confluence_simulator::{ACCOUNT_ID, OTHER_ACCOUNT_ID};
use serde_json::{Value, json};

use super::{API, guarded};
use crate::client::Site;

fn order(operation: &str, user: &str) -> Value {
    json!({"operation": operation, "restrictions": {"user": [{"type": "known", "accountId": user}]}})
}

fn users(list: &Value, place: usize) -> Vec<Value> {
    let users = list["results"][place]["restrictions"]["user"]["results"].as_array().unwrap();
    users.iter().map(|user| user["accountId"].clone()).collect()
}

#[test]
fn they_are_added_replaced_and_removed() {
    let site = Site::start();
    let target = format!("{API}/content/131075/restriction");
    let read = site.get(&target).expect(200);
    assert_eq!((users(&read, 0), users(&read, 1)), (vec![], vec![]));
    let added = site.send("POST", &target, &json!([order("read", ACCOUNT_ID)])).expect(200);
    assert_ne!(added["restrictionsHash"], read["restrictionsHash"]);
    let both = site.send("POST", &target, &json!({"results": [order("read", OTHER_ACCOUNT_ID)]})).expect(200);
    assert_eq!(users(&both, 0), [ACCOUNT_ID, OTHER_ACCOUNT_ID]);
    let replaced = site.send("PUT", &target, &json!([order("update", ACCOUNT_ID)])).expect(200);
    assert_eq!((users(&replaced, 0), users(&replaced, 1)), (vec![], vec![json!(ACCOUNT_ID)]));
    let by = site.get(&format!("{target}/byOperation")).expect(200);
    assert_eq!(by["update"]["restrictions"]["user"]["size"], 1);
    assert_eq!(site.get(&format!("{target}/byOperation/update")).expect(200)["operation"], "update");
    assert_eq!(site.get(&format!("{target}/byOperation/fly")).status, 404);
    assert_eq!(users(&site.delete(&target).expect(200), 1), [""; 0]);
    for (body, status) in [
        (json!([order("delete", ACCOUNT_ID)]), 400),
        (json!([order("read", "nobody")]), 404),
        (json!({}), 400),
        (json!([{"operation": "read"}]), 400),
        (json!([{"operation": "read", "restrictions": {"people": []}}]), 400),
    ] {
        assert_eq!(site.send("POST", &target, &body).status, status, "{body}");
    }
    assert_eq!(site.get(&format!("{API}/content/7/restriction")).status, 404);
}

#[test]
fn one_by_one_they_answer_by_status() {
    let site = Site::start();
    let groups = site.get(&format!("{API}/group")).expect(200);
    let group = groups["results"][0]["id"].as_str().unwrap().to_owned();
    let base = format!("{API}/content/131075/restriction/byOperation/read");
    for target in [format!("{base}/user?accountId={OTHER_ACCOUNT_ID}"), format!("{base}/byGroupId/{group}")] {
        let status = |method: &str| guarded(&site, method, &target).status;
        let seen: Vec<u16> = ["GET", "PUT", "GET", "DELETE", "GET", "DELETE"].into_iter().map(status).collect();
        assert_eq!(seen, [404, 200, 200, 200, 404, 404], "{target}");
    }
    assert_eq!(site.get(&format!("{base}/user?accountId=nobody")).status, 404);
    assert_eq!(site.get(&format!("{base}/user?username=admin")).status, 400);
    assert_eq!(site.get(&format!("{base}/byGroupId/none")).status, 404);
}

#[test]
fn they_decide_who_may_what() {
    let site = Site::start();
    let check = |content: u64, kind: &str, who: &str, operation: &str| {
        let body = json!({"subject": {"type": kind, "identifier": who}, "operation": operation});
        site.send("POST", &format!("{API}/content/{content}/permission/check"), &body)
    };
    let may = |content: u64, who: &str, operation: &str| {
        check(content, "user", who, operation).expect(200)["hasPermission"].clone()
    };
    assert_eq!(may(131_075, OTHER_ACCOUNT_ID, "delete"), true);
    let restrict = |content: u64, operation: &str| {
        let target = format!("{API}/content/{content}/restriction");
        site.send("POST", &target, &json!([order(operation, ACCOUNT_ID)])).expect(200);
    };
    restrict(131_075, "update");
    let others =
        |content: u64| ["read", "update", "delete"].map(|operation| may(content, OTHER_ACCOUNT_ID, operation) == true);
    assert_eq!((others(131_075), others(131_076)), ([true, false, false], [true; 3]));
    // The homepage stands above both.
    restrict(131_073, "read");
    assert_eq!((others(131_075), others(131_076)), ([false; 3], [false; 3]));
    assert_eq!(may(131_075, ACCOUNT_ID, "update"), true);
    assert_eq!(check(131_075, "group", "none", "read").status, 404);
    assert_eq!(check(131_075, "user", ACCOUNT_ID, "fly").status, 400);
}
