use std::panic::{AssertUnwindSafe, catch_unwind};

use connector_sdk::bindings::Unreachable;
use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, Context, Error, ErrorKind, Failure, Json, Outcome};

use super::{DeletePages, LabelContent, UpdatePages};
use crate::Confluence;
use crate::actions::answering::{Answered, Answering};

fn performed<A: Action>(
    host: &Answering<impl Fn(&str) -> Answered>,
    input: Value,
    resume: Option<Value>,
) -> Result<Value, Error> {
    let Value::Object(fields) = input else { unreachable!("an input is an object") };
    let resume = resume.map(|resume| Json::of(&resume).unwrap());
    match A::proceed(&Context::new::<Confluence>(host), fields, resume)? {
        Outcome::Done(output) => output.read(),
        Outcome::Waiting(_) => unreachable!("nothing is waited for"),
    }
}

fn pages(ids: impl IntoIterator<Item = u32>) -> Value {
    let items: Vec<Value> = ids.into_iter().map(|id| json!({"id": id.to_string(), "title": "Plan"})).collect();
    json!({ "items": items })
}

/// Answers for any page.
fn any_page(_: &str) -> Answered {
    Ok((
        200,
        json!({
            "id": "1", "status": "current", "title": "Plan", "version": {"number": 1},
            "body": {"storage": {"representation": "storage", "value": ""}},
        }),
    ))
}

#[test]
fn items_go_side_by_side_a_step_at_a_time() {
    let host = Answering::with(any_page);
    let output = performed::<UpdatePages>(&host, pages(1..=20), None).unwrap();
    assert_eq!(output, json!({"done": 20, "failed": 0, "uncertain": 0, "skipped": 0}));
    // Eight are read, then eight are written.
    let rounds: Vec<usize> = host.rounds.borrow().iter().map(Vec::len).collect();
    assert_eq!(rounds, [8, 8, 8, 8, 4, 4]);
    assert!(host.rounds.borrow()[0].iter().all(|request| request.starts_with("GET ")));
    assert!(host.rounds.borrow()[1].iter().all(|request| request.starts_with("PUT ")));
    let indexes: Vec<u64> = host.items.borrow().iter().map(|item| item["index"].as_u64().unwrap()).collect();
    assert_eq!(indexes, (0..20).collect::<Vec<u64>>());
}

#[test]
fn what_concerns_the_same_page_waits() {
    let host = Answering::with(any_page);
    performed::<UpdatePages>(&host, pages([1, 2, 1, 3]), None).unwrap();
    let rounds: Vec<usize> = host.rounds.borrow().iter().map(Vec::len).collect();
    assert_eq!(rounds, [2, 2, 2, 2]);
}

#[test]
fn a_write_whose_answer_was_lost_is_uncertain() {
    let host = Answering::with(|request| {
        if request.contains("/pages/2") {
            return Err(Failure::Unreachable(Unreachable { message: "the connection broke".to_owned(), sent: true }));
        }
        // What a gateway answers that lost the service's own answer; of 500, the service says that it failed.
        let status = if request.contains("/pages/4") { 502 } else { 204 };
        Ok((if request.contains("/pages/5") { 500 } else { status }, Value::Null))
    });
    let input = json!({"items": [{"id": "1"}, {"id": "2"}, {"id": "3"}, {"id": "4"}, {"id": "5"}]});
    let output = performed::<DeletePages>(&host, input, None).unwrap();
    assert_eq!(output, json!({"done": 2, "failed": 1, "uncertain": 2, "skipped": 0}));
    let lost = host.items.borrow().iter().find(|item| item["index"] == 1).cloned().unwrap();
    assert_eq!(lost["status"], "uncertain");
    assert_eq!(lost["error"], json!({"kind": "transport", "message": "the connection broke"}));
}

#[test]
fn what_was_not_sent_is_left_for_a_resumed_run() {
    let host = Answering::with(|request| {
        if request.contains("/pages/2") {
            return Err(Failure::Unreachable(Unreachable { message: "no connection".to_owned(), sent: false }));
        }
        Ok((204, Value::Null))
    });
    let input = json!({"items": [{"id": "1"}, {"id": "2"}, {"id": "3"}]});
    let error = performed::<DeletePages>(&host, input.clone(), None).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Transport);
    let saved = host.saved.borrow().clone().unwrap();
    assert_eq!(saved, json!({"next": 3, "open": [1], "done": 2, "failed": 0, "uncertain": 0}));
    let well = Answering::with(|_| Ok((204, Value::Null)));
    let output = performed::<DeletePages>(&well, input, Some(saved)).unwrap();
    assert_eq!(*well.rounds.borrow(), [["DELETE /wiki/api/v2/pages/2"]]);
    assert_eq!(output, json!({"done": 3, "failed": 0, "uncertain": 0, "skipped": 0}));
}

#[test]
fn nothing_is_begun_that_nobody_wants_to_know_of() {
    let host = Answering::with(any_page);
    host.wanted.set(1);
    performed::<UpdatePages>(&host, pages(1..=20), None).unwrap();
    assert_eq!(host.requests(), 16);
}

#[test]
fn a_standing_of_a_longer_input_does_no_harm() {
    let host = Answering::with(any_page);
    let standing = json!({"next": 9, "open": [7], "done": 8, "failed": 0, "uncertain": 0});
    performed::<UpdatePages>(&host, pages([1]), Some(standing)).unwrap();
    assert_eq!(host.requests(), 0);
}

/// What is saved where a run is killed once a request is on its way; what was handed over is left in the host.
fn killed<A: Action>(input: &Value, at: &str, answer: impl Fn(&str) -> Answered) -> (Option<Value>, Vec<Value>) {
    let host = Answering::with(|request| {
        assert!(request != at, "killed");
        answer(request)
    });
    catch_unwind(AssertUnwindSafe(|| performed::<A>(&host, input.clone(), None))).unwrap_err();
    (host.saved.take(), host.items.take())
}

#[test]
fn what_was_on_its_way_when_a_run_was_killed_is_not_performed_again() {
    let ids: Vec<Value> = (1..=10).map(|id| json!({"id": id.to_string()})).collect();
    let input = json!({ "items": ids });
    let (saved, before) = killed::<DeletePages>(&input, "DELETE /wiki/api/v2/pages/10", |_| Ok((204, Value::Null)));
    assert_eq!(before.len(), 8);
    let host = Answering::with(|_| Ok((204, Value::Null)));
    let output = performed::<DeletePages>(&host, input, saved).unwrap();
    assert_eq!(output, json!({"done": 8, "failed": 0, "uncertain": 2, "skipped": 0}));
    assert_eq!(host.requests(), 0);
    let items = host.items.borrow();
    assert_eq!(
        items[1],
        json!({"index": 9, "status": "uncertain", "error": {
            "kind": "transport",
            "message": "the run was broken off before Confluence answered",
            "hint": "Look whether it was done, and give it again if it was not",
        }})
    );
}

#[test]
fn what_was_only_read_or_may_be_repeated_is_performed_again() {
    let input = pages([1, 2]);
    let (saved, _) = killed::<UpdatePages>(&input, "GET /wiki/api/v2/pages/2?body-format=storage", any_page);
    assert_eq!(saved, None);
    let input = json!({"items": [{"id": "1", "labels": ["a"]}, {"id": "1", "labels": ["b"]}]});
    let labels = |_: &str| Ok((200, json!({"results": []})));
    let asked = std::cell::Cell::new(0);
    let (saved, before) = killed::<LabelContent>(&input, "never", |request| {
        asked.set(asked.get() + 1);
        assert!(asked.get() < 2, "killed");
        labels(request)
    });
    assert_eq!(before.len(), 1);
    let host = Answering::with(labels);
    let output = performed::<LabelContent>(&host, input, saved).unwrap();
    assert_eq!(output, json!({"done": 2, "failed": 0, "uncertain": 0, "skipped": 0}));
    assert_eq!(host.requests(), 1);
}

#[test]
fn what_is_done_in_part_is_not_failed() {
    let host = Answering::with(|request| match request {
        "GET /wiki/api/v2/pages/1" => Ok((200, json!({"id": "1", "status": "current"}))),
        "DELETE /wiki/api/v2/pages/1" => Ok((204, Value::Null)),
        "DELETE /wiki/api/v2/pages/1?purge=true" => Ok((403, json!({"message": "not permitted"}))),
        _ => Ok((404, json!({"errors": [{"status": 404, "title": "Not Found"}]}))),
    });
    let input = json!({"items": [{"id": "1", "purge": true}, {"id": "2", "purge": true}]});
    let output = performed::<DeletePages>(&host, input, None).unwrap();
    assert_eq!(output, json!({"done": 0, "failed": 1, "uncertain": 1, "skipped": 0}));
    let part = host.items.borrow().iter().find(|item| item["index"] == 0).cloned().unwrap();
    assert_eq!((&part["status"], &part["error"]["status"]), (&json!("uncertain"), &json!(403)));
}
