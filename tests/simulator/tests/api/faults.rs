//! Each way to misbehave, as a client sees it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use confluence_simulator::{Fault, FaultAction};
use serde_json::json;

use crate::client::{Reply, Site, send};

const TARGET: &str = "/wiki/api/v2/pages?limit=25&body-format=storage";

/// Orders a fault and makes the request that it hits.
fn hit(site: &Site, action: FaultAction) -> std::io::Result<Reply> {
    site.simulator.fault(Fault::once(action));
    site.try_send("GET", TARGET, &[], b"")
}

#[test]
fn an_answer_is_dictated() {
    let site = Site::start();
    let headers = vec![("x-failure-category".to_owned(), "FAILURE".to_owned())];
    let reply = hit(&site, FaultAction::Answer { status: 503, headers, body: "later".to_owned() }).unwrap();
    assert_eq!((reply.status, reply.text().as_str()), (503, "later"));
    assert_eq!(reply.header("x-failure-category"), Some("FAILURE"));
    site.get(TARGET).expect(200);
}

#[test]
fn a_limit_may_or_may_not_say_when() {
    let site = Site::start();
    for retry_after in [None, Some("2"), Some("9223372036854775807"), Some("Wed, 21 Oct 2026 07:28:00 GMT")] {
        let action = FaultAction::RateLimited { retry_after: retry_after.map(str::to_owned) };
        let reply = hit(&site, action).unwrap();
        assert_eq!((reply.status, reply.header("retry-after")), (429, retry_after));
    }
}

#[test]
fn pages_for_browsers_and_redirects_come_instead() {
    let site = Site::start();
    let html = hit(&site, FaultAction::Html { status: 502 }).unwrap();
    assert_eq!(html.status, 502);
    assert!(html.header("content-type").unwrap().starts_with("text/html"));
    let location = "https://other.example.com/".to_owned();
    let redirect = hit(&site, FaultAction::Redirect { status: 307, location: location.clone() }).unwrap();
    assert_eq!((redirect.status, redirect.header("location")), (307, Some(location.as_str())));
    let login = hit(&site, FaultAction::LoginRedirect).unwrap();
    assert_eq!(login.status, 302);
    assert!(login.header("location").unwrap().starts_with("https://id.atlassian.com/login?"));
}

#[test]
fn a_delay_only_delays() {
    let site = Site::start();
    let before = Instant::now();
    hit(&site, FaultAction::Delay { milliseconds: 50 }).unwrap().expect(200);
    assert!(before.elapsed() >= Duration::from_millis(50));
}

#[test]
fn closing_before_changes_nothing_and_losing_the_answer_does() {
    let site = Site::start();
    let page = json!({"spaceId": "98305", "title": "Lost"}).to_string();
    let create = || {
        let headers = [("content-type", "application/json")];
        site.try_send("POST", "/wiki/api/v2/pages", &headers, page.as_bytes())
    };
    let found = || site.get("/wiki/api/v2/pages?title=Lost").expect(200)["results"].as_array().unwrap().len();
    site.simulator.fault(Fault::once(FaultAction::CloseBefore));
    assert!(create().is_err());
    assert_eq!(found(), 0);
    site.simulator.fault(Fault::once(FaultAction::LoseAnswer));
    assert!(create().is_err());
    assert_eq!(found(), 1);
    assert_eq!(create().unwrap().status, 400);
    let statuses: Vec<_> = site.simulator.requests().iter().map(|request| request.status).collect();
    assert_eq!(statuses, [None, Some(200), None, Some(200), Some(400)]);
}

#[test]
fn a_truncated_answer_has_its_head_and_half_its_body() {
    let site = Site::start();
    site.simulator.fault(Fault::once(FaultAction::Truncate));
    let mut stream = TcpStream::connect(site.simulator.site_origin().strip_prefix("http://").unwrap()).unwrap();
    let head =
        format!("GET {TARGET} HTTP/1.1\r\nhost: acme.atlassian.net\r\nauthorization: {}\r\n\r\n", Site::credentials());
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let promised: usize = head.split("content-length: ").nth(1).unwrap().split("\r\n").next().unwrap().parse().unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK"));
    assert_eq!(body.len(), promised / 2);
}

#[test]
fn an_endless_answer_and_a_bomb_have_the_size_that_was_ordered() {
    let site = Site::start();
    let endless = hit(&site, FaultAction::Endless { bytes: 3_000_000 }).unwrap();
    assert_eq!((endless.status, endless.body.len()), (200, 3_000_000));
    assert!(serde_json::from_slice::<serde_json::Value>(&endless.body).is_err());
    let bomb = hit(&site, FaultAction::GzipBomb { bytes: 50_000_000 }).unwrap();
    assert_eq!(bomb.header("content-encoding"), Some("gzip"));
    assert!(bomb.body.len() < 1_000_000);
    let inflated = std::io::copy(&mut flate2::read::GzDecoder::new(&bomb.body[..]), &mut std::io::sink()).unwrap();
    assert_eq!(inflated, 50_000_000);
}

#[test]
fn a_hanging_request_is_logged_and_does_not_keep_the_simulator() {
    let site = Site::start();
    site.simulator.fault(Fault::once(FaultAction::Hang));
    let mut stream = TcpStream::connect(site.simulator.site_origin().strip_prefix("http://").unwrap()).unwrap();
    stream.write_all(b"GET /wiki/api/v2/pages HTTP/1.1\r\nhost: acme.atlassian.net\r\n\r\n").unwrap();
    assert!(site.simulator.wait_for_requests(1, Duration::from_mins(1)));
    assert_eq!(site.simulator.requests()[0].status, None);
    // Others are served meanwhile.
    site.get("/wiki/api/v2/spaces").expect(200);
    drop(site);
    assert_eq!(stream.read(&mut [0; 16]).unwrap_or(0), 0);
}

#[test]
fn faults_hit_what_they_match_as_often_as_ordered() {
    let site = Site::start();
    site.simulator.fault(Fault::once(FaultAction::Html { status: 500 }).on("GET", "limit=7").times(2));
    site.simulator.fault(Fault::once(FaultAction::Html { status: 502 }).on("DELETE", "/pages/").times(u32::MAX));
    let get = |target: &str| site.get(target).status;
    assert_eq!([get("/wiki/api/v2/pages"), get("/wiki/api/v2/pages?limit=7")], [200, 500]);
    assert_eq!([get("/wiki/api/v2/spaces?limit=7"), get("/wiki/api/v2/pages?limit=7")], [500, 200]);
    for _ in 0..3 {
        assert_eq!(site.delete("/wiki/api/v2/pages/131075").status, 502);
    }
    site.simulator.clear_faults();
    assert_eq!(site.delete("/wiki/api/v2/pages/131075").status, 204);
}

#[test]
fn faults_reach_the_media_host() {
    let site = Site::start();
    let fault = Fault { path_contains: Some("/file/".to_owned()), ..Fault::once(FaultAction::Html { status: 503 }) };
    site.simulator.fault(fault);
    let get = || send(&site.simulator.media_origin(), "GET", "/file/x/binary", &[], b"").unwrap().status;
    assert_eq!([get(), get()], [503, 403]);
}
