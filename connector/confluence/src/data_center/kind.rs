use connector_sdk::{Error, ErrorKind};

/// Refuses content of another kind than is expected, such as a `comment`: Data Center has one address for all kinds, so
/// that a change meant for one could hit another.
///
/// # Errors
/// `invalid-input` where the id is that of something else.
pub(crate) fn must_be(expected: &str, found: Option<&str>) -> Result<(), Error> {
    match found {
        Some(found) if found != expected => {
            let message = format!("this is the id of {}, not of {}", one(found), one(expected));
            Err(Error::new(ErrorKind::InvalidInput, message)
                .problem("/id", format!("must be that of {}", one(expected))))
        }
        _ => Ok(()),
    }
}

/// `a page`, `an attachment`.
fn one(kind: &str) -> String {
    let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {kind}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_kind_is_refused() {
        for (found, message) in [
            (Some("comment"), None),
            (None, None),
            (Some("page"), Some("this is the id of a page, not of a comment")),
            (Some("attachment"), Some("this is the id of an attachment, not of a comment")),
        ] {
            let error = must_be("comment", found).err();
            assert_eq!(error.map(|error| error.message).as_deref(), message, "{found:?}");
        }
    }
}
