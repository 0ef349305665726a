//! What the browser shows when it comes back. Nothing of what it brought along is in it.

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::response::{Html, IntoResponse, Response};
use tokio::sync::oneshot;

/// A page for whoever looks at the browser.
#[derive(Clone, Copy)]
pub(super) enum Page {
    Done,
    Failed,
    OtherAttempt,
    /// The attempt ended before this arrival was looked at.
    Over,
    NotHere,
}

/// Shows a page, where there is a browser.
pub(super) fn show(browser: Option<oneshot::Sender<Page>>, page: Page) {
    if let Some(browser) = browser {
        // Nobody is left to see it where the browser has gone.
        let _ = browser.send(page);
    }
}

impl Page {
    fn words(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::Done => (StatusCode::OK, "Signed in", "The command goes on in its terminal."),
            Self::Failed => (StatusCode::OK, "Not connected", "The command says why in its terminal."),
            Self::OtherAttempt => (
                StatusCode::BAD_REQUEST,
                "Another sign-in",
                "This page belongs to another sign-in than the one that is under way.",
            ),
            Self::Over => (StatusCode::GONE, "The sign-in is over", "The command says how it ended in its terminal."),
            Self::NotHere => (StatusCode::NOT_FOUND, "Nothing here", "This server waits for a sign-in alone."),
        }
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let (status, title, text) = self.words();
        let html = format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
             <body><h1>{title}</h1><p>{text} You can close this page.</p></body></html>\n"
        );
        // The address of this page holds a code: it goes nowhere.
        let headers = [
            (CACHE_CONTROL, "no-store"),
            (CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
            (REFERRER_POLICY, "no-referrer"),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ];
        (status, headers, Html(html)).into_response()
    }
}
