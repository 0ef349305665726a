//! Content of one type, as searches find it: what was changed last comes first.

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, Context, Error, Fields, OptionPage, OptionQuery};

use super::listed::{listed, option, text, words};
use crate::actions::content::no_space;
use crate::actions::search::SearchContent;
use crate::actions::spaces::ListSpaces;

/// Lists content of a type, in the spaces that the input names, or everywhere.
///
/// # Errors
/// `not-found` where there is no such space; what the service answered, or why it did not.
pub(super) fn content(context: &Context<'_>, query: &OptionQuery, kind: &str) -> Result<OptionPage, Error> {
    let mut fields = Fields::from_iter([
        ("type".to_owned(), json!([kind])),
        ("order".to_owned(), "-modified".into()),
        ("expand".to_owned(), json!(["space"])),
    ]);
    // The link of an earlier page says which spaces.
    if query.cursor.as_deref().is_none_or(|cursor| !cursor.contains('?')) {
        fields.insert("spaceKeys".to_owned(), keys(context, query)?.into());
    }
    if let Some(words) = words(query) {
        fields.insert("title".to_owned(), words.into());
    }
    listed::<SearchContent>(context, query, fields, |found| {
        option(text(found, "id"), text(found, "title"), text(&found["space"], "name"))
    })
}

/// The keys of the spaces that the input names, by key or by id: searches take keys alone.
fn keys(context: &Context<'_>, query: &OptionQuery) -> Result<Vec<String>, Error> {
    let keys = several(query, "spaceKey").into_iter().chain(several(query, "spaceKeys")).collect::<Vec<_>>();
    let ids = several(query, "spaceId");
    if !keys.is_empty() || ids.is_empty() {
        return Ok(keys);
    }
    let spaces: Value = ListSpaces::perform(context, Fields::from_iter([("ids".to_owned(), json!(ids))]))?.read()?;
    // A server that does not know the parameter answers with any space.
    let found = spaces["results"].as_array().into_iter().flatten();
    let named = found.filter(|space| text(space, "id").is_some_and(|id| ids.contains(&id)));
    let keys: Vec<String> = named.filter_map(|space| text(space, "key")).collect();
    if keys.is_empty() {
        return Err(no_space("spaceId", &ids.join("`, `")));
    }
    Ok(keys)
}

/// The values of a field that has one or a list of them.
fn several(query: &OptionQuery, name: &str) -> Vec<String> {
    let texts = |values: &[Value]| values.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    match query.inputs.get(name) {
        Some(Value::Array(values)) => texts(values),
        Some(Value::String(value)) if !value.is_empty() => vec![value.clone()],
        _ => Vec::new(),
    }
}
