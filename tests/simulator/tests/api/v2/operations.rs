//! What the caller may do with everything.

use super::things::Things;

#[test]
fn they_are_listed_for_everything() {
    let things = Things::make();
    for (owner, target) in [
        ("pages", "page"),
        ("blogposts", "blogpost"),
        ("custom-content", "custom"),
        ("whiteboards", "whiteboard"),
        ("databases", "database"),
        ("embeds", "embed"),
        ("folders", "folder"),
        ("attachments", "attachment"),
        ("footer-comments", "comment"),
        ("inline-comments", "comment"),
        ("spaces", "space"),
    ] {
        let list = things.site.get(&format!("{}/operations", things.path(owner))).expect(200);
        let first = &list["operations"][0];
        assert_eq!((&first["operation"], &first["targetType"]), (&"read".into(), &target.into()), "{owner}");
        assert_eq!(things.site.get(&format!("/wiki/api/v2/{owner}/7/operations")).status, 404, "{owner}");
        assert_eq!(things.site.get(&format!("{}/operations?limit=1", things.path(owner))).status, 400, "{owner}");
    }
}
