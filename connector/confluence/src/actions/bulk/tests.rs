use connector_sdk::bindings::Unreachable;
use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, Context, Error, ErrorKind, Failure, Json, Outcome};

use super::{DeletePages, UpdatePages};
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
        Ok((204, Value::Null))
    });
    let input = json!({"items": [{"id": "1"}, {"id": "2"}, {"id": "3"}]});
    let output = performed::<DeletePages>(&host, input, None).unwrap();
    assert_eq!(output, json!({"done": 2, "failed": 0, "uncertain": 1, "skipped": 0}));
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
