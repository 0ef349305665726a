use connector_sdk::serde_json::Value;
use connector_sdk::{Context, Error, Fields, OptionItem, OptionList, OptionPage, OptionQuery};

use super::listed::{Item, listed, option, searched, text, words};
use crate::actions::search::Search;
use crate::actions::spaces::ListSpaces;
use crate::connection::is_on_prem;
use crate::cql;

/// Spaces by id; searched by name and key.
pub(super) const SPACES: OptionList =
    OptionList { name: "spaces", list: |context, query| spaces(context, query, by_id, |found| by_id(&found["space"])) };

/// Spaces by key; searched by name and key.
pub(super) const SPACE_KEYS: OptionList = OptionList {
    name: "space-keys",
    list: |context, query| spaces(context, query, by_key, |found| by_key(&found["space"])),
};

fn by_id(space: &Value) -> Option<OptionItem> {
    option(text(space, "id"), text(space, "name"), text(space, "key"))
}

fn by_key(space: &Value) -> Option<OptionItem> {
    option(text(space, "key"), text(space, "name"), text(space, "key"))
}

/// Lists spaces: without a search as they are listed, with one as it finds them.
fn spaces(context: &Context<'_>, query: &OptionQuery, space: Item, found: Item) -> Result<OptionPage, Error> {
    let Some(words) = words(query) else {
        let mut fields = Fields::new();
        if !is_on_prem(context) {
            fields.insert("sort".to_owned(), "name".into());
        }
        return listed::<ListSpaces>(context, query, fields, space);
    };
    let cql = cql::spaces(&words, searched(query).filter(|search| !search.contains(char::is_whitespace)));
    listed::<Search>(context, query, Fields::from_iter([("cql".to_owned(), cql.into())]), found)
}
