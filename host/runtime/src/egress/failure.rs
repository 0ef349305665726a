//! Why a request failed, in words that hold no URL.

use http::{HeaderMap, StatusCode, header};
use hyper_util::client::legacy;

use super::connect::{ConnectFailure, innermost};
use super::message::Failure;

/// Says why the client failed.
pub(super) fn of(error: &legacy::Error, host: &str) -> Failure {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(current) = cause {
        match current.downcast_ref::<ConnectFailure>() {
            Some(ConnectFailure::Forbidden) => return Failure::denied("the address may not be reached", host),
            Some(failure) => {
                return Failure::Unreachable {
                    message: format!("could not connect to {host}: {failure}"),
                    sent: false,
                };
            }
            None => {}
        }
        if current.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_parse_too_large) {
            return Failure::Unreachable {
                message: format!("{host} answered with too many or too large headers"),
                sent: true,
            };
        }
        cause = current.source();
    }
    Failure::Unreachable { message: format!("{host} did not answer: {}", innermost(error)), sent: true }
}

/// What is wrong with how a response says where it ends (RFC 9112 §6.3): a response that could be read in two ways is
/// none, since what follows it could be taken for the next one.
pub(super) fn of_framing(status: StatusCode, headers: &HeaderMap) -> Option<&'static str> {
    let mut codings = headers.get_all(header::TRANSFER_ENCODING).iter().peekable();
    if codings.peek().is_some() {
        if headers.contains_key(header::CONTENT_LENGTH) {
            return Some("answered with two lengths");
        }
        let first = codings.next().is_some_and(|coding| coding.as_bytes().eq_ignore_ascii_case(b"chunked"));
        if !first || codings.next().is_some() {
            return Some("answered in a transfer coding that nobody asked for");
        }
    }
    (status == StatusCode::SWITCHING_PROTOCOLS).then_some("switched to another protocol")
}
