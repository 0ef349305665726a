//! One thing of every kind.

use serde_json::{Value, json};

use crate::client::Site;

/// Is a site with one thing of every kind on it.
pub(super) struct Things {
    pub(super) site: Site,
    ids: Vec<(&'static str, String)>,
}

impl Things {
    pub(super) fn make() -> Self {
        let site = Site::start();
        let mut ids = vec![("spaces", "98305".to_owned())];
        let page = site.page("The page");
        let body = json!({"representation": "storage", "value": "<p>some text and some text</p>"});
        let make = |path: &str, fields: Value| {
            let made = site.send("POST", &format!("/wiki/api/v2/{path}"), &fields);
            assert!(matches!(made.status, 200 | 201), "{path}: {}", made.text());
            made.json()["id"].as_str().unwrap().to_owned()
        };
        let post = make("blogposts", json!({"spaceId": "98305", "title": "The post", "body": body}));
        for segment in ["folders", "whiteboards", "databases", "embeds"] {
            ids.push((segment, make(segment, json!({"spaceId": "98305", "title": segment, "parentId": page}))));
        }
        let custom = json!({"type": "ac:app:note", "title": "Note", "pageId": page, "spaceId": "98305", "body": body});
        ids.push(("custom-content", make("custom-content", custom)));
        let footer = make("footer-comments", json!({"pageId": page, "body": body}));
        let place = json!({"textSelection": "some text", "textSelectionMatchCount": 2, "textSelectionMatchIndex": 1});
        let inline =
            make("inline-comments", json!({"blogPostId": post, "body": body, "inlineCommentProperties": place}));
        ids.push(("comments", footer.clone()));
        ids.push(("footer-comments", footer));
        ids.push(("inline-comments", inline));
        ids.push(("attachments", attach(&site, &page, "a.txt")));
        ids.push(("pages", page));
        ids.push(("blogposts", post));
        Self { site, ids }
    }

    /// Returns the id of the thing in a collection.
    pub(super) fn id(&self, segment: &str) -> &str {
        &self.ids.iter().find(|(known, _)| *known == segment).unwrap().1
    }

    /// Returns the path of the thing in a collection.
    pub(super) fn path(&self, segment: &str) -> String {
        format!("/wiki/api/v2/{segment}/{}", self.id(segment))
    }
}

/// Attaches a small file and returns its id.
pub(super) fn attach(site: &Site, content: &str, name: &str) -> String {
    let form = format!(
        "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\nx\r\n--b\r\n\
         content-disposition: form-data; name=\"minorEdit\"\r\n\r\ntrue\r\n--b--\r\n"
    );
    let headers = [("x-atlassian-token", "no-check"), ("content-type", "multipart/form-data; boundary=b")];
    let target = format!("/wiki/rest/api/content/{content}/child/attachment");
    let made = site.try_send("PUT", &target, &headers, form.as_bytes()).unwrap().expect(200);
    made["results"][0]["id"].as_str().unwrap().to_owned()
}
