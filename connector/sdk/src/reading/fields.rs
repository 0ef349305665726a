use std::slice;

use serde::de::{DeserializeSeed, Error as _, SeqAccess};
use serde_json::{Error, Map, Value};

use super::Reading;

/// The fields of a struct, in its order, out of an object.
///
/// To a struct they are the items of a list. So it does not look at names, nor does it keep in mind which of its fields it
/// has: that is more than half of the code that a struct is read by, and here it stands once for all of them.
pub(super) struct StructFields {
    members: Map<String, Value>,
    names: slice::Iter<'static, &'static str>,
    /// The field that was asked for last, where the object has none of its name.
    absent: Option<&'static str>,
    /// What the value is instead of an object.
    refused: Option<Error>,
}

impl StructFields {
    pub(super) fn of(value: Reading, name: &str, names: &'static [&'static str]) -> Self {
        let (members, refused) = match value.0 {
            Value::Object(members) => (members, None),
            _ => (Map::new(), Some(value.refuse(&&*format!("struct {name}")))),
        };
        Self { members, names: names.iter(), absent: None, refused }
    }

    /// The value of the next field; where it is absent, `null`, which is what an optional one takes for it.
    fn next(&mut self) -> Value {
        let name = self.names.next();
        let value = name.and_then(|name| self.members.get_mut(*name));
        self.absent = if value.is_some() { None } else { name.copied() };
        value.map(Value::take).unwrap_or_default()
    }

    /// Says that there is no such field, where that is why it could not be read; it may have a default.
    fn without(&self, error: Error) -> Result<(), Error> {
        if self.absent.is_some() { Ok(()) } else { Err(error) }
    }

    /// What is wrong, beyond what the struct itself says.
    pub(super) fn wrong(&mut self, read: bool) -> Option<Error> {
        match self.refused.take().ok_or_else(|| self.names.next()) {
            Ok(refused) => Some(refused),
            // Names and fields went side by side, which they do not where a field has several names.
            Err(Some(name)) if read => {
                Some(Error::custom(format_args!("there is no field for `{name}`: it is an alias")))
            }
            Err(_) => self.absent.filter(|_| !read).map(Error::missing_field),
        }
    }
}

impl<'de> SeqAccess<'de> for StructFields {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        match seed.deserialize(Reading(self.next())) {
            Ok(value) => Ok(Some(value)),
            Err(error) => self.without(error).map(|()| None),
        }
    }
}
