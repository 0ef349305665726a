//! The formats of bodies.

use serde_json::{Value, json};

use crate::client::Site;

fn create(site: &Site, title: &str, body: &Value) -> crate::client::Reply {
    site.send("POST", "/wiki/api/v2/pages", &json!({"spaceId": "98305", "title": title, "body": body}))
}

#[test]
fn both_shapes_and_all_formats_are_written() {
    let site = Site::start();
    let document = json!({"type": "doc", "version": 1, "content": []}).to_string();
    for (title, body) in [
        ("A", json!({"representation": "storage", "value": "<p>a</p>"})),
        ("B", json!({"storage": {"representation": "storage", "value": "<p>a</p>"}})),
        ("C", json!({"storage": {"value": "<p>a</p>"}})),
        ("D", json!({"representation": "wiki", "value": "h1. a"})),
        ("E", json!({"atlas_doc_format": {"value": document, "representation": "atlas_doc_format"}})),
    ] {
        create(&site, title, &body).expect(200);
    }
    for body in [
        json!({"representation": "view", "value": "a"}),
        json!({"representation": "storage"}),
        json!({"value": "a"}),
        json!({"storage": {"value": "a"}, "wiki": {"value": "b"}}),
        json!({"representation": "atlas_doc_format", "value": "{}"}),
        json!({"representation": "atlas_doc_format", "value": {"type": "doc"}}),
        json!("text"),
    ] {
        assert_eq!(create(&site, "F", &body).status, 400, "{body}");
    }
}

#[test]
fn a_document_is_a_string_of_json_both_ways() {
    let site = Site::start();
    let text = json!({"type": "text", "text": "hello"});
    let document = json!({"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [text]}]});
    let body = json!({"representation": "atlas_doc_format", "value": document.to_string()});
    let id = create(&site, "Document", &body).expect(200)["id"].as_str().unwrap().to_owned();
    let read = |format: &str| {
        let page = site.get(&format!("/wiki/api/v2/pages/{id}?body-format={format}")).expect(200);
        page["body"][format]["value"].as_str().unwrap().to_owned()
    };
    assert_eq!(read("atlas_doc_format"), document.to_string());
    assert_eq!(read("storage"), "<p>hello</p>");
    let other = site.get("/wiki/api/v2/pages/131073?body-format=atlas_doc_format").expect(200);
    let value = other["body"]["atlas_doc_format"]["value"].as_str().unwrap();
    let value: Value = serde_json::from_str(value).unwrap();
    assert_eq!(value["content"][0]["content"][0]["text"], "Welcome to the space Documentation.");
}

#[test]
fn one_page_shows_views_that_lists_do_not() {
    let site = Site::start();
    for format in ["view", "export_view", "anonymous_export_view", "styled_view", "editor"] {
        let page = site.get(&format!("/wiki/api/v2/pages/131075?body-format={format}")).expect(200);
        assert_eq!(page["body"][format]["representation"], format);
        assert_eq!(site.get(&format!("/wiki/api/v2/pages?body-format={format}")).status, 400);
    }
    assert_eq!(site.get("/wiki/api/v2/pages/131075?body-format=raw").status, 400);
}

#[test]
fn a_body_over_five_megabytes_is_too_large() {
    let site = Site::start();
    let value = "x".repeat(5 * 1024 * 1024);
    let refused = create(&site, "Large", &json!({"representation": "storage", "value": value}));
    assert_eq!(refused.status, 413);
    assert_eq!(site.get("/wiki/api/v2/pages?title=Large").expect(200)["results"], json!([]));
}
