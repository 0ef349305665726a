//! Lists and the way through them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::client::Site;

/// Follows `_links.next` to the end and returns each part.
fn parts(site: &Site, first: &str) -> Vec<Value> {
    let mut parts = Vec::new();
    let mut target = first.to_owned();
    loop {
        let reply = site.get(&target);
        let link = reply.header("link").unwrap().to_owned();
        let part = reply.expect(200);
        let next = part["_links"]["next"].as_str().map(str::to_owned);
        parts.push(part);
        assert!(link.ends_with("<https://acme.atlassian.net/wiki>; rel=\"base\""), "{link}");
        let Some(next) = next else {
            assert!(!link.contains("next"), "{link}");
            return parts;
        };
        assert!(link.starts_with(&format!("<{next}>; rel=\"next\", ")), "{link}");
        target = next;
    }
}

fn ids(parts: &[Value]) -> Vec<String> {
    let rows = parts.iter().flat_map(|part| part["results"].as_array().unwrap());
    rows.map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn five_thousand_pages_come_once_each_and_without_start() {
    let site = Site::with_pages(5000);
    let parts = parts(&site, "/wiki/api/v2/pages?space-id=98305&body-format=storage&limit=250");
    assert_eq!(parts.len(), 21);
    let ids = ids(&parts);
    // The homepage is one of them.
    assert_eq!(ids.len(), 5001);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 5001);
    let requests = site.simulator.requests();
    assert!(requests.iter().all(|request| !request.query.as_deref().unwrap_or_default().contains("start")));
    let cursor = requests[1].query.as_deref().unwrap();
    assert!(cursor.contains("%2B") && cursor.contains("%2F") && cursor.contains("%3D"), "{cursor}");
    assert!(cursor.contains("body-format=storage"), "{cursor}");
}

#[test]
fn start_is_ignored_and_a_spoiled_cursor_refused() {
    let site = Site::start();
    let first = site.get("/wiki/api/v2/pages?limit=2").expect(200);
    assert_eq!(site.get("/wiki/api/v2/pages?limit=2&start=2").expect(200), first);
    let next = first["_links"]["next"].as_str().unwrap();
    assert_eq!(site.get(&next.replace("%2B", "+")).status, 400);
    assert_eq!(site.get(&next.replace("cursor=", "cursor=A")).status, 400);
    assert_eq!(site.get("/wiki/api/v2/pages?cursor=").status, 400);
}

#[test]
fn limits_are_kept() {
    let site = Site::with_pages(60);
    assert_eq!(site.get("/wiki/api/v2/pages").expect(200)["results"].as_array().unwrap().len(), 25);
    for limit in ["0", "251", "-1", "many"] {
        assert_eq!(site.get(&format!("/wiki/api/v2/pages?limit={limit}")).status, 400, "{limit}");
    }
}

#[test]
fn rows_neither_repeat_nor_vanish_when_a_page_goes_between_parts() {
    let site = Site::with_pages(10);
    let first = site.get("/wiki/api/v2/pages?limit=4").expect(200);
    site.delete("/wiki/api/v2/pages/131075").expect(204);
    let rest = parts(&site, first["_links"]["next"].as_str().unwrap());
    let mut all = ids(&[first]);
    all.extend(ids(&rest));
    assert_eq!(all.len(), 12);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 12);
}

#[test]
fn pages_sort_filter_and_keep_to_their_space() {
    let site = Site::start();
    let titles = |target: &str| {
        let list = site.get(target).expect(200);
        let rows = list["results"].as_array().unwrap();
        rows.iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(titles("/wiki/api/v2/pages?sort=-title&limit=2"), ["Team Home", "Page 0003"]);
    assert_eq!(titles("/wiki/api/v2/spaces/98306/pages"), ["Team Home"]);
    assert_eq!(titles("/wiki/api/v2/spaces/98305/pages?depth=root"), ["Documentation Home"]);
    assert_eq!(titles("/wiki/api/v2/pages?title=pAGE+0002"), ["Page 0002"]);
    assert_eq!(titles("/wiki/api/v2/pages?title="), Vec::<String>::new());
    assert_eq!(titles("/wiki/api/v2/pages?id=131075,131077"), ["Page 0001", "Page 0003"]);
    assert_eq!(titles("/wiki/api/v2/pages?id=131075&id=131077"), ["Page 0001", "Page 0003"]);
    assert_eq!(titles("/wiki/api/v2/pages?subtype=live"), Vec::<String>::new());
    assert_eq!(site.get("/wiki/api/v2/spaces/7/pages").status, 404);
    assert_eq!(site.get("/wiki/api/v2/pages?status=draft").status, 400);
}

#[test]
fn spaces_are_found_by_key_and_described_on_demand() {
    let site = Site::start();
    let list = site.get("/wiki/api/v2/spaces?keys=TEAM,NONE").expect(200);
    let rows = list["results"].as_array().unwrap();
    assert_eq!((rows.len(), &rows[0]["id"], &rows[0]["key"]), (1, &"98306".into(), &"TEAM".into()));
    assert_eq!(rows[0]["description"], Value::Null);
    let space = site.get("/wiki/api/v2/spaces/98305?description-format=plain&include-labels=true").expect(200);
    assert_eq!(space["description"]["plain"]["representation"], "plain");
    assert_eq!(space["homepageId"], "131073");
    assert_eq!(space["labels"]["meta"]["hasMore"], false);
    assert_eq!(space["_links"]["base"], "https://acme.atlassian.net/wiki");
    assert_eq!(site.get("/wiki/api/v2/spaces/7").status, 404);
    assert_eq!(ids(&parts(&site, "/wiki/api/v2/spaces?limit=1&sort=-id")), ["98306", "98305"]);
}

#[test]
fn large_answers_are_compressed_for_those_who_ask() {
    use std::io::Read;

    let site = Site::with_pages(100);
    let target = "/wiki/api/v2/pages?limit=100&body-format=storage";
    let plain = site.get(target);
    assert_eq!(plain.header("content-encoding"), None);
    let squeezed = site.try_send("GET", target, &[("accept-encoding", "gzip, br")], b"").unwrap();
    assert_eq!(squeezed.header("content-encoding"), Some("gzip"));
    let mut body = Vec::new();
    flate2::read::GzDecoder::new(&squeezed.body[..]).read_to_end(&mut body).unwrap();
    assert!(body == plain.body);
}
