use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error as _, Unexpected, VariantAccess, Visitor};
use serde_json::{Error, Value};

use super::Reading;
use super::members::Name;

/// A variant of an enum: its name alone, or an object with one member.
pub(super) struct Variant {
    pub(super) name: String,
    pub(super) content: Option<Value>,
}

impl Variant {
    pub(super) fn of(value: Reading, name: &str) -> Result<Self, Error> {
        match value.0 {
            Value::String(name) => Ok(Self { name, content: None }),
            Value::Object(members) if members.len() == 1 => {
                let member = members.into_iter().next();
                member.map(|(name, content)| Self { name, content: Some(content) }).ok_or_else(|| Error::custom(name))
            }
            _ => Err(value.refuse(&&*format!("enum {name}"))),
        }
    }
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Error;
    type Variant = Content;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Content), Error> {
        Ok((seed.deserialize(Name(self.name))?, Content(self.content)))
    }
}

/// What stands beside the name of a variant.
pub(super) struct Content(Option<Value>);

impl Content {
    fn reading(self, expected: &str) -> Result<Reading, Error> {
        self.0.map(Reading).ok_or_else(|| Error::invalid_type(Unexpected::UnitVariant, &expected))
    }
}

impl<'de> VariantAccess<'de> for Content {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        self.0.map_or(Ok(()), |value| <()>::deserialize(Reading(value)))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self.reading("newtype variant")?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.reading("tuple variant")?.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.reading("struct variant")?.deserialize_struct("variant", fields, visitor)
    }
}
