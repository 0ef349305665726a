//! Actions that take several calls: they count, so that a test sees which steps were made, once or again.

use crate::connector::plugin::progress;
use crate::connector::plugin::types::{Error, ErrorKind};
use crate::exports::connector::plugin::connector::{Checkpoint, OptionItem, OptionPage, OptionQuery, Outcome};

/// The number that a JSON text says of a name; 0 where it says none.
fn number(json: &str, name: &str) -> u64 {
    let at = json.find(&format!("\"{name}\":")).map(|at| at + name.len() + 3);
    let digits = at.map(|at| json[at..].trim_start().chars().take_while(char::is_ascii_digit).collect::<String>());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or_default()
}

/// One step a call, `steps` in all; between them it waits.
pub(crate) fn walk(input: &str, resume: Option<&str>) -> Result<Outcome, Error> {
    let (steps, at) = (number(input, "steps"), number(resume.unwrap_or_default(), "at"));
    progress::emit(&[format!("{{\"step\":{at}}}")]);
    if at + 1 >= steps {
        return Ok(Outcome::Done(format!("{{\"steps\":{steps}}}")));
    }
    let resume = format!("{{\"at\":{}}}", at + 1);
    Ok(Outcome::Waiting(Checkpoint { resume, after: 0, message: format!("{} of {steps}\u{1b}[31m", at + 1) }))
}

/// All steps in one call; after each it says how far it is. Where it begins, it breaks down before step `break`.
pub(crate) fn save(input: &str, resume: Option<&str>) -> Result<Outcome, Error> {
    let (steps, breaks) = (number(input, "steps"), number(input, "break"));
    for at in number(resume.unwrap_or_default(), "at")..steps {
        if resume.is_none() && breaks > 0 && at == breaks {
            return Err(crate::error(ErrorKind::Service, "it broke"));
        }
        if !progress::emit(&[format!("{{\"step\":{at}}}")]) {
            break;
        }
        progress::save(&format!("{{\"at\":{}}}", at + 1));
    }
    Ok(Outcome::Done(format!("{{\"steps\":{steps}}}")))
}

pub(crate) fn save_too_much(_: &str, _: Option<&str>) -> Result<Outcome, Error> {
    progress::save(&format!("\"{}\"", "x".repeat(8 * 1024 * 1024)));
    Ok(Outcome::Done("{}".to_owned()))
}

pub(crate) fn save_no_json(_: &str, resume: Option<&str>) -> Result<Outcome, Error> {
    if let Some(resume) = resume {
        return Ok(Outcome::Done(resume.to_owned()));
    }
    progress::save("{\n\u{1b}");
    Ok(Outcome::Waiting(Checkpoint { resume: "{\n\u{1b}".to_owned(), after: u64::MAX, message: String::new() }))
}

/// What it was asked, as a value.
pub(crate) fn options(name: &str, query: &OptionQuery) -> Result<OptionPage, Error> {
    let value = format!("{name} {:?} {} {:?}", query.search, query.inputs, query.cursor);
    let item = OptionItem { value, label: "one\u{1b}[31m".to_owned(), hint: None };
    Ok(OptionPage { items: vec![item], next: Some("more".to_owned()) })
}
