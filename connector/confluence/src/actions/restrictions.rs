//! Restrictions of content: who may read and who may edit it.

mod add;
mod get;
mod member;
mod set;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::add::AddRestrictions;
pub use self::get::{GetRestrictions, GetViewRestrictions};
pub use self::member::{AddToRestriction, CheckRestriction, RemoveFromRestriction};
pub use self::set::{DeleteRestrictions, SetRestrictions};

/// A part of restrictions that an answer is to have.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub enum RestrictionExpansion {
    /// The users.
    #[serde(rename = "restrictions.user")]
    User,
    /// The groups.
    #[serde(rename = "restrictions.group")]
    Group,
    /// The content itself.
    #[serde(rename = "content")]
    Content,
}
