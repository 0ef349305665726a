//! What pages and blog posts have in common: the space that an input names, updating and deleting.

mod delete;
mod requests;
mod space;
mod update;

pub(super) use self::delete::{DELETE_ON_PREM, LOOK_ON_PREM, delete};
pub(super) use self::requests::Requests;
pub(crate) use self::space::no_space;
pub(super) use self::space::{LOOKUP, SPACE, SPACE_BY_ID, SPACE_BY_KEY, Wanted, located, settle};
pub(super) use self::update::{Change, READ_ON_PREM, UPDATE_ON_PREM};
