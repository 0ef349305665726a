//! Content states.

use serde_json::{Value, json};

use super::{API, column};
use crate::client::Site;

#[test]
fn content_has_a_suggested_state_or_one_made_up() {
    let site = Site::start();
    let target = format!("{API}/content/131075/state");
    let none = site.get(&target);
    assert_eq!((none.status, none.body.len()), (200, 0));
    let put = |body: Value| site.send("PUT", &format!("{target}?status=current"), &body);
    assert_eq!(put(json!({"id": 1})).expect(200)["contentState"]["name"], "In progress");
    assert_eq!(site.get("/wiki/api/v2/pages/131075").expect(200)["version"]["number"], 2);
    let own = put(json!({"name": "Nearly", "color": "#ff0000"})).expect(200)["contentState"].clone();
    assert_eq!(put(json!({"name": "Nearly", "color": "#ff0000"})).expect(200)["contentState"]["id"], own["id"]);
    assert_eq!(site.get(&format!("{API}/content-states")).expect(200), json!([own]));
    let available = site.get(&format!("{target}/available")).expect(200);
    assert_eq!(
        (available["spaceContentStates"].as_array().unwrap().len(), &available["customContentStates"]),
        (3, &json!([own]))
    );
    let listed = |id: &Value| site.get(&format!("{API}/space/DOCS/state/content?state-id={id}")).expect(200);
    assert_eq!(column(&listed(&own["id"]), "id"), ["131075"]);
    assert_eq!(column(&listed(&json!(77)), "id"), [""; 0]);
    assert_eq!(site.delete(&format!("{target}?status=current")).body.len(), 0);
    assert_eq!(site.get("/wiki/api/v2/pages/131075").expect(200)["version"]["number"], 5);
    for body in [
        json!({}),
        json!({"id": 99}),
        json!({"name": "x"}),
        json!({"name": "x", "color": "red"}),
        json!({"name": "x".repeat(21), "color": "#ff0000"}),
        json!({"name": "", "color": "#ff0000"}),
    ] {
        assert_eq!(put(body.clone()).status, 400, "{body}");
    }
    assert_eq!(site.send("PUT", &target, &json!({"id": 1})).status, 400, "status is required");
    assert_eq!(site.get(&format!("{API}/content/7/state")).status, 404);
}

#[test]
fn a_space_suggests_some() {
    let site = Site::start();
    assert_eq!(site.get(&format!("{API}/space/DOCS/state")).expect(200).as_array().unwrap().len(), 3);
    assert_eq!(site.get(&format!("{API}/space/DOCS/state/settings")).expect(200)["contentStatesAllowed"], true);
    for rest in ["state", "state/settings", "state/content?state-id=1"] {
        assert_eq!(site.get(&format!("{API}/space/NONE/{rest}")).status, 404, "{rest}");
    }
    assert_eq!(site.get(&format!("{API}/space/DOCS/state/content")).status, 400);
    assert_eq!(site.get(&format!("{API}/space/DOCS/state/content?state-id=1&limit=101")).status, 400);
}
