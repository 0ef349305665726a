use connector_sdk::serde_json::Value;

use super::cell;

/// How deep into objects a table goes.
const DEEPEST: usize = 3;

/// A schema and the document that its references lead into.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) root: &'a Value,
    pub(super) node: &'a Value,
}

impl<'a> Place<'a> {
    pub(super) fn new(root: &'a Value) -> Self {
        Self { root, node: root }
    }

    pub(super) fn at(self, node: &'a Value) -> Self {
        Self { node, ..self }
    }

    /// The schema and what it refers to or is one of, null left out.
    pub(super) fn branches(self) -> Vec<Self> {
        let mut branches = vec![self];
        let reference = self.node.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
        branches.extend(
            reference
                .and_then(|pointer| self.root.pointer(pointer))
                .into_iter()
                .flat_map(|node| self.at(node).branches()),
        );
        for word in ["anyOf", "oneOf", "allOf"] {
            let choices = self.node.get(word).and_then(Value::as_array).into_iter().flatten();
            branches.extend(choices.flat_map(|node| self.at(node).branches()));
        }
        branches
    }

    /// The first value of a keyword.
    pub(super) fn word(self, name: &str) -> Option<&'a Value> {
        self.branches().into_iter().find_map(|branch| branch.node.get(name))
    }

    pub(super) fn properties(self) -> Vec<(&'a str, Self)> {
        let found =
            self.branches().into_iter().find_map(|branch| Some((branch, branch.node.get("properties")?.as_object()?)));
        found
            .into_iter()
            .flat_map(|(branch, properties)| {
                properties.iter().map(move |(name, node)| (name.as_str(), branch.at(node)))
            })
            .collect()
    }

    fn requires(self, name: &str) -> bool {
        let required =
            |branch: Self| branch.node.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
        self.branches().into_iter().any(|branch| required(branch).iter().any(|required| required == name))
    }

    pub(super) fn items(self) -> Option<Self> {
        self.branches().into_iter().find_map(|branch| branch.node.get("items").map(|node| branch.at(node)))
    }

    fn choices(self) -> Vec<String> {
        let value = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let of = |branch: Self| {
            let listed = branch.node.get("enum").and_then(Value::as_array).into_iter().flatten();
            listed.chain(branch.node.get("const")).map(value).collect::<Vec<_>>()
        };
        self.branches().into_iter().flat_map(of).filter(|value| value != "null").collect()
    }

    /// The type in words, such as `string[]`.
    pub(super) fn kind(self) -> String {
        if self.word("x-blob") == Some(&Value::Bool(true)) {
            return "file".to_owned();
        }
        let mut kinds: Vec<String> = Vec::new();
        for branch in self.branches() {
            let named: Vec<&str> = match branch.node.get("type") {
                Some(Value::String(name)) => vec![name],
                Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
                _ => Vec::new(),
            };
            for name in named.into_iter().filter(|name| *name != "null") {
                let kind = match (name, branch.items()) {
                    ("array", Some(items)) => format!("{}[]", items.kind()),
                    _ => name.to_owned(),
                };
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
        }
        if kinds.is_empty() { "any".to_owned() } else { kinds.join(" or ") }
    }
}

/// The inputs of an action.
pub(super) fn table(schema: &Value) -> String {
    let mut rows = Vec::new();
    collect(Place::new(schema), "", 0, &mut rows);
    if rows.is_empty() {
        return "No inputs.".to_owned();
    }
    let head = ["| input | type | | description | values |", "|---|---|---|---|---|"].map(str::to_owned);
    head.into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

fn collect(object: Place<'_>, before: &str, depth: usize, rows: &mut Vec<String>) {
    for (name, place) in object.properties() {
        let path = format!("{before}{name}");
        let (description, default) =
            without_default(place.word("description").and_then(Value::as_str).unwrap_or_default());
        let need = match default {
            _ if object.requires(name) => "required".to_owned(),
            Some(default) => format!("default {default}"),
            None => String::new(),
        };
        rows.push(format!(
            "| `{path}` | {} | {} | {} | {} |",
            cell(&place.kind()),
            cell(&need),
            cell(&description),
            cell(&values(place))
        ));
        if depth + 1 < DEEPEST {
            match place.items() {
                Some(items) => collect(items, &format!("{path}[]."), depth + 1, rows),
                None => collect(place, &format!("{path}."), depth + 1, rows),
            }
        }
    }
}

/// A description ends with its default, where it has one.
fn without_default(description: &str) -> (String, Option<&str>) {
    let found = description.split_once(" Default: ").and_then(|(text, rest)| Some((text, rest.strip_suffix('.')?)));
    match found {
        // What is more than a value is better read where it stands.
        Some((text, default))
            if default.starts_with('`') && default.matches('`').count() == 2 && default.ends_with('`') =>
        {
            (text.to_owned(), Some(default))
        }
        _ => (description.to_owned(), None),
    }
}

/// What is allowed: the choices, the bounds, the list that is asked for.
fn values(place: Place<'_>) -> String {
    let elements = place.items();
    let choices = elements.unwrap_or(place).choices();
    let number = |word: &str| place.word(word).and_then(Value::as_u64);
    let mut allowed = Vec::new();
    if !choices.is_empty() {
        allowed.push(choices.iter().map(|choice| format!("`{choice}`")).collect::<Vec<_>>().join(", "));
    }
    let bounds =
        [("minimum", "maximum", ""), ("minItems", "maxItems", " elements"), ("minLength", "maxLength", " letters")];
    for (least, most, what) in bounds {
        match (number(least).filter(|least| *least > 0), number(most)) {
            (Some(least), Some(most)) => allowed.push(format!("{least} to {most}{what}")),
            (Some(1), None) if !what.is_empty() => allowed.push("not empty".to_owned()),
            (Some(least), None) => allowed.push(format!("at least {least}{what}")),
            (None, Some(most)) => allowed.push(format!("at most {most}{what}")),
            (None, None) => {}
        }
    }
    if let Some(list) =
        place.word("x-options").or_else(|| elements?.word("x-options")).and_then(|options| options["list"].as_str())
    {
        allowed.push(format!("listed by `connector options {list}`"));
    }
    if place.word("x-secret") == Some(&Value::Bool(true)) {
        allowed.push("a secret".to_owned());
    }
    allowed.join("; ")
}
