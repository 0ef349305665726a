//! Signing in at a page of the service: the browser comes back over a real socket.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Stdio;
use std::time::Duration;

use confluence_simulator::{Consent, Fault, FaultAction};
use insta::assert_snapshot;

use crate::browser::{Waiting, add, signed_in};
use crate::home::{Home, simulator};

#[test]
fn a_user_signs_in_and_runs_an_action() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    let waiting = add(&home, &simulator, &["--set", "subdomain=acme"]);
    assert_snapshot!("sign_in_accepted", waiting.sign_in(&simulator, &Consent::accept(&["acme"])));
    assert_snapshot!("sign_in_checked", home.run(&["connections", "check", "acme"]));
    assert_snapshot!("sign_in_shown", home.run(&["connections", "show", "acme"]));
    assert_eq!(home.run(&["run", "get-current-user"]).json()["email"], "user@example.com");
    simulator.advance(Duration::from_hours(2));
    let renewed = home.run(&["run", "get-current-user"]);
    assert_eq!(renewed.code, Some(0), "{renewed}");
    simulator.advance(Duration::from_hours(91 * 24));
    assert_snapshot!("sign_in_ended", home.run(&["run", "get-current-user"]));
    assert_snapshot!("sign_in_ended_check", home.run(&["connections", "check", "acme"]));
}

#[test]
fn a_user_who_declines_is_told_so() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    assert_snapshot!(
        "sign_in_declined",
        add(&home, &simulator, &[]).sign_in(&simulator, &Consent::decline()).after_address()
    );
    assert_eq!(home.run(&["connections", "list", "--json"]).json(), serde_json::json!([]));
}

#[test]
fn strangers_do_not_end_a_sign_in() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    let mut waiting = add(&home, &simulator, &[]);
    let origin = waiting.callback.strip_suffix("/callback").unwrap().to_owned();
    let host = origin.strip_prefix("http://").unwrap().to_owned();
    assert_eq!(waiting.visit(&format!("{origin}/favicon.ico")).status, 404);
    assert_eq!(
        waiting
            .send(&format!("POST /callback HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
            .status,
        405
    );
    let elsewhere = "GET /callback?code=c&state=s HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    assert_eq!(waiting.send(elsewhere).status, 421);
    let long = format!("{}?code={}", waiting.callback, "x".repeat(9_000));
    assert_eq!(waiting.visit(&long).status, 414);
    let other = waiting.visit(&format!("{}?code=%3Cscript%3E&state=of-another", waiting.callback));
    assert_eq!(other.status, 400, "{other:?}");
    assert!(!other.text.contains("script") && !other.text.contains("of-another"), "{other:?}");
    for header in ["cache-control: no-store", "referrer-policy: no-referrer", "default-src 'none'"] {
        assert!(other.text.contains(header), "{header}: {other:?}");
    }
    waiting.wait_for("a browser came back from another sign-in");
    let outcome = waiting.sign_in(&simulator, &Consent::accept(&["acme"]));
    assert_eq!(outcome.code, Some(0), "{outcome}");
}

#[test]
fn a_wrong_client_secret_is_told() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    home.file("wrong.txt", "another-client-secret");
    let waiting = add(&home, &simulator, &["--secret-file", "clientSecret=wrong.txt"]);
    assert_snapshot!("sign_in_wrong_secret", waiting.sign_in(&simulator, &Consent::accept(&["acme"])).after_address());
}

#[test]
fn a_code_that_was_used_before_is_told() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    let waiting = add(&home, &simulator, &[]);
    let address = waiting.consent(&simulator, &Consent::accept(&["acme"]));
    let code = address.split("code=").nth(1).unwrap().split('&').next().unwrap();
    let body = serde_json::json!({
        "grant_type": "authorization_code",
        "client_id": "simulated-client",
        "client_secret": "simulated-client-secret-0123456789",
        "code": code,
        "redirect_uri": waiting.callback,
    })
    .to_string();
    let host = simulator.auth_origin().strip_prefix("http://").unwrap().to_owned();
    let mut stream = TcpStream::connect(&host).unwrap();
    let head = format!("POST /oauth/token HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n");
    write!(stream, "{head}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(waiting.visit(&address).status, 200);
    assert_snapshot!("sign_in_reused_code", waiting.end().after_address());
}

#[test]
fn a_token_endpoint_that_fails_is_told() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    simulator.fault(Fault::once(FaultAction::Html { status: 500 }).on("POST", "/oauth/token").times(u32::MAX));
    let waiting = add(&home, &simulator, &[]);
    assert_snapshot!("sign_in_no_token", waiting.sign_in(&simulator, &Consent::accept(&["acme"])).after_address());
}

#[test]
fn the_address_may_be_pasted() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    home.file("secret.txt", "simulated-client-secret-0123456789");
    let arguments = ["connections", "add", "acme", "--auth", "oauth2", "--set", "clientId=simulated-client"];
    let own = ["--secret-file", "clientSecret=secret.txt", "--paste"];
    let mut command = home.command(&[&arguments[..], &own].concat());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let waiting = Waiting::follow(&home, &simulator, child);
    assert_eq!(waiting.callback, "http://127.0.0.1:8765/callback");
    let address = waiting.consent(&simulator, &Consent::accept(&["acme"]));
    for wrong in ["", "yes", "callback?code=c&state=of-another", "callback?code=c", "callback?state=s"] {
        let origin = if wrong.starts_with("callback") { "http://127.0.0.1:8765/" } else { "" };
        writeln!(input, "{origin}{wrong}").unwrap();
    }
    writeln!(input, "{}", waiting.address).unwrap();
    writeln!(input, "{address}").unwrap();
    assert_snapshot!("sign_in_pasted", waiting.end().after_address());
    let nothing = home.run(&["connections", "reconnect", "acme", "--paste"]);
    assert_eq!(nothing.code, Some(4), "{nothing}");
    let wrong = home.run_with(&["connections", "reconnect", "acme", "--paste"], "yes\n");
    assert_snapshot!("sign_in_pasted_wrong", wrong.after_address());
}

#[test]
fn a_port_that_is_taken_is_told() {
    let home = Home::with_connector();
    home.file("secret.txt", "x");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/callback", taken.local_addr().unwrap());
    let arguments = ["connections", "add", "acme", "--auth", "oauth2", "--set", "clientId=x", "--secret-file"];
    let add = |url: &str| home.run(&[&arguments[..], &["clientSecret=secret.txt", "--callback-url", url]].concat());
    assert_snapshot!("sign_in_port_taken", add(&url));
    assert_snapshot!("sign_in_callback_elsewhere", add("https://platform.example.com/callback"));
    assert_snapshot!("sign_in_callback_nonsense", add("nonsense"));
    // Before a secret is read or asked for.
    let early =
        ["connections", "add", "acme", "--auth", "oauth2", "--secret-file", "clientSecret=nobody", "--callback-url"];
    for url in ["nonsense", "http://wiki.example.com/callback"] {
        for paste in [&[][..], &["--paste"]] {
            let outcome = home.run(&[&early[..], &[url], paste].concat());
            assert!(outcome.code == Some(2) && outcome.stderr.contains("callback URL"), "{url}: {outcome}");
        }
    }
}

#[test]
fn a_user_who_does_not_come_back_ends_the_wait() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    assert_snapshot!("sign_in_too_late", add(&home, &simulator, &["--timeout", "1"]).end().after_address());
}

#[cfg(unix)]
#[test]
fn a_sign_in_that_is_given_up_is_cancelled() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    assert_snapshot!("sign_in_interrupted", add(&home, &simulator, &[]).interrupt().after_address());
}

#[cfg(unix)]
#[test]
fn the_browser_of_the_environment_is_opened_without_the_key() {
    use std::os::unix::fs::PermissionsExt;
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    home.file("secret.txt", "simulated-client-secret-0123456789");
    let pipe = home.path().join("opened");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let script = home.file("browser", "#!/bin/sh\necho \"$1 $CONNECTOR_VAULT_KEY.\" > opened\n");
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o700)).unwrap();
    let arguments = ["connections", "add", "acme", "--auth", "oauth2", "--set", "clientId=simulated-client"];
    let own = ["--secret-file", "clientSecret=secret.txt", "--callback-url", "http://127.0.0.1:0/callback"];
    let mut command = home.command(&[&arguments[..], &own].concat());
    command.env("BROWSER", &script).env("CONNECTOR_VAULT_KEY", "a".repeat(64));
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let waiting = Waiting::follow(&home, &simulator, child);
    assert_eq!(std::fs::read_to_string(pipe).unwrap(), format!("{} .\n", waiting.address));
    let outcome = waiting.sign_in(&simulator, &Consent::accept(&["acme"]));
    assert_eq!(outcome.code, Some(0), "{outcome}");
}

#[test]
fn the_scopes_that_are_asked_for_can_be_chosen() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    let classic = add(&home, &simulator, &["--scopes", "classic"]);
    let classic = classic.sign_in(&simulator, &Consent::accept(&["acme"]));
    assert_snapshot!("sign_in_classic", classic);
    assert_snapshot!("lacking_scopes", home.run(&["run", "get-page", "--set", "id=131075"]));
    assert_eq!(home.run(&["run", "get-current-user"]).code, Some(0));
    let least = ["connections", "reconnect", "acme", "--scopes-for", "get-page"];
    let least = Waiting::start(&home, &simulator, &least).sign_in(&simulator, &Consent::accept(&["acme"]));
    assert_eq!(least.code, Some(0), "{least}");
    let scopes = home.run(&["connections", "show", "acme", "--json"]).json()["scopes"].clone();
    assert_eq!(scopes, serde_json::json!(["read:page:confluence", "read:confluence-user", "offline_access"]));
    let shown = home.run(&["connections", "show", "acme"]);
    assert!(!shown.stdout.contains("scopeSet"), "the set is not what was asked for: {shown}");
    assert_eq!(home.run(&["run", "get-page", "--set", "id=131075"]).code, Some(0));
    let unknown =
        ["connections", "reconnect", "acme", "--scopes", "all", "--callback-url", "http://127.0.0.1:0/callback"];
    assert_snapshot!("no_such_scope_set", home.run(&unknown));
    let token = ["connections", "add", "other", "--auth", "api-token", "--scopes", "classic"];
    assert_snapshot!("no_scopes_to_choose", home.run(&token));
}

#[test]
fn a_reconnect_wants_the_same_account() {
    let simulator = simulator();
    let home = signed_in(&simulator, &[]);
    assert_snapshot!("update_wants_a_sign_in", home.run(&["connections", "update", "acme", "--set", "clientId=x"]));
    let other = Consent::accept(&["acme"]).signed_in_as("other.user@example.com");
    let reconnect = ["connections", "reconnect", "acme"];
    assert_snapshot!(
        "reconnect_other_account",
        Waiting::start(&home, &simulator, &reconnect).sign_in(&simulator, &other).after_address()
    );
    assert_eq!(home.run(&["run", "get-current-user"]).json()["email"], "user@example.com");
    let allowed = [&reconnect[..], &["--allow-other-account"]].concat();
    assert_snapshot!(
        "reconnect_allowed",
        Waiting::start(&home, &simulator, &allowed).sign_in(&simulator, &other).after_address()
    );
    assert_eq!(home.run(&["run", "get-current-user"]).json()["email"], "other.user@example.com");
}
