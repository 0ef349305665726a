//! Reads JSON Schemas of inputs, to show them and to type what is entered.

mod fields;

use serde_json::Value;

pub(crate) use self::fields::fields;

/// The most letters that a list of choices may have to stand in a table.
const WIDEST_CHOICE: usize = 40;

/// A place in a schema; local references are followed.
#[derive(Clone, Copy)]
pub(crate) struct Schema<'a> {
    root: &'a Value,
    node: &'a Value,
}

impl<'a> Schema<'a> {
    pub(crate) fn new(root: &'a Value) -> Self {
        Self { root, node: root }
    }

    fn at(self, node: &'a Value) -> Self {
        Self { root: self.root, node }
    }

    /// The schema itself, or those that it refers to or is a choice of.
    fn branches(self) -> Vec<Self> {
        let mut branches = Vec::new();
        self.collect(&mut branches, 0);
        branches
    }

    fn collect(self, branches: &mut Vec<Self>, depth: u8) {
        // A schema may refer to itself; nothing that is entered by hand is this deep.
        if depth > 16 {
            return;
        }
        branches.push(self);
        let reference = self.node.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
        if let Some(target) = reference.and_then(|pointer| self.root.pointer(pointer)) {
            self.at(target).collect(branches, depth + 1);
        }
        for word in ["anyOf", "oneOf", "allOf"] {
            for choice in self.node.get(word).and_then(Value::as_array).into_iter().flatten() {
                self.at(choice).collect(branches, depth + 1);
            }
        }
    }

    /// The JSON types that fit, in the schema's order, `null` left out; empty where any does.
    pub(crate) fn types(self) -> Vec<&'a str> {
        let mut types = Vec::new();
        for branch in self.branches() {
            let named: Vec<&str> = match branch.node.get("type") {
                Some(Value::String(name)) => vec![name],
                Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
                _ => branch.node.get("enum").and_then(Value::as_array).into_iter().flatten().map(type_of).collect(),
            };
            for name in named {
                if name != "null" && !types.contains(&name) {
                    types.push(name);
                }
            }
        }
        types
    }

    /// The values that may be chosen.
    pub(crate) fn choices(self) -> Vec<&'a Value> {
        self.branches()
            .into_iter()
            .flat_map(|branch| {
                let listed = branch.node.get("enum").and_then(Value::as_array).into_iter().flatten();
                listed.chain(branch.node.get("const"))
            })
            .collect()
    }

    /// The schema of an array's elements.
    pub(crate) fn items(self) -> Option<Self> {
        self.branches().into_iter().find_map(|branch| branch.node.get("items").map(|items| branch.at(items)))
    }

    /// The schema of a property.
    pub(crate) fn property(self, name: &str) -> Option<Self> {
        self.branches().into_iter().find_map(|branch| {
            branch.node.get("properties").and_then(|properties| properties.get(name)).map(|node| branch.at(node))
        })
    }

    /// Which list gives the values that may be chosen, or the elements: the contract's `x-options`.
    pub(crate) fn options(self) -> Option<&'a Value> {
        let own = self.branches().into_iter().find_map(|branch| branch.node.get("x-options"));
        own.or_else(|| self.items()?.options())
    }

    pub(crate) fn description(self) -> &'a str {
        self.branches()
            .into_iter()
            .find_map(|branch| branch.node.get("description").and_then(Value::as_str))
            .unwrap_or_default()
    }

    /// The type in words, such as `string[]`, `a|b` or `file`.
    pub(crate) fn type_in_words(self) -> String {
        if self.branches().iter().any(|branch| branch.node.get("x-blob") == Some(&Value::Bool(true))) {
            return "file".to_owned();
        }
        let choices: Vec<String> = self.choices().into_iter().filter(|value| !value.is_null()).map(in_words).collect();
        let listed = choices.join("|");
        if !listed.is_empty() && listed.len() <= WIDEST_CHOICE {
            return listed;
        }
        let types = self.types();
        if types.is_empty() {
            return "any".to_owned();
        }
        let words = types.into_iter().map(|name| match (name, self.items()) {
            ("array", Some(items)) => match items.type_in_words() {
                one if one.contains(['|', ' ']) => format!("({one})[]"),
                one => format!("{one}[]"),
            },
            _ => name.to_owned(),
        });
        words.collect::<Vec<_>>().join(" or ")
    }
}

fn in_words(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
