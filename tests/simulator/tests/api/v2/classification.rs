//! Classification levels of everything that has one.

use serde_json::json;

use super::things::Things;

#[test]
fn content_has_its_own_level_or_that_of_its_space() {
    let things = Things::make();
    let site = &things.site;
    let levels = site.get("/wiki/api/v2/classification-levels").expect(200);
    let (public, secret) = (levels[0]["id"].clone(), levels[2]["id"].clone());
    let default = format!("{}/classification-level/default", things.path("spaces"));
    for owner in ["pages", "blogposts", "whiteboards", "databases"] {
        let path = format!("{}/classification-level", things.path(owner));
        assert_eq!(site.get(&default).status, 404);
        assert_eq!(site.get(&path).status, 404, "{owner}");
        assert_eq!(site.send("PUT", &default, &json!({"id": public})).status, 204);
        assert_eq!(site.get(&path).expect(200)["id"], public, "{owner}");
        let put = |id: &str, status: &str| site.send("PUT", &path, &json!({"id": id, "status": status})).status;
        assert_eq!(put(secret.as_str().unwrap(), "current"), 204, "{owner}");
        assert_eq!(put("none", "current"), 400, "{owner}");
        assert_eq!(put(secret.as_str().unwrap(), "archived"), 400, "{owner}");
        assert_eq!(site.get(&path).expect(200)["name"], "Confidential", "{owner}");
        assert_eq!(site.send("POST", &format!("{path}/reset"), &json!({"status": "current"})).status, 204, "{owner}");
        assert_eq!(site.get(&path).expect(200)["id"], public, "{owner}");
        assert_eq!(site.delete(&default).status, 204);
    }
}
