//! Credentials that Confluence does not take, or not for this.

use confluence_simulator::{Options, Simulator};
use insta::assert_snapshot;

use crate::home::{Home, TOKEN, simulator, words};
use crate::ways::{
    ACCESS_TOKEN, API_TOKEN, BASIC, BASIC_SCOPED, OAUTH2, OAUTH2_DATA_CENTER, PASSWORD, PERSONAL_TOKEN, SCOPED_TOKEN,
    SERVICE_ACCOUNT, SERVICE_TOKEN, Told, Way,
};

const FIRST_API: &str = "run get-current-user";
const SECOND_API: &str = "run list-spaces";
const CHECK: &str = "connections check wiki";

/// What is told of a connection that worked, once the service is another one.
fn told(told: &mut Told, way: Way, home: &Home) {
    for command in [FIRST_API, SECOND_API, CHECK] {
        let outcome = home.run(&words(command));
        assert_ne!(outcome.code, Some(0), "{}: {outcome}", way.name);
        told.add(&format!("{}: {command}", way.name), &outcome);
    }
}

/// The same service, which knows none of the credentials any more.
fn forgetful() -> Options {
    Options {
        api_token: "a-newer-token".to_owned(),
        scoped_api_token: "a-newer-scoped-token".to_owned(),
        service_api_token: "a-newer-service-token".to_owned(),
        access_token: "a-newer-access-token".to_owned(),
        personal_access_token: "a-newer-personal-token".to_owned(),
        password: "a-newer-password".to_owned(),
        client_secret: "a-newer-client-secret".to_owned(),
        service_client_secret: "a-newer-service-secret".to_owned(),
        data_center_client_secret: "a-newer-data-center-secret".to_owned(),
        ..Options::default()
    }
}

/// Starts a simulator in place of another one: what was meant for that, a URI with its port too, now goes here.
fn replaced(home: Home, old: Simulator, options: Options) -> (Home, Simulator) {
    let origin = old.site_origin();
    drop(old);
    let new = Simulator::start(options).unwrap();
    (home.reaching(&new).sending(&origin, &new.site_origin()), new)
}

#[test]
fn a_credential_that_was_revoked_is_told_for_each_way_to_connect() {
    let mut all = Told::default();
    for way in [API_TOKEN, SCOPED_TOKEN, SERVICE_TOKEN, BASIC, PASSWORD, PERSONAL_TOKEN, SERVICE_ACCOUNT, ACCESS_TOKEN]
    {
        let old = simulator();
        let home = way.connected(&old);
        let (home, _new) = replaced(home, old, forgetful());
        told(&mut all, way, &home);
    }
    assert_snapshot!("revoked_credentials", all);
}

#[test]
fn a_client_secret_that_was_replaced_is_told() {
    let mut all = Told::default();
    for way in [OAUTH2, OAUTH2_DATA_CENTER] {
        let old = simulator();
        let home = way.connected(&old);
        let (home, _new) = replaced(home, old, forgetful());
        told(&mut all, way, &home);
    }
    assert_snapshot!("replaced_client_secret", all);
}

#[test]
fn a_scope_that_is_lacking_is_named_for_each_way_to_connect() {
    let scopes = ["read:confluence-user", "read:space:confluence"].map(str::to_owned).to_vec();
    let options = || Options {
        scoped_api_token_scopes: scopes.clone(),
        service_scopes: scopes.clone(),
        access_token_scopes: scopes.clone(),
        ..Options::default()
    };
    let mut all = Told::default();
    for way in [SCOPED_TOKEN, SERVICE_TOKEN, BASIC_SCOPED, SERVICE_ACCOUNT, ACCESS_TOKEN] {
        let simulator = Simulator::start(options()).unwrap();
        let home = way.connected(&simulator);
        assert_eq!(home.run(&words(SECOND_API)).code, Some(0), "{}", way.name);
        for command in ["run get-page --set id=131075", "run search --set cql=type=page"] {
            let outcome = home.run(&words(command));
            assert_eq!(outcome.code, Some(5), "{}: {outcome}", way.name);
            all.add(&format!("{}: {command}", way.name), &outcome);
        }
    }
    assert_snapshot!("lacking_scope", all);
}

#[test]
fn a_token_with_scopes_is_refused_at_the_site_until_it_connects_anew() {
    let mut all = Told::default();
    for way in [API_TOKEN, BASIC] {
        let old = simulator();
        let home = way.connected(&old);
        // The same token now has scopes, as one that replaced it would.
        let options = Options { scoped_api_token: TOKEN.to_owned(), ..forgetful() };
        let (home, _new) = replaced(home, old, options);
        told(&mut all, way, &home);
        let secret = home.file("secret.txt", TOKEN);
        let field = if way.auth == API_TOKEN.auth { "apiToken" } else { "password" };
        let again = home.run(&words(&format!("connections reconnect wiki --secret-file {field}={}", secret.display())));
        assert_eq!(again.code, Some(0), "{again}");
        assert_eq!(home.run(&words(SECOND_API)).code, Some(0));
    }
    assert_snapshot!("scoped_token_at_the_site", all);
}

#[test]
fn a_bearer_is_refused_at_the_site() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    let secret = home.file("secret.txt", "simulator-access-token");
    let mut all = Told::default();
    // A site of Cloud at its own address, and at one that does not tell what it is.
    for uri in ["https://acme.atlassian.net/wiki".to_owned(), format!("{}/wiki", simulator.site_origin())] {
        let line = format!(
            "connections add wiki --auth personal-access-token --set address=uri --set uri={uri} --secret-file \
             personalAccessToken={}",
            secret.display()
        );
        let outcome = home.run(&words(&line));
        assert_ne!(outcome.code, Some(0), "{outcome}");
        all.add(
            &format!(
                "a token of OAuth 2.0 as a personal access token of {}",
                uri.replace(&simulator.site_origin(), "a host")
            ),
            &outcome,
        );
    }
    assert_snapshot!("bearer_at_the_site", all);
}

#[test]
fn an_account_password_is_refused_on_cloud() {
    let mut all = Told::default();
    for way in [API_TOKEN, BASIC] {
        let simulator = simulator();
        let home = Home::with_connector().reaching(&simulator);
        let outcome = way.with("simulator-password").add(&home, &simulator);
        assert_eq!(outcome.code, Some(4), "{outcome}");
        all.add(way.name, &outcome);
    }
    assert_snapshot!("account_password", all);
}
