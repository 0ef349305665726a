//! Routes that v1 had before v2 took their place.

use http::StatusCode;
use http::header::{HeaderName, LINK, WARNING};

use crate::answer::Reply;
use crate::refusal::v1;
use crate::site::Call;

/// Answers 410, with the headers that announced it.
pub(crate) fn gone(_: &Call<'_>) -> Reply {
    Err(v1(StatusCode::GONE, "This deprecated endpoint has been removed.")
        .with(HeaderName::from_static("deprecation"), "Wed, 1 Mar 2023 00:00:00 GMT")
        .with(WARNING, "299 - \"Deprecated API, will be removed on Mon, 31 Mar 2025 00:00:00 GMT\"")
        .with(LINK, "<https://developer.atlassian.com/cloud/confluence/changelog/#CHANGE-864>; rel=\"deprecation\""))
}
