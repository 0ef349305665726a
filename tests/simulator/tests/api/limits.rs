//! What rate limiters say.

use confluence_simulator::{Fault, FaultAction, RateLimit};
use serde_json::json;

use crate::app::App;
use crate::client::{Reply, Site, send};

const TARGET: &str = "/wiki/api/v2/pages?limit=1";

fn hit(limit: RateLimit) -> Reply {
    let site = Site::start();
    site.simulator.fault(Fault::once(FaultAction::RateLimit(limit)));
    site.get(TARGET)
}

/// Asserts a refusal with some headers and without others.
#[track_caller]
fn refuses(limit: RateLimit, present: &[(&str, &str)], absent: &[&str]) {
    let reply = hit(limit);
    assert_eq!(reply.status, 429);
    carries(&reply, present, absent);
}

/// Asserts an honest answer with some headers and without others.
#[track_caller]
fn informs(limit: RateLimit, present: &[(&str, &str)], absent: &[&str]) {
    let reply = hit(limit);
    assert_eq!(reply.expect(200)["results"].as_array().unwrap().len(), 1);
    carries(&reply, present, absent);
}

#[track_caller]
fn carries(reply: &Reply, present: &[(&str, &str)], absent: &[&str]) {
    for (name, value) in present {
        assert_eq!(reply.header(name), Some(*value), "{name}");
    }
    for name in absent {
        assert_eq!(reply.header(name), None, "{name}");
    }
}

#[test]
fn a_quota_says_when_it_begins_anew() {
    let headers = [
        ("retry-after", "1847"),
        ("x-ratelimit-remaining", "0"),
        ("x-ratelimit-reset", "2025-10-08T15:00:00Z"),
        ("ratelimit-reason", "confluence-quota-global-based"),
    ];
    refuses(RateLimit::Quota, &headers, &["ratelimit"]);
}

#[test]
fn a_reset_may_come_without_seconds() {
    let headers = [("x-ratelimit-reset", "2026-03-26T16:00Z"), ("ratelimit-reason", "confluence-quota-tenant-based")];
    refuses(RateLimit::TenantQuota, &headers, &[]);
}

#[test]
fn points_have_fields_of_their_own() {
    let headers = [
        ("ratelimit-policy", "\"global-app-quota\";q=65000;w=3600"),
        ("ratelimit", "\"global-app-quota\";r=0;t=600"),
        ("retry-after", "600"),
    ];
    refuses(RateLimit::Points, &headers, &["x-ratelimit-limit"]);
}

#[test]
fn the_gateway_does_not_say_when() {
    let headers = [("x-failure-category", "FAILURE CLIENT RATE LIMITED"), ("x-ratelimit-limit", "360000")];
    refuses(RateLimit::Gateway, &headers, &["retry-after"]);
}

#[test]
fn a_bucket_tells_how_it_fills() {
    let headers = [
        ("x-ratelimit-limit", "100"),
        ("x-ratelimit-fillrate", "10"),
        ("x-ratelimit-interval-seconds", "60"),
        ("retry-after", "6"),
    ];
    refuses(RateLimit::Bucket, &headers, &[]);
}

#[test]
fn a_bucket_may_never_fill() {
    let headers = [("x-ratelimit-limit", "0"), ("x-ratelimit-fillrate", "0"), ("retry-after", "9223372036854775807")];
    refuses(RateLimit::BucketWithoutEnd, &headers, &[]);
}

#[test]
fn answers_near_the_limit_say_so() {
    let headers = [("x-ratelimit-nearlimit", "true"), ("ratelimit", "\"global-app-quota\";r=11000;t=600")];
    informs(RateLimit::NearLimit, &headers, &["retry-after"]);
}

#[test]
fn several_policies_share_a_field() {
    let fields = [("ratelimit", "\"global-app-quota\";t=600, \"tenant-app-quota\";r=17842;t=600")];
    informs(RateLimit::Policies, &fields, &["retry-after"]);
}

#[test]
fn informational_fields_change_nothing() {
    informs(RateLimit::Beta, &[("beta-ratelimit", "\"global-app-quota\";t=3200")], &["ratelimit", "retry-after"]);
    informs(RateLimit::BetaExceeded, &[("beta-retry-after", "50")], &["retry-after"]);
    informs(RateLimit::BetaTenant, &[("x-beta-ratelimit-nearlimit", "true")], &["x-ratelimit-nearlimit"]);
}

#[test]
fn a_bucket_with_tokens_asks_for_no_patience() {
    informs(RateLimit::BucketWithTokens, &[("retry-after", "0"), ("x-ratelimit-remaining", "99")], &[]);
}

#[test]
fn an_absurd_time_to_wait_is_sent_as_it_stands() {
    let site = Site::start();
    for value in ["-1", "soon", "1e3", "99999999999999999999", "Wed, 21 Oct 2026 07:28:00 GMT"] {
        site.simulator.fault(Fault::once(FaultAction::RateLimited { retry_after: Some(value.to_owned()) }));
        let reply = site.get(TARGET);
        assert_eq!((reply.status, reply.header("retry-after")), (429, Some(value)));
    }
}

#[test]
fn unavailability_may_or_may_not_say_when() {
    let site = Site::start();
    for retry_after in [None, Some("7")] {
        let action = FaultAction::Unavailable { retry_after: retry_after.map(str::to_owned) };
        site.simulator.fault(Fault::once(action));
        let reply = site.get(TARGET);
        assert_eq!((reply.status, reply.header("retry-after")), (503, retry_after));
    }
}

#[test]
fn an_answer_can_be_annotated_with_anything() {
    let site = Site::start();
    let headers = vec![("X-RateLimit-NearLimit".to_owned(), "maybe".to_owned())];
    site.simulator.fault(Fault::once(FaultAction::Annotate { headers }));
    let reply = site.get(TARGET);
    assert_eq!((reply.status, reply.header("x-ratelimit-nearlimit")), (200, Some("maybe")));
}

#[test]
fn limits_come_by_control_route_and_hit_every_origin() {
    let app = App::start();
    let order = |action: serde_json::Value, path: &str| {
        let body = json!({"pathContains": path, "action": action}).to_string();
        let origin = app.simulator.site_origin();
        assert_eq!(send(&origin, "POST", "/_simulator/faults", &[], body.as_bytes()).unwrap().status, 204);
    };
    order(json!({"rateLimit": "gateway"}), "/ex/confluence/");
    assert_eq!(app.api("/ex/confluence/x/api/v2/pages", "Bearer x").status, 429);
    order(json!({"unavailable": {"retryAfter": "3"}}), "/oauth/token");
    assert_eq!(app.refresh("x").header("retry-after"), Some("3"));
    order(json!({"annotate": {"headers": [["beta-retry-after", "50"]]}}), "/me");
    assert_eq!(app.api("/me", "Bearer simulator-access-token").header("beta-retry-after"), Some("50"));
}
