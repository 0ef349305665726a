//! What answers show: content, spaces, people and the rest, in Data Center's JSON.

mod body;
mod content;
mod history;
mod labels;
mod people;
mod property;
mod restriction;
mod space;

use super::call::Call;
use super::instance::Instance;

pub(super) use body::{READ as READ_BODIES, read as read_body};
pub(super) use labels::label;
pub(super) use people::anonymous;

/// Writes things for one request.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) instance: &'a Instance,
    pub(super) call: &'a Call<'a>,
}

impl<'a> View<'a> {
    /// Starts to write what an instance holds.
    pub(super) fn of(call: &'a Call<'a>, instance: &'a Instance) -> Self {
        Self { instance, call }
    }

    /// Returns the address of something below the REST API.
    fn own(self, path: &str) -> String {
        format!("{}{path}", self.call.base())
    }
}
