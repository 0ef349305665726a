//! Custom content: what apps keep in Confluence beside pages and blog posts. Only Cloud's API has it.

mod children;
mod create;
mod delete;
mod get;
mod list;
mod update;

pub use self::children::{ChildCustomContentSort, ListChildCustomContent};
pub use self::create::{CreateCustomContent, NewCustomContentStatus};
pub use self::delete::DeleteCustomContent;
pub use self::get::GetCustomContent;
pub use self::list::{CustomContentPlace, CustomContentSort, ListCustomContent};
pub use self::update::UpdateCustomContent;

use connector_sdk::Scopes;

const READ: Scopes = &[&["read:custom-content:confluence"]];
const WRITE: Scopes = &[&["write:custom-content:confluence"]];
