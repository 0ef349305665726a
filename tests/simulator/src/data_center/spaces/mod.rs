//! Spaces: their content is listed elsewhere.

pub(super) mod category;
pub(super) mod create;
pub(super) mod get;
pub(super) mod labels;
pub(super) mod status;
pub(super) mod update;

use super::call::Call;
use super::instance::{Instance, Space};
use super::refusal::{forbidden, no_space};
use crate::answer::Answer;

/// Finds a space that the caller sees.
pub(super) fn seen_space<'a>(call: &Call<'_>, instance: &'a Instance, key: &str) -> Result<&'a Space, Answer> {
    instance.space_keyed(key).filter(|space| instance.sees(&call.user, space)).ok_or_else(|| no_space(key))
}

/// Finds a space that the caller rules.
pub(super) fn administered<'a>(call: &Call<'_>, instance: &'a Instance, key: &str) -> Result<&'a Space, Answer> {
    let space = seen_space(call, instance, key)?;
    if instance.may(&call.user, space, ("space", "administer")) {
        return Ok(space);
    }
    Err(forbidden(&format!("No permission to administer the space {key}")))
}
