//! Who is let in, and how the others are refused.

use serde_json::json;

use crate::client::{Reply, Site, basic, send};

fn as_user(site: &Site, target: &str, authorization: Option<&str>) -> Reply {
    let headers: Vec<(&str, &str)> = authorization.iter().map(|value| ("authorization", *value)).collect();
    send(&site.simulator.site_origin(), "GET", target, &headers, b"").unwrap()
}

#[test]
fn the_token_opens_both_versions_under_either_host() {
    let site = Site::start();
    for target in ["/wiki/api/v2/spaces", "/wiki/rest/api/user/current"] {
        assert_eq!(as_user(&site, target, Some(&Site::credentials())).status, 200);
        assert_eq!(site.get(target).status, 200);
    }
}

#[test]
fn bad_credentials_are_masked_on_v2_and_forbidden_on_v1() {
    let site = Site::start();
    let wrong =
        [None, Some(basic("user@example.com", "wrong")), Some(basic("else@example.com", "simulator-api-token"))];
    for authorization in wrong.iter().map(|value| value.as_deref()).chain([Some("Basic ???"), Some("Basic")]) {
        let masked = as_user(&site, "/wiki/api/v2/pages/131073", authorization);
        let error = json!({"status": 404, "code": "NOT_FOUND", "title": "Not Found", "detail": null});
        assert_eq!(masked.expect(404), json!({"errors": [error]}));
        let forbidden = as_user(&site, "/wiki/rest/api/user/current", authorization).expect(403);
        assert_eq!(forbidden["statusCode"], 403);
        assert!(forbidden["message"].as_str().unwrap().ends_with("caller cannot access Confluence\""));
    }
}

#[test]
fn passwords_and_bearers_get_401_without_json() {
    let site = Site::start();
    for target in ["/wiki/api/v2/spaces", "/wiki/rest/api/search?cql=type=page"] {
        let password = as_user(&site, target, Some(&basic("user@example.com", "simulator-password")));
        assert_eq!(password.status, 401);
        assert!(password.text().starts_with("Basic authentication with passwords is deprecated.  For more"));
        let bearer = as_user(&site, target, Some("Bearer simulator-api-token"));
        assert_eq!(bearer.status, 401);
        assert!(bearer.header("content-type").unwrap().starts_with("text/html"));
    }
}

#[test]
fn the_cloud_id_is_for_everyone() {
    let site = Site::start();
    let info = as_user(&site, "/_edge/tenant_info", None).expect(200);
    assert_eq!(info["cloudId"].as_str().unwrap().len(), 36);
}

#[test]
fn the_current_user_is_the_token_owner() {
    let user = Site::start().get("/wiki/rest/api/user/current?expand=operations").expect(200);
    assert_eq!(user["accountId"], "712020:00000000-0000-4000-8000-000000000001");
    assert_eq!(user["type"], "known");
    assert_eq!(user["displayName"], "Example User");
    assert!(user["operations"].is_array());
    assert_eq!(user["_expandable"], json!({"personalSpace": "", "details": ""}));
}

#[test]
fn removed_routes_say_so_to_those_who_are_let_in() {
    let site = Site::start();
    for target in ["/wiki/rest/api/content", "/wiki/rest/api/content/131073", "/wiki/rest/api/space/DOCS"] {
        let gone = site.get(target);
        assert!(gone.header("deprecation").is_some());
        let gone = gone.expect(410);
        assert_eq!(gone["data"]["authorized"], true);
        assert!(
            gone["message"].as_str().unwrap().ends_with("GoneException: This deprecated endpoint has been removed.")
        );
        assert_eq!(as_user(&site, target, None).status, 403);
    }
}
