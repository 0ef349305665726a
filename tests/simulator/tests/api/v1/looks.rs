//! Look and feel, themes, system.

use serde_json::{Value, json};

use super::{API, column};
use crate::client::Site;

#[test]
fn themes_are_chosen_by_space() {
    let site = Site::start();
    let list = site.get(&format!("{API}/settings/theme")).expect(200);
    let key = column(&list, "themeKey")[0].as_str().unwrap().to_owned();
    let theme = site.get(&format!("{API}/settings/theme/{key}")).expect(200);
    assert_eq!(theme["themeKey"], key.as_str());
    // A theme has links, one of a list has none.
    assert!(theme["_links"]["self"].is_string() && list["results"][0].get("_links").is_none());
    assert_eq!(site.get(&format!("{API}/settings/theme/none")).status, 404);
    assert_eq!(site.get(&format!("{API}/settings/theme/selected")).status, 404);
    let theme = format!("{API}/space/DOCS/theme");
    let select = |kind: &str| {
        site.send("PUT", &format!("{API}/settings/lookandfeel"), &json!({"spaceKey": "DOCS", "lookAndFeelType": kind}))
            .status
    };
    assert_eq!((site.get(&theme).status, select("theme"), select("global")), (404, 409, 200));
    assert_eq!(site.send("PUT", &theme, &json!({"themeKey": "none"})).status, 403);
    site.send("PUT", &theme, &json!({"themeKey": key})).expect(200);
    assert_eq!((site.get(&theme).status, select("theme"), select("nothing")), (200, 200, 400));
    assert_eq!(site.get(&format!("{API}/settings/lookandfeel?spaceKey=DOCS")).expect(200)["selected"], "theme");
    assert_eq!((site.delete(&theme).status, site.get(&theme).status), (204, 404));
    assert_eq!(site.get(&format!("{API}/space/NONE/theme")).status, 404);
}

#[test]
fn colours_are_set_for_site_and_space() {
    let site = Site::start();
    let target = format!("{API}/settings/lookandfeel");
    let plain = site.get(&target).expect(200)["global"].clone();
    let mut own = plain.clone();
    own["links"] = json!({"color": "#ff0000"});
    own["content"] = json!({"container": null});
    own["bordersAndDividers"] = json!({"color": "#000000"});
    let set = |query: &str, body: &Value| site.send("POST", &format!("{target}/custom{query}"), body);
    set("?spaceKey=DOCS", &own).expect(200);
    let seen = site.get(&format!("{target}?spaceKey=DOCS")).expect(200);
    assert_eq!((&seen["selected"], &seen["custom"]["links"]["color"]), (&json!("custom"), &json!("#ff0000")));
    assert_eq!(site.delete(&format!("{target}/custom?spaceKey=DOCS")).status, 204);
    assert_eq!(site.get(&format!("{target}?spaceKey=DOCS")).expect(200)["selected"], "global");
    own["links"] = json!("red");
    assert_eq!(set("", &own).status, 400);
    assert_eq!(set("?spaceKey=NONE", &plain).status, 404);
}

#[test]
fn the_system_tells_about_itself() {
    let site = Site::start();
    let system = site.get(&format!("{API}/settings/systemInfo")).expect(200);
    assert_eq!((&system["cloudId"], &system["siteTitle"]), (&json!(confluence_simulator::CLOUD_ID), &json!("acme")));
}
