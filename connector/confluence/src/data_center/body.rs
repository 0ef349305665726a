use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Error, ErrorKind, Fields};

use crate::bodies::{self, converted};
use crate::models::{BodyInput, InputRepresentation};

const ATLAS_DOC_FORMAT: &str = "atlas_doc_format";

/// Adds the representation of the body that the input asks for to the names in `expand`, and takes the input out.
///
/// # Errors
/// `invalid-input` for the Atlassian Document Format, which Data Center does not know.
pub(crate) fn read_body(fields: &mut Fields, expand: &mut String) -> Result<(), Error> {
    match fields.shift_remove("bodyFormat") {
        Some(Value::String(format)) if format == ATLAS_DOC_FORMAT => Err(unknown_format("/bodyFormat")),
        Some(Value::String(format)) => {
            expand.extend([",body.", bodies::served(&format)]);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A body as Data Center takes it: in an object whose only field names the representation.
///
/// # Errors
/// `invalid-input` for the Atlassian Document Format, which Data Center does not know.
pub(crate) fn written_body(body: &BodyInput) -> Result<Value, Error> {
    let body = converted(body.clone())?;
    let representation = match body.representation {
        InputRepresentation::Markdown | InputRepresentation::Storage => "storage",
        InputRepresentation::Wiki => "wiki",
        InputRepresentation::AtlasDocFormat => return Err(unknown_format("/body/representation")),
    };
    Ok(json!({ representation: { "value": body.value, "representation": representation } }))
}

fn unknown_format(at: &str) -> Error {
    Error::new(ErrorKind::InvalidInput, "Data Center does not know the Atlassian Document Format")
        .problem(at, "cannot be `atlas_doc_format` on this connection")
        .hint("Use `storage`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_representation_is_a_name_in_expand() {
        for (input, expanded) in [(json!({"bodyFormat": "view"}), "version,body.view"), (json!({}), "version")] {
            let Value::Object(mut fields) = input else { panic!("an input is an object") };
            let mut expand = "version".to_owned();
            assert_eq!(read_body(&mut fields, &mut expand), Ok(()));
            assert_eq!((expand.as_str(), fields.len()), (expanded, 0));
        }
    }

    #[test]
    fn a_body_stands_below_its_representation() {
        for (representation, expected) in [
            (InputRepresentation::Storage, json!({"storage": {"value": "a", "representation": "storage"}})),
            (InputRepresentation::Wiki, json!({"wiki": {"value": "a", "representation": "wiki"}})),
        ] {
            assert_eq!(written_body(&BodyInput { representation, value: "a".to_owned() }), Ok(expected));
        }
    }

    #[test]
    fn the_format_of_cloud_is_refused() {
        let mut fields = Fields::from_iter([("bodyFormat".to_owned(), ATLAS_DOC_FORMAT.into())]);
        let body = BodyInput { representation: InputRepresentation::AtlasDocFormat, value: "{}".to_owned() };
        let errors = [read_body(&mut fields, &mut String::new()).err(), written_body(&body).err()];
        for (error, at) in errors.into_iter().zip(["/bodyFormat", "/body/representation"]) {
            let problems = error.map(|error| error.problems.into_iter().map(|problem| problem.at).collect());
            assert_eq!(problems, Some(vec![at.to_owned()]));
        }
    }
}
