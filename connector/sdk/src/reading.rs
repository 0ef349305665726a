//! Types out of JSON values.
//!
//! `serde_json` can read any type out of any form of JSON. A component would hold that code once for each type and form:
//! out of text and out of values, structs out of objects and out of arrays. Here every type is read in one way, which makes
//! a component with many actions a good deal smaller; what is read are documents of a service and inputs, which are small.

use std::any::{Any, type_name};

use serde::de::value::StringDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, Expected, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Map, Value};

/// What serde knows a `RawValue` by.
const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// Reads a type out of a value. Structs are objects, never arrays.
///
/// # Errors
/// Where the value has another shape.
pub fn read<T: DeserializeOwned + 'static>(value: Value) -> Result<T, Error> {
    let mut value = Some(value);
    // A value is read already.
    if let Some(same) = (&mut value as &mut dyn Any).downcast_mut::<Option<T>>() {
        return same.take().ok_or_else(|| Error::custom(type_name::<T>()));
    }
    T::deserialize(Reading(value.unwrap_or_default()))
}

/// Reads a value out of its text. A component holds the code for text in one form alone: that of bytes, as answers come.
///
/// # Errors
/// Where it is not JSON.
pub fn parse(text: &str) -> Result<Value, Error> {
    serde_json::from_slice(text.as_bytes())
}

/// What any number is read by.
macro_rules! numbers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.deserialize_f64(visitor)
        }
    )*};
}

struct Reading(Value);

impl Reading {
    fn refuse(&self, expected: &dyn Expected) -> Error {
        let unexpected = match &self.0 {
            Value::Null => Unexpected::Unit,
            Value::Bool(value) => Unexpected::Bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(number), ..) => Unexpected::Unsigned(number),
                (_, Some(number), _) => Unexpected::Signed(number),
                (.., number) => Unexpected::Float(number.unwrap_or_default()),
            },
            Value::String(text) => Unexpected::Str(text),
            Value::Array(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        };
        Error::invalid_type(unexpected, expected)
    }
}

impl<'de> Deserializer<'de> for Reading {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Number(_) => self.deserialize_f64(visitor),
            Value::String(text) => visitor.visit_string(text),
            Value::Array(_) => self.deserialize_seq(visitor),
            Value::Object(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Bool(value) => visitor.visit_bool(value),
            _ => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Number(number) => number.deserialize_any(visitor),
            _ => Err(self.refuse(&visitor)),
        }
    }

    numbers! { deserialize_f32 deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8
    deserialize_u16 deserialize_u32 deserialize_u64 }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::String(text) => visitor.visit_string(text),
            _ => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_string(visitor)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_string(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_string(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        if name == RAW_VALUE {
            return self.0.deserialize_newtype_struct(name, visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(items) => {
                let mut items = Items(items.into_iter());
                let value = visitor.visit_seq(&mut items)?;
                items.end()?;
                Ok(value)
            }
            _ => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Object(members) => visitor.visit_map(Members::new(members)),
            _ => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { i128 u128 bytes byte_buf unit unit_struct }
}

struct Items(std::vec::IntoIter<Value>);

impl Items {
    /// A tuple leaves nothing behind.
    fn end(&self) -> Result<(), Error> {
        match self.0.len() {
            0 => Ok(()),
            left => Err(Error::custom(format_args!("there are {left} items too many"))),
        }
    }
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.0.next().map(|item| seed.deserialize(Reading(item))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Members {
    left: serde_json::map::IntoIter,
    value: Value,
}

impl Members {
    fn new(members: Map<String, Value>) -> Self {
        Self { left: members.into_iter(), value: Value::Null }
    }

    fn next(&mut self) -> Option<String> {
        let (name, value) = self.left.next()?;
        self.value = value;
        Some(name)
    }
}

impl<'de> MapAccess<'de> for Members {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let name = self.next();
        name.map(|name| seed.deserialize(Name(name))).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(Reading(self.value.take()))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left.len())
    }
}

/// The name of a member, which is text even where a map has numbers for keys.
struct Name(String);

/// A number that a name spells.
macro_rules! spelt {
    ($($method:ident $visit:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.0.parse() {
                Ok(number) => visitor.$visit(number),
                Err(_) => Err(Error::invalid_type(Unexpected::Str(&self.0), &visitor)),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Name {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.0)
    }

    spelt! { deserialize_bool visit_bool deserialize_i8 visit_i8 deserialize_i16 visit_i16 deserialize_i32 visit_i32
    deserialize_i64 visit_i64 deserialize_u8 visit_u8 deserialize_u16 visit_u16 deserialize_u32 visit_u32
    deserialize_u64 visit_u64 deserialize_f32 visit_f32 deserialize_f64 visit_f64 }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        StringDeserializer::new(self.0).deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        i128 u128 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde_json::json;
    use serde_json::value::RawValue;

    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        Unit,
        Newtype(u8),
        Tuple(u8, String),
        Struct { id: i64 },
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(untagged)]
    enum Id {
        Number(u64),
        Text(String),
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(tag = "op", rename_all = "kebab-case")]
    enum Operation {
        Append { text: String },
        Clear,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Wrapped(f32);

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "camelCase", default)]
    #[derive(Default)]
    struct Everything {
        flag: bool,
        letter: Option<char>,
        small: Option<i8>,
        large: Option<u64>,
        real: f64,
        wrapped: Option<Wrapped>,
        unit: (),
        pair: Option<(u8, String)>,
        list: Vec<Option<u16>>,
        by_number: BTreeMap<u32, String>,
        by_name: BTreeMap<String, Vec<Kind>>,
        by_kind: BTreeMap<Kinds, bool>,
        ids: Vec<Id>,
        operations: Vec<Operation>,
        any: Value,
        #[serde(flatten)]
        rest: Map<String, Value>,
    }

    #[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
    enum Kinds {
        A,
        B,
    }

    fn both<T: DeserializeOwned + 'static>(value: Value) -> (Result<T, String>, Result<T, String>) {
        (
            read(value.clone()).map_err(|error| error.to_string()),
            serde_json::from_value(value).map_err(|error| error.to_string()),
        )
    }

    #[test]
    fn a_value_is_read_as_serde_json_reads_it() {
        for value in [
            json!({}),
            json!({ "flag": true, "letter": "x", "small": -5, "large": u64::MAX, "real": 1, "wrapped": 1.5, "unit": null }),
            json!({ "pair": [1, "a"], "list": [1, null], "byNumber": { "7": "seven" }, "byKind": { "A": true, "B": false } }),
            json!({ "byName": { "a": ["unit", { "newtype": 1 }, { "tuple": [1, "b"] }, { "struct": { "id": -9 } }] } }),
            json!({ "ids": [1, "a"], "operations": [{ "op": "append", "text": "x" }, { "op": "clear" }] }),
            json!({ "any": { "deep": [1.5, null, "x"] }, "unknown": [1], "rest": {} }),
            json!({ "flag": 1 }),
            json!({ "letter": "xy" }),
            json!({ "small": 128 }),
            json!({ "large": -1 }),
            json!({ "real": "1" }),
            json!({ "byNumber": { "x": "" } }),
            json!({ "byName": { "a": ["other"] } }),
            json!({ "ids": [true] }),
            json!({ "operations": [{ "op": "other" }] }),
            json!({ "pair": [1] }),
        ] {
            let (ours, theirs) = both::<Everything>(value.clone());
            assert_eq!(ours.as_ref().ok(), theirs.as_ref().ok(), "{value}: {ours:?}");
        }
    }

    #[test]
    fn structs_are_objects_and_tuples_are_whole() {
        assert!(read::<Everything>(json!([true])).is_err());
        assert!(read::<Everything>(json!(null)).is_err());
        assert!(read::<(u8, u8)>(json!([1, 2, 3])).is_err());
    }

    #[test]
    fn what_is_to_stay_as_it_is_stays() {
        let value = json!({ "b": 1, "a": [0.1, 1e30] });
        assert_eq!(read::<Value>(value.clone()).unwrap(), value);
        assert_eq!(read::<Box<RawValue>>(value.clone()).unwrap().get(), value.to_string());
    }
}
