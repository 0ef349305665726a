//! The parts of a manifest, written briefly: each begins with what it cannot do without.

mod action;
mod auth_type;
mod documents;
mod endpoint;
mod field;
mod oauth2;

pub(crate) use action::action;
#[cfg(not(feature = "packed"))]
pub(crate) use documents::documents;
#[cfg(not(any(feature = "packed", target_arch = "wasm32")))]
pub use documents::pack;
#[cfg(feature = "packed")]
pub(crate) use documents::unpack;

use crate::Condition;

/// Fields and the values that they may have: all of them must hold.
pub type Conditions = &'static [(&'static str, &'static [&'static str])];

/// The conditions that each of these fields has one of its values.
pub fn when(conditions: &[(&str, &[&str])]) -> Vec<Condition> {
    conditions.iter().map(|(field, values)| Condition { field: (*field).to_owned(), values: owned(values) }).collect()
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
