//! What Confluence's answers mean.

mod next_step;
mod overtaken;
mod read_only;
mod said;
mod scope;

use connector_sdk::{Context, Error, ErrorKind, Request, Response};

pub(crate) use self::next_step::next_step;
pub(crate) use self::overtaken::overtaken;
pub(crate) use self::read_only::read_only;
use self::said::Said;
pub(crate) use self::scope::lacks_scope;
use crate::connection::{Door, is_on_prem};
use crate::form::auth_types::THROUGH_GATEWAY;

const NEW_TOKEN: &str = "Create an API token at https://id.atlassian.com/manage-profile/security/api-tokens, \
                         and enter it with the email address of its account";
const CONNECT_ANEW: &str = "Connect anew, which finds out where the token works: one with scopes, or of a service \
                            account, does at Atlassian's gateway alone";
const CAPTCHA: &str = "Log in to Confluence in a browser, where it asks for a captcha after failed attempts; \
                       then check the username and password";
const MASKED: &str = "Confluence gives the same answer to a wrong credential: check the connection, \
                      then the id, and whether its account may see it";
const LOOK_AGAIN: &str = "Check the id, and whether the account of the connection may see it";
const MAY_CHANGE: &str = "Check the id, and whether the account of the connection may see it and change it";
const HEADER_LOST: &str =
    "Something on the way, such as a proxy, takes the header `X-Atlassian-Token` away: let it pass";
const FOR_USERS_ALONE: &str =
    "Use a connection with an API token: Atlassian lets no OAuth app do this, whatever its scopes";
const TOO_SOON: &str = "Try again in a moment: Confluence is still at work on the last change of this content";
const TRASH_FIRST: &str = "Move it to the trash first; only what is there can be deleted for good";
const OTHER_TITLE: &str = "Choose another title, or update the page that has it, which may be archived";

/// Says what a response outside the 200s means.
pub(crate) fn explain(context: &Context<'_>, request: &Request, response: &Response) -> Error {
    let said = Said::of(response);
    let error = if scope::is_missing(response, &said) {
        scope::explain(context, request, response)
    } else {
        judge(context, request, response, &said)
    };
    Error { code: said.code, trace_id: trace_id(response), ..error }
}

/// Whether this refuses the password of an account.
pub(crate) fn refuses_passwords(response: &Response) -> bool {
    response.status == 401 && Said::of(response).says("with passwords is deprecated")
}

fn judge(context: &Context<'_>, request: &Request, response: &Response, said: &Said) -> Error {
    let error = |kind, message: &str| Error::from_response(kind, message, response);
    let plain = |kind, otherwise: &str| error(kind, said.message.as_deref().unwrap_or(otherwise));
    match response.status {
        400 if said.says("title already exists") || said.says("same TITLE") => {
            plain(ErrorKind::InvalidInput, "").problem("/title", "is taken in this space").hint(OTHER_TITLE)
        }
        400 if said.says("must be trashed before it can be purged") => {
            plain(ErrorKind::InvalidInput, "").hint(TRASH_FIRST)
        }
        400 if said.says("Version must be incremented") => plain(ErrorKind::Conflict, ""),
        401 | 403 if response.header("x-seraph-loginreason") == Some("AUTHENTICATION_DENIED") => {
            error(ErrorKind::Unauthenticated, "Confluence takes no further attempts to log in").hint(CAPTCHA)
        }
        401 if said.says("with passwords is deprecated") => {
            error(ErrorKind::Unauthenticated, "Confluence Cloud takes no account passwords").hint(NEW_TOKEN)
        }
        401 if said.is_page && Door::of(context) == Door::Site && !is_on_prem(context) => {
            error(ErrorKind::Unauthenticated, "Confluence does not accept this token at the address of the site")
                .hint(CONNECT_ANEW)
        }
        401 => error(ErrorKind::Unauthenticated, "Confluence does not accept the credential").hint(next_step(context)),
        403 if said.says("cannot access Confluence") || said.says("not permitted to use Confluence") => error(
            ErrorKind::Unauthenticated,
            "Confluence does not accept the credential, or its account may not use Confluence",
        )
        .hint(next_step(context)),
        403 if said.says("XSRF check failed") => {
            error(ErrorKind::Forbidden, "Confluence takes the request for a forged one (XSRF check failed)")
                .hint(HEADER_LOST)
        }
        403 => plain(ErrorKind::Forbidden, "Confluence does not allow this")
            .hint("Ask an administrator of the space or site for the permission"),
        404 if said.is_bare && Door::of(context) == Door::Gateway => {
            error(ErrorKind::NotFound, "Atlassian's gateway does not find the site of this connection")
                .hint(next_step::site_again(context))
        }
        404 if said.message.as_deref() == Some("Not Found") => {
            error(ErrorKind::NotFound, "Confluence answers `Not Found` and does not say what is missing").hint(MASKED)
        }
        404 if said.is_page || said.message.is_none() => {
            error(ErrorKind::NotFound, "Confluence has no such address, or a web page where an API answer was expected")
                .hint("Check the path; for an on-prem connection, also the port and context path of its URI")
        }
        405 => plain(ErrorKind::InvalidInput, "Confluence does not take this method at this address"),
        404 => plain(ErrorKind::NotFound, "").hint(if request.changes() { MAY_CHANGE } else { LOOK_AGAIN }),
        409 if said.says("concurrently updated") => plain(ErrorKind::Conflict, "").hint(TOO_SOON),
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

/// Says of a refusal that no app may do this, where the connection is that of an app: the operation is one of the few
/// that Atlassian keeps for users with tokens of their own.
pub(crate) fn refuses_apps(context: &Context<'_>, error: Error) -> Error {
    let is_app = THROUGH_GATEWAY.contains(&context.auth_type().as_str());
    if is_app && error.status == Some(403) { error.hint(FOR_USERS_ALONE) } else { error }
}

fn trace_id(response: &Response) -> Option<String> {
    response.header("atl-traceid").or_else(|| response.header("atl-request-id")).map(str::to_owned)
}

/// Reads `Retry-After` in seconds. A date needs a clock, which a connector does not have.
fn retry_after(response: &Response) -> Option<u64> {
    response.header("retry-after")?.trim().parse::<u64>().ok()?.checked_mul(1000)
}
