//! Uploads, downloads and the media host.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::client::{Reply, Site, hexadecimal, send};

const PATH: &str = "/wiki/rest/api/content/131075/child/attachment";
const NO_CHECK: (&str, &str) = ("x-atlassian-token", "nocheck");

/// Is a part of a form: its head below the name, and its content.
type Part<'a> = (&'a str, &'a str, &'a [u8]);

const MINOR: Part<'_> = ("name=\"minorEdit\"", "", b"true");

fn form(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, more, content) in parts {
        body.extend_from_slice(format!("--edge\r\ncontent-disposition: form-data; {name}\r\n{more}\r\n").as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--edge--\r\n");
    body
}

fn upload(site: &Site, method: &str, target: &str, header: (&str, &str), parts: &[Part<'_>]) -> Reply {
    let headers = [header, ("content-type", "multipart/form-data; boundary=edge")];
    site.try_send(method, target, &headers, &form(parts)).unwrap()
}

fn file<'a>(name: &'a str, content: &'a [u8]) -> Part<'a> {
    (name, "content-type: text/plain\r\n", content)
}

fn attach(site: &Site, content: &[u8]) -> Value {
    let parts = [file("name=\"file\"; filename=\"a b.txt\"", content), MINOR];
    upload(site, "PUT", PATH, NO_CHECK, &parts).expect(200)["results"][0].clone()
}

/// Follows the redirect of a download without the site's credentials.
fn download(site: &Site, target: &str, headers: &[(&str, &str)]) -> Reply {
    let redirect = site.get(target);
    assert_eq!(redirect.status, 302, "{}", redirect.text());
    let location = redirect.header("location").unwrap();
    let path = location.strip_prefix("https://api.media.atlassian.com").unwrap();
    let mut all = vec![("host", "api.media.atlassian.com")];
    all.extend(headers);
    send(&site.simulator.media_origin(), "GET", path, &all, b"").unwrap()
}

#[test]
fn what_goes_up_comes_down() {
    let site = Site::start();
    let attached = attach(&site, b"content");
    let id = attached["id"].as_str().unwrap();
    assert!(id.starts_with("att"));
    assert_eq!(attached["extensions"]["fileSize"], 7);
    assert_eq!(attached["version"]["number"], 1);
    let got = download(&site, &format!("{PATH}/{id}/download"), &[]);
    assert_eq!((got.status, got.body.as_slice()), (200, b"content".as_slice()));
    assert_eq!(got.header("content-type"), Some("text/plain"));
    assert_eq!(got.header("content-length"), Some("7"));
    assert!(got.header("content-disposition").unwrap().starts_with("attachment; "));
}

#[test]
fn the_media_host_refuses_credentials_and_strange_tokens() {
    let site = Site::start();
    let id = attach(&site, b"content")["id"].as_str().unwrap().to_owned();
    let target = format!("{PATH}/{id}/download");
    assert_eq!(download(&site, &target, &[("authorization", &Site::credentials())]).status, 400);
    assert_eq!(download(&site, &target, &[("authorization", "Bearer x")]).status, 400);
    assert_eq!(download(&site, &target, &[("cookie", "a=b")]).status, 400);
    let redirect = site.get(&target);
    let path = redirect.header("location").unwrap().strip_prefix("https://api.media.atlassian.com").unwrap().to_owned();
    let get = |path: &str| send(&site.simulator.media_origin(), "GET", path, &[], b"").unwrap().status;
    assert_eq!(get(&path), 200);
    assert_eq!(get(&path.replace("token=ey", "token=EY")), 403);
    assert_eq!(get(path.split('?').next().unwrap()), 403);
    assert_eq!(get("/other"), 501);
}

#[test]
fn the_path_of_the_user_interface_is_retired() {
    let site = Site::start();
    attach(&site, b"content");
    let list = site.get("/wiki/api/v2/pages/131075/attachments").expect(200);
    let link = list["results"][0]["downloadLink"].as_str().unwrap();
    let refused = site.get(&format!("/wiki{link}"));
    assert_eq!(refused.status, 401);
    assert!(refused.header("www-authenticate").unwrap().starts_with("OAuth realm="));
}

#[test]
fn posting_needs_a_new_name_and_putting_makes_versions() {
    let site = Site::start();
    let parts = [file("name=\"file\"; filename=\"a b.txt\"", b"one"), MINOR];
    upload(&site, "POST", PATH, NO_CHECK, &parts).expect(200);
    assert_eq!(upload(&site, "POST", PATH, NO_CHECK, &parts).status, 400);
    let second = attach(&site, b"two");
    assert_eq!(second["version"]["number"], 2);
    let id = second["id"].as_str().unwrap();
    let parts = [file("name=\"file\"; filename=\"other.txt\"", b"three"), MINOR];
    let third =
        upload(&site, "POST", &format!("{PATH}/{id}/data"), ("x-atlassian-token", "no-check"), &parts).expect(200);
    assert_eq!((&third["id"], &third["version"]["number"]), (&id.into(), &3.into()));
    let content = |query: &str| download(&site, &format!("{PATH}/{id}/download{query}"), &[]).text();
    assert_eq!([content("?version=1"), content("?version=2"), content("")], ["one", "two", "three"]);
    assert_eq!(site.get(&format!("{PATH}/{id}/download?version=4")).status, 400);
    let attachment = site.get(&format!("/wiki/api/v2/attachments/{id}?include-versions=true")).expect(200);
    assert_eq!(attachment["title"], "a b.txt");
    assert_eq!(attachment["versions"]["results"].as_array().unwrap().len(), 3);
    assert_eq!(site.get(&format!("/wiki/api/v2/attachments/{id}?version=1")).expect(200)["fileSize"], 3);
}

#[test]
fn uploads_are_checked_before_they_are_kept() {
    let site = Site::start();
    let named = file("name=\"file\"; filename=\"a.txt\"", b"x");
    let good = [named, MINOR];
    let refused = upload(&site, "POST", PATH, ("x-other", "1"), &good);
    assert_eq!((refused.status, refused.text().as_str()), (403, "XSRF check failed"));
    assert_eq!(upload(&site, "POST", "/wiki/rest/api/content/7/child/attachment", NO_CHECK, &good).status, 404);
    assert_eq!(upload(&site, "POST", &format!("{PATH}/att7/data"), NO_CHECK, &good).status, 404);
    for parts in [
        &[named][..],
        &[MINOR],
        &[named, ("name=\"minorEdit\"", "", b"maybe")],
        &[named, MINOR, MINOR],
        &[named, MINOR, ("name=\"extra\"", "", b"1")],
        &[("name=\"file\"", "", b"x"), MINOR],
        &[file("name=\"file\"; filename=\"a/b\"", b"x"), MINOR],
    ] {
        let refused = upload(&site, "POST", PATH, NO_CHECK, parts);
        assert_eq!(refused.status, 400, "{}", refused.text());
    }
    let json = site.try_send("POST", PATH, &[NO_CHECK, ("content-type", "application/json")], b"{}").unwrap();
    assert_eq!(json.status, 415);
    assert_eq!(site.get("/wiki/api/v2/pages/131075/attachments").expect(200)["results"], Value::Array(Vec::new()));
    upload(&site, "POST", PATH, NO_CHECK, &good).expect(200);
}

#[test]
fn a_comment_is_latin_1_unless_it_says_otherwise() {
    let site = Site::start();
    let put = |name: &str, head: &str| {
        let named = format!("name=\"file\"; filename=\"{name}\"");
        let parts = [file(&named, b"x"), MINOR, ("name=\"comment\"", head, "é".as_bytes())];
        upload(&site, "PUT", PATH, NO_CHECK, &parts).expect(200)["results"][0]["extensions"]["comment"].clone()
    };
    assert_eq!(put("a", ""), "Ã©");
    assert_eq!(put("b", "content-type: text/plain; charset=utf-8\r\n"), "é");
}

#[test]
fn names_come_in_utf_8_and_in_the_extended_form() {
    let site = Site::start();
    let put = |named: &str| {
        upload(&site, "PUT", PATH, NO_CHECK, &[file(named, b"x"), MINOR]).expect(200)["results"][0]["title"].clone()
    };
    assert_eq!(put("name=\"file\"; filename=\"é.txt\""), "é.txt");
    assert_eq!(put("name=\"file\"; filename*=utf-8''%C3%A9+2.txt"), "é+2.txt");
}

#[test]
fn lists_of_attachments_are_longer_by_default() {
    let site = Site::start();
    for number in 0..51 {
        let named = format!("name=\"file\"; filename=\"{number}.txt\"");
        upload(&site, "PUT", PATH, NO_CHECK, &[file(&named, b"x"), MINOR]).expect(200);
    }
    let list = site.get("/wiki/api/v2/pages/131075/attachments").expect(200);
    assert_eq!(list["results"].as_array().unwrap().len(), 50);
    let rest = site.get(list["_links"]["next"].as_str().unwrap()).expect(200);
    assert_eq!(rest["results"][0]["title"], "50.txt");
    let named = site.get("/wiki/api/v2/pages/131075/attachments?filename=7.txt&mediaType=text/plain").expect(200);
    assert_eq!(named["results"].as_array().unwrap().len(), 1);
}

#[test]
fn a_large_file_goes_through_the_disk() {
    let site = Site::start();
    let content: Vec<u8> = (0_u32..6_000_000).flat_map(u32::to_le_bytes).collect();
    let id = attach(&site, &content)["id"].as_str().unwrap().to_owned();
    let digest = hexadecimal(&Sha256::digest(&content), "");
    assert_eq!(site.simulator.attachment_sha256(&id), Some(digest));
    let got = download(&site, &format!("{PATH}/{id}/download"), &[]);
    assert!(got.body == content);
    let logged = &site.simulator.requests()[0];
    assert!(logged.body_bytes > 24_000_000);
    assert_eq!(logged.body.len(), 64 * 1024);
}
