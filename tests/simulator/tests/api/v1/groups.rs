//! Groups and their members.

use confluence_simulator::OTHER_ACCOUNT_ID;
use serde_json::{Value, json};

use super::{API, as_other, column};
use crate::client::Site;

#[test]
fn they_are_made_found_filled_and_deleted() {
    let site = Site::start();
    let create = |name: &str| site.send("POST", &format!("{API}/group"), &json!({"name": name}));
    let id = create("writers").expect(201)["id"].as_str().unwrap().to_owned();
    assert_eq!([create("writers").status, create(" ").status], [400, 400]);
    let names = |rest: &str| column(&site.get(&format!("{API}/{rest}")).expect(200), "name");
    assert_eq!(names("group"), ["confluence-users", "site-admins", "writers"]);
    assert_eq!(names("group?limit=1&start=1"), ["site-admins"]);
    assert_eq!(names("group?accessType=admin"), ["site-admins"]);
    assert_eq!(site.get(&format!("{API}/group?start=2147483648")).status, 400);
    assert_eq!(names("group/picker?query=WRI"), ["writers"]);
    assert_eq!(
        site.get(&format!("{API}/group/picker?query=e&shouldReturnTotalSize=true&limit=1")).expect(200)["totalSize"],
        3
    );
    let member = json!({"accountId": OTHER_ACCOUNT_ID});
    let add = format!("{API}/group/userByGroupId?groupId={id}");
    assert_eq!(site.send("POST", &add, &member).status, 201);
    assert_eq!(site.send("POST", &add, &json!({"accountId": "nobody"})).status, 400);
    let members = |id: &str| column(&site.get(&format!("{API}/group/{id}/membersByGroupId")).expect(200), "accountId");
    assert_eq!(members(&id), [OTHER_ACCOUNT_ID]);
    assert_eq!(members("none"), [Value::Null; 0]);
    assert_eq!(names(&format!("user/memberof?accountId={OTHER_ACCOUNT_ID}")), ["confluence-users", "writers"]);
    assert_eq!(site.delete(&format!("{add}&accountId={OTHER_ACCOUNT_ID}")).status, 204);
    assert_eq!(members(&id).len(), 0);
    let by_id = format!("{API}/group/by-id?id={id}");
    assert_eq!(site.get(&by_id).expect(200)["name"], "writers");
    assert_eq!([site.delete(&by_id).status, site.get(&by_id).status, site.delete(&by_id).status], [204, 404, 404]);
    assert_eq!(site.get(&format!("{API}/group/by-id")).status, 400);
}

#[test]
fn only_admins_change_them() {
    let site = Site::start();
    let id = site.get(&format!("{API}/group")).expect(200)["results"][0]["id"].as_str().unwrap().to_owned();
    for (method, rest, body) in [
        ("POST", "group".to_owned(), json!({"name": "x"})),
        ("DELETE", format!("group/by-id?id={id}"), Value::Null),
        ("POST", format!("group/userByGroupId?groupId={id}"), json!({"accountId": OTHER_ACCOUNT_ID})),
        ("DELETE", format!("group/userByGroupId?groupId={id}&accountId={OTHER_ACCOUNT_ID}"), Value::Null),
    ] {
        assert_eq!(as_other(&site, method, &format!("{API}/{rest}"), &body).status, 403, "{method} {rest}");
    }
}
