use std::cell::Cell;
use std::collections::BTreeSet;

use connector_sdk::bindings::Unreachable;
use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, Context, Error, Failure, Json, Outcome};

use super::ExportSpace;
use crate::Confluence;
use crate::actions::answering::{Answered, Answering};

/// What an export of everything is asked for.
fn everything() -> Value {
    json!({"spaceId": "1", "limit": 2})
}

fn exported(
    host: &Answering<impl Fn(&str) -> Answered>,
    input: Value,
    resume: Option<Value>,
) -> Result<Outcome, Error> {
    let Value::Object(fields) = input else { unreachable!("an input is an object") };
    let resume = resume.map(|resume| Json::of(&resume).unwrap());
    ExportSpace::proceed(&Context::new::<Confluence>(host), fields, resume)
}

fn output(outcome: Outcome) -> Value {
    match outcome {
        Outcome::Done(output) => output.read().unwrap(),
        Outcome::Waiting(left) => panic!("it waits: {}", left.message),
    }
}

fn list(results: impl IntoIterator<Item = Value>) -> Answered {
    Ok((200, json!({"results": results.into_iter().collect::<Vec<Value>>(), "_links": {}})))
}

fn held(results: &Value) -> Value {
    json!({"results": results, "meta": {"hasMore": false}})
}

/// A space of five pages and a blog post, on which there is everything that there can be.
fn space(request: &str) -> Answered {
    let target = request.strip_prefix("GET /wiki/api/v2/").unwrap();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["spaces", "1", "properties"] => list([json!({"id": "s1", "key": "a"})]),
        ["spaces", "1", "pages"] => {
            let from: u32 = query.split("cursor=").nth(1).map_or(1, |cursor| cursor.parse().unwrap());
            let results: Vec<Value> = (from..(from + 2).min(6)).map(|id| json!({"id": id.to_string()})).collect();
            let next = (from + 2 < 6).then(|| format!("/wiki/api/v2/spaces/1/pages?limit=2&cursor={}", from + 2));
            Ok((200, json!({"results": results, "_links": {"next": next}})))
        }
        ["spaces", "1", "blogposts"] => list([json!({"id": 100})]),
        ["pages" | "blogposts" | "attachments", id] => Ok((
            200,
            json!({
                "id": id,
                "labels": held(&json!([{"id": "l", "name": id}])),
                "properties": held(&json!([{"id": format!("p{id}")}])),
            }),
        )),
        ["pages" | "blogposts" | "attachments", id, "footer-comments"] => list([json!({"id": format!("f{id}")})]),
        ["pages" | "blogposts", id, "inline-comments"] => list([json!({"id": format!("i{id}")})]),
        ["pages" | "blogposts", id, "attachments"] => list([json!({"id": format!("att{id}")})]),
        ["footer-comments" | "inline-comments", id, "children"] => {
            list((!id.ends_with('r')).then(|| json!({"id": format!("{id}r")})))
        }
        ["comments", id, "properties"] => list([json!({"id": format!("p{id}")})]),
        _ => panic!("unexpected: {request}"),
    }
}

fn set(items: &[Value]) -> BTreeSet<String> {
    items.iter().map(Value::to_string).collect()
}

#[test]
fn everything_of_a_space_is_handed_over_once() {
    let host = Answering::with(space);
    let counts = output(exported(&host, everything(), None).unwrap());
    assert_eq!(
        counts,
        json!({
            "pages": 5, "blogposts": 1, "footerComments": 24, "inlineComments": 12, "attachments": 6,
            "properties": 49, "labels": 12, "problems": 0,
        })
    );
    let items = host.items.borrow();
    assert_eq!(set(&items).len(), 109);
    assert_eq!(items.len(), 109);
    // Everything about the two pages of a list goes side by side.
    assert_eq!(host.rounds.borrow()[2].len(), 8);
}

#[test]
fn no_item_is_lost_wherever_an_export_is_broken_off() {
    let whole = Answering::with(space);
    exported(&whole, everything(), None).unwrap();
    let all = set(&whole.items.borrow());
    for last in 0..whole.requests() {
        let left = Cell::new(last);
        let broken = Answering::with(|request| {
            if left.get() == 0 {
                return Err(Failure::Unreachable(Unreachable { message: "gone".to_owned(), sent: false }));
            }
            left.set(left.get() - 1);
            space(request)
        });
        exported(&broken, everything(), None).unwrap_err();
        let resumed = Answering::with(space);
        let counts = output(exported(&resumed, everything(), broken.saved.borrow().clone()).unwrap());
        let mut found = set(&broken.items.borrow());
        let twice = found.len() + resumed.items.borrow().len() - all.len();
        found.extend(set(&resumed.items.borrow()));
        assert_eq!(found, all, "broken off after {last} requests");
        assert!(twice <= 2 * 18, "{twice} items of more than one list came twice");
        // What came twice is counted once.
        assert_eq!(counts["pages"], 5);
        assert_eq!(counts["labels"], 12);
    }
}

#[test]
fn what_cannot_be_read_is_a_problem_and_the_rest_is_there() {
    let host = Answering::with(|request| match request {
        "GET /wiki/api/v2/pages/2/footer-comments?body-format=storage&limit=2" => {
            Ok((500, json!({"message": "broken"})))
        }
        "GET /wiki/api/v2/pages/3?include-labels=true&include-properties=true&include-version=false" => {
            Ok((404, json!({"errors": [{"status": 404, "title": "Cannot find a page with id [3]"}]})))
        }
        request => space(request),
    });
    let counts = output(exported(&host, everything(), None).unwrap());
    assert_eq!((&counts["problems"], &counts["pages"], &counts["labels"]), (&json!(2), &json!(5), &json!(11)));
    let items = host.items.borrow();
    let problems: Vec<(&Value, &Value)> =
        items.iter().filter(|item| item["kind"] == "problem").map(|item| (&item["of"], &item["missing"])).collect();
    assert_eq!(
        problems,
        [
            (&json!({"kind": "page", "id": "2"}), &json!(["footer-comment"])),
            (&json!({"kind": "page", "id": "3"}), &json!(["label", "property"])),
        ]
    );
}

#[test]
fn a_service_that_is_down_ends_it() {
    let host = Answering::with(|request| {
        if request.contains("/pages/3/") { Ok((503, json!({"message": "down"}))) } else { space(request) }
    });
    let error = exported(&host, everything(), None).unwrap_err();
    assert_eq!(error.status, Some(503));
    assert_eq!(host.saved.borrow().as_ref().unwrap()["counts"]["pages"], 2);
}

#[test]
fn only_what_is_named_is_read() {
    for (kinds, counts) in [
        (json!(["pages"]), json!([5, 0, 0, 0, 0, 0, 0])),
        (json!(["pages", "attachments"]), json!([5, 0, 0, 0, 5, 0, 0])),
        (json!(["attachments"]), json!([0, 0, 0, 0, 6, 0, 0])),
        (json!(["blogposts", "labels"]), json!([0, 1, 0, 0, 0, 0, 1])),
        (json!(["inline-comments", "properties"]), json!([0, 0, 0, 12, 0, 19, 0])),
    ] {
        let host = Answering::with(space);
        let found = output(exported(&host, json!({"spaceId": "1", "limit": 2, "kinds": kinds}), None).unwrap());
        let names = ["pages", "blogposts", "footerComments", "inlineComments", "attachments", "properties", "labels"];
        let found: Vec<&Value> = names.iter().map(|name| &found[*name]).collect();
        assert_eq!(json!(found), counts, "{kinds}");
    }
}

#[test]
fn nothing_is_read_that_nobody_wants() {
    let host = Answering::with(space);
    host.wanted.set(2);
    exported(&host, json!({"spaceId": "1", "limit": 2, "kinds": ["pages"]}), None).unwrap();
    assert_eq!(host.requests(), 1);
}

/// Performs an export over as many calls as it takes; what each asked for, what all handed over, and the counts.
fn in_calls(answer: impl Fn(&str) -> Answered, input: &Value) -> (Vec<usize>, Vec<Value>, Value) {
    let (mut requests, mut items, mut resume) = (Vec::new(), Vec::new(), None);
    loop {
        let host = Answering::with(&answer);
        let outcome = exported(&host, input.clone(), resume.take()).unwrap();
        requests.push(host.requests());
        items.append(&mut host.items.borrow_mut());
        match outcome {
            Outcome::Done(output) => return (requests, items, output.read().unwrap()),
            Outcome::Waiting(left) => {
                assert_eq!(left.after, 0);
                resume = Some(left.resume.read().unwrap());
                assert_eq!(resume, host.saved.borrow().clone());
            }
        }
    }
}

/// One page of a list: so many things from this one, and where it goes on.
fn listed(from: u32, count: u32, next: Option<u32>) -> Answered {
    let results: Vec<Value> = (from..from + count).map(|id| json!({"id": id.to_string()})).collect();
    let next = next.map(|next| format!("/wiki/api/v2/spaces/1/pages?cursor={next}"));
    Ok((200, json!({"results": results, "_links": {"next": next}})))
}

#[test]
fn a_large_space_goes_on_in_a_new_call() {
    let answer = |request: &str| {
        if request.contains("/attachments") {
            return list([]);
        }
        let from: u32 = request.split("cursor=").nth(1).map_or(0, |cursor| cursor.parse().unwrap());
        listed(from, 250, (from < 4_500).then_some(from + 250))
    };
    let (requests, items, counts) = in_calls(answer, &json!({"spaceId": "1", "kinds": ["pages", "attachments"]}));
    assert_eq!(requests.len(), 2);
    assert_eq!((counts["pages"].as_u64(), set(&items).len(), items.len()), (Some(4_750), 4_750, 4_750));
}

#[test]
fn a_list_whose_pages_have_many_comments_goes_on_within_it() {
    let answer = |request: &str| {
        let path = request.split(['?', ' ']).nth(1).unwrap();
        let parts: Vec<&str> = path.trim_start_matches("/wiki/api/v2/").split('/').collect();
        match parts.as_slice() {
            ["spaces", "1", "pages"] => listed(0, 250, None),
            ["pages", id, "footer-comments"] => list((0..200).map(|comment| json!({"id": format!("{id}-{comment}")}))),
            ["spaces", "1", "properties"] | ["footer-comments", _, "children"] | ["comments", _, "properties"] => {
                list([])
            }
            ["pages", id] => Ok((200, json!({"id": id, "properties": held(&json!([{"id": format!("p{id}")}]))}))),
            _ => panic!("unexpected: {request}"),
        }
    };
    let input = json!({"spaceId": "1", "kinds": ["pages", "footer-comments", "properties"]});
    let (requests, items, counts) = in_calls(answer, &input);
    assert!(requests.iter().sum::<usize>() > 100_000);
    assert!(requests.iter().all(|requests| *requests < 8_000), "{requests:?}");
    assert_eq!(
        (&counts["pages"], &counts["footerComments"], &counts["properties"]),
        (&json!(250), &json!(50_000), &json!(250))
    );
    assert_eq!((set(&items).len(), items.len()), (50_500, 50_500));
}

#[test]
fn what_changes_between_the_calls_of_an_export_hides_nothing() {
    let resumed = |first: u32, after: &str| {
        let host = Answering::with(|_| listed(first, 6 - first, None));
        let resume = json!({"space": "1", "step": "pages", "after": after, "counts": {"pages": 3}});
        exported(&host, json!({"spaceId": "1", "kinds": ["pages"]}), Some(resume)).unwrap();
        let items = host.items.borrow();
        items.iter().map(|item| item["record"]["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    // Something in front is gone; what it is through with is gone.
    assert_eq!(resumed(0, "3"), ["4", "5"]);
    assert_eq!(resumed(2, "3"), ["4", "5"]);
    assert_eq!(resumed(4, "3"), ["4", "5"]);
}

#[test]
fn large_pages_go_on_in_a_new_call() {
    let body = "a".repeat(4 * 1024 * 1024);
    let host = Answering::with(|request| {
        let from: u32 = request.split("cursor=").nth(1).map_or(0, |cursor| cursor.parse().unwrap());
        let results: Vec<Value> = (from..from + 4).map(|id| json!({"id": id.to_string(), "body": body})).collect();
        let next = format!("/wiki/api/v2/spaces/1/pages?cursor={}", from + 4);
        Ok((200, json!({"results": results, "_links": {"next": next}})))
    });
    let left = exported(&host, json!({"spaceId": "1", "kinds": ["pages"]}), None).unwrap();
    let Outcome::Waiting(left) = left else { panic!("it does not wait") };
    assert_eq!(left.message, "16 items");
}

#[test]
fn a_list_that_leads_in_a_circle_ends() {
    for round in 1..6 {
        let asked = Cell::new(0);
        let host = Answering::with(|_| {
            asked.set(asked.get() + 1);
            listed(1, 1, Some(asked.get() % round))
        });
        let error = exported(&host, json!({"spaceId": "1", "kinds": ["pages"]}), None).unwrap_err();
        assert_eq!(error.message, "the service gave the same next page twice");
        assert!(host.requests() < 20, "{} requests", host.requests());
    }
}

#[test]
fn what_belongs_to_a_page_may_lead_in_a_circle() {
    let asked = Cell::new(0);
    let host = Answering::with(|request| {
        if !request.contains("/attachments") {
            return listed(1, 1, None);
        }
        asked.set(asked.get() + 1);
        let next = format!("/wiki/api/v2/pages/1/attachments?cursor={}", asked.get() % 2);
        Ok((200, json!({"results": [{"id": format!("att{}", asked.get())}], "_links": {"next": next}})))
    });
    let counts = output(exported(&host, json!({"spaceId": "1", "kinds": ["pages", "attachments"]}), None).unwrap());
    assert_eq!((&counts["pages"], &counts["problems"]), (&json!(1), &json!(1)));
}
