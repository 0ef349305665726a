//! Every way to sign in, through the component and over sockets.

use std::time::{Duration, SystemTime};

use crate::support::{CALLBACK, Site, connect, data_center, oauth2, sign_in};
use confluence_simulator::{Consent, Fault, FaultAction, OTHER_ACCOUNT_ID, Options};
use connector_runtime::{
    ConnectionChange, ConnectionDraft, Error, ErrorKind, Limits, OAuthClient, Runtime, SignInError, SignedIn,
};
use serde_json::json;

async fn site() -> Site {
    let site = Site::new().await;
    site.runtime.install(&crate::support::component("confluence.wasm")).await.unwrap();
    site
}

/// Who the connection says that its user is.
async fn user(runtime: &Runtime, connection: &str) -> String {
    let connection = runtime.connection(connection).await.unwrap();
    let output = connection.action("get-current-user").unwrap().await.unwrap();
    output.value["displayName"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_auth_type_connects_checks_and_performs() {
    let site = site().await;
    let options = Options::default();
    let cloud = |name: &str, auth_type: &str| {
        ConnectionDraft::new(name, "confluence").auth_type(auth_type).field("subdomain", "acme")
    };
    let drafts = [
        cloud("api token", "api-token").field("email", &options.email).secret("apiToken", options.api_token.clone()),
        cloud("scoped token", "api-token")
            .field("email", &options.email)
            .secret("apiToken", options.scoped_api_token.clone()),
        cloud("service token", "api-token")
            .field("email", &options.service_email)
            .secret("apiToken", options.service_api_token.clone()),
        cloud("basic", "basic").field("username", &options.email).secret("password", options.api_token.clone()),
        cloud("service account", "service-account")
            .field("clientId", &options.service_client_id)
            .secret("clientSecret", options.service_client_secret.clone()),
        cloud("token", "access-token").secret("accessToken", options.access_token.clone()),
        data_center(&site, "password", "basic").field("username", "user").secret("password", options.password.clone()),
        data_center(&site, "pat", "personal-access-token")
            .secret("personalAccessToken", options.personal_access_token.clone()),
    ];
    for draft in drafts {
        let name = draft.name.clone();
        let record = site.runtime.add_connection(draft, true).await.unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert!(record.account.is_some_and(|account| !account.name.is_empty()), "{name}");
        let check = site.runtime.check_connection(&name).await.unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert!(!check.account.id.is_empty(), "{name}");
        assert!(!user(&site.runtime, &name).await.is_empty(), "{name}");
    }
    let entry = |name: &str| {
        let runtime = site.runtime.clone();
        let name = name.to_owned();
        async move { runtime.connection_record(&name).await.unwrap().derived["entry"].clone() }
    };
    assert_eq!(entry("api token").await, "site");
    assert_eq!(entry("scoped token").await, "gateway", "a token with scopes works at the gateway alone");
    assert_eq!(entry("service token").await, "gateway");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_signs_in_at_the_service() {
    let site = site().await;
    let record = connect(&site, oauth2("acme"), &Consent::accept(&["acme"])).await.unwrap();
    assert_eq!(record.site.as_ref().unwrap().url, "https://acme.atlassian.net");
    assert!(!user(&site.runtime, "acme").await.is_empty());
    let check = site.runtime.check_connection("acme").await.unwrap();
    assert!(check.scopes.unwrap().contains(&"read:page:confluence".to_owned()));
    assert!(
        check.unavailable.is_empty(),
        "the recommended scopes are enough for every action: {:?}",
        check.unavailable
    );
    let pages = site.runtime.connection("acme").await.unwrap();
    let pages = pages.action("list-pages").unwrap().input(json!({"all": true, "limit": 2})).await.unwrap();
    assert!(pages.value["emitted"].as_u64().unwrap() > 2, "the next page is found at the gateway too: {}", pages.value);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_signs_in_at_a_data_center_with_pkce() {
    let site = site().await;
    let options = Options::default();
    let draft = data_center(&site, "dc", "oauth2-data-center")
        .field("clientId", &options.data_center_client_id)
        .secret("clientSecret", options.data_center_client_secret.clone());
    let begun = site.runtime.begin_sign_in(draft.clone(), CALLBACK).await.unwrap();
    assert!(begun.url.contains("code_challenge_method=S256"), "{}", begun.url);
    connect(&site, draft, &Consent::accept(&[])).await.unwrap();
    assert!(!user(&site.runtime, "dc").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operators_client_spares_the_user_one() {
    let site = site().await;
    let options = Options::default();
    let settings = crate::support::settings(&site.simulator, site.home.path()).oauth_client(OAuthClient {
        connector: "confluence".to_owned(),
        auth_type: "oauth2".to_owned(),
        client_id: options.client_id,
        client_secret: Some(options.client_secret.into()),
    });
    let runtime = Runtime::open(settings).await.unwrap();
    let draft = ConnectionDraft::new("acme", "confluence").auth_type("oauth2").field("subdomain", "acme");
    let begun = runtime.begin_sign_in(draft, CALLBACK).await.unwrap();
    let back = site.simulator.consent(&begun.url, &Consent::accept(&["acme"])).unwrap();
    assert!(matches!(runtime.finish_sign_in(&begun.pending, &back).await.unwrap(), SignedIn::Connected(_)));
    assert!(!user(&runtime, "acme").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_site_is_never_the_first_of_several() {
    let site = Site::with(Options { account_level_grants: true, ..Options::default() }, Limits::default()).await;
    site.runtime.install(&crate::support::component("confluence.wasm")).await.unwrap();
    // The subdomain decides.
    let both = Consent::accept(&["acme", "globex"]);
    let record = connect(&site, oauth2("by subdomain").field("subdomain", "globex"), &both).await.unwrap();
    assert_eq!(record.site.unwrap().url, "https://globex.atlassian.net");
    // Without one, the user does.
    let (pending, sites) = match sign_in(&site, oauth2("chosen"), &both).await.unwrap() {
        SignedIn::ChooseSite { sites, pending } => (pending, sites),
        other => panic!("{other:?}"),
    };
    let urls: Vec<&str> = sites.iter().map(|site| site.url.as_str()).collect();
    assert_eq!(urls, ["https://acme.atlassian.net", "https://globex.atlassian.net"], "each once, Confluence alone");
    let error = site.runtime.choose_site(&pending, "https://initech.atlassian.net").await.unwrap_err();
    assert!(matches!(error, Error::UnknownSite { .. }), "{error:?}");
    let SignedIn::Connected(record) = site.runtime.choose_site(&pending, "https://globex.atlassian.net").await.unwrap()
    else {
        panic!("it is chosen");
    };
    assert_eq!(record.site.unwrap().id, sites[1].id);
    let error = site.runtime.choose_site(&pending, "https://acme.atlassian.net").await.unwrap_err();
    assert!(matches!(error, Error::SignIn(SignInError::Used)), "{error:?}");
    // A subdomain outside the grant is an error that names what is inside.
    let error = connect(&site, oauth2("outside").field("subdomain", "umbrella"), &both).await.unwrap_err();
    let text = format!("{error} {:?}", error.hint());
    assert!(text.contains("acme") && text.contains("globex"), "{text}");
    assert_eq!(site.runtime.connections().await.unwrap().len(), 2, "what failed left nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_failure_to_sign_in_says_what_it_is() {
    let site = site().await;
    let accept = Consent::accept(&["acme"]);
    let finish = |pending: String, query: String| {
        let runtime = site.runtime.clone();
        async move { runtime.finish_sign_in(&pending, &query).await }
    };
    let attempt = || async { site.runtime.begin_sign_in(oauth2("acme"), CALLBACK).await.unwrap() };
    let is = |error: &Error, wanted: fn(&SignInError) -> bool| {
        assert!(matches!(error, Error::SignIn(error) if wanted(error)), "{error:?}");
        assert!(error.hint().is_some());
    };
    // Declined.
    let begun = attempt().await;
    let back = site.simulator.consent(&begun.url, &Consent::decline()).unwrap();
    is(&finish(begun.pending, back).await.unwrap_err(), |error| matches!(error, SignInError::Declined));
    // The state of another attempt; then the right one still works.
    let (begun, other) = (attempt().await, attempt().await);
    let foreign = site.simulator.consent(&other.url, &accept).unwrap();
    let error = finish(begun.pending.clone(), foreign).await.unwrap_err();
    is(&error, |error| matches!(error, SignInError::OtherAttempt));
    let back = site.simulator.consent(&begun.url, &accept).unwrap();
    assert!(finish(begun.pending.clone(), back.clone()).await.is_ok());
    // Once more.
    is(&finish(begun.pending, back.clone()).await.unwrap_err(), |error| matches!(error, SignInError::Used));
    site.runtime.remove_connection("acme").await.unwrap();
    // A code that was used by somebody else.
    let begun = attempt().await;
    let stolen = site.simulator.consent(&begun.url, &accept).unwrap();
    let code = |url: &str| url.split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let used = stolen.replace(&code(&stolen), &code(&back));
    is(&finish(begun.pending, used).await.unwrap_err(), |error| matches!(error, SignInError::CodeRefused { .. }));
    // A wrong client secret.
    let draft = oauth2("acme").secret("clientSecret", "a-wrong-secret");
    let error = connect(&site, draft, &accept).await.unwrap_err();
    is(&error, |error| matches!(error, SignInError::ClientRefused { .. }));
    // The token endpoint is down.
    site.simulator.fault(Fault::once(FaultAction::Html { status: 503 }).times(9).on("POST", "/oauth/token"));
    is(&connect(&site, oauth2("acme"), &accept).await.unwrap_err(), |error| {
        matches!(error, SignInError::NoToken { .. })
    });
    site.simulator.clear_faults();
    // A site without Confluence.
    let error = connect(&site, oauth2("acme"), &Consent::accept(&["initech"])).await.unwrap_err();
    assert!(error.to_string().contains("Confluence"), "{error}");
    // What was never begun here.
    let error = site.runtime.finish_sign_in("0123.abcd", "code=x&state=y").await.unwrap_err();
    is(&error, |error| matches!(error, SignInError::Unreadable));
    assert!(site.runtime.connections().await.unwrap().is_empty(), "nothing of it was kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn scopes_are_compared_before_anything_is_sent() {
    let site = site().await;
    let classic = oauth2("classic").field("scopeSet", "classic");
    let plan = site.runtime.plan_scopes(&classic).await.unwrap();
    assert_eq!(plan.scopes.len(), 15, "the fourteen, and offline_access");
    assert!(plan.unavailable.contains_key("get-page") && !plan.unavailable.contains_key("search"));
    connect(&site, classic, &Consent::accept(&["acme"])).await.unwrap();
    let connection = site.runtime.connection("classic").await.unwrap();
    site.simulator.clear_requests();
    let error = connection.action("get-page").unwrap().input(json!({"id": "4096001"})).await.unwrap_err();
    assert!(
        matches!(&error, Error::MissingScopes { missing, .. } if missing == &["read:page:confluence"]),
        "{error:?}"
    );
    assert_eq!(error.kind(), ErrorKind::Forbidden);
    assert!(site.simulator.requests().is_empty());
    connection.action("search").unwrap().input(json!({"cql": "type=page"})).await.unwrap();
    // Only what some actions need.
    let draft = oauth2("some");
    let scopes = site.runtime.scopes_for(&draft, &["get-page".to_owned()]).await.unwrap();
    assert_eq!(scopes, ["read:page:confluence", "read:confluence-user"], "the second tells whose it is");
    let draft = draft.field("scopes", scopes.join(" "));
    assert_eq!(
        site.runtime.plan_scopes(&draft).await.unwrap().scopes,
        ["read:page:confluence", "read:confluence-user", "offline_access"]
    );
    connect(&site, draft, &Consent::accept(&["acme"])).await.unwrap();
    let connection = site.runtime.connection("some").await.unwrap();
    assert_ne!(connection.record().account.as_ref().unwrap().id, "");
    connection.action("get-page").unwrap().input(json!({"id": "131075"})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn another_account_or_site_is_not_taken_without_leave() {
    let site = site().await;
    let options = Options::default();
    site.runtime.add_connection(crate::support::draft("acme", "confluence"), true).await.unwrap();
    let change = ConnectionChange::default()
        .field("email", &options.other_email)
        .secret("apiToken", options.other_api_token.clone());
    let error = site.runtime.change_connection("acme", change.clone()).await.unwrap_err();
    assert!(matches!(error, Error::OtherAccount { .. }), "{error:?}");
    assert_eq!(site.runtime.connection_record("acme").await.unwrap().fields["email"], "user@example.com");
    let record = site.runtime.change_connection("acme", change.allow_other_account()).await.unwrap();
    assert_eq!(record.fields["email"], options.other_email);
    // The same with a page to sign in at.
    connect(&site, oauth2("oauth"), &Consent::accept(&["acme"])).await.unwrap();
    let reconnect = |change: ConnectionChange, consent: Consent| {
        let site = &site;
        async move {
            let begun = site.runtime.begin_reconnect("oauth", change, CALLBACK).await.unwrap();
            let back = site.simulator.consent(&begun.url, &consent).unwrap();
            site.runtime.finish_sign_in(&begun.pending, &back).await
        }
    };
    let other = Consent::accept(&["acme"]).signed_in_as(&options.other_email);
    let asked = reconnect(ConnectionChange::default(), other.clone()).await.unwrap();
    assert!(matches!(&asked, SignedIn::OtherAccount { error, .. } if error.kind() == ErrorKind::Conflict), "{asked:?}");
    assert!(!user(&site.runtime, "oauth").await.is_empty(), "the old sign-in still works");
    // A yes needs no second sign-in, and counts once.
    let SignedIn::OtherAccount { pending, .. } = asked else { panic!("{asked:?}") };
    let allowed = site.runtime.allow_other_account(&pending).await.unwrap();
    assert!(matches!(&allowed, SignedIn::Connected(record) if record.account.as_ref().unwrap().id == OTHER_ACCOUNT_ID));
    let error = site.runtime.allow_other_account(&pending).await.unwrap_err();
    assert!(matches!(error, Error::SignIn(SignInError::Used)), "{error:?}");
    let moved =
        reconnect(ConnectionChange::default(), Consent::accept(&["globex"]).signed_in_as(&options.other_email)).await;
    assert!(matches!(moved.unwrap(), SignedIn::OtherAccount { .. }), "the same account at another site");
    let moved = reconnect(ConnectionChange::default().allow_other_account(), other).await.unwrap();
    assert!(matches!(moved, SignedIn::Connected(_)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_is_named_is_the_one_or_none() {
    let site = site().await;
    let finish = |name: &'static str, wanted: &'static str| {
        let site = &site;
        async move {
            let begun = site.runtime.begin_sign_in(oauth2(name), CALLBACK).await.unwrap();
            let back = site.simulator.consent(&begun.url, &Consent::accept(&["acme"])).unwrap();
            site.runtime.finish_sign_in_at(&begun.pending, &back, wanted).await
        }
    };
    assert!(matches!(finish("one", "https://acme.atlassian.net").await.unwrap(), SignedIn::Connected(_)));
    let error = finish("other", "https://globex.atlassian.net").await.unwrap_err();
    assert!(matches!(&error, Error::UnknownSite { .. }), "{error:?}");
    assert!(error.to_string().contains("acme"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_token_endpoint_echoes_is_not_told() {
    let site = site().await;
    let secret = Options::default().client_secret;
    for status in [400, 401, 403] {
        let body =
            json!({"error": format!("not {secret}"), "error_description": format!("you sent {secret}")}).to_string();
        site.simulator
            .fault(Fault::once(FaultAction::Answer { status, headers: vec![], body }).on("POST", "/oauth/token"));
        let error = connect(&site, oauth2("acme"), &Consent::accept(&["acme"])).await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains(&secret), "{error:?}");
        assert!(error.to_string().contains("[redacted]"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_sign_in_was_for_cannot_be_changed_behind_it() {
    let site = site().await;
    connect(&site, oauth2("acme"), &Consent::accept(&["acme"])).await.unwrap();
    for change in [
        ConnectionChange::default().field("scopeSet", "classic"),
        ConnectionChange::default().field("clientId", "another-client"),
    ] {
        let error = site.runtime.change_connection("acme", change).await.unwrap_err();
        assert!(matches!(error, Error::SignInNeeded { .. }), "{error:?}");
    }
    site.runtime.change_connection("acme", ConnectionChange::default().name("renamed")).await.unwrap();
    assert!(!user(&site.runtime, "renamed").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_without_a_refresh_token_says_why_it_has_ended() {
    let site = Site::with(Options { withholds_refresh_tokens: true, ..Options::default() }, Limits::default()).await;
    site.runtime.install(&crate::support::component("confluence.wasm")).await.unwrap();
    let record = connect(&site, oauth2("acme"), &Consent::accept(&["acme"])).await.unwrap();
    assert!(record.ends_with_token);
    let check = site.runtime.check_connection("acme").await.unwrap();
    assert!(check.warnings[0].contains("no refresh token"), "{:?}", check.warnings);
    let later = || SystemTime::now() + Duration::from_hours(2);
    let settings = crate::support::settings(&site.simulator, site.home.path()).clock(later);
    let connection = Runtime::open(settings).await.unwrap().connection("acme").await.unwrap();
    let error = connection.action("get-current-user").unwrap().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthenticated);
    assert_eq!(error.to_string(), "the sign-in has ended, since it came without a refresh token: connect again");
}
