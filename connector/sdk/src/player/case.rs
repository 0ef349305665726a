use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::request::DEFAULT_ENDPOINT;
use crate::{Error, OptionQuery, Problem};

/// The exports beside actions that cases record.
pub const CALLS: [&str; 5] = ["sites", "resolve", "check", "options", "schemas-for"];

/// One recorded case of an action, or of another export: one of [`CALLS`].
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Case {
    /// What it shows, in a sentence.
    pub description: String,
    /// The action, or one of [`CALLS`]; the file's name says it.
    #[serde(skip)]
    pub action: String,
    /// Fields of the connection that are not secret, derived ones too; `authType` names its auth type.
    #[serde(default)]
    pub connection: BTreeMap<String, String>,
    /// The OAuth scopes that were granted, where that is known.
    pub scopes: Option<Vec<String>>,
    /// The action's input; or of `options`, `{"list": …, "search": …, "inputs": {…}, "cursor": …}`; or of `schemas-for`,
    /// `{"action": …, "input": {…}}`.
    #[serde(default)]
    pub input: Value,
    /// What the action goes on with; none: it begins.
    pub resume: Option<Value>,
    /// Blobs that the input names: id and content.
    #[serde(default)]
    pub blobs: BTreeMap<String, CaseBlob>,
    /// What is asked and answered, in order.
    pub exchanges: Vec<Exchange>,
    /// What is handed over before the end.
    #[serde(default)]
    pub items: Vec<Value>,
    /// What it saves to resume with, in order.
    #[serde(default)]
    pub saved: Vec<Value>,
    /// What comes out; of [`CALLS`], as [`account`](super::account), [`sites`](super::sites), [`pairs`](super::pairs),
    /// [`options`](super::options) and [`schemas`](super::schemas) write it; of an action that is left waiting, as
    /// [`waiting`](super::waiting) does.
    pub output: Option<Value>,
    /// Or what goes wrong.
    pub error: Option<CaseError>,
}

/// A blob of a case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CaseBlob {
    /// Its file name.
    pub file_name: Option<String>,
    /// Where it stands below a folder that was given.
    pub path: Option<String>,
    /// Its media type.
    pub media_type: Option<String>,
    /// Its content.
    pub content: String,
}

/// One request and its response.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Exchange {
    /// Method, path below the endpoint's base URL and query, such as `GET /wiki/api/v2/pages?limit=2`.
    pub request: String,
    /// The endpoint; `api` where none.
    #[serde(default = "api")]
    pub endpoint: String,
    /// Headers that the request must have, with lower-case names.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The JSON that is sent.
    pub body: Option<Value>,
    /// The form that is sent.
    pub form: Option<Vec<FormPart>>,
    /// The status of the answer; 200 where none.
    #[serde(default = "ok")]
    pub status: u16,
    /// Headers of the answer.
    #[serde(default)]
    pub response_headers: BTreeMap<String, String>,
    /// The JSON of the answer.
    pub response: Option<Value>,
    /// Or its text.
    pub text: Option<String>,
}

fn ok() -> u16 {
    200
}

fn api() -> String {
    DEFAULT_ENDPOINT.to_owned()
}

/// One part of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct FormPart {
    /// The form field.
    pub name: String,
    /// Its file name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// Its media type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Its content.
    pub content: String,
}

/// What of an error a case compares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CaseError {
    /// Such as `not-found`.
    pub kind: String,
    /// The sentence.
    pub message: String,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// HTTP status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The places of the input that are wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<String>,
}

impl CaseError {
    /// The comparable part of an error.
    pub fn of(error: &Error) -> Self {
        Self {
            kind: kebab(&format!("{:?}", error.kind)),
            message: error.message.clone(),
            hint: error.hint.clone(),
            status: error.status,
            problems: error.problems.iter().map(|Problem { at, .. }| at.clone()).collect(),
        }
    }
}

/// `NotFound` or `ErrorKind::NotFound` as `not-found`.
fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    for letter in name.rsplit("::").next().unwrap_or_default().chars() {
        if letter.is_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.extend(letter.to_lowercase());
    }
    kebab
}

impl Case {
    /// Reads a case from its file.
    ///
    /// # Errors
    /// Where the file is not a case.
    pub fn read(path: &Path) -> Result<Self, Box<dyn std::error::Error>> {
        let mut case: Self = serde_json::from_slice(&std::fs::read(path)?)?;
        if case.output.is_none() == case.error.is_none() {
            return Err("a case has an `output` or an `error`".into());
        }
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.split('.').next().unwrap_or_default().clone_into(&mut case.action);
        if case.input.is_null() != matches!(case.action.as_str(), "sites" | "resolve" | "check") {
            return Err("`sites`, `resolve` and `check` have no `input`, and everything else has one".into());
        }
        Ok(case)
    }

    /// The list and the query of a case of `options`.
    pub fn query(&self) -> (String, OptionQuery) {
        let text = |name: &str| self.input.get(name).and_then(Value::as_str).map(str::to_owned);
        let inputs = self.input.get("inputs").and_then(Value::as_object).cloned().unwrap_or_default();
        (text("list").unwrap_or_default(), OptionQuery { search: text("search"), inputs, cursor: text("cursor") })
    }

    /// The action and the input of a case of `schemas-for`.
    pub fn question(&self) -> (&str, &Value) {
        (self.input["action"].as_str().unwrap_or_default(), &self.input["input"])
    }

    /// Compares what came out with what was recorded; what differs.
    pub fn judge(&self, result: Result<Value, CaseError>, items: &[Value], saved: &[Value]) -> Vec<String> {
        let mut faults = Vec::new();
        let (output, error) = match result {
            Ok(output) => (Some(output), None),
            Err(error) => (None, Some(error)),
        };
        if output != self.output {
            faults.push(format!("output is {}, expected {}", text(&output), text(&self.output)));
        }
        if error != self.error {
            faults.push(format!("error is {}, expected {}", text(&error), text(&self.error)));
        }
        if saved != self.saved {
            faults.push(format!("saved is {}, expected {}", text(&saved), text(&self.saved)));
        }
        if items != self.items {
            faults.push(format!("items are {}, expected {}", text(&items), text(&self.items)));
        }
        faults
    }
}

impl Exchange {
    /// Compares a request with the recorded one; what differs.
    pub fn judge(&self, seen: &Seen) -> Vec<String> {
        let mut faults = Vec::new();
        if seen.request != self.request {
            faults.push(format!("request is `{}`, expected `{}`", seen.request, self.request));
        }
        for (name, value) in &self.headers {
            let found = seen.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name));
            if found.map(|(_, value)| value) != Some(value) {
                faults.push(format!("`{}`: header `{name}` is {found:?}, expected `{value}`", self.request));
            }
        }
        if seen.body != self.body {
            faults.push(format!("`{}`: body is {}, expected {}", self.request, text(&seen.body), text(&self.body)));
        }
        if seen.form != self.form {
            faults.push(format!("`{}`: form is {}, expected {}", self.request, text(&seen.form), text(&self.form)));
        }
        faults
    }

    /// The bytes and media type of the answer.
    pub fn answer(&self) -> (Vec<u8>, &'static str) {
        match (&self.response, &self.text) {
            (Some(json), _) => (json.to_string().into_bytes(), "application/json"),
            (None, Some(text)) => (text.clone().into_bytes(), "text/plain"),
            (None, None) => (Vec::new(), "application/json"),
        }
    }
}

/// A request that came.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Method, path and query.
    pub request: String,
    /// Its headers.
    pub headers: Vec<(String, String)>,
    /// Its JSON.
    pub body: Option<Value>,
    /// Its form.
    pub form: Option<Vec<FormPart>>,
}

fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
