use connector_sdk::{Error, ErrorKind};

/// The one of these ids that is given, which says where a new comment goes; each stands with the name of its field.
///
/// # Errors
/// `invalid-input` where none is given, or more than one.
pub(super) fn only<'a>(places: &[(&'static str, &'a Option<String>)]) -> Result<(&'static str, &'a str), Error> {
    let mut given = places.iter().filter_map(|(name, id)| Some((*name, id.as_deref()?)));
    match (given.next(), given.next()) {
        (Some(place), None) => Ok(place),
        (None, _) => {
            let names: Vec<String> = places.iter().map(|(name, _)| format!("`{name}`")).collect();
            Err(Error::new(ErrorKind::InvalidInput, "a comment needs a place to go")
                .problem("", format!("needs one of {}", names.join(", "))))
        }
        (Some(_), Some((name, _))) => Err(Error::new(ErrorKind::InvalidInput, "a comment has only one place to go")
            .problem(format!("/{name}"), "cannot stand beside another id")
            .hint("For a reply, give `parentCommentId` alone")),
    }
}
