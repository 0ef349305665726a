//! A manifest as text for a store: first with the places of its schemas instead of them, and after it the schemas.
//!
//! A start reads it each time and uses a few of its schemas; they are nine tenths of it, and are only parsed where they are
//! used.

use std::sync::Arc;

use serde::de::Error;
use serde_json::Result;

use super::{Document, Manifest};

/// Stands between both: JSON has no such letter, in its strings it is escaped (RFC 8259 §7).
const BREAK: char = '\u{1e}';

/// Where a schema stands among the schemas: its first byte and the one after its last.
type Place = [usize; 2];

/// Writes a manifest for a store.
///
/// # Errors
/// Where a schema is not JSON.
pub(crate) fn to_text(manifest: &Manifest) -> Result<String> {
    let (mut manifest, mut schemas) = (manifest.clone(), String::new());
    for schema in schemas_of(&mut manifest) {
        let begins = schemas.len();
        schemas.push_str(schema.get());
        let place: Place = [begins, schemas.len()];
        *schema = Document::trusted(serde_json::to_string(&place)?);
    }
    let mut text = serde_json::to_string(&manifest)?;
    text.push(BREAK);
    text.push_str(&schemas);
    Ok(text)
}

/// Reads what [`to_text`] wrote, or a manifest in JSON.
///
/// # Errors
/// Where it is neither.
pub(crate) fn from_text(text: String) -> Result<Manifest> {
    let Some(end) = text.find(BREAK) else { return serde_json::from_str(&text) };
    let mut manifest: Manifest = serde_json::from_str(&text[..end])?;
    let (text, schemas) = (Arc::new(text), end + BREAK.len_utf8());
    for schema in schemas_of(&mut manifest) {
        let [begins, ends]: Place = serde_json::from_str(schema.get())?;
        let places = schemas.checked_add(begins).zip(schemas.checked_add(ends));
        *schema = places
            .and_then(|(begins, ends)| Document::part(&text, begins..ends))
            .ok_or_else(|| Error::custom("a schema is missing"))?;
    }
    Ok(manifest)
}

fn schemas_of(manifest: &mut Manifest) -> impl Iterator<Item = &mut Document> {
    manifest.actions.iter_mut().flat_map(|action| {
        [&mut action.input_schema, &mut action.output_schema].into_iter().chain(&mut action.item_schema)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn manifest() -> Value {
        let action = |name: &str, item: Value| {
            let mut action = json!({
                "name": name, "title": "", "description": "two\nlines", "group": "", "effect": "read", "repeatable": true,
                "inputSchema": {"type": "object", "description": format!("ä {name}\n")}, "outputSchema": true,
                "routes": [], "when": [], "annotations": {},
            });
            if !item.is_null() {
                action["itemSchema"] = item;
            }
            action
        };
        json!({
            "name": "notes", "title": "Notes", "version": "1.0.0", "description": "", "fields": [], "derived": [],
            "authTypes": [], "endpoints": [], "annotations": {},
            "actions": [action("list", json!({"type": "string"})), action("get", Value::Null)],
        })
    }

    #[test]
    fn a_manifest_comes_back_as_it_was_kept() {
        let kept = to_text(&serde_json::from_value(manifest()).unwrap()).unwrap();
        let read = from_text(kept.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), manifest());
        assert_eq!(to_text(&read).unwrap(), kept);
        assert_eq!(serde_json::to_value(from_text(manifest().to_string()).unwrap()).unwrap(), manifest(), "as JSON");
    }

    #[test]
    fn a_manifest_with_line_breaks_comes_back_too() {
        let pretty = serde_json::to_string_pretty(&manifest()).unwrap().replace("{}", "{\n}");
        let read = from_text(pretty).unwrap();
        assert!(read.annotations.get().contains('\n') && read.actions[0].input_schema.get().contains('\n'));
        let again = from_text(to_text(&read).unwrap()).unwrap();
        assert_eq!(serde_json::to_value(&again).unwrap(), manifest());
    }

    #[test]
    fn what_was_cut_off_is_noticed() {
        let kept = to_text(&serde_json::from_value(manifest()).unwrap()).unwrap();
        for cut in 1..20 {
            let end = kept.len() - cut;
            if kept.is_char_boundary(end) {
                assert!(from_text(kept[..end].to_owned()).is_err(), "{cut} bytes");
            }
        }
        for wrong in ["[0,99999]", "[9,0]", "[18446744073709551615,18446744073709551615]", "{}", "[-1,2]"] {
            let (line, schemas) = kept.split_once(BREAK).unwrap();
            let place = &line[line.find("[0,").unwrap()..];
            let place = &place[..=place.find(']').unwrap()];
            assert!(from_text(format!("{}{BREAK}{schemas}", line.replacen(place, wrong, 1))).is_err(), "{wrong}");
        }
    }
}
