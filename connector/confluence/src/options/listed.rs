//! Pages of options out of the actions that list the same things.

use connector_sdk::serde_json::Value;
use connector_sdk::{Action, Context, Error, ErrorKind, Fields, OptionItem, OptionPage, OptionQuery, Paging};

use crate::connection::is_on_prem;
use crate::id_text::id_text;

/// Makes an option of a result; none where the result is nothing to choose.
pub(super) type Item = fn(&Value) -> Option<OptionItem>;

/// How many options a page has where the service searches.
const LIMIT: u32 = 50;

/// How many are read at once where it cannot.
const READ: u32 = 200;

/// Lists what an action lists for these fields.
///
/// # Errors
/// What the service answered, or why it did not.
pub(super) fn listed<A: Action>(
    context: &Context<'_>,
    query: &OptionQuery,
    fields: Fields,
    item: Item,
) -> Result<OptionPage, Error> {
    page_of::<A>(context, query, fields, item, LIMIT)
}

/// The same, of what the service cannot search: what does not fit is left out here.
///
/// # Errors
/// What the service answered, or why it did not.
pub(super) fn filtered<A: Action>(
    context: &Context<'_>,
    query: &OptionQuery,
    fields: Fields,
    item: Item,
) -> Result<OptionPage, Error> {
    let mut page = page_of::<A>(context, query, fields, item, READ)?;
    if let Some(search) = searched(query) {
        let search = search.to_lowercase();
        let fits = |text: &str| text.to_lowercase().contains(&search);
        page.items.retain(|item| fits(&item.label) || item.hint.as_deref().is_some_and(fits));
    }
    Ok(page)
}

fn page_of<A: Action>(
    context: &Context<'_>,
    query: &OptionQuery,
    mut fields: Fields,
    item: Item,
    limit: u32,
) -> Result<OptionPage, Error> {
    let paging = A::PAGING.map(|paging| Paging { counted: paging.counted || is_on_prem(context), ..*paging });
    if let Some(paging) = &paging {
        fields.insert("limit".to_owned(), limit.min(paging.limit).into());
        if let Some(cursor) = &query.cursor {
            fields.insert("cursor".to_owned(), cursor.as_str().into());
        }
    }
    Ok(page(&A::perform(context, fields)?.read()?, item, paging))
}

fn page(answer: &Value, item: Item, paging: Option<Paging>) -> OptionPage {
    let results = answer["results"].as_array().map(Vec::as_slice).unwrap_or_default();
    OptionPage { items: results.iter().filter_map(item).collect(), next: paging.and_then(|paging| paging.next(answer)) }
}

/// What the user typed, if anything.
pub(super) fn searched(query: &OptionQuery) -> Option<&str> {
    query.search.as_deref().map(str::trim).filter(|search| !search.is_empty())
}

/// What the user typed as words of a search, where the last one need not be whole; none where there is no word in it.
pub(super) fn words(query: &OptionQuery) -> Option<String> {
    let plain = |letter: char| if letter.is_alphanumeric() || "_.'".contains(letter) { letter } else { ' ' };
    let text: String = searched(query)?.chars().map(plain).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| format!("{}*", words.join(" ")))
}

/// A field of the input that the list depends on, where it has a value.
pub(super) fn input<'a>(query: &'a OptionQuery, name: &str) -> Option<&'a str> {
    query.inputs.get(name).and_then(Value::as_str).filter(|value| !value.is_empty())
}

/// The fields of the input that the list depends on and that have a value.
pub(super) fn inputs(query: &OptionQuery, names: &[&str]) -> Fields {
    names.iter().filter_map(|name| Some(((*name).to_owned(), input(query, name)?.into()))).collect()
}

/// Refuses a list that Data Center and Server do not have.
///
/// # Errors
/// `unavailable` on a connection to one of them.
pub(super) fn cloud_only(context: &Context<'_>, what: &str) -> Result<(), Error> {
    if is_on_prem(context) {
        return Err(Error::new(ErrorKind::Unavailable, format!("Data Center and Server have no list of {what}")));
    }
    Ok(())
}

/// A field of a result as text, whether it is one or a number.
pub(super) fn text(result: &Value, name: &str) -> Option<String> {
    id_text(&result[name])
}

/// An option whose value and label are these fields of a result, with a hint where there is one.
pub(super) fn option(value: Option<String>, label: Option<String>, hint: Option<String>) -> Option<OptionItem> {
    let value = value?;
    let item = OptionItem::new(value.clone(), label.unwrap_or(value));
    Some(match hint {
        Some(hint) => item.hint(hint),
        None => item,
    })
}
