//! More than one site.

use confluence_simulator::{CLOUD_ID, JIRA_CLOUD_ID, OTHER_ACCOUNT_ID, OTHER_CLOUD_ID, Options, Simulator};
use serde_json::json;

use crate::client::{Reply, Site, basic, send};

fn get(site: &Site, host: &str, target: &str, authorization: &str) -> Reply {
    let headers = [("host", host), ("authorization", authorization)];
    send(&site.simulator.site_origin(), "GET", target, &headers, b"").unwrap()
}

#[test]
fn each_site_has_a_cloud_id() {
    let site = Site::start();
    for (name, id) in [("acme", CLOUD_ID), ("globex", OTHER_CLOUD_ID), ("initech", JIRA_CLOUD_ID)] {
        let info = get(&site, &format!("{name}.atlassian.net"), "/_edge/tenant_info", "");
        assert_eq!(info.expect(200), json!({"cloudId": id}));
    }
    assert_eq!(get(&site, "127.0.0.1", "/_edge/tenant_info", "").expect(200), json!({"cloudId": CLOUD_ID}));
}

#[test]
fn the_other_site_shows_the_same_content_under_its_own_name() {
    let site = Site::start();
    let spaces = get(&site, "globex.atlassian.net", "/wiki/api/v2/spaces", &Site::credentials()).expect(200);
    assert_eq!(spaces["results"], site.get("/wiki/api/v2/spaces").expect(200)["results"]);
    assert_eq!(spaces["_links"]["base"], "https://globex.atlassian.net/wiki");
}

#[test]
fn a_site_without_confluence_has_no_wiki() {
    let site = Site::start();
    let absent = get(&site, "initech.atlassian.net", "/wiki/api/v2/spaces", &Site::credentials());
    assert_eq!((absent.status, absent.header("content-type")), (404, Some("text/html;charset=UTF-8")));
}

#[test]
fn the_other_user_is_let_in_as_themselves() {
    let site = Site::start();
    let other = basic("other.user@example.com", "simulator-other-api-token");
    let user = get(&site, "acme.atlassian.net", "/wiki/rest/api/user/current", &other).expect(200);
    assert_eq!((&user["accountId"], &user["displayName"]), (&json!(OTHER_ACCOUNT_ID), &json!("Other User")));
    let mixed = basic("other.user@example.com", "simulator-api-token");
    assert_eq!(get(&site, "acme.atlassian.net", "/wiki/rest/api/user/current", &mixed).status, 403);
}

#[test]
fn every_real_origin_is_mapped_once() {
    let simulator = Simulator::start(Options { other_site: "acme".to_owned(), ..Options::default() }).unwrap();
    let site = simulator.site_origin();
    let expected = [
        format!("https://acme.atlassian.net={site}"),
        format!("https://api.media.atlassian.com={}", simulator.media_origin()),
        format!("https://auth.atlassian.com={}", simulator.auth_origin()),
        format!("https://api.atlassian.com={}", simulator.api_origin()),
        format!("https://initech.atlassian.net={site}"),
    ];
    assert_eq!(simulator.connect_to(), expected);
}
