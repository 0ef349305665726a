//! The audit log.

use serde_json::{Value, json};

use super::{API, as_other, column};
use crate::client::Site;

#[test]
fn records_are_kept_found_and_exported() {
    let site = Site::start();
    let record = |summary: &str, at: u64| {
        let body = json!({"remoteAddress": "127.0.0.1", "summary": summary, "creationDate": at});
        site.send("POST", &format!("{API}/audit"), &body).expect(200)
    };
    assert_eq!(record("first", 1_000)["author"]["displayName"], "Example User");
    record("second", 1_767_225_600_000);
    let found = |rest: &str| column(&site.get(&format!("{API}/audit{rest}")).expect(200), "summary");
    assert_eq!(found(""), ["second", "first"]);
    assert_eq!(found("?endDate=1000"), ["first"]);
    assert_eq!(found("?startDate=1001&searchString=SECOND"), ["second"]);
    assert_eq!(found("?searchString=third"), [""; 0]);
    assert_eq!(found("/since?number=1&units=DAYS"), ["second"]);
    assert_eq!(found("/since?number=10&units=DECADES"), ["second", "first"]);
    let export = site.get(&format!("{API}/audit/export?format=csv"));
    assert!(export.status == 200 && export.text().contains("\"first\""));
    assert_eq!(site.get(&format!("{API}/audit?startDate=yesterday")).status, 400);
    assert_eq!(site.send("POST", &format!("{API}/audit"), &json!({})).status, 400);
    let by =
        |author: Value| site.send("POST", &format!("{API}/audit"), &json!({"remoteAddress": "x", "author": author}));
    assert_eq!(by(json!({"type": "user", "userKey": null})).expect(200)["author"]["displayName"], "");
    for author in [
        json!({"type": "app"}),
        json!({"type": "user", "displayName": null}),
        json!({"type": "user", "operations": [{"operation": "read"}]}),
        json!({"type": "user", "operations": [{"operation": "fly", "targetType": "page"}]}),
    ] {
        assert_eq!(by(author.clone()).status, 400, "{author}");
    }
    let retention = format!("{API}/audit/retention");
    assert_eq!(site.get(&retention).expect(200)["units"], "YEARS");
    assert_eq!(site.send("PUT", &retention, &json!({"number": 1, "units": "MONTHS"})).expect(200)["number"], 1);
    assert_eq!(site.send("PUT", &retention, &json!({"number": 1, "units": "PARSECS"})).status, 400);
    assert_eq!(site.send("PUT", &retention, &json!({"number": 1_u64 << 31, "units": "DAYS"})).status, 400);
}

#[test]
fn it_is_for_admins() {
    let site = Site::start();
    for (method, rest, body) in [
        ("GET", "", Value::Null),
        ("POST", "", json!({"remoteAddress": "x"})),
        ("GET", "/since", Value::Null),
        ("GET", "/export", Value::Null),
        ("GET", "/retention", Value::Null),
        ("PUT", "/retention", json!({"number": 1, "units": "DAYS"})),
    ] {
        assert_eq!(as_other(&site, method, &format!("{API}/audit{rest}"), &body).status, 403, "{method} {rest}");
    }
}
