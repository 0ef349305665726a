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

use connector_sdk::{Error, ErrorKind, Fields, Scopes};

const READ: Scopes = &[&["read:custom-content:confluence"]];
const WRITE: Scopes = &[&["write:custom-content:confluence"]];

/// Whether the input says where custom content goes.
///
/// # Errors
/// `invalid-input` where more than one place is given.
fn has_place(fields: &Fields) -> Result<bool, Error> {
    let places = ["spaceId", "pageId", "blogPostId", "customContentId"];
    let mut given = places.iter().filter(|name| fields.get(**name).is_some_and(|id| !id.is_null()));
    match (given.next(), given.next()) {
        (_, Some(name)) => Err(Error::new(ErrorKind::InvalidInput, "custom content has only one place to go")
            .problem(format!("/{name}"), "cannot stand beside another id")),
        (first, None) => Ok(first.is_some()),
    }
}
