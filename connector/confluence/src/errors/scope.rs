//! What a credential without the scope for a request gets.

use connector_sdk::{Context, Error, ErrorKind, Request, Response, Scopes, missing_scopes};

use super::next_step::give_scope;
use super::said::Said;

/// Atlassian's gateway says it with 401 and words; RFC 6750 §3.1, with 403 and a code.
pub(super) fn is_missing(response: &Response, said: &Said) -> bool {
    let challenge = response.header("www-authenticate").unwrap_or_default();
    (response.status == 401 && said.says("scope does not match"))
        || (response.status == 403 && challenge.contains("insufficient_scope"))
}

pub(super) fn explain(context: &Context<'_>, request: &Request, response: &Response) -> Error {
    let needed = context.needed_scopes(request);
    let missing = known_missing(needed, context.scopes().as_deref());
    let message = match missing.as_slice() {
        [] if needed.is_empty() => "the credential lacks a scope for this".to_owned(),
        [] => format!("the credential lacks a scope for this, which needs {}", alternatives(needed)),
        [scope] => format!("the credential lacks the scope `{scope}`"),
        scopes => format!("the credential lacks the scopes {}", all(scopes)),
    };
    let error = Error::from_response(ErrorKind::Forbidden, message, response).hint(give_scope(context));
    Error { missing_scopes: missing.into_iter().map(str::to_owned).collect(), ..error }
}

/// Whether an error says that the credential lacks a scope: then it is genuine all the same.
pub(crate) fn lacks_scope(error: &Error) -> bool {
    error.kind == ErrorKind::Forbidden && error.status == Some(401)
}

/// What is surely missing. Where nobody knows what was granted, that is the only scope that would do.
fn known_missing(needed: Scopes, granted: Option<&[String]>) -> Vec<&'static str> {
    match (granted, needed) {
        (Some(granted), _) => missing_scopes(needed, granted),
        (None, [[only]]) => vec![*only],
        (None, _) => Vec::new(),
    }
}

/// `a`, or `b` and `c`.
fn alternatives(scopes: Scopes) -> String {
    scopes.iter().map(|set| all(set)).collect::<Vec<_>>().join(", or ")
}

/// `b` and `c`.
fn all(set: &[&str]) -> String {
    set.iter().map(|scope| format!("`{scope}`")).collect::<Vec<_>>().join(" and ")
}
