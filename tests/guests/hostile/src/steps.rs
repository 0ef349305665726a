//! Actions that take several calls: they count, so that a test sees which steps were made, once or again.

use crate::attacks::requests::{get, page};
use crate::connector::plugin::http::{self, Body, Content, Method, Request, Retry};
use crate::connector::plugin::progress;
use crate::connector::plugin::types::{Error, ErrorKind};
use crate::exports::connector::plugin::connector::{Checkpoint, OptionItem, OptionPage, OptionQuery, Outcome, Schemas};

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

/// A page is made, or not: nobody looks at the answer.
fn change(step: u64) -> Request {
    let bytes = format!("{{\"title\":\"step {step}\"}}").into_bytes();
    let body = Some(Body::Content(Content { media_type: "application/json".into(), bytes }));
    Request { method: Method::Post, body, retry: Retry::Never, ..page("/wiki/api/v2/pages") }
}

/// All steps in one call, each with a change; it says how far it is after step `save` and all further ones. It breaks down
/// after the change of step `break`.
pub(crate) fn change_each(input: &str, resume: Option<&str>) -> Result<Outcome, Error> {
    let (steps, breaks, saves) = (number(input, "steps"), number(input, "break"), number(input, "save"));
    for at in number(resume.unwrap_or_default(), "at")..steps {
        let _ = http::send(&change(at));
        if resume.is_none() && breaks > 0 && at == breaks {
            return Err(crate::error(ErrorKind::Service, "it broke"));
        }
        progress::emit(&[format!("{{\"step\":{at}}}")]);
        if at >= saves {
            progress::save(&format!("{{\"at\":{}}}", at + 1));
        }
    }
    Ok(Outcome::Done(format!("{{\"steps\":{steps}}}")))
}

/// Begins a change and says how far it is before it knows what came of it, whether it has an answer by then or not.
pub(crate) fn save_too_soon(_: &str, _: Option<&str>) -> Result<Outcome, Error> {
    let _pending = http::start(&change(0));
    // Waits until the change was answered, too.
    let _ = get(&page("/wiki/api/v2/pages/131073"));
    progress::save("{\"at\":1}");
    Err(crate::error(ErrorKind::Service, "it broke"))
}

/// Makes a change and waits; then it does what it was told.
pub(crate) fn change_and_wait(input: &str, resume: Option<&str>) -> Result<Outcome, Error> {
    if resume.is_none() {
        let _ = http::send(&change(0));
        return Ok(Outcome::Waiting(Checkpoint { resume: "1".into(), after: 0, message: "waiting".into() }));
    }
    progress::emit(&["{\"step\":1}".to_owned()]);
    if input.contains("report") {
        return Err(crate::error(ErrorKind::Service, "the task failed"));
    }
    if input.contains("panic") {
        return crate::attacks::computing::panic(input).map(Outcome::Done);
    }
    crate::attacks::computing::loop_forever(input).map(Outcome::Done)
}

/// Waits and waits. Where `moves` is 1, with another value each time; where `works` is 1, after some computing.
pub(crate) fn wait_for_ever(input: &str, resume: Option<&str>) -> Result<Outcome, Error> {
    if number(input, "works") == 1 {
        let mut number = 0_u64;
        for _ in 0..100_000_000_u64 {
            number = std::hint::black_box(number.wrapping_add(1));
        }
    }
    let at = number(resume.unwrap_or_default(), "at") + number(input, "moves");
    Ok(Outcome::Waiting(Checkpoint { resume: format!("{{\"at\":{at}}}"), after: 0, message: "x".repeat(1 << 20) }))
}

/// Waits with more than it may.
pub(crate) fn wait_with_too_much(_: &str, _: Option<&str>) -> Result<Outcome, Error> {
    let resume = format!("\"{}\"", "x".repeat(8 * 1024 * 1024));
    Ok(Outcome::Waiting(Checkpoint { resume, after: 0, message: String::new() }))
}

/// Says again and again how far it is, at length, and asks for something in between.
pub(crate) fn flood_saves(_: &str, _: Option<&str>) -> Result<Outcome, Error> {
    for _ in 0..100 {
        progress::save(&format!("\"{}\"", "x".repeat(512 * 1024)));
        let _ = get(&page("/wiki/api/v2/pages/131073"));
    }
    Ok(Outcome::Done("{}".to_owned()))
}

/// What it was asked, as a value.
pub(crate) fn options(name: &str, query: &OptionQuery) -> Result<OptionPage, Error> {
    let value = format!("{name} {:?} {} {:?}", query.search, query.inputs, query.cursor);
    let item = OptionItem { value, label: "one\u{1b}[31m".to_owned(), hint: None };
    Ok(OptionPage { items: vec![item], next: Some("more".to_owned()) })
}

/// Schemas that say what was asked; of `walk`, some that no host may show.
pub(crate) fn schemas_for(action: &str, input: &str) -> Result<Schemas, Error> {
    let input = match action {
        "walk" if input.contains("long") => format!("{{\"description\":\"{}\"}}", "x".repeat(64 * 1024 * 1024)),
        "walk" => r#"{"properties":{"password":{"type":"string"}}}"#.to_owned(),
        _ => format!("{{\"examples\":[{input}]}}"),
    };
    Ok(Schemas { input, output: "{}".to_owned() })
}
