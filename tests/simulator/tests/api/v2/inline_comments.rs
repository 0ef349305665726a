//! Inline comments: their place in the text and how far the talk is.

use serde_json::{Value, json};

use super::things::Things;
use crate::client::Reply;

fn comment(things: &Things, place: &Value) -> Reply {
    let body = json!({"representation": "storage", "value": "<p>hm</p>"});
    let fields = json!({"blogPostId": things.id("blogposts"), "body": body, "inlineCommentProperties": place});
    things.site.send("POST", "/wiki/api/v2/inline-comments", &fields)
}

fn place(text: &str, count: u64, index: u64) -> Value {
    json!({"textSelection": text, "textSelectionMatchCount": count, "textSelectionMatchIndex": index})
}

#[test]
fn their_selection_must_be_in_the_text_as_often_as_they_say() {
    let things = Things::make();
    for (place, status) in [
        (place("some text", 2, 0), 201),
        (place("and", 1, 0), 201),
        (place("some text", 1, 0), 400),
        (place("some text", 2, 2), 400),
        (place("absent", 1, 0), 400),
        (place("", 0, 0), 400),
        (json!({"textSelection": "and"}), 400),
        (Value::Null, 400),
    ] {
        assert_eq!(comment(&things, &place).status, status, "{place}");
    }
}

#[test]
fn they_are_resolved_reopened_and_left_dangling() {
    let things = Things::make();
    let site = &things.site;
    let path = things.path("inline-comments");
    let list = |status: &str| {
        let list = format!("{}/inline-comments?resolution-status={status}", things.path("blogposts"));
        site.get(&list).expect(200)["results"].as_array().unwrap().len()
    };
    assert_eq!(site.get(&path).expect(200)["resolutionStatus"], "open");
    for (number, resolved, status) in [(2, true, "resolved"), (3, false, "reopened"), (4, true, "resolved")] {
        let changed =
            site.send("PUT", &path, &json!({"version": {"number": number}, "resolved": resolved})).expect(200);
        assert_eq!(changed["resolutionStatus"], status);
        assert_eq!(changed["properties"]["inlineOriginalSelection"], "some text");
        assert_eq!((list(status), list("open")), (1, 0));
    }
    let post = json!({
        "id": things.id("blogposts"), "status": "current", "title": "The post", "version": {"number": 2},
        "body": {"representation": "storage", "value": "<p>nothing of it</p>"},
    });
    site.send("PUT", &things.path("blogposts"), &post).expect(200);
    assert_eq!((list("dangling"), list("resolved")), (1, 0));
    assert_eq!(site.send("PUT", &path, &json!({"version": {"number": 5}, "resolved": true})).status, 400);
}

#[test]
fn their_replies_stand_beside_the_text_too() {
    let things = Things::make();
    let body = json!({"representation": "storage", "value": "<p>yes</p>"});
    let fields = json!({"parentCommentId": things.id("inline-comments"), "body": body});
    let reply = things.site.send("POST", "/wiki/api/v2/inline-comments", &fields).expect(201);
    let replies = things.site.get(&format!("{}/children", things.path("inline-comments"))).expect(200);
    assert_eq!(replies["results"][0]["id"], reply["id"]);
    assert_eq!(things.site.send("POST", "/wiki/api/v2/footer-comments", &fields).status, 404);
    assert_eq!(things.site.get("/wiki/api/v2/inline-comments").expect(200)["results"].as_array().unwrap().len(), 2);
    assert_eq!(things.site.delete(&things.path("inline-comments")).status, 204);
}
