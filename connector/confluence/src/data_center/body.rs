//! Bodies as Data Center has them: it knows no Atlassian Document Format, and names the representation twice.

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Error, ErrorKind, Fields};

use crate::bodies;
use crate::models::BodyInput;

const ATLAS_DOC_FORMAT: &str = "atlas_doc_format";

/// Adds the representation of the body that the input asks for to the names in `expand`, and takes the input out.
///
/// # Errors
/// `invalid-input` for the Atlassian Document Format, which Data Center does not know.
pub(super) fn read_body(fields: &mut Fields, expand: &mut String) -> Result<(), Error> {
    if let Some(Value::String(format)) = fields.shift_remove("bodyFormat") {
        must_be_known(&format, "/bodyFormat")?;
        expand.extend([",body.", bodies::served(&format)]);
    }
    Ok(())
}

/// A body that Confluence takes as Data Center takes it: in an object whose only field names the representation.
///
/// # Errors
/// `invalid-input` where it has no representation, and for the Atlassian Document Format, which Data Center does not know.
pub(crate) fn body(written: &Value) -> Result<Value, Error> {
    let Some(representation) = written["representation"].as_str() else {
        return Err(Error::new(ErrorKind::InvalidInput, "the body has no representation")
            .problem("/body/representation", "is missing"));
    };
    must_be_known(representation, "/body/representation")?;
    Ok(json!({ representation: { "value": written.get("value"), "representation": representation } }))
}

/// The same for a body that was read.
///
/// # Errors
/// As [`body`], and where its Markdown is not well formed.
pub(crate) fn written_body(input: &BodyInput) -> Result<Value, Error> {
    body(&bodies::written(&json!(input), None)?)
}

fn must_be_known(representation: &str, at: &str) -> Result<(), Error> {
    if representation != ATLAS_DOC_FORMAT {
        return Ok(());
    }
    Err(Error::new(ErrorKind::InvalidInput, "Data Center does not know the Atlassian Document Format")
        .problem(at, "cannot be `atlas_doc_format` on this connection")
        .hint("Use `storage`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::InputRepresentation;

    #[test]
    fn a_representation_is_a_name_in_expand() {
        for (input, expanded) in [
            (json!({"bodyFormat": "view"}), "version,body.view"),
            (json!({"bodyFormat": "markdown"}), "version,body.storage"),
            (json!({"bodyFormat": null}), "version"),
            (json!({}), "version"),
        ] {
            let Value::Object(mut fields) = input else { panic!("an input is an object") };
            let mut expand = "version".to_owned();
            assert_eq!(read_body(&mut fields, &mut expand), Ok(()));
            assert_eq!((expand.as_str(), fields.len()), (expanded, 0));
        }
    }

    #[test]
    fn a_body_stands_below_its_representation() {
        for (representation, value, expected) in [
            (InputRepresentation::Storage, "a", json!({"storage": {"value": "a", "representation": "storage"}})),
            (InputRepresentation::Wiki, "a", json!({"wiki": {"value": "a", "representation": "wiki"}})),
            (
                InputRepresentation::Markdown,
                "*a*",
                json!({"storage": {"value": "<p><em>a</em></p>", "representation": "storage"}}),
            ),
        ] {
            assert_eq!(written_body(&BodyInput { representation, value: value.to_owned() }), Ok(expected));
        }
    }

    #[test]
    fn the_format_of_cloud_is_refused() {
        let mut fields = Fields::from_iter([("bodyFormat".to_owned(), ATLAS_DOC_FORMAT.into())]);
        let input = BodyInput { representation: InputRepresentation::AtlasDocFormat, value: "{}".to_owned() };
        let nameless = json!({"value": ""});
        for (error, at) in [
            (read_body(&mut fields, &mut String::new()).err(), "/bodyFormat"),
            (written_body(&input).err(), "/body/representation"),
            (body(&nameless).err(), "/body/representation"),
        ] {
            let problems = error.map(|error| error.problems.into_iter().map(|problem| problem.at).collect());
            assert_eq!(problems, Some(vec![at.to_owned()]));
        }
    }
}
