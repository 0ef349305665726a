use crate::{Error, ErrorKind, Fields};

/// Refuses an input that says something which means nothing on this connection or for this request, so that no part of an
/// input is ignored in silence. It is asked about each field that has a value.
///
/// # Errors
/// `invalid-input` that names every such field.
pub fn refuse_fields(fields: &Fields, means_nothing: &dyn Fn(&str) -> bool) -> Result<(), Error> {
    let mut error =
        Error::new(ErrorKind::InvalidInput, "the service of this connection does not know every field of the input");
    for (name, _) in fields.iter().filter(|(name, value)| !value.is_null() && means_nothing(name)) {
        error = error.problem(format!("/{name}"), "means nothing on a connection like this one; leave it out");
    }
    if error.problems.is_empty() { Ok(()) } else { Err(error) }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn every_field_that_has_a_value_and_no_meaning_is_named() {
        let Value::Object(fields) = json!({"a": 1, "b": null, "c": false, "d": ""}) else { unreachable!("an object") };
        for (meaningless, named) in [(&["a", "b", "d"][..], &["/a", "/d"][..]), (&["b", "e"], &[])] {
            let refused = refuse_fields(&fields, &|name| meaningless.contains(&name));
            let problems = refused.err().map(|error| error.problems).unwrap_or_default();
            assert_eq!(problems.iter().map(|problem| &*problem.at).collect::<Vec<_>>(), named);
        }
    }
}
