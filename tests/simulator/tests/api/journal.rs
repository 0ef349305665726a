//! The log, by library and by control routes.

use std::time::Duration;

use confluence_simulator::{Consent, Fault, FaultAction, Origin};
use serde_json::json;

use crate::app::{App, authorize_url};
use crate::client::{Site, send};

#[test]
fn every_request_is_logged_in_order_with_its_origin() {
    let site = Site::start();
    site.page("Logged");
    send(&site.simulator.media_origin(), "GET", "/file/x/binary?token=t", &[], b"").unwrap();
    let requests = site.simulator.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!((requests[0].origin, requests[0].method.as_str()), (Origin::Site, "POST"));
    assert_eq!(requests[0].path, "/wiki/api/v2/pages");
    assert_eq!(requests[0].status, Some(200));
    assert_eq!(requests[0].header("host"), Some("acme.atlassian.net"));
    assert_eq!(requests[0].body_bytes, requests[0].body.len() as u64);
    assert!(String::from_utf8_lossy(&requests[0].body).contains("Logged"));
    assert_eq!((requests[1].origin, requests[1].query.as_deref()), (Origin::Media, Some("token=t")));
    site.simulator.clear_requests();
    assert!(site.simulator.requests().is_empty());
    assert!(!site.simulator.wait_for_requests(1, Duration::ZERO));
}

#[test]
fn the_control_routes_do_the_same_unlogged() {
    let site = Site::start();
    let control = |method: &str, path: &str, body: &str| {
        send(&site.simulator.site_origin(), method, &format!("/_simulator/{path}"), &[], body.as_bytes()).unwrap()
    };
    let fault = json!({"method": "GET", "pathContains": "/spaces", "action": {"rateLimited": {"retryAfter": "1"}}});
    assert_eq!(control("POST", "faults", &fault.to_string()).status, 204);
    assert_eq!(control("POST", "faults", r#"{"action":"closeBefore","when":"now"}"#).status, 400);
    assert_eq!(site.get("/wiki/api/v2/spaces").header("retry-after"), Some("1"));
    assert_eq!(control("POST", "archive/131075", "").status, 204);
    assert_eq!(control("POST", "archive/131075", "").status, 404);
    assert_eq!(control("POST", "elsewhere", "").status, 501);
    assert_eq!(control("POST", "callbacks", "").status, 400);
    assert_eq!(control("POST", "advance/soon", "").status, 400);
    let log = control("GET", "requests", "").expect(200);
    assert_eq!(log.as_array().unwrap().len(), 1);
    assert_eq!((&log[0]["path"], &log[0]["status"]), (&json!("/wiki/api/v2/spaces"), &json!(429)));
    assert_eq!(control("DELETE", "requests", "").status, 204);
    assert_eq!(control("GET", "requests", "").expect(200), json!([]));
}

#[test]
fn callbacks_and_time_have_control_routes() {
    let app = App::start();
    let control = |path: &str, body: &str| {
        send(&app.simulator.site_origin(), "POST", &format!("/_simulator/{path}"), &[], body.as_bytes()).unwrap().status
    };
    assert_eq!(control("callbacks", "https://app.example.com/callback"), 204);
    let url = authorize_url(&[("redirect_uri", "https://app.example.com/callback")]);
    app.simulator.consent(&url, &Consent::accept(&["acme"])).unwrap();
    app.api("/me", "Bearer simulator-access-token").expect(200);
    assert_eq!(control("advance/3600", ""), 204);
    assert_eq!(app.api("/me", "Bearer simulator-access-token").status, 401);
}

#[test]
fn a_fault_at_the_token_endpoint_leaks_nothing_into_the_log() {
    let app = App::start();
    app.simulator.fault(Fault::once(FaultAction::Html { status: 503 }).on("POST", "/oauth/token"));
    assert_eq!(app.refresh("canary").status, 503);
    let requests = app.simulator.requests();
    assert_eq!(requests[0].origin, Origin::Auth);
    assert_eq!(requests[0].grant_type().as_deref(), Some("refresh_token"));
    let log = send(&app.simulator.site_origin(), "GET", "/_simulator/requests", &[], b"").unwrap();
    assert_eq!(log.expect(200)[0]["grantType"], "refresh_token");
    assert!(!log.text().contains("canary"));
}
