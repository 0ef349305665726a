//! Failures, and the only renderer of them.

use std::error::Error as _;
use std::fmt::Display;
use std::io;

use connector_runtime::manifest::Action;
use connector_runtime::{Error, ErrorKind, Problem};
use serde::Serialize;
use serde_json::Value;

use crate::arguments::Pair;
use crate::printer::{Printer, Tone, shown_json};
use crate::schema::Schema;

const UNCERTAIN: &str = "The change may or may not have been made: look before you repeat it";

/// Why a command failed.
pub(crate) enum Failure {
    /// The command line is wrong in a way that clap does not see.
    Usage { message: String, hint: String },
    /// The library says why.
    Library {
        error: Error,
        /// What to do, beside what the library says.
        hint: Option<String>,
    },
    /// The command says why.
    Stated { kind: ErrorKind, message: String, cause: Option<String>, hint: String },
    /// Connections that were checked one after the other do not work; each was told.
    Checks { failed: usize, all: usize, code: u8 },
    /// A run is done, and some of its results are not what was wanted; each was handed over.
    Results { failed: u64, uncertain: u64 },
    /// The user gave up.
    Cancelled { uncertain: bool },
    /// A run that is kept failed, or was given up.
    OfRun {
        failure: Box<Self>,
        id: String,
        /// Going on may make a change again.
        repeats: bool,
    },
    /// Whoever read the output wants no more.
    OutputClosed,
    /// Anything else.
    Other(anyhow::Error),
}

impl Failure {
    pub(crate) fn usage(message: impl Display, hint: impl Display) -> Self {
        Self::Usage { message: message.to_string(), hint: hint.to_string() }
    }

    /// A failure of a connection, with the command that mends it.
    pub(crate) fn of_connection(error: Error, name: &str) -> Self {
        let name = shell_word(name);
        let hint = match &error {
            Error::MissingScopes { action, .. } => Some(format!(
                "`connector connections reconnect {name}` does; where scopes can be chosen here, with `--scopes SET`, or with \
                 `--scopes-for {action},…` for what these actions need and no more"
            )),
            Error::Failed { failure } if !failure.missing_scopes.is_empty() => {
                Some(format!("`connector connections reconnect {name}` takes it"))
            }
            error if error.kind() == ErrorKind::Unauthenticated => {
                Some(format!("`connector connections reconnect {name}` connects it anew"))
            }
            _ => None,
        };
        Self::Library { error, hint }
    }

    /// The same failure, with what is left out of a folder where one of these, which hold no file, is what does not fit.
    pub(crate) fn about_empty_folders(self, folders: &[Pair]) -> Self {
        let Self::Library { error: error @ Error::InvalidInput { .. }, hint: None } = self else { return self };
        let wrong = |field: &str| error.problems().iter().any(|problem| problem.at.strip_prefix('/') == Some(field));
        let hint = folders
            .iter()
            .find(|folder| wrong(&folder.key))
            .map(|folder| format!("The folder `{}` holds no files: what begins with a dot is left out", folder.value));
        Self::Library { error, hint }
    }

    /// The same failure, with how a file is given where a field that takes one, one of these, is what does not fit.
    pub(crate) fn about_files(self, fields: &[String]) -> Self {
        let Self::Library { error: error @ Error::InvalidInput { .. }, hint: None } = self else { return self };
        let wrong = |field: &str| error.problems().iter().any(|problem| problem.at.split('/').nth(1) == Some(field));
        let hint = fields.iter().find(|field| wrong(field)).map(|field| {
            let schema = own_hint(&error).map(|hint| format!(", {hint}")).unwrap_or_default();
            format!("`--file {field}=PATH` gives a file for `{field}`{schema}")
        });
        Self::Library { error, hint }
    }

    /// The same failure, with the command that lists the values of a field that is missing, where there is one for it: of an
    /// input of this action that has these fields.
    pub(crate) fn about_lists(self, action: &Action, given: &[String], connection: &str) -> Self {
        let Self::Library { error, hint: None } = self else { return self };
        let schema: Value = serde_json::from_str(action.input_schema.get()).unwrap_or_default();
        let schema = Schema::new(&schema);
        let missing = error.problems().iter().filter_map(|problem| problem.at.strip_prefix('/'));
        let mut missing = missing.filter(|field| !given.iter().any(|name| name == field));
        let listed = missing.find(|field| schema.property(field).is_some_and(|field| field.options().is_some()));
        let hint = listed.map(|field| {
            let own = own_hint(&error).map(|hint| format!(", {hint}")).unwrap_or_default();
            let (word, connection) = (shell_word(field), shell_word(connection));
            format!("`connector options {} {word} -c {connection}` lists what `{field}` may be{own}", action.name)
        });
        Self::Library { error, hint }
    }

    /// The same failure, with the command that shows what else goes into an input on whose fields the schema depends, where
    /// the connector found something wrong with it.
    pub(crate) fn about_narrower(self, command: Option<&str>) -> Self {
        let Self::Library { error: error @ Error::Failed { .. }, hint: None } = self else { return self };
        let hint = command.filter(|_| !error.problems().is_empty());
        let hint = hint.map(|command| format!("`{command}` shows what it takes"));
        Self::Library { error, hint }
    }

    /// The same failure, with the command that mends it where it is one of a connection.
    pub(crate) fn about_connection(self, name: &str) -> Self {
        match self {
            Self::Library { error, hint: None } => Self::of_connection(error, name),
            Self::OfRun { failure, id, repeats } => failure.about_connection(name).of_run(id, repeats),
            failure => failure,
        }
    }

    /// The same failure, of a run that can be gone on with.
    pub(crate) fn of_run(self, id: String, repeats: bool) -> Self {
        Self::OfRun { failure: Box::new(self), id, repeats }
    }

    /// A failure to write to stdout.
    pub(crate) fn output(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::OutputClosed;
        }
        Self::Other(anyhow::Error::new(error).context("failed to write to standard output"))
    }

    /// What is told of it, as JSON.
    pub(crate) fn to_json(&self) -> Value {
        serde_json::to_value(Report::of(self)).unwrap_or_default()
    }

    /// What is told of it, in one line.
    fn message(&self) -> String {
        Report::of(self).message
    }

    /// Prints it as one of several, about this.
    pub(crate) fn print_about(&self, printer: &Printer, about: &str) {
        printer.word(Tone::Error, &format!("{about}: error: {}", self.message()));
    }

    /// Prints it.
    pub(crate) fn print(&self, printer: &Printer, json: bool) {
        if matches!(self, Self::OutputClosed) {
            return;
        }
        let report = Report::of(self);
        if json {
            let text = serde_json::to_string_pretty(&serde_json::json!({ "error": report }));
            printer.line(&shown_json(&text.unwrap_or_default(), &io::stderr()));
            return;
        }
        printer.word(Tone::Error, &format!("error: {}", report.message));
        for cause in &report.causes {
            printer.word(Tone::Error, &format!("  Caused by: {cause}"));
        }
        // A sole problem that the message tells already is not told twice.
        let told = report.problems.len() == 1 && report.message.ends_with(&report.problems[0].message);
        for problem in report.problems.iter().filter(|_| !told) {
            let at = if problem.at.is_empty() { "(input)" } else { &problem.at };
            printer.word(Tone::Error, &format!("  {at}: {}", problem.message));
        }
        if let Some(hint) = &report.hint {
            printer.line("");
            printer.word(Tone::Hint, &format!("hint: {hint}"));
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Library { error, hint: None }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}

/// What is told of a failure.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Report<'a> {
    kind: String,
    message: String,
    causes: Vec<String>,
    problems: &'a [Problem],
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace_id: Option<&'a str>,
    uncertain: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<&'a str>,
}

impl<'a> Report<'a> {
    fn of(failure: &'a Failure) -> Self {
        let own =
            |kind: &str, message: &str| Self { kind: kind.to_owned(), message: message.to_owned(), ..Self::default() };
        match failure {
            Failure::Usage { message, hint } => Self { hint: Some(hint.clone()), ..own("usage", message) },
            Failure::Cancelled { uncertain } => Self {
                hint: uncertain.then(|| UNCERTAIN.to_owned()),
                uncertain: *uncertain,
                ..own("cancelled", "cancelled")
            },
            Failure::OfRun { failure, id, repeats } => {
                let report = Self::of(failure);
                let (hint, resume) = if *repeats {
                    let resume = format!("`connector runs resume {id} --repeat` goes on with it and makes it again");
                    (Some(UNCERTAIN.to_owned()), resume)
                } else {
                    (report.hint.clone(), format!("`connector runs resume {id}` goes on with it"))
                };
                let uncertain = report.uncertain || *repeats;
                Self { hint: with_own_hint(hint, Some(resume)), uncertain, run: Some(id), ..report }
            }
            Failure::OutputClosed => own("other", "the output was closed"),
            Failure::Stated { kind, message, cause, hint } => {
                Self { causes: cause.iter().cloned().collect(), hint: Some(hint.clone()), ..own(&word(*kind), message) }
            }
            Failure::Checks { failed, all, .. } => own("checks", &format!("{failed} of {all} connections do not work")),
            Failure::Results { failed, uncertain } => Self {
                hint: Some("The `error` of each says why; a result without one did not fail".to_owned()),
                uncertain: *uncertain > 0,
                ..own("results", &results(*failed, *uncertain))
            },
            Failure::Other(error) => Self {
                causes: error.chain().skip(1).map(ToString::to_string).collect(),
                ..own("other", &error.to_string())
            },
            Failure::Library { error, hint } => Self::of_library(error, hint.as_deref()),
        }
    }

    fn of_library(error: &'a Error, hint: Option<&str>) -> Self {
        let mut causes = Vec::new();
        let mut source = error.source();
        while let Some(cause) = source {
            causes.push(cause.to_string());
            source = cause.source();
        }
        let (mut status, mut trace_id) = (None, None);
        let mut uncertain = error.kind() == ErrorKind::Uncertain;
        if let Error::Failed { failure } = error {
            (status, trace_id) = (failure.status, failure.trace_id.as_deref());
            uncertain |= failure.uncertain;
            causes.extend(answer(status, trace_id));
        }
        Self {
            kind: word(error.kind()),
            message: error.to_string(),
            causes,
            problems: error.problems(),
            hint: with_own_hint(error.hint(), hint.map(str::to_owned).or_else(|| own_hint(error))),
            status,
            trace_id,
            uncertain,
            run: None,
        }
    }
}

/// How many results are not what was wanted.
fn results(failed: u64, uncertain: u64) -> String {
    let counted = |count: u64| if count == 1 { "1 result".to_owned() } else { format!("{count} results") };
    let be = |count: u64| if count == 1 { "is" } else { "are" };
    match (failed, uncertain) {
        (failed, 0) => format!("{} failed", counted(failed)),
        (0, uncertain) => format!("{} {} uncertain", counted(uncertain), be(uncertain)),
        (failed, uncertain) => format!("{} failed, and {uncertain} {} uncertain", counted(failed), be(uncertain)),
    }
}

fn word(kind: ErrorKind) -> String {
    let word = serde_json::to_value(kind).ok();
    word.and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What the service answered.
fn answer(status: Option<u16>, trace_id: Option<&str>) -> Option<String> {
    match (status, trace_id) {
        (Some(status), Some(id)) => Some(format!("the service answered HTTP {status} (request id {id})")),
        (Some(status), None) => Some(format!("the service answered HTTP {status}")),
        (None, Some(id)) => Some(format!("the service answered (request id {id})")),
        (None, None) => None,
    }
}

/// The library's hint goes first, and the command that does it follows.
fn with_own_hint(library: Option<String>, own: Option<String>) -> Option<String> {
    match (library, own) {
        (Some(guess), Some(own)) if guess.ends_with('?') => Some(format!("{guess} {own}")),
        (Some(advice), Some(own)) => Some(format!("{advice}; {own}")),
        (library, own) => library.or(own),
    }
}

/// What the command can say about it.
fn own_hint(error: &Error) -> Option<String> {
    Some(match error {
        Error::UnknownConnector { .. } => "`connector connectors list` shows the installed ones".to_owned(),
        Error::UnknownConnection { .. } => "`connector connections list` shows all of them".to_owned(),
        Error::UnknownAction { .. } => "`connector actions` shows all of them".to_owned(),
        Error::InvalidInput { action, .. } => format!("`connector schema {action}` shows what it takes"),
        Error::InvalidConnection { .. } => "`connector inspect NAME` shows the fields".to_owned(),
        Error::UnknownRun { .. } => "`connector runs list` does".to_owned(),
        Error::RunUncertain { id } => format!("`connector runs resume {id} --repeat` allows it"),
        Error::TooManyRuns { .. } => "`connector runs list` shows them".to_owned(),
        Error::RunBusy { id } => format!("`connector runs cancel {id}` does"),
        Error::ChangedOutside { name } => format!(
            "`connector connections show {name}` shows what it holds now, `connector connections reconnect {name}` connects \
             it anew",
            name = shell_word(name)
        ),
        Error::UnknownSite { sites, .. } if sites.is_empty() => return None,
        Error::UnknownSite { .. } => "`--site` names one".to_owned(),
        Error::SignInNeeded { .. } => "`connector connections reconnect NAME` does that".to_owned(),
        Error::OtherAccount { .. } => "`--yes` allows it".to_owned(),
        Error::UnknownLocation { location, .. } => format!(
            "`connector locations list` shows all of them, `connector locations add {}` makes it",
            shell_word(location)
        ),
        Error::File { .. } => "Check that the path is right and may be used".to_owned(),
        _ => return None,
    })
}

/// Whether a shell takes a name for itself and nothing more.
pub(crate) fn is_plain_word(name: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./@".contains(letter);
    !name.is_empty() && name.chars().all(is_plain)
}

/// A name as it stands in a command line.
pub(crate) fn shell_word(name: &str) -> String {
    if is_plain_word(name) {
        return name.to_owned();
    }
    format!("'{}'", name.replace('\'', r"'\''"))
}
