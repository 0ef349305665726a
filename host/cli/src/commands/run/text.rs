//! Texts of the command line that stand elsewhere: in a file, or on standard input.

use std::fs;
use std::io;

use connector_runtime::ErrorKind;

use crate::arguments::Pair;
use crate::failure::Failure;

/// Standard input, which is one thing alone.
#[derive(Default)]
pub(super) struct Stdin {
    read: bool,
}

impl Stdin {
    fn read(&mut self) -> Result<String, Failure> {
        if std::mem::replace(&mut self.read, true) {
            return Err(Failure::usage("standard input cannot be several things at once", "Give all but one as files"));
        }
        io::read_to_string(io::stdin())
            .map_err(|error| unread("standard input", &error, "What is given there must be text in UTF-8"))
    }
}

/// The document that an argument means: `-` is standard input, `@FILE` a file, and anything else itself.
pub(super) fn of_document(document: &str, stdin: &mut Stdin) -> Result<String, Failure> {
    match (document, document.strip_prefix('@')) {
        ("-", _) | (_, Some("-")) => stdin.read(),
        (_, Some(path)) => of_file(path, "Check that the path is right, and that it is a file of text in UTF-8"),
        _ => Ok(document.to_owned()),
    }
}

/// The text that a setting means: `@-` is standard input, `@FILE` a file, `@@text` is `@text`, and anything else itself.
pub(super) fn of_setting(setting: &Pair, stdin: &mut Stdin) -> Result<String, Failure> {
    let Pair { key, value } = setting;
    match value.strip_prefix('@') {
        None => Ok(value.clone()),
        Some("-") => stdin.read(),
        Some(text) if text.starts_with('@') => Ok(text.to_owned()),
        Some(path) => of_file(
            path,
            &format!(
                "`{key}=@FILE` is the text of a file in UTF-8; for the text `{value}` itself, set `{key}=@{value}`"
            ),
        ),
    }
}

fn of_file(path: &str, hint: &str) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| unread(&format!("`{path}`"), &error, hint))
}

fn unread(what: &str, error: &io::Error, hint: &str) -> Failure {
    Failure::Stated {
        kind: ErrorKind::Host,
        message: format!("failed to read {what}"),
        cause: Some(error.to_string()),
        hint: hint.to_owned(),
    }
}
