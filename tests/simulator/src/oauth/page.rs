//! Pages for people: what goes wrong, and the form that asks for consent.

use std::fmt::Write;

use http::StatusCode;
use http::header::LOCATION;

use crate::answer::{Answer, Content};
use crate::parameters::encode;
use crate::sabotage::redirect;

const HTML: &str = "text/html;charset=UTF-8";

/// Shows a person what is wrong with an authorization request; the client never hears of it.
pub(crate) fn refusal(status: StatusCode, text: &str) -> Answer {
    whole(status, &format!("<h1>Something went wrong</h1><p>{}</p>", escape(text)))
}

/// Is one choice that a person has on the page.
pub(crate) struct Choice<'a> {
    pub(crate) label: &'a str,
    pub(crate) name: &'a str,
    pub(crate) values: Vec<(String, String)>,
}

/// Shows the form that asks for consent; it goes back to `action` with the fields of the request.
pub(crate) fn consent<'a>(
    action: &str,
    fields: impl Iterator<Item = (&'a str, &'a str)>,
    choices: &[Choice<'_>],
    scopes: &str,
) -> Answer {
    let mut form = format!("<form method=\"post\" action=\"{}\">", escape(action));
    // Writing to a string cannot fail.
    for (name, value) in fields {
        let _ = write!(form, "<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(name), escape(value));
    }
    for Choice { label, name, values } in choices {
        let _ = write!(form, "<p><label>{label} <select name=\"{name}\">");
        for (value, text) in values {
            let _ = write!(form, "<option value=\"{}\">{}</option>", escape(value), escape(text));
        }
        form.push_str("</select></label></p>");
    }
    form.push_str("<button name=\"decision\" value=\"accept\">Accept</button>");
    form.push_str("<button name=\"decision\" value=\"cancel\">Cancel</button></form>");
    whole(StatusCode::OK, &format!("<h1>An app asks for access</h1><p>{}</p>{form}", escape(scopes)))
}

/// Redirects to a callback URL, which may have a query of its own.
pub(crate) fn back(redirect_uri: &str, outcome: &str, state: Option<&str>) -> Answer {
    let sign = if redirect_uri.contains('?') { '&' } else { '?' };
    let state = state.map(|state| format!("&state={}", encode(state))).unwrap_or_default();
    redirect(StatusCode::FOUND, &format!("{redirect_uri}{sign}{outcome}{state}"))
}

/// Tells whether a page was shown, or what the page says instead.
pub(crate) fn shown(answer: Answer) -> Result<(), String> {
    if answer.status == StatusCode::OK { Ok(()) } else { Err(said(answer)) }
}

/// Returns where an answer redirects, or what it says instead.
pub(crate) fn redirected(answer: Answer) -> Result<String, String> {
    let location = answer.headers.iter().find(|(name, _)| name == LOCATION).and_then(|(_, value)| value.to_str().ok());
    location.map(str::to_owned).ok_or_else(|| said(answer))
}

fn said(answer: Answer) -> String {
    match answer.content {
        Content::Bytes(bytes) => format!("{}: {}", answer.status, String::from_utf8_lossy(&bytes)),
        Content::Blob(_) => answer.status.to_string(),
    }
}

fn whole(status: StatusCode, body: &str) -> Answer {
    let head = "<head><meta charset=\"utf-8\"><title>Simulated Atlassian account</title></head>";
    Answer::bytes(status, HTML, format!("<!doctype html><html lang=\"en\">{head}<body>{body}</body></html>"))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
