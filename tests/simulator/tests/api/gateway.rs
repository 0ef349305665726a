//! `/ex/confluence/{cloudid}`: who may pass, which scopes open what, and what links look like behind it.

use std::time::Duration;

use confluence_simulator::{CLOUD_ID, JIRA_CLOUD_ID, OTHER_CLOUD_ID, Options};
use serde_json::json;

use crate::app::{App, all_scopes, request};
use crate::client::{basic, send};

fn at(cloud_id: &str, rest: &str) -> String {
    format!("/ex/confluence/{cloud_id}{rest}")
}

fn main(rest: &str) -> String {
    at(CLOUD_ID, rest)
}

fn bearer(app: &App, scope: &str) -> String {
    format!("Bearer {}", app.tokens(scope)["access_token"].as_str().unwrap())
}

#[test]
fn every_kind_of_credentials_opens_it() {
    let app = App::start();
    let mut body = request("client_credentials", json!({}));
    body["client_id"] = json!("simulated-service-client");
    body["client_secret"] = json!("simulated-service-secret-0123456789");
    let service = app.token(&body).expect(200);
    for authorization in [
        bearer(&app, &all_scopes()),
        format!("Bearer {}", service["access_token"].as_str().unwrap()),
        "Bearer simulator-access-token".to_owned(),
        basic("user@example.com", "simulator-api-token"),
        basic("user@example.com", "simulator-scoped-api-token"),
        basic("service@example.com", "simulator-service-api-token"),
    ] {
        for rest in ["/wiki/api/v2/spaces", "/api/v2/spaces", "/wiki/rest/api/user/current", "/rest/api/user/current"] {
            app.api(&main(rest), &authorization).expect(200);
        }
    }
}

#[test]
fn tokens_with_scopes_do_not_open_the_site() {
    let app = App::start();
    for authorization in [
        bearer(&app, &all_scopes()),
        "Bearer simulator-access-token".to_owned(),
        basic("user@example.com", "simulator-scoped-api-token"),
        basic("service@example.com", "simulator-service-api-token"),
    ] {
        for target in ["/wiki/api/v2/spaces", "/wiki/rest/api/user/current"] {
            let headers = [("host", "acme.atlassian.net"), ("authorization", authorization.as_str())];
            let refused = send(&app.simulator.site_origin(), "GET", target, &headers, b"").unwrap();
            assert_eq!((refused.status, refused.header("content-type")), (401, Some("text/html;charset=UTF-8")));
        }
    }
}

#[test]
fn a_token_without_the_scope_is_told_so() {
    let app = App::start();
    let bearer = bearer(&app, "read:space:confluence");
    app.api(&main("/wiki/api/v2/spaces"), &bearer).expect(200);
    for rest in ["/wiki/api/v2/pages", "/wiki/rest/api/search?cql=type=page", "/wiki/rest/api/user/current"] {
        let error = json!({"code": 401, "message": "Unauthorized; scope does not match"});
        assert_eq!(app.api(&main(rest), &bearer).expect(401), error, "{rest}");
    }
}

#[test]
fn the_scope_is_checked_before_anything_else() {
    let app = App::start();
    let bearer = bearer(&app, "read:space:confluence");
    for rest in ["/wiki/api/v2/pages/not-an-id", "/wiki/api/v2/pages/999", "/wiki/api/v2/pages?unknown=1"] {
        assert_eq!(app.api(&main(rest), &bearer).status, 401, "{rest}");
    }
    assert_eq!(app.api(&main("/wiki/api/v2/spaces/999"), &bearer).status, 404);
    assert_eq!(app.api(&main("/wiki/api/v2/spaces?unknown=1"), &bearer).status, 400);
}

#[test]
fn no_family_of_scopes_implies_the_other() {
    let app = App::start();
    let classic = bearer(&app, "read:confluence-content.all read:confluence-user search:confluence");
    app.api(&main("/wiki/rest/api/user/current"), &classic).expect(200);
    app.api(&main("/wiki/rest/api/search?cql=type=page"), &classic).expect(200);
    assert_eq!(app.api(&main("/wiki/api/v2/pages"), &classic).status, 401);
    let granular = bearer(&app, "read:content-details:confluence");
    app.api(&main("/wiki/rest/api/user/current"), &granular).expect(200);
    app.api(&main("/wiki/rest/api/search?cql=type=page"), &granular).expect(200);
}

#[test]
fn a_granular_alternative_must_be_whole() {
    let app = App::start();
    let label = |scope: &str| {
        let target = main("/wiki/rest/api/content/131073/label");
        app.call("POST", &target, &bearer(&app, scope), br#"{"prefix":"global","name":"one"}"#).status
    };
    assert_eq!(label("write:label:confluence"), 401);
    assert_eq!(label("read:label:confluence write:label:confluence"), 200);
    assert_eq!(label("write:confluence-content"), 200);
}

#[test]
fn scopes_of_brought_along_tokens_are_a_matter_of_options() {
    let scopes = vec!["read:space:confluence".to_owned()];
    let options = Options {
        scoped_api_token_scopes: scopes.clone(),
        service_scopes: scopes.clone(),
        access_token_scopes: scopes,
        ..Options::default()
    };
    let app = App::with(options);
    for authorization in [
        basic("user@example.com", "simulator-scoped-api-token"),
        basic("service@example.com", "simulator-service-api-token"),
        "Bearer simulator-access-token".to_owned(),
    ] {
        app.api(&main("/wiki/api/v2/spaces"), &authorization).expect(200);
        assert_eq!(app.api(&main("/wiki/api/v2/pages"), &authorization).status, 401);
    }
    app.api(&main("/wiki/api/v2/pages"), &basic("user@example.com", "simulator-api-token")).expect(200);
}

#[test]
fn unknown_and_expired_bearers_are_refused_without_hints() {
    let app = App::start();
    let unauthorized = json!({"code": 401, "message": "Unauthorized"});
    let get = |bearer: &str| app.api(&main("/wiki/api/v2/spaces"), bearer);
    assert_eq!(get("Bearer unknown").expect(401), unauthorized);
    assert_eq!(get("Bearer").expect(401), unauthorized);
    get("Bearer simulator-access-token").expect(200);
    app.simulator.advance(Duration::from_hours(1));
    assert_eq!(get("Bearer simulator-access-token").expect(401), unauthorized);
}

#[test]
fn bad_basic_credentials_are_masked_here_too() {
    let app = App::start();
    for authorization in [
        basic("user@example.com", "wrong"),
        basic("other.user@example.com", "simulator-scoped-api-token"),
        basic("user@example.com", "simulator-service-api-token"),
    ] {
        assert_eq!(app.api(&main("/api/v2/spaces"), &authorization).status, 404);
        assert_eq!(app.api(&main("/rest/api/user/current"), &authorization).status, 403);
    }
    let password = app.api(&main("/api/v2/spaces"), &basic("user@example.com", "simulator-password"));
    assert_eq!(password.status, 401);
}

#[test]
fn sites_out_of_reach_give_a_bare_404() {
    let app = App::start();
    let bearer = bearer(&app, &all_scopes());
    let classic = basic("user@example.com", "simulator-api-token");
    let unknown = "00000000-0000-4000-8000-000000000000";
    for (cloud_id, authorization) in [
        (OTHER_CLOUD_ID, &bearer),
        (JIRA_CLOUD_ID, &bearer),
        (unknown, &bearer),
        ("acme", &bearer),
        (JIRA_CLOUD_ID, &classic),
        (unknown, &classic),
    ] {
        let absent = app.api(&at(cloud_id, "/wiki/api/v2/spaces"), authorization);
        assert_eq!((absent.status, absent.body.len()), (404, 0), "{cloud_id}");
    }
    app.api(&at(OTHER_CLOUD_ID, "/wiki/api/v2/spaces"), &classic).expect(200);
}

#[test]
fn a_site_that_is_lost_is_out_of_everybodys_reach() {
    let app = App::start();
    let bearer = bearer(&app, &all_scopes());
    assert!(app.simulator.lose_site("acme") && !app.simulator.lose_site("umbrella"));
    for authorization in [bearer.clone(), basic("user@example.com", "simulator-scoped-api-token")] {
        let absent = app.api(&main("/wiki/api/v2/spaces"), &authorization);
        assert_eq!((absent.status, absent.body.len()), (404, 0));
    }
    assert_eq!(app.api("/oauth/token/accessible-resources", &bearer).expect(200), json!([]));
    let site = [("host", "acme.atlassian.net"), ("authorization", &basic("user@example.com", "simulator-api-token"))];
    assert_eq!(send(&app.simulator.site_origin(), "GET", "/wiki/api/v2/spaces", &site, b"").unwrap().status, 200);
}

#[test]
fn apps_do_not_give_permissions_in_spaces() {
    let app = App::start();
    let bearer = bearer(&app, &all_scopes());
    let token = basic("user@example.com", "simulator-scoped-api-token");
    let given = json!({
        "subject": {"type": "user", "identifier": "712020:00000000-0000-4000-8000-000000000002"},
        "operation": {"key": "read", "target": "space"},
    });
    let (target, body) = (main("/wiki/rest/api/space/DOCS/permission"), given.to_string());
    let refused = app.call("POST", &target, &bearer, body.as_bytes()).expect(403);
    assert!(refused["message"].as_str().unwrap().ends_with("Apps cannot access this REST resource"), "{refused}");
    let id = app.call("POST", &target, &token, body.as_bytes()).expect(200)["id"].to_string();
    assert_eq!(app.call("DELETE", &format!("{target}/{id}"), &bearer, b"").status, 403);
    assert_eq!(app.call("DELETE", &format!("{target}/{id}"), &token, b"").status, 204);
}

#[test]
fn removed_routes_say_so_behind_it() {
    let app = App::start();
    let bearer = bearer(&app, "read:page:confluence");
    for rest in ["/wiki/rest/api/content/131073", "/rest/api/space"] {
        assert_eq!(app.api(&main(rest), &bearer).expect(410)["data"]["authorized"], true);
    }
}

#[test]
fn the_retired_download_path_is_retired_behind_it_too() {
    let app = App::start();
    let retired = app.api(&main("/wiki/download/attachments/131073/a.txt"), &bearer(&app, &all_scopes()));
    assert_eq!(retired.status, 401);
    assert!(retired.header("www-authenticate").unwrap().starts_with("OAuth realm="));
}

#[test]
fn links_know_nothing_of_it() {
    let app = App::start();
    let page = app.api(&main("/api/v2/pages?limit=1"), &basic("user@example.com", "simulator-api-token"));
    let links = &page.expect(200)["_links"];
    let next = links["next"].as_str().unwrap();
    assert!(next.starts_with("/wiki/api/v2/pages?limit=1&cursor="), "{next}");
    assert_eq!(links["base"], "https://acme.atlassian.net/wiki");
    let header = page.header("link").unwrap();
    assert!(header.starts_with(&format!("<{next}>; rel=\"next\", <https://acme.atlassian.net/wiki>")), "{header}");
    let headers = [("host", "api.atlassian.com")];
    assert_eq!(send(&app.simulator.api_origin(), "GET", next, &headers, b"").unwrap().status, 501);
}

#[test]
fn writes_and_uploads_pass_it() {
    let app = App::start();
    let bearer = bearer(&app, &all_scopes());
    let body = json!({"spaceId": "98305", "title": "Behind"}).to_string();
    let page = app.call("POST", &main("/wiki/api/v2/pages"), &bearer, body.as_bytes()).expect(200);
    let form = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nx\r\n--b\r\n\
                content-disposition: form-data; name=\"minorEdit\"\r\n\r\ntrue\r\n--b--\r\n";
    let headers = [
        ("host", "api.atlassian.com"),
        ("authorization", bearer.as_str()),
        ("x-atlassian-token", "no-check"),
        ("content-type", "multipart/form-data; boundary=b"),
    ];
    let target = main(&format!("/rest/api/content/{}/child/attachment", page["id"].as_str().unwrap()));
    let upload = send(&app.simulator.api_origin(), "POST", &target, &headers, form.as_bytes()).unwrap();
    let id = upload.expect(200)["results"][0]["id"].as_str().unwrap().to_owned();
    let download = app.api(
        &main(&format!("/rest/api/content/{}/child/attachment/{id}/download", page["id"].as_str().unwrap())),
        &bearer,
    );
    assert_eq!(download.status, 302);
    assert!(download.header("location").unwrap().starts_with("https://api.media.atlassian.com/file/"));
}

#[test]
fn other_hosts_and_routes_are_not_there() {
    let app = App::start();
    let classic = basic("user@example.com", "simulator-api-token");
    let get = |host: &str, target: &str| {
        let headers = [("host", host), ("authorization", classic.as_str())];
        send(&app.simulator.api_origin(), "GET", target, &headers, b"").unwrap().status
    };
    assert_eq!(get("127.0.0.1:80", &main("/api/v2/spaces")), 200);
    assert_eq!(get("acme.atlassian.net", &main("/api/v2/spaces")), 421);
    for target in [
        main("/_edge/tenant_info"),
        main("/api/v2/spaces/98305/nothing"),
        main("/confluence/rest/api/space"),
        main("/"),
        "/".to_owned(),
    ] {
        assert_eq!(get("api.atlassian.com", &target), 501, "{target}");
    }
}
