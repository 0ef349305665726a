//! Moves.

use super::{API, column, guarded};
use crate::client::Site;

fn place(site: &Site, page: u64, position: &str, target: u64) -> u16 {
    guarded(site, "PUT", &format!("{API}/content/{page}/move/{position}/{target}")).status
}

#[test]
fn a_page_goes_before_after_or_below_another() {
    let site = Site::start();
    let children = |id: u64| column(&site.get(&format!("/wiki/api/v2/pages/{id}/direct-children")).expect(200), "id");
    assert_eq!(place(&site, 131_077, "before", 131_075), 200);
    assert_eq!(children(131_073), ["131077", "131075", "131076"]);
    assert_eq!(place(&site, 131_077, "after", 131_075), 200);
    assert_eq!(children(131_073), ["131075", "131077", "131076"]);
    assert_eq!(place(&site, 131_077, "append", 131_075), 200);
    assert_eq!((children(131_073).len(), children(131_075)), (2, vec!["131077".into()]));
    // Beside a page at the top of a space there is only the top.
    assert_eq!(place(&site, 131_076, "before", 131_073), 200);
    let roots = site.get("/wiki/api/v2/spaces/98305/pages?depth=root").expect(200);
    let positions = column(&roots, "position");
    assert_eq!((column(&roots, "id"), positions), (vec!["131073".into(), "131076".into()], vec![1.into(), 0.into()]));
    assert_eq!(place(&site, 131_075, "append", 131_074), 200);
    for id in [131_075, 131_077] {
        assert_eq!(site.get(&format!("/wiki/api/v2/pages/{id}")).expect(200)["spaceId"], "98306");
    }
}

#[test]
fn loops_clashes_and_nonsense_are_refused() {
    let site = Site::start();
    for (page, position, target, status) in [
        (131_075, "append", 131_075, 400),
        (131_073, "append", 131_075, 400),
        (131_075, "beside", 131_076, 400),
        (131_075, "append", 7, 404),
        (7, "append", 131_075, 404),
    ] {
        assert_eq!(place(&site, page, position, target), status, "{page} {position} {target}");
    }
    let same = serde_json::json!({"spaceId": "98306", "title": "Page 0001"});
    site.send("POST", "/wiki/api/v2/pages", &same).expect(200);
    assert_eq!(place(&site, 131_075, "append", 131_074), 400);
}
