//! Those whom restrictions let in.

use http::StatusCode;

use crate::accounts::Account;
use crate::answer::Answer;
use crate::refusal::v1;
use crate::store::{Store, Subject};

/// Finds a user by account id.
pub(super) fn user(id: &str) -> Result<Subject, Answer> {
    let absent = || v1(StatusCode::NOT_FOUND, &format!("No user found with accountId: {id}"));
    Account::with_id(id).map(|account| Subject::User(account.id().to_owned())).ok_or_else(absent)
}

/// Finds a group by id or name.
pub(super) fn group(store: &Store, id: &str) -> Result<Subject, Answer> {
    let absent = || v1(StatusCode::NOT_FOUND, &format!("No group found with id: {id}"));
    let found = store.groups().iter().find(|group| group.id == id || group.name == id);
    found.map(|group| Subject::Group(group.id.clone())).ok_or_else(absent)
}
