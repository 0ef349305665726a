//! Every operation of the document: which are served, and that nobody gets in without credentials.

use serde_json::json;

use super::server::Server;

/// Lists method and path below `/rest/api` of each operation that is served.
const SERVED: &[(&str, &str)] = &[
    ("GET", "/accessmode"),
    ("POST", "/admin/group"),
    ("DELETE", "/admin/group/{}"),
    ("POST", "/admin/space/personal/{}"),
    ("POST", "/admin/user"),
    ("DELETE", "/admin/user/{}"),
    ("PUT", "/admin/user/{}"),
    ("PUT", "/admin/user/{}/disable"),
    ("PUT", "/admin/user/{}/enable"),
    ("POST", "/admin/user/{}/password"),
    ("GET", "/admin/users/list/active"),
    ("GET", "/cluster/nodes"),
    ("GET", "/content"),
    ("POST", "/content"),
    ("POST", "/content/blueprint/instance/{}"),
    ("PUT", "/content/blueprint/instance/{}"),
    ("GET", "/content/scan"),
    ("GET", "/content/search"),
    ("PUT", "/content/{}"),
    ("GET", "/content/{}/watchers"),
    ("DELETE", "/content/{}"),
    ("GET", "/content/{}"),
    ("GET", "/content/{}/child"),
    ("GET", "/content/{}/child/attachment"),
    ("POST", "/content/{}/child/attachment"),
    ("DELETE", "/content/{}/child/attachment/{}"),
    ("PUT", "/content/{}/child/attachment/{}"),
    ("POST", "/content/{}/child/attachment/{}/data"),
    ("GET", "/content/{}/child/attachment/{}/extractedtext"),
    ("POST", "/content/{}/child/attachment/{}/move"),
    ("DELETE", "/content/{}/child/attachment/{}/version/{}"),
    ("GET", "/content/{}/child/comment"),
    ("GET", "/content/{}/child/{}"),
    ("GET", "/content/{}/descendant"),
    ("GET", "/content/{}/descendant/{}"),
    ("GET", "/content/{}/history"),
    ("GET", "/content/{}/history/{}/macro/id/{}"),
    ("DELETE", "/content/{}/label"),
    ("GET", "/content/{}/label"),
    ("POST", "/content/{}/label"),
    ("DELETE", "/content/{}/label/{}"),
    ("GET", "/content/{}/property"),
    ("POST", "/content/{}/property"),
    ("DELETE", "/content/{}/property/{}"),
    ("GET", "/content/{}/property/{}"),
    ("POST", "/content/{}/property/{}"),
    ("PUT", "/content/{}/property/{}"),
    ("PUT", "/content/{}/restriction"),
    ("GET", "/content/{}/restriction/byOperation"),
    ("GET", "/content/{}/restriction/byOperation/{}"),
    ("GET", "/content/{}/restriction/relevantViewRestrictions"),
    ("DELETE", "/content/{}/version/{}"),
    ("POST", "/contentbody/convert/{}"),
    ("GET", "/group"),
    ("GET", "/group/{}"),
    ("GET", "/group/{}/groupancestor"),
    ("GET", "/group/{}/groupmember"),
    ("GET", "/group/{}/groupparent"),
    ("GET", "/group/{}/member"),
    ("GET", "/instance-metrics"),
    ("GET", "/label/labels"),
    ("GET", "/label/popular"),
    ("GET", "/label/recent"),
    ("GET", "/label/{}/related"),
    ("GET", "/longtask"),
    ("GET", "/longtask/{}"),
    ("GET", "/permissions"),
    ("PUT", "/permissions"),
    ("GET", "/permissions/anonymous"),
    ("PUT", "/permissions/anonymous/grant"),
    ("PUT", "/permissions/anonymous/revoke"),
    ("GET", "/permissions/group/{}"),
    ("PUT", "/permissions/group/{}/grant"),
    ("PUT", "/permissions/group/{}/revoke"),
    ("GET", "/permissions/unlicensed"),
    ("PUT", "/permissions/unlicensed/grant"),
    ("PUT", "/permissions/unlicensed/revoke"),
    ("GET", "/permissions/user/{}"),
    ("PUT", "/permissions/user/{}/grant"),
    ("PUT", "/permissions/user/{}/revoke"),
    ("GET", "/search"),
    ("GET", "/server-information"),
    ("GET", "/space"),
    ("POST", "/space"),
    ("POST", "/space/_private"),
    ("POST", "/space/personal"),
    ("DELETE", "/space/{}"),
    ("GET", "/space/{}"),
    ("PUT", "/space/{}"),
    ("PUT", "/space/{}/archive"),
    ("DELETE", "/space/{}/category/{}"),
    ("POST", "/space/{}/category/{}"),
    ("GET", "/space/{}/content"),
    ("GET", "/space/{}/content/{}"),
    ("GET", "/space/{}/labels"),
    ("GET", "/space/{}/labels/popular"),
    ("GET", "/space/{}/labels/recent"),
    ("GET", "/space/{}/labels/{}/related"),
    ("GET", "/space/{}/permissions"),
    ("POST", "/space/{}/permissions"),
    ("GET", "/space/{}/permissions/anonymous"),
    ("PUT", "/space/{}/permissions/anonymous/grant"),
    ("PUT", "/space/{}/permissions/anonymous/revoke"),
    ("GET", "/space/{}/permissions/group/{}"),
    ("PUT", "/space/{}/permissions/group/{}/grant"),
    ("PUT", "/space/{}/permissions/group/{}/revoke"),
    ("GET", "/space/{}/permissions/user/{}"),
    ("PUT", "/space/{}/permissions/user/{}/grant"),
    ("PUT", "/space/{}/permissions/user/{}/revoke"),
    ("GET", "/space/{}/property"),
    ("POST", "/space/{}/property"),
    ("DELETE", "/space/{}/property/{}"),
    ("GET", "/space/{}/property/{}"),
    ("POST", "/space/{}/property/{}"),
    ("PUT", "/space/{}/property/{}"),
    ("PUT", "/space/{}/restore"),
    ("DELETE", "/space/{}/trash"),
    ("GET", "/space/{}/trash"),
    ("GET", "/space/{}/watchers"),
    ("GET", "/user"),
    ("GET", "/user/anonymous"),
    ("GET", "/user/current"),
    ("PUT", "/user/current"),
    ("POST", "/user/current/password"),
    ("GET", "/user/list"),
    ("GET", "/user/memberof"),
    ("DELETE", "/user/watch/content/{}"),
    ("GET", "/user/watch/content/{}"),
    ("POST", "/user/watch/content/{}"),
    ("DELETE", "/user/watch/space/{}"),
    ("GET", "/user/watch/space/{}"),
    ("POST", "/user/watch/space/{}"),
    ("DELETE", "/user/{}/group/{}"),
    ("PUT", "/user/{}/group/{}"),
    ("GET", "/color-scheme"),
    ("PUT", "/color-scheme"),
    ("GET", "/color-scheme/default"),
    ("PUT", "/color-scheme/reset"),
    ("GET", "/content/{}/history/{}/macro/hash/{}"),
    ("GET", "/space/{}/color-scheme"),
    ("PUT", "/space/{}/color-scheme"),
    ("PUT", "/space/{}/color-scheme/reset"),
    ("GET", "/space/{}/color-scheme/type"),
    ("PUT", "/space/{}/color-scheme/type"),
];

/// Lists those that are not.
const MISSING: &[(&str, &str)] = &[
    ("GET", "/audit"),
    ("POST", "/backup-restore/backup/site"),
    ("POST", "/backup-restore/backup/space"),
    ("GET", "/backup-restore/jobs"),
    ("PUT", "/backup-restore/jobs/clear-queue"),
    ("GET", "/backup-restore/jobs/{}"),
    ("PUT", "/backup-restore/jobs/{}/cancel"),
    ("GET", "/backup-restore/jobs/{}/download"),
    ("GET", "/backup-restore/restore/files"),
    ("POST", "/backup-restore/restore/site"),
    ("POST", "/backup-restore/restore/site/upload"),
    ("POST", "/backup-restore/restore/space"),
    ("POST", "/backup-restore/restore/space/upload"),
    ("GET", "/webhooks"),
    ("POST", "/webhooks"),
    ("POST", "/webhooks/test"),
    ("DELETE", "/webhooks/{}"),
    ("GET", "/webhooks/{}"),
    ("PUT", "/webhooks/{}"),
    ("GET", "/webhooks/{}/latest"),
    ("GET", "/webhooks/{}/statistics"),
    ("GET", "/webhooks/{}/statistics/summary"),
];

#[test]
fn operations_that_are_served_want_credentials_and_refuse_strange_parameters() {
    let server = Server::start();
    for (method, path) in SERVED {
        let target = format!("/rest/api{}", path.replace("{}", "7"));
        let reply = server.raw(method, &target, &[], b"");
        assert_eq!((reply.status, reply.header("www-authenticate").is_some()), (401, true), "{method} {path}");
        // What guards forms comes first.
        let headers = [("authorization", server.user.as_str()), ("x-atlassian-token", "no-check")];
        let stranger = server.raw(method, &format!("{target}?stranger=1"), &headers, b"").expect(400);
        assert_eq!(stranger["statusCode"], 400, "{method} {path}");
        assert_eq!(stranger["reason"], "Bad Request", "{method} {path}");
        let valid = json!({"authorized": true, "valid": false, "successful": false, "allowedInReadOnlyMode": true});
        for (name, value) in valid.as_object().unwrap() {
            assert_eq!(&stranger["data"][name], value, "{method} {path}");
        }
    }
}

#[test]
fn other_operations_fail_loudly() {
    let server = Server::start();
    for (method, path) in MISSING.iter().chain(&[("GET", "/nothing"), ("PATCH", "/content/7"), ("GET", "/content/")]) {
        let target = format!("/rest/api{}", path.replace("{}", "7"));
        assert_eq!(server.send(method, &target, &json!({})).status, 501, "{method} {path}");
    }
}

#[test]
fn the_document_has_166_operations() {
    assert_eq!(SERVED.len() + MISSING.len(), 166);
}
