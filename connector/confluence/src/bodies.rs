//! Bodies in forms that Confluence does not know: they are read and written in the storage format, and converted here.

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Conditions, Error, ErrorKind, Fields};

use crate::formats::{from_markdown, plain_text, rebase, to_markdown};
use crate::models::{BodyInput, InputRepresentation};

const MARKDOWN: &str = "markdown";
const PLAIN: &str = "plain";
const STORAGE: &str = "storage";

/// The representation to read a body in, where `format` is asked for.
pub(crate) fn served(format: &str) -> &str {
    if matches!(format, MARKDOWN | PLAIN) { STORAGE } else { format }
}

/// Makes `bodyFormat` of an input what Confluence knows.
pub(crate) fn ask(mut fields: Fields) -> Result<Fields, Error> {
    if let Some(Value::String(format)) = fields.get_mut("bodyFormat") {
        *format = served(format).to_owned();
    }
    Ok(fields)
}

/// The inputs whose answers [`answer`] changes.
pub(crate) const CONVERTED: Conditions = &[("bodyFormat", &[MARKDOWN, PLAIN])];

/// Converts the body of an answer into the form that the input asks for. A body that is not well formed stays as it came,
/// and what is wrong with it is said.
pub(crate) fn answer(asked: &Fields, content: &mut Value) {
    let format = asked.get("bodyFormat").and_then(Value::as_str).unwrap_or_default();
    let convert = match format {
        MARKDOWN => to_markdown,
        PLAIN => plain_text,
        _ => return,
    };
    let Some(body) = content.get_mut("body").and_then(Value::as_object_mut) else { return };
    let Some(source) = body.get(STORAGE).and_then(|storage| storage["value"].as_str()) else { return };
    match convert(source) {
        Ok(value) => {
            body.shift_remove(STORAGE);
            body.insert(format.to_owned(), json!({ "representation": format, "value": value }));
        }
        Err(error) => {
            let problem = format!("the storage format of the body is broken: {error}");
            body.insert(format.to_owned(), json!({ "representation": format, "problem": problem }));
        }
    }
}

/// Whether a body that is given is one that Confluence does not take.
pub(crate) fn is_markdown(body: &Value) -> bool {
    body["representation"] == MARKDOWN
}

/// Puts a body that Confluence takes in the place of `body` of an input.
///
/// # Errors
/// `invalid-input` where the Markdown has a placeholder that is not well formed.
pub(crate) fn convert(fields: &mut Fields) -> Result<(), Error> {
    match fields.get_mut("body") {
        Some(body) if is_markdown(body) => {
            *body = written(body, None)?;
            Ok(())
        }
        _ => Ok(()),
    }
}

/// The same for the input of a request.
///
/// # Errors
/// As [`convert`].
pub(crate) fn ask_written(mut fields: Fields) -> Result<Fields, Error> {
    convert(&mut fields)?;
    Ok(fields)
}

/// A body that Confluence takes. Blocks of the `current` one in the storage format that Markdown does not change stay.
///
/// # Errors
/// As [`convert`].
pub(crate) fn written(body: &Value, current: Option<&str>) -> Result<Value, Error> {
    if !is_markdown(body) {
        return Ok(body.clone());
    }
    let markdown = body["value"].as_str().unwrap_or_default();
    let storage = match current.filter(|current| !current.is_empty()) {
        Some(current) => rebase(current, markdown),
        None => from_markdown(markdown),
    };
    let storage = storage.map_err(|error| {
        let message = format!("the Markdown of the body: {error}");
        Error::new(ErrorKind::InvalidInput, message).problem("/body/value", "is not well formed").hint(error.hint())
    })?;
    Ok(json!({ "representation": STORAGE, "value": storage }))
}

/// The same for a body that was read.
///
/// # Errors
/// As [`convert`].
pub(crate) fn converted(body: BodyInput) -> Result<BodyInput, Error> {
    if !matches!(body.representation, InputRepresentation::Markdown) {
        return Ok(body);
    }
    let written = written(&json!(body), None)?;
    let value = written["value"].as_str().unwrap_or_default().to_owned();
    Ok(BodyInput { representation: InputRepresentation::Storage, value })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(value: Value) -> Fields {
        let Value::Object(fields) = value else { unreachable!("an object is given") };
        fields
    }

    #[test]
    fn bodies_come_in_the_form_that_is_asked_for() {
        for (format, value) in [("markdown", "a **b**\n"), ("plain", "a b")] {
            let asked = fields(json!({ "bodyFormat": format }));
            assert_eq!(ask(asked.clone()), Ok(fields(json!({ "bodyFormat": "storage" }))));
            let storage = json!({ "representation": "storage", "value": "<p>a <b>b</b></p>" });
            let mut content = json!({ "id": "7", "body": { "storage": storage } });
            answer(&asked, &mut content);
            let converted = json!({ "representation": format, "value": value });
            assert_eq!(content, json!({ "id": "7", "body": { format: converted } }));
        }
    }

    #[test]
    fn what_is_not_to_be_converted_stays() {
        for (asked, content) in [
            (json!({ "bodyFormat": "view" }), json!({ "body": { "view": { "value": "<p>a</p>" } } })),
            (json!({}), json!({ "body": { "storage": { "value": "<p>a</p>" } } })),
            (json!({ "bodyFormat": "markdown" }), json!({ "body": {} })),
            (json!({ "bodyFormat": "markdown" }), json!(null)),
        ] {
            let mut same = content.clone();
            answer(&fields(asked), &mut same);
            assert_eq!(same, content);
        }
    }

    #[test]
    fn a_broken_body_stays_as_it_came() {
        let mut content = json!({ "body": { "storage": { "value": "<p>" } } });
        answer(&fields(json!({ "bodyFormat": "plain" })), &mut content);
        assert_eq!(content["body"]["storage"]["value"], "<p>");
        let problem = "the storage format of the body is broken: line 1, column 1: `p` is not closed";
        assert_eq!(content["body"]["plain"], json!({ "representation": "plain", "problem": problem }));
    }

    #[test]
    fn markdown_is_written_as_storage() {
        let mut input = fields(json!({ "body": { "representation": "markdown", "value": "_a_" } }));
        convert(&mut input).unwrap();
        assert_eq!(input["body"], json!({ "representation": "storage", "value": "<p><em>a</em></p>" }));
        let body = json!({ "representation": "markdown", "value": "a\n\nc" });
        let kept = written(&body, Some("<p local-id='1'>a</p><p>b</p>")).unwrap();
        assert_eq!(kept["value"], "<p local-id='1'>a</p><p>c</p>");
        let error = written(&json!({ "representation": "markdown", "value": "`<x>`{=confluence}" }), None).unwrap_err();
        assert_eq!(error.problems[0].at, "/body/value");
    }
}
