//! What another action knows of a page before it is looked for.

use connector_sdk::{Action, ActionRoute, Fields};

use super::{CREATE, CREATE_ON_PREM, find, key};
use crate::actions::content::{READ_ON_PREM, SPACE_BY_KEY, UPDATE_ON_PREM};
use crate::actions::pages::held::{READ_ON_CLOUD, READ_PAGE, WRITE};
use crate::actions::users::GetCurrentUser;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};

/// What is known of a page.
#[derive(Clone, Copy)]
pub(in crate::actions) struct Known<'k> {
    /// Its space, as `spaceId` on Cloud and as `spaceKey` on Data Center.
    pub(in crate::actions) space: Option<&'k Fields>,
    /// The id of the page that has the external key.
    pub(in crate::actions) id: Option<&'k str>,
    /// Whether it is known which page has the external key: none where there is no `id`.
    pub(in crate::actions) keys: bool,
    /// Whether a page with the title and without an external key is taken for it. Without that, only one is that this
    /// account created and nobody wrote in.
    pub(in crate::actions) adopts: bool,
    /// Pages whose external keys mean nothing any more, their ids under any name: one of them with the title is taken for
    /// it, and gets the key.
    pub(in crate::actions) left: Option<&'k Fields>,
    /// The version of the page that may get another body; none: any. With a later one, somebody else changed it.
    pub(in crate::actions) written: Option<u64>,
}

impl Default for Known<'_> {
    fn default() -> Self {
        Self { space: None, id: None, keys: false, adopts: true, left: None, written: None }
    }
}

/// The requests of an action that does so, without labels; the first creates a page on Cloud.
pub(in crate::actions) const ROUTES_OF_KNOWN: [ActionRoute; 14 + 4] = [
    ActionRoute::new(CREATE, &[&["write:page:confluence"]]).when(CLOUD),
    ActionRoute::new(WRITE, &[&["write:page:confluence"]]).when(CLOUD),
    ActionRoute::new(find::BY_TITLE, READ_PAGE).when(CLOUD),
    READ_ON_CLOUD,
    SPACE_BY_KEY,
    ActionRoute::new(key::GET, READ_PAGE).when(CLOUD),
    ActionRoute::new(key::SET, &[&["read:page:confluence", "write:page:confluence"]]).when(CLOUD),
    ActionRoute::new(key::SEARCH, &[&["search:confluence"], &["read:content-details:confluence"]]).when(CLOUD),
    ActionRoute::new(CREATE_ON_PREM, data_center::WRITE).when(ON_PREM),
    UPDATE_ON_PREM,
    READ_ON_PREM,
    ActionRoute::new(find::LIST_ON_PREM, data_center::READ).when(ON_PREM),
    ActionRoute::new(key::GET_ON_PREM, data_center::READ).when(ON_PREM),
    ActionRoute::new(key::SET_ON_PREM, data_center::WRITE).when(ON_PREM),
    ActionRoute::new(GetCurrentUser::ROUTE, GetCurrentUser::SCOPES).when(CLOUD),
    GetCurrentUser::INSTEAD[0],
    ActionRoute::new(key::RENAME, &[&["read:page:confluence", "write:page:confluence"]]).when(CLOUD),
    ActionRoute::new(key::RENAME_ON_PREM, data_center::WRITE).when(ON_PREM),
];
