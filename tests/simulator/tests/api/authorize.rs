//! `GET /authorize`, the page that it shows, and what comes of it.

use confluence_simulator::Consent;

use crate::app::{App, CALLBACK, authorize_url, encoded, parameter, query};
use crate::client::{Reply, send};

const HOST: (&str, &str) = ("host", "auth.atlassian.com");

fn open(app: &App, query: &str) -> Reply {
    send(&app.simulator.auth_origin(), "GET", &format!("/authorize?{query}"), &[HOST], b"").unwrap()
}

fn decide(app: &App, form: &str) -> Reply {
    let headers = [HOST, ("content-type", "application/x-www-form-urlencoded")];
    send(&app.simulator.auth_origin(), "POST", "/authorize", &headers, form.as_bytes()).unwrap()
}

#[test]
fn the_page_offers_accounts_sites_and_both_decisions() {
    let app = App::start();
    let page = open(&app, &query(&[]));
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html;charset=UTF-8")));
    let html = page.text();
    for part in [
        "<form method=\"post\" action=\"/authorize\">",
        "name=\"state\" value=\"some+state\"",
        "<option value=\"user@example.com\">",
        "<option value=\"other.user@example.com\">",
        "Use app on <select name=\"site\"><option value=\"acme\">acme.atlassian.net</option>",
        "<option value=\"initech\">",
        "<button name=\"decision\" value=\"accept\">Accept</button>",
        "<button name=\"decision\" value=\"cancel\">Cancel</button>",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
}

#[test]
fn the_page_escapes_what_the_client_sent() {
    let html = open(&App::start(), &query(&[("state", "\"><script>")])).text();
    assert!(html.contains("value=\"&quot;&gt;&lt;script&gt;\""));
}

#[test]
fn every_parameter_is_required_and_nothing_redirects_without() {
    let app = App::start();
    for name in ["audience", "client_id", "scope", "redirect_uri", "state", "response_type", "prompt"] {
        let refused = open(&app, &query(&[(name, "")]));
        assert_eq!((refused.status, refused.header("location")), (400, None), "{name}");
        assert!(refused.header("content-type").unwrap().starts_with("text/html"));
    }
}

#[test]
fn wrong_values_are_shown_and_never_redirected() {
    let app = App::start();
    for wrong in [
        ("audience", "https://api.atlassian.com"),
        ("client_id", "another-client"),
        ("scope", "read:pages:confluence"),
        ("scope", " "),
        ("redirect_uri", "http://127.0.0.1:8765/callback/"),
        ("redirect_uri", "http://127.0.0.1:8766/callback"),
        ("redirect_uri", "https://evil.example.com/callback"),
        ("response_type", "token"),
        ("prompt", "none"),
        ("nonce", "1"),
    ] {
        let refused = open(&app, &query(&[wrong]));
        assert_eq!((refused.status, refused.header("location")), (400, None), "{wrong:?}");
        let form = format!("{}&account=user%40example.com&site=acme&decision=accept", query(&[wrong]));
        assert_eq!(decide(&app, &form).status, 400, "{wrong:?}");
    }
    assert_eq!(open(&app, &format!("{}&state=2", query(&[]))).status, 400);
}

#[test]
fn a_challenge_does_no_harm() {
    let challenge =
        [("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"), ("code_challenge_method", "S256")];
    assert_eq!(open(&App::start(), &query(&challenge)).status, 200);
}

#[test]
fn acceptance_redirects_with_code_and_state() {
    let app = App::start();
    let form = format!("{}&account=user%40example.com&site=acme&decision=accept", query(&[]));
    let redirect = decide(&app, &form);
    let location = redirect.header("location").unwrap();
    assert_eq!((redirect.status, parameter(location, "state").as_deref()), (302, Some("some%2Bstate")));
    assert!(location.starts_with(&format!("{CALLBACK}?code=")), "{location}");
    app.exchange(&parameter(location, "code").unwrap()).expect(200);
}

#[test]
fn a_cancelled_consent_redirects_with_an_error_and_state() {
    let app = App::start();
    let form = format!("{}&account=user%40example.com&site=acme&decision=cancel", query(&[]));
    let location = decide(&app, &form).header("location").unwrap().to_owned();
    assert_eq!(location, format!("{CALLBACK}?error=access_denied&state=some%2Bstate"));
    assert_eq!(app.simulator.consent(&authorize_url(&[]), &Consent::decline()), Ok(location));
}

#[test]
fn a_consent_needs_a_person_a_site_and_a_decision() {
    let app = App::start();
    for rest in [
        "account=user%40example.com&decision=accept",
        "account=user%40example.com&site=elsewhere&decision=accept",
        "account=nobody%40example.com&site=acme&decision=accept",
        "account=service%40example.com&site=acme&decision=accept",
        "site=acme&decision=accept",
        "account=user%40example.com&site=acme",
        "account=user%40example.com&site=acme&decision=perhaps",
    ] {
        assert_eq!(decide(&app, &format!("{}&{rest}", query(&[]))).status, 400, "{rest}");
    }
}

#[test]
fn the_library_consents_as_the_page_does() {
    let app = App::start();
    let accept = Consent::accept(&["acme", "globex"]);
    let location = app.simulator.consent(&authorize_url(&[]), &accept).unwrap();
    assert!(location.starts_with(&format!("{CALLBACK}?code=")));
    let simulated = authorize_url(&[]).replace("https://auth.atlassian.com", &app.simulator.auth_origin());
    app.simulator.consent(&simulated, &accept).unwrap();
    for url in [
        authorize_url(&[("prompt", "")]),
        authorize_url(&[]).replace("auth.atlassian.com", "auth.example.com"),
        authorize_url(&[]).replace("https:", "http:"),
        "https://auth.atlassian.com/authorize".to_owned(),
    ] {
        assert!(app.simulator.consent(&url, &accept).is_err(), "{url}");
    }
    assert!(app.simulator.consent(&authorize_url(&[]), &Consent::accept(&[])).is_err());
    assert!(app.simulator.requests().is_empty());
}

#[test]
fn callback_urls_can_be_added() {
    let app = App::start();
    let url = authorize_url(&[("redirect_uri", "http://localhost:4000/done?from=atlassian")]);
    let accept = Consent::accept(&["acme"]);
    assert!(app.simulator.consent(&url, &accept).is_err());
    app.simulator.register_callback("http://localhost:4000/done?from=atlassian");
    let location = app.simulator.consent(&url, &accept).unwrap();
    assert!(location.starts_with("http://localhost:4000/done?from=atlassian&code="), "{location}");
}

#[test]
fn other_hosts_and_routes_are_not_there() {
    let app = App::start();
    let get = |host: &str, target: &str| {
        send(&app.simulator.auth_origin(), "GET", target, &[("host", host)], b"").unwrap().status
    };
    let target = format!("/authorize?{}", query(&[("state", &encoded("a b"))]));
    assert_eq!(get("auth.atlassian.com", &target), 200);
    assert_eq!(get("127.0.0.1:80", &target), 200);
    assert_eq!(get("api.atlassian.com", &target), 421);
    assert_eq!(get("auth.atlassian.com", "/oauth/token"), 501);
}
