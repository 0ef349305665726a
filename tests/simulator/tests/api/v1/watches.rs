//! Watches.

use confluence_simulator::OTHER_ACCOUNT_ID;

use super::{API, guarded};
use crate::client::Site;

#[test]
fn whoever_watches_is_told_and_listed() {
    let site = Site::start();
    for (what, list) in [
        ("content/131075", Some("content/131075/notification/child-created")),
        ("space/DOCS", Some("space/DOCS/watch")),
        ("label/red", None),
    ] {
        for who in ["", &format!("?accountId={OTHER_ACCOUNT_ID}")] {
            let target = format!("{API}/user/watch/{what}{who}");
            let watching = || site.get(&target).expect(200)["watching"].clone();
            assert_eq!(watching(), false, "{target}");
            // A browser could be made to send it from another site.
            assert_eq!(site.try_send("POST", &target, &[], b"").unwrap().status, 403, "{target}");
            assert_eq!(guarded(&site, "POST", &target).status, 204, "{target}");
            assert_eq!(watching(), true, "{target}");
        }
        if let Some(list) = list {
            let watchers = site.get(&format!("{API}/{list}?limit=1")).expect(200);
            assert_eq!((&watchers["size"], watchers["_links"]["next"].is_string()), (&1.into(), true), "{list}");
        }
        let target = format!("{API}/user/watch/{what}");
        assert_eq!(guarded(&site, "DELETE", &target).status, 204);
        assert_eq!(site.get(&target).expect(200)["watching"], false);
    }
    let of_space = site.get(&format!("{API}/content/131075/notification/created")).expect(200);
    let watcher = &of_space["results"][0]["watcher"];
    assert_eq!(watcher["accountId"], OTHER_ACCOUNT_ID);
    for name in ["operations", "externalCollaborator", "personalSpace"] {
        assert!(watcher.get(name).is_some(), "{name}");
    }
    for target in ["user/watch/content/7", "user/watch/space/NONE", "user/watch/label/red?accountId=nobody"] {
        assert_eq!(site.get(&format!("{API}/{target}")).status, 404, "{target}");
    }
    assert_eq!(site.get(&format!("{API}/user/watch/label/red?username=admin")).status, 400);
}
