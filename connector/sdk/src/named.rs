use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The members of a JSON object, in their order. There are few of them, so that a list is as fast as a map, and a component
/// that holds no map for their type is some kilobytes smaller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<T>(pub Vec<(String, T)>);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Named<T> {
    /// The members with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The member of this name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.iter().find(|(member, _)| *member == name).map(|(_, value)| value)
    }

    /// The member of this name, to change.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        self.0.iter_mut().find(|(member, _)| *member == name).map(|(_, value)| value)
    }
}

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Object<T> {
            type Value = Named<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Named(members))
            }
        }

        deserializer.deserialize_map(Object(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Named<T> {
    fn schema_name() -> Cow<'static, str> {
        <std::collections::BTreeMap<String, T>>::schema_name()
    }

    fn inline_schema() -> bool {
        <std::collections::BTreeMap<String, T>>::inline_schema()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        <std::collections::BTreeMap<String, T>>::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_read_and_written_in_its_order() {
        let text = r#"{"b":1,"a":2}"#;
        let mut named: Named<u8> = serde_json::from_str(text).unwrap();
        assert_eq!((named.get("a"), named.get("c")), (Some(&2), None));
        assert_eq!(serde_json::to_string(&named).unwrap(), text);
        *named.get_mut("b").unwrap() = 3;
        assert_eq!(named.iter().collect::<Vec<_>>(), [("b", &3), ("a", &2)]);
        assert!(serde_json::from_str::<Named<u8>>("[1]").is_err());
    }

    #[test]
    fn its_schema_is_that_of_an_object() {
        let schema = schemars::schema_for!(Named<u8>);
        assert_eq!(schema, schemars::schema_for!(std::collections::BTreeMap<String, u8>));
    }
}
