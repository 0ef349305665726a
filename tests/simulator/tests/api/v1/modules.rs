//! Modules of a Connect app.

use confluence_simulator::CLOUD_ID;
use serde_json::json;

use crate::app::App;
use crate::client::{Site, basic};

const PATH: &str = "/wiki/rest/atlassian-connect/1/app/module/dynamic";

#[test]
fn an_app_registers_and_removes_them() {
    let app = App::start();
    let own = basic("service@example.com", "simulator-service-api-token");
    let target = format!("/ex/confluence/{CLOUD_ID}{PATH}");
    let register = |key: &str| {
        let body = json!({"modules": [{"key": key, "webhooks": []}]}).to_string();
        app.call("POST", &target, &own, body.as_bytes()).status
    };
    assert_eq!([register("a"), register("a"), register("b")], [200, 400, 200]);
    assert_eq!(app.api(&target, &own).expect(200)["modules"].as_array().unwrap().len(), 2);
    assert_eq!(app.call("DELETE", &format!("{target}?moduleKey=a,none"), &own, b"").status, 204);
    assert_eq!(app.api(&target, &own).expect(200)["modules"][0]["key"], "b");
    assert_eq!(app.call("DELETE", &target, &own, b"").status, 400);
}

#[test]
fn people_have_none() {
    let site = Site::start();
    assert_eq!(site.get(PATH).status, 401);
}
