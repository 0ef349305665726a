//! The drift alarms.

use serde_json::{Value, json};

use crate::client::{Site, send};

#[test]
fn unknown_parameters_are_refused_everywhere() {
    let site = Site::start();
    for target in [
        "/wiki/api/v2/spaces",
        "/wiki/api/v2/spaces/98305",
        "/wiki/api/v2/spaces/98305/pages",
        "/wiki/api/v2/pages",
        "/wiki/api/v2/pages/131075",
        "/wiki/api/v2/pages/131075/labels",
        "/wiki/api/v2/pages/131075/attachments",
        "/wiki/api/v2/pages/131075/footer-comments",
        "/wiki/api/v2/attachments/att7",
    ] {
        let refused = site.get(&format!("{target}?expand=body"));
        assert_eq!((refused.status, refused.title()), (400, "Unknown query parameter 'expand' (simulator)".to_owned()));
    }
    for target in
        ["/wiki/rest/api/user/current?x=1", "/wiki/rest/api/search?cql=type=page&x=1", "/_edge/tenant_info?x=1"]
    {
        let message = site.get(target).expect(400)["message"].as_str().unwrap().to_owned();
        assert!(message.ends_with("Unknown query parameter 'x' (simulator)"), "{message}");
    }
    assert_eq!(site.get("/wiki/api/v2/pages?limit=1&limit=2").status, 400);
}

#[test]
fn values_outside_their_lists_are_refused() {
    let site = Site::start();
    for target in [
        "/wiki/api/v2/spaces?type=private",
        "/wiki/api/v2/spaces?status=deleted",
        "/wiki/api/v2/spaces?include-icon=yes",
        "/wiki/api/v2/pages?sort=name",
        "/wiki/api/v2/pages?status=current,any",
        "/wiki/api/v2/pages?space-id=DOCS",
        "/wiki/api/v2/spaces/98305/pages?depth=2",
        "/wiki/api/v2/pages/131075?version=one",
        "/wiki/api/v2/pages/131075/labels?prefix=theirs",
    ] {
        assert_eq!(site.get(target).status, 400, "{target}");
    }
}

#[test]
fn ids_are_numbers() {
    let site = Site::start();
    for target in ["/wiki/api/v2/pages/a-b", "/wiki/api/v2/pages/a-b/labels", "/wiki/api/v2/attachments/a-b"] {
        let error = &site.get(target).expect(400)["errors"][0];
        assert_eq!(error["title"], "Provided value {a-b} for 'id' is not the correct type. Expected type is ContentId");
        assert_eq!(error["detail"], "");
    }
}

#[test]
fn unknown_fields_and_types_of_content_are_refused() {
    let site = Site::start();
    let refused = site.send("POST", "/wiki/api/v2/pages", &json!({"spaceId": "98305", "title": "T", "space": {}}));
    assert_eq!((refused.status, refused.title()), (400, "Unknown body field 'space' (simulator)".to_owned()));
    assert_eq!(site.send("POST", "/wiki/api/v2/pages", &json!({"spaceId": 98305, "title": "T"})).status, 400);
    assert_eq!(site.send("POST", "/wiki/api/v2/pages", &json!([])).status, 400);
    let send = |kind: &str, body: &[u8]| {
        site.try_send("POST", "/wiki/api/v2/pages", &[("content-type", kind)], body).unwrap().status
    };
    let page = json!({"spaceId": "98305", "title": "T"}).to_string();
    assert_eq!(send("text/plain", page.as_bytes()), 415);
    assert_eq!(send("application/json", b"{"), 400);
    assert_eq!(send("application/json; charset=utf-8", page.as_bytes()), 200);
}

#[test]
fn null_passes_only_where_it_is_declared() {
    let site = Site::start();
    let key =
        |minutes: Value| site.send("POST", "/wiki/api/v2/admin-key", &json!({"durationInMinutes": minutes})).status;
    assert_eq!((key(json!(5)), key(Value::Null)), (200, 400));
    let space = json!({"key": "NULL", "name": "Null", "description": null, "permissions": null});
    assert_eq!(site.send("POST", "/wiki/rest/api/space", &space).status, 200);
    let nameless = json!({"key": "NULL2", "name": null});
    assert_eq!(site.send("POST", "/wiki/rest/api/space", &nameless).status, 400);
}

#[test]
fn lists_and_bodies_that_must_hold_something_do() {
    let site = Site::start();
    for (target, body) in [
        ("/wiki/api/v2/users-bulk", json!({"accountIds": []})),
        ("/wiki/api/v2/user/access/check-access-by-email", json!({"emails": []})),
        ("/wiki/api/v2/user/access/invite-by-email", json!({"emails": []})),
    ] {
        assert_eq!(site.send("POST", target, &body).status, 400, "{target}");
    }
    let conversions = "/wiki/rest/api/contentbody/convert/async/bulk/tasks";
    let headers = [("content-type", "application/json"), ("x-atlassian-token", "no-check")];
    let bare = site.try_send("POST", conversions, &headers, b"").unwrap();
    assert_eq!(bare.status, 400);
    assert_eq!(site.send("POST", "/wiki/api/v2/admin-key", &json!({})).status, 200);
}

#[test]
fn routes_that_are_not_there_are_no_confluence() {
    let site = Site::start();
    for (method, target) in [
        ("GET", "/wiki/api/v2/spaces/98305/nothing"),
        ("PATCH", "/wiki/api/v2/pages/131075"),
        ("GET", "/wiki/api/v2/pages/"),
        ("GET", "/"),
    ] {
        let gap = site.try_send(method, target, &[], b"").unwrap();
        assert_eq!(gap.status, 501);
        assert_eq!(gap.text(), format!("the simulator has no route {method} {target}"));
    }
}

#[test]
fn requests_for_another_host_are_misdirected() {
    let site = Site::start();
    let credentials = Site::credentials();
    let get = |origin: &str, target: &str, host: &str| {
        send(origin, "GET", target, &[("host", host), ("authorization", &credentials)], b"").unwrap().status
    };
    let (own, media) = (site.simulator.site_origin(), site.simulator.media_origin());
    assert_eq!(get(&own, "/wiki/api/v2/spaces", "other.atlassian.net"), 421);
    assert_eq!(get(&own, "/wiki/api/v2/spaces", "localhost:80"), 200);
    assert_eq!(get(&own, "/wiki/api/v2/spaces", "[::1]:80"), 200);
    assert_eq!(get(&media, "/file/x/binary", "acme.atlassian.net"), 421);
}

#[test]
fn every_answer_is_traced_and_two_sites_tell_the_same_story() {
    let story = || {
        let site = Site::start();
        let id = site.page("Story");
        let page = site.get(&format!("/wiki/api/v2/pages/{id}"));
        let trace = page.header("atl-traceid").unwrap().to_owned();
        assert_eq!(page.header("content-type"), Some("application/json;charset=UTF-8"));
        assert_eq!(page.header("atl-request-id").unwrap().replace('-', ""), trace);
        (trace, page.body)
    };
    assert_eq!(story(), story());
}
