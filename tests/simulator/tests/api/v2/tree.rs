//! The tree: what stands above and below what.

use serde_json::{Value, json};

use super::things::Things;
use crate::client::Site;

const KINDS: [(&str, &str); 5] = [
    ("folders", "folder"),
    ("whiteboards", "whiteboard"),
    ("databases", "database"),
    ("embeds", "embed"),
    ("pages", "page"),
];

fn column(list: &Value, name: &str) -> Vec<String> {
    list["results"].as_array().unwrap().iter().map(|row| row[name].as_str().unwrap().to_owned()).collect()
}

fn below(site: &Site, segment: &str, parent: &str) -> String {
    let body = json!({"spaceId": "98305", "title": format!("{segment} below {parent}"), "parentId": parent});
    site.send("POST", &format!("/wiki/api/v2/{segment}"), &body).expect(200)["id"].as_str().unwrap().to_owned()
}

#[test]
fn everything_in_it_knows_what_is_above_and_below() {
    let things = Things::make();
    let site = &things.site;
    for (segment, name) in KINDS {
        let top = things.id(segment);
        let child = below(site, "folders", top);
        let grandchild = below(site, "pages", &child);
        let bottom = below(site, "whiteboards", &grandchild);
        let path = things.path(segment);
        let direct = site.get(&format!("{path}/direct-children?sort=-created-date&limit=1")).expect(200);
        assert_eq!((column(&direct, "id"), column(&direct, "type")), (vec![child.clone()], vec!["folder".to_owned()]));
        let deep = site.get(&format!("{path}/descendants?limit=250")).expect(200);
        assert!(column(&deep, "id").contains(&grandchild) && !column(&deep, "id").contains(&bottom), "{segment}");
        let deeper = site.get(&format!("{path}/descendants?depth=3&limit=250")).expect(200);
        let row = deeper["results"].as_array().unwrap().iter().find(|row| row["id"] == *bottom).unwrap();
        assert_eq!((&row["parentId"], &row["depth"]), (&json!(grandchild), &json!(3)), "{segment}");
        assert_eq!(site.get(&format!("{path}/descendants?depth=11")).status, 400, "{segment}");
        let above = site.get(&format!("/wiki/api/v2/whiteboards/{bottom}/ancestors")).expect(200);
        let ids = column(&above, "id");
        assert_eq!(ids[ids.len() - 3..], [top.to_owned(), child.clone(), grandchild.clone()], "{segment}");
        assert_eq!(column(&above, "type")[ids.len() - 3], name, "{segment}");
        let near = site.get(&format!("/wiki/api/v2/whiteboards/{bottom}/ancestors?limit=1")).expect(200);
        assert_eq!(column(&near, "id"), [grandchild], "{segment}");
        for part in ["ancestors", "descendants", "direct-children"] {
            assert_eq!(site.get(&format!("/wiki/api/v2/{segment}/7/{part}")).status, 404, "{segment} {part}");
        }
    }
}

#[test]
fn what_is_no_page_is_made_read_and_trashed() {
    let things = Things::make();
    let site = &things.site;
    for (segment, name) in &KINDS[..4] {
        let path = things.path(segment);
        let whole = site
            .get(&format!("{path}?include-direct-children=true&include-operations=true&include-properties=true"))
            .expect(200);
        assert_eq!(
            (&whole["type"], &whole["parentType"], &whole["spaceId"]),
            (&json!(name), &json!("page"), &json!("98305"))
        );
        assert_eq!(whole["directChildren"]["results"], json!([]), "{segment}");
        assert_eq!(whole["createdAt"].is_u64(), *segment == "folders", "{segment}");
        assert_eq!(site.delete(&path).status, 204, "{segment}");
        let trashed = site.get(&path).expect(200);
        assert_eq!((&trashed["status"], &trashed["parentId"]), (&json!("trashed"), &Value::Null), "{segment}");
        assert_eq!(site.delete(&path).status, 404, "{segment}");
        for body in
            [json!({"title": "x"}), json!({"spaceId": "98305", "title": "x", "body": {}}), json!({"spaceId": "7"})]
        {
            assert!(matches!(site.send("POST", &format!("/wiki/api/v2/{segment}"), &body).status, 400 | 404), "{body}");
        }
        let missing = site.get(&format!("/wiki/api/v2/{segment}/7"));
        assert_eq!((missing.status, missing.title()), (404, "Content with id: [7] not found".to_owned()));
    }
    let embed = json!({"spaceId": "98305", "embedUrl": "https://example.com/"});
    assert_eq!(site.send("POST", "/wiki/api/v2/embeds", &embed).expect(200)["embedUrl"], "https://example.com/");
    let board = json!({"spaceId": "98305", "templateKey": "no-such-template"});
    assert_eq!(site.send("POST", "/wiki/api/v2/whiteboards", &board).status, 400);
}

#[test]
fn the_older_list_of_children_leaves_out_what_is_no_page() {
    let things = Things::make();
    let site = &things.site;
    let child = below(site, "pages", things.id("pages"));
    let older = site.get(&format!("{}/children", things.path("pages"))).expect(200);
    assert_eq!(column(&older, "id"), [child]);
    let direct = site.get(&format!("{}/direct-children", things.path("pages"))).expect(200);
    assert_eq!(column(&direct, "type"), ["folder", "whiteboard", "database", "embed", "page"]);
    let page = site.get(&format!("/wiki/api/v2/pages/{}", below(site, "pages", things.id("folders")))).expect(200);
    assert_eq!(page["parentType"], "folder");
}
