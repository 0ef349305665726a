//! Performing an action for many inputs with the requests of all of them side by side.
//!
//! An action asks for one thing after the other, and a component has one thread. So an action is performed until it asks for
//! what is not known yet; what all of them lack is requested at once, and each is performed anew with the answers that it has
//! by now. Nothing changes in between: a connector has no clock, no chance and no state.

use std::cell::{Cell, RefCell};

use crate::action::Perform;
use crate::{
    Action, Blob, BlobFailure, Context, Entry, Error, Failure, Fields, Host, Json, Level, Request, Response, Retry,
    entry,
};

/// The most requests that are begun at once: a host lets a call begin so many and no more.
const BEGUN: usize = 64;

type Answered = Result<Response, Failure>;

/// What is told of inputs that are performed side by side, by their places.
pub enum Told {
    /// These are about to make a request that changes something and that must not be made twice.
    Changing(Vec<usize>),
    /// These are through, and this came of them. An error after a request that changed something is uncertain: a part of
    /// what was asked for is done.
    Through(Vec<(usize, Result<Json, Error>)>),
}

/// What is told something. False: stop.
type Telling<'t> = &'t mut dyn FnMut(Told) -> Result<bool, Error>;

/// An input that is not through.
struct Open {
    place: usize,
    /// The answers to its requests so far.
    answers: Vec<Answered>,
    /// Whether one of them changed something.
    changed: bool,
}

impl Context<'_> {
    /// Performs another action for several inputs, with the requests of all of them side by side.
    ///
    /// `told` learns, as often as answers came, which inputs are through by then, and before each round of requests which of
    /// them must not be performed anew if the run is broken off; it may say that nobody wants more. The running action must
    /// declare the routes of this one. The action must neither hand over results early nor save how far it is.
    ///
    /// # Errors
    /// What `told` says.
    pub fn perform_each<A: Action>(
        &self,
        inputs: &[Fields],
        mut told: impl FnMut(Told) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        self.perform_each_entry(entry::<A>(), A::perform, inputs, &mut told)
    }

    fn perform_each_entry(
        &self,
        entry: &'static Entry,
        perform: Perform,
        inputs: &[Fields],
        told: Telling<'_>,
    ) -> Result<(), Error> {
        let places = 0..inputs.len();
        let mut open: Vec<Open> = places.map(|place| Open { place, answers: Vec::new(), changed: false }).collect();
        while !open.is_empty() {
            let mut finished = Vec::new();
            let mut lacking = Vec::new();
            let mut waiting = Vec::new();
            let mut changing = Vec::new();
            for item in open {
                let known = Known::of(self.host, &item.answers);
                let result = perform(&self.on(&known).of(entry), inputs[item.place].clone());
                let wanted = known.wanted.into_inner();
                if wanted.is_empty() {
                    let part_done = |error: Error| Error { uncertain: error.uncertain || item.changed, ..error };
                    finished.push((item.place, result.map_err(part_done)));
                } else {
                    if wanted.iter().any(|request| request.changes() && request.retry != Retry::Safe) {
                        changing.push(item.place);
                    }
                    waiting.push((item, wanted.len()));
                    lacking.extend(wanted);
                }
            }
            if !finished.is_empty() && !told(Told::Through(finished))? {
                return Ok(());
            }
            if !changing.is_empty() && !told(Told::Changing(changing))? {
                return Ok(());
            }
            let answers = lacking.chunks(BEGUN).flat_map(|requests| self.host.send_all(requests));
            let mut answers = lacking.iter().zip(answers);
            open = Vec::with_capacity(waiting.len());
            for (mut item, wanted) in waiting {
                for (request, answer) in answers.by_ref().take(wanted) {
                    item.changed |= request.changes() && answer.as_ref().is_ok_and(Response::is_success);
                    item.answers.push(answer);
                }
                open.push(item);
            }
        }
        Ok(())
    }
}

/// A host that knows the answers to the first requests of an action, and notes those that it lacks.
struct Known<'a> {
    host: &'a dyn Host,
    answers: &'a [Answered],
    given: Cell<usize>,
    wanted: RefCell<Vec<Request>>,
}

impl<'a> Known<'a> {
    fn of(host: &'a dyn Host, answers: &'a [Answered]) -> Self {
        Self { host, answers, given: Cell::new(0), wanted: RefCell::default() }
    }

    /// Only what is asked before something is lacking has its answer; what is asked after that depends on it.
    fn answer(&self, request: &Request, independent: bool) -> Answered {
        if let Some(answer) = self.answers.get(self.given.get()) {
            self.given.set(self.given.get() + 1);
            return answer.clone();
        }
        let mut wanted = self.wanted.borrow_mut();
        if independent || wanted.is_empty() {
            wanted.push(request.clone());
        }
        Err(Failure::Denied("this is asked later".to_owned()))
    }
}

impl Host for Known<'_> {
    fn send(&self, request: &Request) -> Answered {
        self.answer(request, false)
    }

    fn send_all(&self, requests: &[Request]) -> Vec<Answered> {
        let independent = self.wanted.borrow().is_empty();
        requests.iter().map(|request| self.answer(request, independent)).collect()
    }

    fn auth_type(&self) -> String {
        self.host.auth_type()
    }

    fn field(&self, name: &str) -> Option<String> {
        self.host.field(name)
    }

    fn scopes(&self) -> Option<Vec<String>> {
        self.host.scopes()
    }

    fn blob(&self, id: &str) -> Option<Blob> {
        self.host.blob(id)
    }

    fn read_blob(&self, id: &str, offset: u64, length: u32) -> Result<Vec<u8>, BlobFailure> {
        self.host.read_blob(id, offset, length)
    }

    fn blob_sha256(&self, id: &str) -> Result<String, BlobFailure> {
        self.host.blob_sha256(id)
    }

    fn report(&self, _: u64, _: Option<u64>, _: &str) {}

    fn emit(&self, _: &[String]) -> bool {
        true
    }

    fn save(&self, _: &str) {}

    /// What is performed anew would log the same again.
    fn log(&self, level: Level, message: &str, fields: &[(String, String)]) {
        if self.given.get() == self.answers.len() && self.wanted.borrow().is_empty() {
            self.host.log(level, message, fields);
        }
    }
}

#[cfg(test)]
mod tests {
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};
    use serde_json::{Value, json};

    use crate::schemars;
    use crate::{ActionRoute, Effect, Method};

    use super::*;

    /// Closes a task, once it was read.
    #[derive(Serialize, Deserialize, JsonSchema)]
    struct CloseTask {
        /// Its id.
        id: String,
        /// Whether to look at it again.
        look: Option<bool>,
    }

    impl Action for CloseTask {
        type Output = Value;
        const NAME: &str = "close-task";
        const GROUP: &str = "tasks";
        const ROUTE: &str = "POST /tasks/{id}";
        const ALSO: &[ActionRoute] =
            &[ActionRoute::new("GET /tasks/{id}", &[]), ActionRoute::new("GET /notes/{id}", &[])];
        const EFFECT: Effect = Effect::Write;

        fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
            let get = |path: &str| Request::new(Method::Get, format!("/{path}/{}", fields["id"].as_str().unwrap()));
            let task: Value = context.send(&get("tasks"))?.json()?;
            if task["closed"] == true {
                return Json::of(&json!("was closed"));
            }
            let notes = context.send_all(&[get("notes"), get("notes")]);
            let notes = notes.into_iter().flatten().count();
            context.send(&context.request_from::<Self>(&fields)?)?;
            if fields["look"] == true {
                context.send(&get("tasks"))?;
            }
            Json::of(&json!({ "notes": notes }))
        }
    }

    /// Closes tasks.
    #[derive(Serialize, Deserialize, JsonSchema)]
    struct CloseTasks {
        /// Their ids.
        ids: Vec<String>,
        /// Whether to look at them again.
        look: Option<bool>,
    }

    impl Action for CloseTasks {
        type Output = Value;
        const NAME: &str = "close-tasks";
        const GROUP: &str = "tasks";
        const ROUTE: &str = CloseTask::ROUTE;
        const ALSO: &[ActionRoute] = CloseTask::ALSO;
        const EFFECT: Effect = Effect::Write;

        fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
            let this = Self::read(fields)?;
            let input =
                |id: &String| Fields::from_iter([("id".to_owned(), json!(id)), ("look".to_owned(), json!(this.look))]);
            let inputs: Vec<Fields> = this.ids.iter().map(input).collect();
            let mut rounds: Vec<Value> = Vec::new();
            context.perform_each::<CloseTask>(&inputs, |told| {
                rounds.push(match told {
                    Told::Changing(places) => json!({ "changing": places }),
                    Told::Through(finished) => {
                        let results = finished.into_iter().map(|(place, result)| match result {
                            Ok(output) => json!([place, output.read::<Value>().unwrap()]),
                            Err(error) => json!([place, error.message, error.uncertain]),
                        });
                        results.collect()
                    }
                });
                Ok(true)
            })?;
            Json::of(&rounds)
        }
    }

    crate::player::service! { entry::<CloseTask>(), entry::<CloseTasks>() }

    fn plays(case: Value) {
        plays_of("close-tasks", case);
    }

    #[test]
    fn each_goes_its_own_way_and_requests_go_together() {
        plays(json!({
            "input": {"ids": ["1", "2", "3"]},
            "exchanges": [
                {"request": "GET /tasks/1", "response": {}},
                {"request": "GET /tasks/2", "response": {"closed": true}},
                {"request": "GET /tasks/3", "status": 404},
                {"request": "GET /notes/1", "response": {}},
                {"request": "GET /notes/1", "status": 404},
                {"request": "POST /tasks/1", "response": {}},
            ],
            "output": [
                [[1, "was closed"], [2, "it failed", false]],
                {"changing": [0]},
                [[0, {"notes": 1}]],
            ],
        }));
    }

    #[test]
    fn what_fails_after_it_changed_something_is_uncertain() {
        plays(json!({
            "input": {"ids": ["1", "2"], "look": true},
            "exchanges": [
                {"request": "GET /tasks/1", "response": {}},
                {"request": "GET /tasks/2", "response": {}},
                {"request": "GET /notes/1", "response": {}},
                {"request": "GET /notes/1", "response": {}},
                {"request": "GET /notes/2", "response": {}},
                {"request": "GET /notes/2", "response": {}},
                {"request": "POST /tasks/1", "body": {"look": true}, "response": {}},
                {"request": "POST /tasks/2", "body": {"look": true}, "status": 403},
                {"request": "GET /tasks/1", "status": 404},
            ],
            "output": [
                {"changing": [0, 1]},
                [[1, "it failed", false]],
                [[0, "it failed", true]],
            ],
        }));
    }
}
