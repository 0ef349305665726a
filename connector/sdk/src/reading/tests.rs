use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, json};

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

/// Without members of any name, so that its fields are asked for one by one.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
struct Known {
    id: String,
    #[serde(rename = "type")]
    kind: Kinds,
    wrapped: Option<Wrapped>,
    #[serde(default)]
    list: Vec<u8>,
    #[serde(default = "seven")]
    number: u8,
    #[serde(skip)]
    skipped: u8,
    inner: Option<Box<Self>>,
    pair: Option<(u8, Kinds)>,
}

fn seven() -> u8 {
    7
}

#[derive(Debug, Deserialize, PartialEq)]
struct Alias {
    #[serde(alias = "key")]
    id: Option<String>,
    name: Option<String>,
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
fn a_struct_is_read_as_serde_json_reads_it() {
    for value in [
        json!({ "id": "1", "type": "A" }),
        json!({ "unknown": [1], "number": 1, "list": [1, 2], "wrapped": 1.5, "type": "B", "id": "1", "pair": [1, "A"] }),
        json!({ "id": "1", "type": "A", "inner": { "type": "B", "id": "2", "inner": null }, "skipped": 1 }),
        json!({}),
        json!({ "id": "1" }),
        json!({ "type": "A" }),
        json!({ "id": 1, "type": "A" }),
        json!({ "id": null, "type": "A" }),
        json!({ "id": "1", "type": "C" }),
        json!({ "id": "1", "type": "A", "list": null }),
        json!({ "id": "1", "type": "A", "list": [1, "2"] }),
        json!({ "id": "1", "type": "A", "number": "1" }),
        json!({ "id": "1", "type": "A", "inner": { "id": "1" } }),
        json!({ "id": "1", "type": "A", "inner": "1" }),
        json!({ "id": "1", "type": { "A": null } }),
        json!({ "id": "1", "type": { "A": 1 } }),
        json!({ "id": "1", "type": { "A": null, "B": null } }),
        json!({ "id": "1", "type": 1 }),
        json!("1"),
    ] {
        let (ours, theirs) = both::<Known>(value.clone());
        let same =
            |error: String| error.replace("invalid value", "invalid type").split("expected").next().map(str::to_owned);
        assert_eq!(ours.map_err(same), theirs.map_err(same), "{value}");
    }
}

#[test]
fn a_field_with_several_names_is_refused_and_not_mixed_up() {
    let error = read::<Alias>(json!({ "id": "1", "name": "x" })).unwrap_err().to_string();
    assert!(error.contains("alias"), "{error}");
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
