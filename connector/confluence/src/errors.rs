use connector_sdk::serde_json::{Map, Value, from_slice};
use connector_sdk::{Error, ErrorKind, Response};

const NEW_TOKEN: &str = "Create an API token at https://id.atlassian.com/manage-profile/security/api-tokens, \
                         and enter it with the email address of its account";
const RECONNECT: &str = "Check the credential of the connection, and whether its account may use Confluence";
const MASKED: &str = "Confluence gives the same answer to a wrong credential: check the connection, \
                      then the id, and whether its account may see it";
const LOOK_AGAIN: &str = "Check the id, and whether the account of the connection may see it";
const OTHER_TITLE: &str = "Choose another title, or update the page that has it, which may be archived";

/// The most characters of the service's own words in a message.
const LONGEST: usize = 400;

/// Says what a response outside the 200s means.
pub(crate) fn explain(response: &Response) -> Error {
    let said = Said::of(response);
    Error { code: said.code.clone(), trace_id: trace_id(response), ..judge(response, &said) }
}

fn judge(response: &Response, said: &Said) -> Error {
    let error = |kind, message: &str| Error::from_response(kind, message, response);
    let plain = |kind, otherwise: &str| error(kind, said.message.as_deref().unwrap_or(otherwise));
    let says = |words: &str| said.message.as_deref().is_some_and(|message| message.contains(words));
    match response.status {
        400 if says("title already exists") || says("same TITLE") => {
            plain(ErrorKind::InvalidInput, "").problem("/title", "is taken in this space").hint(OTHER_TITLE)
        }
        400 if says("Version must be incremented") => plain(ErrorKind::Conflict, ""),
        401 if says("scope does not match") => plain(ErrorKind::Forbidden, "")
            .hint("The token lacks a scope for this: create an API token without scopes, or one that has it"),
        401 if says("with passwords is deprecated") => {
            error(ErrorKind::Unauthenticated, "Confluence Cloud takes no account passwords").hint(NEW_TOKEN)
        }
        401 => error(ErrorKind::Unauthenticated, "Confluence does not accept the credential").hint(RECONNECT),
        403 if says("cannot access Confluence") || says("not permitted to use Confluence") => error(
            ErrorKind::Unauthenticated,
            "Confluence does not accept the credential, or its account may not use Confluence",
        )
        .hint(RECONNECT),
        403 => plain(ErrorKind::Forbidden, "Confluence does not allow this")
            .hint("Ask an administrator of the space or site for the permission"),
        404 if said.message.as_deref() == Some("Not Found") => {
            error(ErrorKind::NotFound, "Confluence answers `Not Found` and does not say what is missing").hint(MASKED)
        }
        404 if said.is_page || said.message.is_none() => {
            error(ErrorKind::NotFound, "Confluence has no such address, or a web page where an API answer was expected")
                .hint("Check the path; for an on-prem connection, also the port and context path of its URI")
        }
        405 => plain(ErrorKind::InvalidInput, "Confluence does not take this method at this address"),
        404 => plain(ErrorKind::NotFound, "").hint(LOOK_AGAIN),
        409 => plain(ErrorKind::Conflict, "somebody else changed it first"),
        410 => plain(ErrorKind::Unavailable, "Confluence no longer offers this"),
        413 => error(ErrorKind::InvalidInput, "this is larger than Confluence accepts"),
        429 => Error {
            retry_after: retry_after(response),
            ..error(ErrorKind::RateLimited, "Confluence asks to slow down")
        },
        501 => plain(ErrorKind::Unavailable, "this Confluence does not offer it"),
        status @ (300..400 | 500..) if said.message.is_none() => {
            let what = if said.is_page { "a web page and " } else { "" };
            error(ErrorKind::Service, &format!("Confluence answered with {what}status {status}"))
        }
        300..400 | 500.. => plain(ErrorKind::Service, ""),
        status if said.message.is_none() => {
            error(ErrorKind::InvalidInput, &format!("Confluence refuses the request with status {status}"))
        }
        _ => plain(ErrorKind::InvalidInput, ""),
    }
}

/// The words of an answer.
#[derive(Default)]
struct Said {
    message: Option<String>,
    code: Option<String>,
    /// A web page: nothing in it is meant for us.
    is_page: bool,
}

impl Said {
    fn of(response: &Response) -> Self {
        let bytes = response.bytes();
        match from_slice(bytes) {
            Ok(Value::Object(fields)) => return Self::in_json(&fields),
            Ok(_) => return Self::default(),
            Err(_) => {}
        }
        let text = String::from_utf8_lossy(bytes);
        let is_page = text.trim_start().starts_with('<')
            || response.header("content-type").is_some_and(|media_type| media_type.starts_with("text/html"));
        Self { message: if is_page { None } else { tidy(&text) }, code: None, is_page }
    }

    /// Reads v2's `errors`, v1's and Data Center's `message`, and the `message` of Atlassian's gateway.
    fn in_json(fields: &Map<String, Value>) -> Self {
        if let Some(Value::Array(errors)) = fields.get("errors")
            && !errors.is_empty()
        {
            let messages: Vec<String> = errors.iter().filter_map(one_error).collect();
            let code = errors.iter().find_map(|error| error.get("code")?.as_str()).map(str::to_owned);
            return Self { message: tidy(&messages.join("; ")), code, is_page: false };
        }
        let inner = fields.get("data").and_then(|data| data.get("errors")).and_then(Value::as_array);
        let translated = inner.into_iter().flatten().find_map(|error| {
            let message = error.get("message")?;
            message.get("translation").or_else(|| message.get("key"))?.as_str()
        });
        let message = fields.get("message").and_then(Value::as_str).filter(|message| !message.is_empty());
        Self { message: message.or(translated).and_then(|message| tidy(without_classes(message))), ..Self::default() }
    }
}

fn one_error(error: &Value) -> Option<String> {
    let title = error.get("title").or_else(|| error.get("message"))?.as_str()?;
    match error.get("detail").and_then(Value::as_str) {
        Some(detail) if !detail.is_empty() && detail != title => Some(format!("{title}: {detail}")),
        _ => Some(title.to_owned()),
    }
}

/// Takes Java's class names off the front: `com.example.SomeException: text` is `text`.
fn without_classes(mut message: &str) -> &str {
    while let Some((class, rest)) = message.split_once(": ")
        && class.contains('.')
        && class.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._$".contains(&byte))
    {
        message = rest;
    }
    message
}

/// Makes one line of it, of at most [`LONGEST`] characters; none where nothing is left.
fn tidy(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        _ if line.is_empty() => None,
        None => Some(line),
        Some((end, _)) => Some(format!("{}…", &line[..end])),
    }
}

fn trace_id(response: &Response) -> Option<String> {
    response.header("atl-traceid").or_else(|| response.header("atl-request-id")).map(str::to_owned)
}

/// Reads `Retry-After` in seconds. A date needs a clock, which a connector does not have.
fn retry_after(response: &Response) -> Option<u64> {
    response.header("retry-after")?.trim().parse::<u64>().ok()?.checked_mul(1000)
}
