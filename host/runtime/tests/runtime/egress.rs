//! What leaves and what comes back, seen from the wire.

use std::time::Duration;

use crate::support::Site;
use confluence_simulator::{Fault, FaultAction, Options, Origin};
use connector_runtime::{ActionFailure, Connection, ConnectionDraft, Error, ErrorKind, FailureKind, Limits, Output};
use serde_json::{Value, json};

async fn site_with(limits: Limits) -> (Site, Connection) {
    let site = Site::with(Options::default(), limits).await;
    let connection = site.connect("confluence.wasm").await;
    (site, connection)
}

async fn site() -> (Site, Connection) {
    site_with(Limits::default()).await
}

async fn perform(connection: &Connection, action: &str, input: Value) -> Result<Output, Error> {
    connection.action(action).unwrap().input(input).await
}

fn failure(result: Result<Output, Error>) -> ActionFailure {
    match result {
        Err(Error::Failed { failure }) => *failure,
        other => panic!("expected a reported failure, got {other:?}"),
    }
}

fn page() -> Value {
    json!({"id": "131075"})
}

fn new_page() -> Value {
    json!({"spaceId": "98305", "title": "A new page", "body": {"representation": "storage", "value": "<p>x</p>"}})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_is_repeated_after_a_passing_failure() {
    let (site, connection) = site().await;
    let pass = |status| FaultAction::Answer {
        status,
        headers: vec![("retry-after".to_owned(), "0".to_owned())],
        body: String::new(),
    };
    for action in [
        pass(429),
        pass(502),
        pass(503),
        pass(504),
        FaultAction::LoseAnswer,
        FaultAction::CloseBefore,
        FaultAction::Truncate,
    ] {
        site.simulator.clear_requests();
        site.simulator.fault(Fault::once(action.clone()).on("GET", "/pages/131075"));
        perform(&connection, "get-page", page()).await.unwrap_or_else(|error| panic!("{action:?}: {error}"));
        assert_eq!(site.simulator.requests().len(), 2, "{action:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_is_repeated_only_where_it_was_not_processed() {
    let (site, connection) = site().await;
    let limited = FaultAction::RateLimited { retry_after: Some("0".to_owned()) };
    site.simulator.fault(Fault::once(limited).on("POST", "/pages"));
    perform(&connection, "create-page", new_page()).await.unwrap();
    assert_eq!(site.simulator.requests().len(), 2);

    site.simulator.clear_requests();
    let passing = FaultAction::Answer { status: 503, headers: vec![], body: String::new() };
    site.simulator.fault(Fault::once(passing).on("PUT", "/pages"));
    let update =
        json!({"id": "131075", "title": "Renamed", "version": 1, "body": {"representation": "storage", "value": "x"}});
    let failed = failure(perform(&connection, "update-page", update).await);
    assert_eq!((failed.kind, failed.status, failed.uncertain), (FailureKind::Service, Some(503), false));
    assert_eq!(site.simulator.requests().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_whose_answer_was_lost_is_uncertain_and_not_repeated() {
    let (site, connection) = site().await;
    for action in [FaultAction::LoseAnswer, FaultAction::Truncate, FaultAction::CloseBefore] {
        site.simulator.clear_requests();
        site.simulator.fault(Fault::once(action.clone()).on("POST", "/pages"));
        let mut input = new_page();
        input["title"] = json!(format!("{action:?}"));
        let result = perform(&connection, "create-page", input).await;
        assert_eq!(result.as_ref().unwrap_err().kind(), ErrorKind::Uncertain, "{action:?}");
        assert!(result.as_ref().unwrap_err().hint().unwrap().contains("look before"), "{action:?}");
        assert!(failure(result).uncertain);
        assert_eq!(site.simulator.requests().len(), 1, "{action:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_service_asks_to_wait_is_never_cut_short() {
    for (retry_after, milliseconds) in [("1847", 1_847_000), ("9223372036854775807", u64::MAX)] {
        let (site, connection) = site().await;
        let limited = FaultAction::RateLimited { retry_after: Some(retry_after.to_owned()) };
        site.simulator.fault(Fault::once(limited));
        let failed = failure(perform(&connection, "get-page", page()).await);
        assert_eq!(failed.kind, FailureKind::RateLimited);
        assert!(failed.retry_after.unwrap() >= milliseconds.min(u64::MAX / 1000), "{failed:?}");
        assert_eq!(site.simulator.requests().len(), 1);
        // Whoever has the connection open keeps to it, and nothing is sent meanwhile.
        let again = site.runtime.connection("acme").await.unwrap();
        let failed = failure(perform(&again, "get-page", page()).await);
        assert_eq!(failed.kind, FailureKind::RateLimited);
        assert_eq!(site.simulator.requests().len(), 1);
        assert!(again.rate_limits()["api"].paused_until.is_some());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_stays_busy_is_asked_a_few_times() {
    let mut limits = Limits::default();
    limits.attempts = 3;
    let (site, connection) = site_with(limits).await;
    let limited = FaultAction::RateLimited { retry_after: Some("0".to_owned()) };
    site.simulator.fault(Fault::once(limited).times(u32::MAX));
    let failed = failure(perform(&connection, "get-page", page()).await);
    assert_eq!((failed.kind, failed.status), (FailureKind::RateLimited, Some(429)));
    assert_eq!(site.simulator.requests().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_without_end_is_cut_off() {
    let mut limits = Limits::default();
    limits.response_bytes = 1 << 20;
    let (site, connection) = site_with(limits).await;
    for action in [FaultAction::Endless { bytes: 1 << 34 }, FaultAction::GzipBomb { bytes: 1 << 30 }] {
        site.simulator.fault(Fault::once(action.clone()));
        let failed = failure(perform(&connection, "get-page", page()).await);
        assert!(failed.message.contains("larger than 1048576 bytes"), "{action:?}: {failed:?}");
        perform(&connection, "get-page", page()).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_without_end_is_cut_off_and_nothing_is_left() {
    let mut limits = Limits::default();
    limits.blob_bytes = 1 << 20;
    let (site, connection) = site_with(limits).await;
    site.simulator.fault(Fault::once(FaultAction::Endless { bytes: 1 << 34 }));
    let input = json!({"path": "/wiki/api/v2/pages", "saveBody": true});
    let failed = failure(perform(&connection, "api-request", input).await);
    assert!(failed.message.contains("larger than"), "{failed:?}");
    assert_eq!(std::fs::read_dir(site.home.path().join("blobs")).unwrap().count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_never_answers_is_given_up() {
    let (site, connection) = site().await;
    drop(connection);
    // Only what hangs meets this limit: on a slow machine, setting up would too.
    let mut limits = Limits::default();
    limits.request = Duration::from_millis(150);
    limits.attempts = 1;
    let settings = crate::support::settings(&site.simulator, site.home.path()).limits(limits);
    let connection = connector_runtime::Runtime::open(settings).await.unwrap().connection("acme").await.unwrap();
    site.simulator.fault(Fault::once(FaultAction::Hang).times(2));
    let failed = failure(perform(&connection, "get-page", page()).await);
    assert_eq!((failed.kind, failed.uncertain), (FailureKind::Transport, false));
    let failed = failure(perform(&connection, "create-page", new_page()).await);
    assert_eq!((failed.kind, failed.uncertain), (FailureKind::Transport, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_down_got_nothing() {
    let (site, connection) = site().await;
    drop(connection);
    // A port that nobody listens on, and that no other test is given.
    let mapping = "https://acme.atlassian.net=http://127.0.0.1:1".parse().unwrap();
    let mut limits = Limits::default();
    limits.attempts = 2;
    let settings = connector_runtime::Settings::new(site.home.path()).connect_to([mapping]).limits(limits);
    let runtime = connector_runtime::Runtime::open(settings).await.unwrap();
    let connection = runtime.connection("acme").await.unwrap();
    let failed = failure(perform(&connection, "create-page", new_page()).await);
    assert_eq!((failed.kind, failed.uncertain), (FailureKind::Transport, false));
    assert!(failed.message.contains("could not connect to acme.atlassian.net"), "{failed:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_elsewhere_is_not_followed() {
    let (site, connection) = site().await;
    for location in [
        "https://evil.example/steal".to_owned(),
        "//evil.example/steal".to_owned(),
        "http://acme.atlassian.net/wiki".to_owned(),
        format!("{}/file/x/binary", site.simulator.media_origin()),
        "https://api.media.atlassian.com:8443/x".to_owned(),
        "https://acme.atlassian.net.evil.example/".to_owned(),
        " ".to_owned(),
        String::new(),
    ] {
        for status in [301, 302, 303, 307, 308] {
            site.simulator.clear_requests();
            site.simulator.fault(Fault::once(FaultAction::Redirect { status, location: location.clone() }));
            let failed = failure(perform(&connection, "get-page", page()).await);
            assert_eq!(failed.status, Some(status), "{location}: {failed:?}");
            assert_eq!(site.simulator.requests().len(), 1, "{location}");
            assert!(!format!("{failed:?}").contains("evil"), "the target is kept back: {failed:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_below_the_base_is_followed_with_the_credential() {
    let (site, connection) = site().await;
    let location = "https://acme.atlassian.net/wiki/api/v2/pages/131076".to_owned();
    site.simulator.fault(Fault::once(FaultAction::Redirect { status: 302, location }));
    let output = perform(&connection, "get-page", page()).await.unwrap();
    assert_eq!(output.value["id"], "131076");
    let requests = site.simulator.requests();
    assert_eq!(requests.len(), 2);
    assert!(requests.iter().all(|request| request.header("authorization").is_some()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_circle_of_redirects_ends() {
    let (site, connection) = site().await;
    let location = "https://acme.atlassian.net/wiki/api/v2/pages/131075".to_owned();
    site.simulator.fault(Fault::once(FaultAction::Redirect { status: 302, location }).times(u32::MAX));
    let failed = failure(perform(&connection, "get-page", page()).await);
    assert!(failed.message.contains("too many redirects"), "{failed:?}");
    assert_eq!(site.simulator.requests().len(), 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_in_page_means_that_the_credential_is_not_taken() {
    let (site, connection) = site().await;
    site.simulator.fault(Fault::once(FaultAction::LoginRedirect));
    let failed = failure(perform(&connection, "get-page", page()).await);
    assert_eq!(failed.kind, FailureKind::Unauthenticated);
    assert_eq!(site.simulator.requests().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_goes_up_and_down_without_a_byte_lost_and_without_the_credential_at_the_media_host() {
    let (site, connection) = site().await;
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|index| (index.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let path = site.home.path().join("Größe \"1\".bin");
    std::fs::write(&path, &bytes).unwrap();
    let upload = connection.action("upload-attachment").unwrap().input(json!({"pageId": "131075", "comment": "é"}));
    let uploaded = upload.file("file", &path, Some("application/x-test".to_owned())).unwrap().await.unwrap();
    let id = uploaded.value["results"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(uploaded.value["results"][0]["title"], "Größe \"1\".bin");

    site.simulator.clear_requests();
    let downloaded = perform(&connection, "download-attachment", json!({"pageId": "131075", "id": id})).await.unwrap();
    let blob = &downloaded.blobs[downloaded.value["file"].as_str().unwrap()];
    assert_eq!(std::fs::read(blob.path()).unwrap(), bytes);
    assert_eq!((blob.size(), blob.file_name()), (3_000_000, Some("Größe \"1\".bin")));
    let saved = site.home.path().join("saved.bin");
    blob.save(&saved).unwrap();
    assert_eq!(std::fs::read(&saved).unwrap(), bytes);

    let media: Vec<_> =
        site.simulator.requests().into_iter().filter(|request| request.origin == Origin::Media).collect();
    assert_eq!(media.len(), 1);
    assert_eq!(media[0].header("authorization"), None);
    assert_eq!(media[0].header("host"), Some("api.media.atlassian.com"));
    drop(downloaded);
    assert_eq!(std::fs::read_dir(site.home.path().join("blobs")).unwrap().count(), 0, "the received file is gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn side_by_side_requests_of_a_cancelled_run_are_given_up() {
    let (site, connection) = site().await;
    site.simulator.fault(Fault::once(FaultAction::Hang));
    let run = connection.action("create-page").unwrap().input(new_page()).start().unwrap();
    let simulator = &site.simulator;
    assert!(simulator.wait_for_requests(1, Duration::from_secs(30)));
    assert!(run.cancel(), "the page may have been created");
    site.simulator.clear_requests();
    site.simulator.clear_faults();
    site.simulator.fault(Fault::once(FaultAction::Hang));
    let run = connection.action("get-page").unwrap().input(page()).start().unwrap();
    assert!(simulator.wait_for_requests(1, Duration::from_secs(30)));
    assert!(!run.cancel(), "a read changes nothing");
    perform(&connection, "get-page", page()).await.unwrap();
}

fn on_prem(uri: String) -> ConnectionDraft {
    ConnectionDraft::new("on-prem", "confluence")
        .auth_type("basic")
        .field("address", "uri")
        .field("uri", uri)
        .field("username", "user")
        .secret("password", Options::default().password)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_of_ones_own_may_be_private_and_have_a_port_and_context_path() {
    let (site, _connection) = site().await;
    let uri = format!("{}/confluence", site.simulator.site_origin());
    let record = site.runtime.add_connection(on_prem(uri), true).await.unwrap();
    assert!(record.account.is_some());
    let connection = site.runtime.connection("on-prem").await.unwrap();
    let user = perform(&connection, "get-current-user", json!({})).await.unwrap();
    assert_eq!(user.value["username"], "user");
    let spaces = perform(&connection, "api-request", json!({"path": "/rest/api/space"})).await.unwrap();
    assert_eq!(spaces.value["status"], 200);
    for request in site.simulator.requests() {
        assert!(request.path.starts_with("/confluence/"), "{}", request.path);
    }
    let offered = connection.action("create-folder").err().unwrap();
    assert_eq!(offered.kind(), ErrorKind::Unavailable);
}

#[tokio::test(flavor = "multi_thread")]
async fn metadata_addresses_are_never_reached() {
    let (site, _connection) = site().await;
    for host in ["169.254.169.254", "[fd00:ec2::254]", "2852039166", "0xa9fea9fe", "0.0.0.0", "[::ffff:a9fe:a9fe]"] {
        let error = site.runtime.add_connection(on_prem(format!("http://{host}/latest")), true).await.unwrap_err();
        let text = format!("{error:?}");
        assert!(text.contains("may not be reached"), "{host}: {text}");
    }
    assert_eq!(site.runtime.connections().await.unwrap().len(), 1, "only the one that was there");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_was_answered_with_a_redirect_is_never_sent_again() {
    let (site, connection) = site().await;
    let post = json!({"method": "POST", "path": "/wiki/api/v2/pages", "body": new_page()});
    for after in [FaultAction::RateLimited { retry_after: Some("0".to_owned()) }, FaultAction::CloseBefore] {
        site.simulator.clear_requests();
        let location = "https://acme.atlassian.net/wiki/api/v2/pages/131075".to_owned();
        site.simulator.fault(Fault::once(FaultAction::Redirect { status: 303, location }).on("POST", "/pages"));
        site.simulator.fault(Fault::once(after).on("GET", "/pages/131075").times(u32::MAX));
        let result = perform(&connection, "api-request", post.clone()).await;
        assert!(result.is_err());
        let posts = site.simulator.requests().into_iter().filter(|request| request.method == "POST").count();
        assert_eq!(posts, 1);
        site.simulator.clear_faults();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_to_what_no_route_declares_is_not_followed() {
    let (site, connection) = site().await;
    for path in ["/wiki/api/v2/spaces/98305", "/wiki/api/v2/pages/..;/spaces", "/wiki/api/v2/pages/a%2fb"] {
        site.simulator.clear_requests();
        let location = format!("https://acme.atlassian.net{path}");
        site.simulator.fault(Fault::once(FaultAction::Redirect { status: 302, location }));
        let failed = failure(perform(&connection, "get-page", page()).await);
        assert_eq!(failed.status, Some(302), "{path}: {failed:?}");
        assert_eq!(site.simulator.requests().len(), 1, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_got_no_answer_leaves_a_write_uncertain() {
    let (site, connection) = site().await;
    for status in [502, 504] {
        let passing = FaultAction::Answer { status, headers: vec![], body: String::new() };
        site.simulator.fault(Fault::once(passing).on("POST", "/pages"));
        let failed = failure(perform(&connection, "create-page", new_page()).await);
        assert!(failed.uncertain, "{status}: {failed:?}");
    }
}
