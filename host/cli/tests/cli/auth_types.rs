//! Each way to connect: added, checked, used; and what is told where it is refused.

use confluence_simulator::{Consent, Options, Simulator};
use insta::assert_snapshot;

use crate::browser::Waiting;
use crate::home::{Home, Outcome, simulator, words};

/// Adds a connection `wiki` of an auth type, with a secret.
fn add(home: &Home, auth: &str, fields: &str, secret: &str, value: &str) -> Outcome {
    let secret = format!("{secret}={}", home.file("secret.txt", value).display());
    let arguments = ["connections", "add", "wiki", "--auth", auth];
    home.run(&[&arguments[..], &words(fields), &["--secret-file", &secret]].concat())
}

/// Checks the connection and runs an action on it; whose it is.
fn check_and_run(home: &Home) -> String {
    let check = home.run(&["connections", "check", "wiki", "--json"]);
    assert_eq!(check.code, Some(0), "{check}");
    let run = home.run(&["run", "get-current-user"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.json().is_object());
    check.json()["account"]["name"].as_str().unwrap().to_owned()
}

fn on_prem(simulator: &Simulator) -> String {
    format!("--set address=uri --set uri={}/confluence", simulator.site_origin())
}

const CLOUD: &str = "--set subdomain=acme --set email=user@example.com";

#[test]
fn an_api_token_with_scopes_goes_through_the_gateway() {
    let options = Options {
        scoped_api_token_scopes: vec!["read:confluence-user".to_owned(), "read:space:confluence".to_owned()],
        ..Options::default()
    };
    let simulator = Simulator::start(options).unwrap();
    let home = Home::with_connector().reaching(&simulator);
    assert_snapshot!("add_scoped_token", add(&home, "api-token", CLOUD, "apiToken", "simulator-scoped-api-token"));
    assert_eq!(check_and_run(&home), "Example User");
    assert_eq!(home.run(&["connections", "show", "wiki", "--json"]).json()["derived"]["entry"], "gateway");
    assert_snapshot!("scope_does_not_match", home.run(&["run", "get-page", "--set", "id=131075"]));
}

#[test]
fn a_token_that_was_revoked_is_told() {
    let old = simulator();
    let home = Home::connected(&old);
    let new = Simulator::start(Options { api_token: "a-newer-token".to_owned(), ..Options::default() }).unwrap();
    let home = home.reaching(&new);
    assert_snapshot!("revoked_token_first_api", home.run(&["run", "get-current-user"]));
    assert_snapshot!("revoked_token_second_api", home.run(&["run", "list-spaces"]));
    assert_snapshot!("revoked_token_check", home.run(&["connections", "check", "acme"]));
}

#[test]
fn a_token_says_when_it_ends() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    let fields = format!("{CLOUD} --set expires=2020-01-31");
    assert_snapshot!("add_ended_token", add(&home, "api-token", &fields, "apiToken", crate::home::TOKEN));
    assert_snapshot!("list_ended_token", home.run(&["connections", "list"]));
    let run = home.run(&["run", "get-current-user"]);
    assert!(run.stderr.starts_with("warning: connection `wiki`: API token ended on 2020-01-31"), "{run}");
    assert_eq!(home.run(&["run", "get-current-user", "--quiet"]).stderr, "");
    let check = home.run(&["connections", "check", "wiki", "--json"]);
    assert!(check.json()["warnings"][0].is_string() && check.stderr.contains("warning: API token ended"), "{check}");
}

#[test]
fn a_personal_access_token_connects_a_data_center() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    let (auth, secret) = ("personal-access-token", "personalAccessToken");
    assert_snapshot!("wrong_personal_access_token", add(&home, auth, &on_prem(&simulator), secret, "another-token"));
    let added = add(&home, auth, &on_prem(&simulator), secret, "simulator-personal-access-token");
    assert_eq!(added.code, Some(0), "{added}");
    assert_eq!(check_and_run(&home), "Example User");
}

#[test]
fn a_password_connects_a_data_center() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    let fields = format!("{} --set username=user", on_prem(&simulator));
    assert_snapshot!("wrong_password", add(&home, "basic", &fields, "password", "another-password"));
    let added = add(&home, "basic", &fields, "password", "simulator-password");
    assert_eq!(added.code, Some(0), "{added}");
    assert_eq!(check_and_run(&home), "Example User");
}

#[test]
fn a_user_signs_in_at_a_data_center() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    home.file("secret.txt", "simulated-data-center-secret-0123456789");
    let fields = format!(
        "connections add wiki --auth oauth2-data-center {} --set clientId=simulated-data-center-client --secret-file \
         clientSecret=secret.txt",
        on_prem(&simulator)
    );
    let declined = Waiting::start(&home, &simulator, &words(&fields)).sign_in(&simulator, &Consent::decline());
    assert_snapshot!("sign_in_data_center_declined", declined.after_address());
    let waiting = Waiting::start(&home, &simulator, &words(&fields));
    assert!(waiting.address.contains("code_challenge_method=S256"), "{}", waiting.address);
    assert_snapshot!("sign_in_data_center", waiting.sign_in(&simulator, &Consent::accept(&[])));
    assert_eq!(check_and_run(&home), "Example User");
    home.file("secret.txt", "another-secret");
    let waiting = Waiting::start(&home, &simulator, &words(&fields.replace("add wiki", "add other")));
    assert_snapshot!(
        "sign_in_data_center_wrong_secret",
        waiting.sign_in(&simulator, &Consent::accept(&[])).after_address()
    );
}

#[test]
fn a_service_account_connects_in_its_own_name() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    let fields = "--set subdomain=acme --set clientId=simulated-service-client";
    let (auth, secret) = ("service-account", "clientSecret");
    assert_snapshot!("wrong_service_secret", add(&home, auth, fields, secret, "another-secret"));
    let added = add(&home, auth, fields, secret, "simulated-service-secret-0123456789");
    assert_eq!(added.code, Some(0), "{added}");
    assert_eq!(check_and_run(&home), "Example Service");
    // The token that is there would still do.
    home.file("wrong.txt", "another-secret");
    for command in ["update", "reconnect"] {
        let refused = home.run(&["connections", command, "wiki", "--secret-file", "clientSecret=wrong.txt"]);
        assert_eq!(refused.code, Some(4), "{refused}");
    }
    assert_eq!(check_and_run(&home), "Example Service");
}

#[test]
fn an_access_token_is_brought_along() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    let fields = "--set subdomain=acme";
    assert_snapshot!("wrong_access_token", add(&home, "access-token", fields, "accessToken", "another-token"));
    let added = add(&home, "access-token", fields, "accessToken", "simulator-access-token");
    assert_eq!(added.code, Some(0), "{added}");
    assert_eq!(check_and_run(&home), "Example User");
    simulator.advance(std::time::Duration::from_hours(2));
    assert_snapshot!("ended_access_token", home.run(&["run", "get-current-user"]));
}
