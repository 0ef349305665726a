//! A host for tests of what goes side by side: it answers by a function, and notes what it was asked.

use std::cell::{Cell, RefCell};

use connector_sdk::serde_json::{Value, from_str};
use connector_sdk::{Blob, BlobFailure, Failure, Host, Level, Request, Response, ResponseBody, Target};

/// What it answers: a status and JSON, or why there is no answer.
pub(super) type Answered = Result<(u16, Value), Failure>;

/// A connection to Cloud whose service is a function of the method and target.
pub(super) struct Answering<F> {
    answer: F,
    /// What was asked, in rounds of requests that went side by side.
    pub(super) rounds: RefCell<Vec<Vec<String>>>,
    /// What was handed over.
    pub(super) items: RefCell<Vec<Value>>,
    /// What was saved last.
    pub(super) saved: RefCell<Option<Value>>,
    /// How many items somebody wants.
    pub(super) wanted: Cell<usize>,
    /// The files of the input: their paths, which are their ids too, and what they hold.
    pub(super) files: Vec<(&'static str, &'static str)>,
}

impl<F: Fn(&str) -> Answered> Answering<F> {
    pub(super) fn with(answer: F) -> Self {
        Self {
            answer,
            rounds: RefCell::default(),
            items: RefCell::default(),
            saved: RefCell::default(),
            wanted: Cell::new(usize::MAX),
            files: Vec::new(),
        }
    }

    pub(super) fn requests(&self) -> usize {
        self.rounds.borrow().iter().map(Vec::len).sum()
    }
}

impl<F: Fn(&str) -> Answered> Host for Answering<F> {
    fn send(&self, request: &Request) -> Result<Response, Failure> {
        self.send_all(std::slice::from_ref(request)).remove(0)
    }

    fn send_all(&self, requests: &[Request]) -> Vec<Result<Response, Failure>> {
        let asked: Vec<String> = requests.iter().map(written).collect();
        self.rounds.borrow_mut().push(asked.clone());
        let answers = asked.iter().map(|request| {
            let (status, json) = (self.answer)(request)?;
            let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
            Ok(Response { status, headers, body: ResponseBody::Memory(json.to_string().into_bytes()) })
        });
        answers.collect()
    }

    fn auth_type(&self) -> String {
        "api-token".to_owned()
    }

    fn field(&self, name: &str) -> Option<String> {
        match name {
            "address" => Some("subdomain".to_owned()),
            "subdomain" => Some("acme".to_owned()),
            _ => None,
        }
    }

    fn scopes(&self) -> Option<Vec<String>> {
        None
    }

    fn blob(&self, id: &str) -> Option<Blob> {
        let (path, content) = self.files.iter().find(|(path, _)| *path == id)?;
        let size = content.len() as u64;
        Some(Blob { file_name: None, path: Some((*path).to_owned()), media_type: None, size })
    }

    fn read_blob(&self, id: &str, offset: u64, length: u32) -> Result<Vec<u8>, BlobFailure> {
        let found = self.files.iter().find(|(path, _)| *path == id);
        let (_, content) = found.ok_or(BlobFailure::Unknown)?;
        let rest = content.as_bytes().get(usize::try_from(offset).unwrap()..).unwrap_or_default();
        Ok(rest[..rest.len().min(length as usize)].to_vec())
    }

    fn blob_sha256(&self, id: &str) -> Result<String, BlobFailure> {
        self.blob(id).map(|_| "00".repeat(32)).ok_or(BlobFailure::Unknown)
    }

    fn report(&self, _: u64, _: Option<u64>, _: &str) {}

    fn emit(&self, items: &[String]) -> bool {
        self.items.borrow_mut().extend(items.iter().map(|item| from_str::<Value>(item).unwrap()));
        self.items.borrow().len() < self.wanted.get()
    }

    fn save(&self, resume: &str) {
        *self.saved.borrow_mut() = Some(from_str(resume).unwrap());
    }

    fn log(&self, _: Level, _: &str, _: &[(String, String)]) {}
}

/// Such as `GET /a?b=c`.
fn written(request: &Request) -> String {
    let method = format!("{:?}", request.method).rsplit("::").next().unwrap_or_default().to_uppercase();
    match &request.target {
        Target::Link(link) => format!("{method} {link}"),
        Target::Path(location) => {
            let query: Vec<String> = location.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
            format!("{method} {}{}{}", location.path, if query.is_empty() { "" } else { "?" }, query.join("&"))
        }
    }
}
