//! Relations.

use confluence_simulator::ACCOUNT_ID;

use super::{API, column, guarded};
use crate::client::Site;

#[test]
fn they_are_made_found_from_both_ends_and_ended() {
    let site = Site::start();
    let relation = format!("{API}/relation/sibling");
    let one = format!("{relation}/from/content/131075/to/content/131076");
    let status = |method: &str, target: &str| guarded(&site, method, target).status;
    assert_eq!([status("GET", &one), status("PUT", &one), status("PUT", &one)], [404, 200, 200]);
    let found = site.get(&format!("{one}?expand=relationData,source")).expect(200);
    assert_eq!(
        (&found["source"]["key"], &found["relationData"]["createdBy"]["accountId"]),
        (&"131075".into(), &ACCOUNT_ID.into())
    );
    for rest in ["from/content/131075/to/content", "to/content/131076/from/content"] {
        let list = site.get(&format!("{relation}/{rest}")).expect(200);
        assert_eq!(column(&list, "name"), ["sibling"], "{rest}");
    }
    assert_eq!(site.get(&format!("{relation}/from/content/131076/to/content")).expect(200)["size"], 0);
    assert_eq!([status("DELETE", &one), status("DELETE", &one)], [204, 404]);
    let favourite = format!("{API}/relation/favourite/from/user/current/to/space/DOCS");
    assert_eq!([status("PUT", &favourite), status("DELETE", &favourite)], [200, 204]);
    // A real site left this one undone.
    let undone = site.get(&favourite);
    assert_eq!(undone.status, 501);
    assert!(undone.text().contains("statusCode"));
    for (rest, expected) in [
        ("from/user/nobody/to/space/DOCS", 404),
        ("from/content/7/to/space/DOCS", 404),
        ("from/group/1/to/space/DOCS", 400),
        ("from/user/current/to/space/NONE", 404),
    ] {
        assert_eq!(status("PUT", &format!("{relation}/{rest}")), expected, "{rest}");
    }
    assert_eq!(status("PUT", &format!("{API}/relation/favourite/from/space/DOCS/to/space/TEAM")), 400);
}
