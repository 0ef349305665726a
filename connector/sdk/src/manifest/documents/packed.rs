//! The documents of all actions as one text, in which a definition that many schemas share stands once.

use serde::{Deserialize, Serialize};

use super::Documents;
#[cfg(any(feature = "packed", test))]
use crate::json::from_bytes;

/// Where the definitions of a schema stand. Nothing else reads like this: a quote within a string is escaped.
#[cfg(any(feature = "packed", test))]
const NO_DEFINITIONS: &str = "\"$defs\":{}";

#[derive(Serialize, Deserialize)]
struct Packed {
    /// Members of `$defs`, each as `"name":{…}`.
    definitions: Vec<String>,
    actions: Vec<PackedDocuments>,
}

#[derive(Serialize, Deserialize)]
struct PackedDocuments {
    name: String,
    description: String,
    input: PackedSchema,
    output: PackedSchema,
    item: Option<PackedSchema>,
}

/// A schema with empty `$defs`, and the places of what belongs there.
#[derive(Serialize, Deserialize)]
struct PackedSchema(String, Vec<usize>);

#[cfg(not(any(feature = "packed", target_arch = "wasm32")))]
pub(super) fn write(documents: impl Iterator<Item = Documents>) -> String {
    let mut definitions = Definitions::default();
    let actions: Vec<PackedDocuments> = documents
        .map(|documents| PackedDocuments {
            name: documents.name,
            description: documents.description,
            input: definitions.pack(documents.input),
            output: definitions.pack(documents.output),
            item: documents.item.map(|item| definitions.pack(item)),
        })
        .collect();
    serde_json::to_string(&Packed { definitions: definitions.0, actions }).unwrap_or_default()
}

/// The definitions that were met.
#[cfg(not(any(feature = "packed", target_arch = "wasm32")))]
#[derive(Default)]
struct Definitions(Vec<String>);

#[cfg(not(any(feature = "packed", target_arch = "wasm32")))]
impl Definitions {
    fn pack(&mut self, schema: String) -> PackedSchema {
        let Ok(mut value) = serde_json::from_str::<serde_json::Value>(&schema) else {
            return PackedSchema(schema, Vec::new());
        };
        let Some(serde_json::Value::Object(definitions)) = value.get_mut("$defs") else {
            return PackedSchema(schema, Vec::new());
        };
        let places = std::mem::take(definitions)
            .into_iter()
            .map(|(name, definition)| self.place(format!("{}:{definition}", serde_json::Value::String(name))))
            .collect();
        PackedSchema(value.to_string(), places)
    }

    fn place(&mut self, definition: String) -> usize {
        self.0.iter().position(|known| *known == definition).unwrap_or_else(|| {
            self.0.push(definition);
            self.0.len() - 1
        })
    }
}

#[cfg(any(feature = "packed", test))]
pub(super) fn read(text: &[u8]) -> serde_json::Result<Vec<Documents>> {
    let Packed { definitions, actions } = from_bytes(text)?;
    let unpack = |PackedSchema(text, places): PackedSchema| {
        if places.is_empty() {
            return text;
        }
        let members: Vec<&str> =
            places.iter().filter_map(|place| definitions.get(*place)).map(String::as_str).collect();
        text.replacen(NO_DEFINITIONS, &format!("\"$defs\":{{{}}}", members.join(",")), 1)
    };
    Ok(actions
        .into_iter()
        .map(|action| Documents {
            name: action.name,
            description: action.description,
            input: unpack(action.input),
            output: unpack(action.output),
            item: action.item.map(unpack),
        })
        .collect())
}

#[cfg(all(test, not(feature = "packed")))]
mod tests {
    use super::*;

    fn documents(name: &str, input: &str, item: Option<&str>) -> Documents {
        Documents {
            name: name.to_owned(),
            description: "Says \"$defs\":{} in words.".to_owned(),
            input: input.to_owned(),
            output: "{\"type\":\"object\"}".to_owned(),
            item: item.map(str::to_owned),
        }
    }

    #[test]
    fn schemas_share_definitions_and_come_back_as_they_were() {
        let page = r##"{"title":"a \"$defs\":{} b","$defs":{"Body":{"type":"string"},"Page":{"$ref":"#/$defs/Body"}},"additionalProperties":false}"##;
        let body = r#"{"$defs":{"Body":{"type":"string"}}}"#;
        let other = r#"{"$defs":{"Body":{"type":"object"}}}"#;
        let all = || vec![documents("a", page, Some(body)), documents("b", other, None), documents("c", "true", None)];
        let text = write(all().into_iter());
        assert_eq!(read(text.as_bytes()).unwrap(), all());
        assert_eq!(text.matches("Page").count(), 1, "{text}");
    }
}
