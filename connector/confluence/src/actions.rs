//! The actions, one file per resource.

pub mod pages;
pub mod users;

use connector_sdk::{Entry, entry};

/// Every action, in the order of the documentation.
pub const ALL: &[Entry] = &[entry::<users::GetCurrentUser>(), entry::<pages::GetPage>(), entry::<pages::CreatePage>()];
