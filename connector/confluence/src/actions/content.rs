//! What pages and blog posts have in common: the space that an input names, updating and deleting.

mod delete;
mod space;
mod update;

pub(super) use self::delete::{DELETE_ON_PREM, Deletion, LOOK_ON_PREM};
pub(super) use self::space::{SPACE_BY_ID, SPACE_BY_KEY, Wanted, settle};
pub(super) use self::update::{Change, READ_ON_PREM, UPDATE_ON_PREM};
