//! A request on its way to a handler.

use std::sync::MutexGuard;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST};
use http::{HeaderMap, StatusCode};

use super::instance::Instance;
use super::refusal::{forbidden, invalid, refuse};
use crate::answer::Answer;
use crate::parameters::Parameters;
use crate::world::World;

/// Is a request, with who makes it.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(super) world: &'a World,
    /// The key of the user who asks.
    pub(super) user: String,
    pub(super) headers: &'a HeaderMap,
    pub(super) parameters: Parameters,
    pub(super) body: Bytes,
    /// The path below the context path, as it came: `/rest/api/content`.
    pub(super) path: &'a str,
    /// What stood in the place of each `{}` of the route's path, decoded.
    pub(super) captures: Vec<String>,
}

impl Call<'_> {
    /// Locks what the instance holds.
    pub(super) fn instance(&self) -> MutexGuard<'_, Instance> {
        self.world.instance()
    }

    /// Returns the address below which the instance answers; an instance is wherever the client found it.
    pub(super) fn base(&self) -> String {
        format!("http://{}/confluence", self.header(HOST.as_str(), "localhost"))
    }

    /// Returns a header, or what stands for it.
    pub(super) fn header(&self, name: &str, absent: &'static str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or(absent)
    }

    /// Returns what stood in the path's n-th place, from 0 on.
    pub(super) fn capture(&self, place: usize) -> &str {
        self.captures.get(place).map_or("", String::as_str)
    }

    /// Returns the content id in some place; `att7` and `7` both mean 7.
    pub(super) fn id(&self, place: usize) -> Result<u64, Answer> {
        content_id(self.capture(place))
    }

    /// Returns the number in some place.
    pub(super) fn number(&self, place: usize, name: &str) -> Result<u64, Answer> {
        let text = self.capture(place);
        text.parse().map_err(|_| self.parameters.shape().wrong_type(text, name, "Integer"))
    }

    /// Returns the body if it is declared as JSON.
    pub(super) fn json(&self) -> Result<&[u8], Answer> {
        let declared = self.header(CONTENT_TYPE.as_str(), "");
        let media_type = declared.split(';').next().unwrap_or_default().trim();
        if media_type.eq_ignore_ascii_case("application/json") {
            return Ok(&self.body);
        }
        Err(refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, &format!("Content-Type '{declared}' is not supported")))
    }

    /// Refuses what a browser could be made to send from another site, unless the client says that it is none.
    pub(super) fn guarded(&self) -> Result<(), Answer> {
        if matches!(self.header("x-atlassian-token", ""), "nocheck" | "no-check") {
            return Ok(());
        }
        // Not in the shape of the other errors: a filter in front of the API says so.
        Err(Answer::bytes(StatusCode::FORBIDDEN, "text/plain;charset=UTF-8", "XSRF check failed"))
    }

    /// Refuses a request that only administrators may make.
    pub(super) fn administrator(&self, instance: &Instance) -> Result<(), Answer> {
        if instance.is_administrator(&self.user) {
            return Ok(());
        }
        Err(forbidden("Only a Confluence administrator may do this"))
    }
}

/// Reads a content id.
pub(super) fn content_id(text: &str) -> Result<u64, Answer> {
    let number = text.strip_prefix("att").unwrap_or(text).parse();
    number.map_err(|_| invalid(&format!("'{text}' is no content id")))
}
