//! Content that is not there, or not for the account of the connection.

use confluence_simulator::{ACCOUNT_ID, Consent, Fault, FaultAction, Simulator};
use insta::assert_snapshot;
use serde_json::json;

use crate::home::{Home, Outcome, simulator, words};
use crate::ways::{ACCESS_TOKEN, API_TOKEN, OAUTH2, PASSWORD, SCOPED_TOKEN, SERVICE_ACCOUNT, Told};

const PAGE: &str = "131075";

fn run(home: &Home, action: &str, input: &serde_json::Value) -> Outcome {
    home.run(&["run", action, "--connection", "wiki", "--input", &input.to_string()])
}

/// Lets the user alone read or update the page.
fn restrict(simulator: &Simulator, operation: &str) {
    let home = API_TOKEN.connected(simulator);
    let input = json!({"id": PAGE, "restrictions": [{"operation": operation, "users": [ACCOUNT_ID]}]});
    let restricted = run(&home, "add-restrictions", &input);
    assert_eq!(restricted.code, Some(0), "{restricted}");
}

/// What somebody else is told who wants to read the page and to change it, by both APIs.
fn told_by(home: &Home, told: &mut Told, who: &str, may_read: bool) {
    let body = json!({"representation": "storage", "value": "<p>Mine.</p>"});
    let whole = json!({"id": PAGE, "title": "Mine", "body": body, "version": 1});
    home.file("mine.txt", "mine");
    let read = run(home, "get-page", &json!({"id": PAGE}));
    assert_eq!(read.code == Some(0), may_read, "{read}");
    if !may_read {
        told.add(&format!("{who}: get-page"), &read);
    }
    for (action, input) in [
        ("update-page", json!({"id": PAGE, "title": "Mine"})),
        ("update-page", whole),
        ("delete-page", json!({"id": PAGE})),
        ("add-labels", json!({"id": PAGE, "labels": ["mine"]})),
    ] {
        let outcome = run(home, action, &input);
        assert!([Some(5), Some(6)].contains(&outcome.code), "{action}: {outcome}");
        told.add(&format!("{who}: {action} {input}"), &outcome);
    }
    let file =
        ["run", "upload-attachment", "--connection", "wiki", "--set", "pageId=131075", "--file", "file=mine.txt"];
    let outcome = home.run(&file);
    assert!([Some(5), Some(6)].contains(&outcome.code), "{outcome}");
    told.add(&format!("{who}: upload-attachment"), &outcome);
}

/// Somebody else's connections: at the site, and through the gateway.
fn others(simulator: &Simulator) -> [(Home, &'static str); 2] {
    let at_site = Home::with_connector().reaching(simulator);
    let secret = at_site.file("secret.txt", "simulator-other-api-token");
    let line = "connections add wiki --auth api-token --set subdomain=acme --set email=other.user@example.com";
    let file = format!("apiToken={}", secret.display());
    let added = at_site.run(&[&words(line)[..], &["--secret-file", &file]].concat());
    assert_eq!(added.code, Some(0), "{added}");
    let at_gateway = Home::with_connector().reaching(simulator);
    let consent = Consent::accept(&["acme"]).signed_in_as("other.user@example.com");
    let added = OAUTH2.add_by(&at_gateway, simulator, &consent);
    assert_eq!(added.code, Some(0), "{added}");
    [(at_site, "API token"), (at_gateway, "OAuth 2.0")]
}

#[test]
fn who_may_not_read_a_page_is_told_what_both_apis_tell() {
    let simulator = simulator();
    restrict(&simulator, "read");
    let mut told = Told::default();
    for (home, who) in others(&simulator) {
        told_by(&home, &mut told, who, false);
    }
    assert_snapshot!("restricted_to_read", told);
}

#[test]
fn who_may_read_a_page_and_not_change_it_is_told_so() {
    let simulator = simulator();
    restrict(&simulator, "update");
    let mut told = Told::default();
    for (home, who) in others(&simulator) {
        told_by(&home, &mut told, who, true);
    }
    assert_snapshot!("restricted_to_update", told);
}

#[test]
fn who_may_not_change_a_page_of_a_data_center_is_told_so() {
    let simulator = simulator();
    let admin = PASSWORD.connected(&simulator);
    let user = json!({"username": "third", "fullName": "Third User", "email": "third@example.com", "password": "third-password"});
    let created = run(&admin, "create-user", &user);
    assert_eq!(created.code, Some(0), "{created}");
    let home = Home::with_connector().reaching(&simulator);
    let secret = format!("password={}", home.file("secret.txt", "third-password").display());
    let line = format!(
        "connections add wiki --auth basic --set address=uri --set uri={}/confluence --set username=third",
        simulator.site_origin()
    );
    let added = home.run(&[&words(&line)[..], &["--secret-file", &secret]].concat());
    assert_eq!(added.code, Some(0), "{added}");
    let mut told = Told::default();
    for (operation, may_read) in [("update", true), ("read", false)] {
        let input = json!({"id": PAGE, "restrictions": [{"operation": operation, "users": ["user"]}]});
        let restricted = run(&admin, "add-restrictions", &input);
        assert_eq!(restricted.code, Some(0), "{restricted}");
        told_by(&home, &mut told, operation, may_read);
    }
    assert_snapshot!("restricted_on_prem", told);
}

#[test]
fn what_is_not_there_is_told() {
    let mut told = Told::default();
    for way in [API_TOKEN, SCOPED_TOKEN] {
        let simulator = simulator();
        let home = way.connected(&simulator);
        for (action, input) in [
            ("get-page", json!({"id": "999999999"})),
            ("get-folder", json!({"id": "999999999"})),
            ("get-space", json!({"id": "999999999"})),
            ("update-page", json!({"id": "999999999", "title": "New"})),
            ("add-labels", json!({"id": "999999999", "labels": ["new"]})),
        ] {
            let outcome = run(&home, action, &input);
            assert_eq!(outcome.code, Some(6), "{action}: {outcome}");
            told.add(&format!("{}: {action}", way.name), &outcome);
        }
    }
    assert_snapshot!("missing_content", told);
}

#[test]
fn an_app_is_told_what_is_for_users_alone() {
    let mut told = Told::default();
    let added = json!({
        "spaceKey": "DOCS",
        "subjectType": "user",
        "subject": "712020:00000000-0000-4000-8000-000000000002",
        "permissions": [{"operation": "read", "target": "space"}],
    });
    for way in [OAUTH2, SERVICE_ACCOUNT, ACCESS_TOKEN] {
        let simulator = simulator();
        let home = way.connected(&simulator);
        for (action, input) in
            [("add-space-permissions", &added), ("remove-space-permission", &json!({"spaceKey": "DOCS", "id": "1"}))]
        {
            let outcome = run(&home, action, input);
            assert_eq!(outcome.code, Some(5), "{outcome}");
            told.add(&format!("{}: {action}", way.name), &outcome);
        }
    }
    let simulator = simulator();
    let user = SCOPED_TOKEN.connected(&simulator);
    assert_eq!(run(&user, "add-space-permissions", &added).code, Some(0));
    assert_snapshot!("for_users_alone", told);
}

#[test]
fn a_header_that_gets_lost_on_the_way_is_told() {
    let simulator = simulator();
    let home = API_TOKEN.connected(&simulator);
    let body = "XSRF check failed".to_owned();
    let headers = vec![("content-type".to_owned(), "text/plain;charset=UTF-8".to_owned())];
    simulator.fault(Fault::once(FaultAction::Answer { status: 403, headers, body }).on("POST", "/label"));
    assert_snapshot!("xsrf_check", run(&home, "add-labels", &json!({"id": PAGE, "labels": ["new"]})));
}
