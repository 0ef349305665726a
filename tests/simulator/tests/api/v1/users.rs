//! Users and their properties.

use confluence_simulator::{ACCOUNT_ID, CLOUD_ID, OTHER_ACCOUNT_ID, Options};
use serde_json::{Value, json};

use super::{API, column};
use crate::app::App;
use crate::client::{Site, basic};

#[test]
fn they_are_looked_up_alone_together_and_as_nobody() {
    let site = Site::start();
    let user = site.get(&format!("{API}/user?accountId={OTHER_ACCOUNT_ID}&expand=operations")).expect(200);
    assert_eq!((&user["displayName"], &user["operations"][0]["operation"]), (&json!("Other User"), &json!("use")));
    assert_eq!(site.get(&format!("{API}/user?accountId=nobody")).status, 404);
    assert_eq!(site.get(&format!("{API}/user")).status, 400);
    assert_eq!(site.get(&format!("{API}/user/anonymous?expand=operations")).expect(200)["type"], "anonymous");
    let bulk = site.get(&format!("{API}/user/bulk?accountId={ACCOUNT_ID},nobody,{OTHER_ACCOUNT_ID}")).expect(200);
    assert_eq!(column(&bulk, "displayName"), ["Example User", "Other User"]);
    let own = bulk["results"][1]["_links"]["self"].as_str().unwrap();
    assert!(own.ends_with(&format!("/wiki/rest/api/user?accountId={OTHER_ACCOUNT_ID}")), "{own}");
    assert_eq!(bulk["results"][1]["_expandable"]["operations"], "");
    let expanded = site.get(&format!("{API}/user/bulk?accountId={ACCOUNT_ID}&expand=operations")).expect(200);
    assert_eq!(expanded["results"][0]["operations"][0]["operation"], "use");
    // Further ids are passed over in silence.
    let many = format!("{}{ACCOUNT_ID}", "nobody,".repeat(100));
    assert_eq!(site.get(&format!("{API}/user/bulk?accountId={many}")).expect(200)["size"], 0);
}

#[test]
fn their_addresses_are_for_approved_apps() {
    let site = Site::start();
    assert_eq!(site.get(&format!("{API}/user/email?accountId={ACCOUNT_ID}")).status, 400);
    assert_eq!(site.get(&format!("{API}/user/email/bulk?accountId={ACCOUNT_ID}")).status, 400);
    let scopes = vec!["read:email-address:confluence".to_owned()];
    let app = App::with(Options { service_scopes: scopes, ..Options::default() });
    let own = basic("service@example.com", "simulator-service-api-token");
    let get = |rest: &str| app.api(&format!("/ex/confluence/{CLOUD_ID}{API}/user/{rest}"), &own);
    let user = json!({"accountId": ACCOUNT_ID, "email": "user@example.com"});
    assert_eq!(get(&format!("email?accountId={ACCOUNT_ID}")).expect(200), user);
    assert_eq!(get(&format!("email/bulk?accountId={ACCOUNT_ID},nobody")).expect(200), json!([user]));
    assert_eq!(get("email?accountId=nobody").status, 404);
}

#[test]
fn their_properties_come_change_and_go() {
    let site = Site::start();
    let target = format!("{API}/user/{ACCOUNT_ID}/property");
    let send = |method: &str, key: &str, value: Value| {
        site.send(method, &format!("{target}/{key}"), &json!({"value": value})).status
    };
    assert_eq!(send("PUT", "a", json!({"x": 1})), 404);
    assert_eq!(send("POST", "a", json!({"x": 1})), 201);
    assert_eq!(send("POST", "a", json!({"x": 1})), 409);
    assert_eq!(send("PUT", "a", json!({"x": 2})), 204);
    for (key, value) in [
        ("b", json!({})),
        ("b", json!(1)),
        (&"k".repeat(128), json!({"x": 1})),
        ("b", json!({"x": "y".repeat(33_000)})),
    ] {
        assert_eq!(send("POST", key, value), 400, "{key}");
    }
    assert_eq!(site.get(&format!("{target}/a")).expect(200)["value"], json!({"x": 2}));
    for key in 0..6 {
        assert_eq!(send("POST", &format!("k{key}"), json!({"x": 1})), 201);
    }
    let list = site.get(&target).expect(200);
    assert_eq!((&list["limit"], list["results"].as_array().unwrap().len()), (&json!(5), 5));
    let next = list["_links"]["next"].as_str().unwrap();
    assert_eq!(column(&site.get(&format!("/wiki{next}")).expect(200), "key"), ["k4", "k5"]);
    assert_eq!(site.get(&format!("{target}?limit=26")).status, 400);
    assert_eq!([site.delete(&format!("{target}/a")).status, site.delete(&format!("{target}/a")).status], [204, 404]);
    assert_eq!(site.get(&format!("{API}/user/nobody/property")).status, 404);
}
