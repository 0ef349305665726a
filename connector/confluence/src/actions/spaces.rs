//! Spaces.

mod content;
mod create;
mod delete;
mod get;
mod list;
mod settings;
mod update;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::content::{EmptySpaceTrash, ListSpaceBlogposts, ListSpacePages, ListSpaceTrash};
pub use self::create::{CreatePersonalSpace, CreateSpace};
pub use self::delete::{ArchiveSpace, DeleteSpace, RestoreSpace};
pub use self::get::GetSpace;
pub use self::list::{ListSpaces, SpaceSort};
pub use self::settings::{GetSpaceSettings, ListSpaceWatchers, UpdateSpaceSettings};
pub use self::update::UpdateSpace;

/// A format of a space's description.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DescriptionFormat {
    /// Plain text.
    Plain,
    /// HTML.
    View,
}
