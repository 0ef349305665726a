use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::json::from_bytes;
use crate::{Error, ErrorKind, Json, Paging, Response, parse};

/// One page of a list. Its results stay text, so that nothing of them is lost and little memory is used.
pub struct Page<'a> {
    /// The results.
    pub items: Vec<&'a RawValue>,
    /// Where the list goes on: a link, a cursor, or the number of results up to here; none at its end.
    pub next: Option<String>,
    fields: Members<'a>,
}

/// The members of an object, unread. They are few, so that a list is smaller than a map and as fast.
struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Members<'a> {
    fn get(&self, name: &str) -> Option<&'a RawValue> {
        // Of two members with one name the last counts, as in any reading of JSON into a map.
        self.0.iter().rev().find(|(member, _)| member == name).map(|(_, value)| *value)
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(Name(name)) = map.next_key()? {
                    members.push((name, map.next_value()?));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Object)
    }
}

/// A name that is borrowed where nothing in it is escaped.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

impl Page<'_> {
    /// Reads its results.
    ///
    /// # Errors
    /// `service` where one is not of this shape.
    pub fn read<T: DeserializeOwned + 'static>(&self) -> Result<Vec<T>, Error> {
        self.items.iter().map(|item| Json::from_text(item.get().to_owned()).read()).collect()
    }

    /// A field of the page beside its results; none where it is absent or something else.
    pub fn text(&self, name: &str) -> Option<String> {
        serde_json::from_str(self.fields.get(name)?.get()).ok()
    }
}

impl Paging {
    /// Reads an answer as a page of this list.
    ///
    /// # Errors
    /// `service` where it is none.
    pub fn page<'a>(&self, response: &'a Response) -> Result<Page<'a>, Error> {
        let unexpected = |what: &str| {
            Error::from_response(ErrorKind::Service, format!("the service answered with {what}"), response)
        };
        let fields: Members<'a> =
            from_bytes(response.bytes()).map_err(|_| unexpected("something other than a page of results"))?;
        let items: Vec<&'a RawValue> = fields
            .get(self.items)
            .and_then(|items| serde_json::from_str(items.get()).ok())
            .ok_or_else(|| unexpected(&format!("a page without `{}`", self.items)))?;
        let next = self.next_after(items.len(), &|name| parse(fields.get(name)?.get()).ok());
        Ok(Page { items, next, fields })
    }

    /// Where a list goes on after a page of it that was read already, as [`Page::next`] says it.
    pub fn next(&self, page: &Value) -> Option<String> {
        let count = page[self.items].as_array().map_or(0, Vec::len);
        self.next_after(count, &|name| page.get(name).cloned())
    }

    fn next_after(&self, count: usize, field: &dyn Fn(&str) -> Option<Value>) -> Option<String> {
        let (object, name) = self.next;
        let next =
            if object.is_empty() { field(name) } else { field(object).and_then(|links| links.get(name).cloned()) };
        if let Some(next) = next.and_then(|next| String::deserialize(next).ok()) {
            return Some(next);
        }
        let number = |name: &str| field(name).as_ref().and_then(Value::as_u64);
        let count = count as u64;
        let full = self.counted && number("limit").is_some_and(|limit| limit > 0 && count >= limit);
        full.then(|| (number("start").unwrap_or_default() + count).to_string())
    }
}
