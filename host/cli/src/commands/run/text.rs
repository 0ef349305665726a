//! Texts of the command line that stand elsewhere: in a file, or on standard input.

use std::fs;
use std::io;

use connector_runtime::ErrorKind;

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

/// The text of a file, or of standard input for `-`, for a field. One line break at its end is not part of it: editors put it
/// there.
pub(super) fn of_field(path: &str, stdin: &mut Stdin) -> Result<String, Failure> {
    let mut text = match path {
        "-" => stdin.read()?,
        path => of_file(path, "Check that the path is right, and that it is a file of text in UTF-8")?,
    };
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    Ok(text)
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
