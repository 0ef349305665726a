use connector_sdk::serde_json::Value;
use connector_sdk::{Fields, OptionItem, OptionList};

use super::listed::{listed, option, text, words};
use crate::actions::search::SearchUsers;

/// Users, by account id on Cloud and by username on Data Center and Server; searched by full name.
pub(super) const USERS: OptionList = OptionList {
    name: "users",
    list: |context, query| {
        let (field, value) = match words(query) {
            Some(words) => ("name", words),
            None => ("cql", "type = user".to_owned()),
        };
        listed::<SearchUsers>(context, query, Fields::from_iter([(field.to_owned(), value.into())]), user)
    },
};

fn user(found: &Value) -> Option<OptionItem> {
    let user = &found["user"];
    let name = text(user, "displayName").or_else(|| text(user, "publicName")).or_else(|| text(found, "title"));
    let (id, hint) = match text(user, "accountId") {
        Some(id) => (Some(id), text(user, "email")),
        None => (text(user, "username"), text(user, "username")),
    };
    option(id, name, hint)
}
