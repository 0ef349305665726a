//! Conversions of bodies.

use std::time::Duration;

use serde_json::{Value, json};

use super::{API, as_other};
use crate::client::Site;

#[test]
fn a_conversion_takes_two_looks_and_is_kept_for_five_minutes() {
    let site = Site::start();
    let base = format!("{API}/contentbody/convert/async");
    let convert = |to: &str, format: &str, query: &str| {
        site.send("POST", &format!("{base}/{to}{query}"), &json!({"value": "<p>x</p>", "representation": format}))
    };
    let id = convert("export_view", "storage", "").expect(200)["asyncId"].as_str().unwrap().to_owned();
    let target = format!("{base}/{id}");
    assert_eq!(site.get(&target).expect(200)["status"], "WORKING");
    let done = site.get(&target).expect(200);
    assert_eq!(
        (&done["status"], &done["value"], &done["representation"]),
        (&json!("COMPLETED"), &json!("<p>x</p>"), &json!("export_view"))
    );
    assert_eq!(as_other(&site, "GET", &target, &Value::Null).status, 403);
    site.simulator.advance(Duration::from_mins(5));
    assert_eq!(site.get(&target).status, 404);
    assert_eq!(site.get(&format!("{base}/x")).status, 400);
    assert_eq!([convert("storage", "storage", "").status, convert("export_view", "wiki", "").status], [400, 400]);
    assert_eq!(convert("export_view", "storage", "?contentIdContext=7").status, 404);
}

#[test]
fn up_to_ten_go_at_once() {
    let site = Site::start();
    let target = format!("{API}/contentbody/convert/async/bulk/tasks");
    let input = |to: &str| json!({"to": to, "body": {"value": "<p>x</p>", "representation": "storage"}});
    let begun = site.send("POST", &target, &json!({"conversionInputs": [input("view"), input("wiki")]})).expect(200);
    assert_eq!(begun[1]["asyncId"], "FAILED_TO_QUEUE");
    let ids = format!("{target}?ids={},nothing", begun[0]["asyncId"].as_str().unwrap());
    assert_eq!(site.get(&ids).expect(200)[0]["status"], "WORKING");
    let seen = site.get(&ids).expect(200);
    assert_eq!((&seen[0]["status"], &seen[1]["status"]), (&json!("COMPLETED"), &json!("FAILED")));
    assert_eq!(site.send("POST", &target, &json!({"conversionInputs": vec![input("view"); 11]})).status, 400);
    assert_eq!(site.get(&target).status, 400);
}
