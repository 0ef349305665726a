//! The fields of an input, those inside of others too.

use serde_json::Value;

use super::{Schema, WIDEST_CHOICE, in_words};

/// How many objects deep fields are shown.
const DEEPEST: usize = 4;

/// How many values that may be chosen are shown at most.
const MOST_CHOICES: usize = 20;

/// How many fields are shown at most.
const MOST_FIELDS: usize = 500;

/// A field of an input, or one inside of another.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// As `--set` names it where it is in an object, such as `body.value`; the elements of a list are `edits[]`.
    pub(crate) path: String,
    pub(crate) kind: String,
    /// Whether what holds it needs it.
    pub(crate) required: bool,
    pub(crate) description: String,
    /// The list that gives its values.
    pub(crate) options: Option<String>,
}

/// All fields, each before those that are in it.
pub(crate) fn fields(schema: Schema<'_>) -> Vec<Field> {
    let mut fields = Vec::new();
    collect(schema, "", &mut Vec::new(), &mut fields);
    fields
}

fn collect<'a>(schema: Schema<'a>, prefix: &str, around: &mut Vec<&'a Value>, fields: &mut Vec<Field>) {
    // One that is in itself would never end.
    if fields.len() >= MOST_FIELDS
        || around.len() > DEEPEST
        || around.iter().any(|node| std::ptr::eq(*node, schema.node))
    {
        return;
    }
    around.push(schema.node);
    let shapes: Vec<Schema<'a>> = schema.branches().into_iter().filter(|branch| !branch.own().is_empty()).collect();
    let tag = tag(&shapes);
    let mut names: Vec<&str> = Vec::new();
    for name in shapes.iter().flat_map(|shape| shape.own()).map(|(name, _)| name) {
        if names.contains(&name) {
            continue;
        }
        names.push(name);
        let holders: Vec<Schema<'a>> = shapes.iter().copied().filter(|shape| shape.has(name)).collect();
        let Some(first) = holders[0].property(name) else { continue };
        let path = format!("{prefix}{name}");
        let field = if tag == Some(name) {
            tag_field(path.clone(), &shapes, name)
        } else {
            let description = match tag {
                Some(tag) => of_shapes(&holders, tag, name, shapes.len()),
                None => first.description().replace('\n', " "),
            };
            let description = with_choices(description, first);
            let list = first.options().and_then(|options| options.get("list")?.as_str());
            Field {
                path: path.clone(),
                kind: first.type_in_words(),
                required: holders.iter().all(|shape| shape.requires(name)),
                description,
                options: list.map(str::to_owned),
            }
        };
        fields.push(field);
        collect(first, &format!("{path}."), around, fields);
        if let Some(items) = first.items() {
            collect(items, &format!("{path}[]."), around, fields);
        }
    }
    around.pop();
}

/// A description with the values that may be chosen, where they are too many to stand for the type.
fn with_choices(description: String, field: Schema<'_>) -> String {
    let choices: Vec<String> = field.choices().into_iter().filter(|value| !value.is_null()).map(in_words).collect();
    if choices.is_empty() || choices.join("|").len() <= WIDEST_CHOICE {
        return description;
    }
    let mut shown = quoted(&choices[..choices.len().min(MOST_CHOICES)]);
    if choices.len() > MOST_CHOICES {
        shown += ", …";
    }
    format!("{description} One of {shown}.").trim_start().to_owned()
}

/// What a field is for in the shapes that have it: said once where it is the same in all of so many.
fn of_shapes(holders: &[Schema<'_>], tag: &str, name: &str, all: usize) -> String {
    let mut said: Vec<(String, Vec<Schema<'_>>)> = Vec::new();
    for holder in holders {
        let description = holder.property(name).map(|field| field.description().replace('\n', " ")).unwrap_or_default();
        match said.iter_mut().find(|(known, _)| *known == description) {
            Some((_, same)) => same.push(*holder),
            None => said.push((description, vec![*holder])),
        }
    }
    let words = said.iter().map(|(description, same)| match same.len() {
        count if count == all => description.clone(),
        _ => format!("For {}: {description}", quoted(&constants(same, tag))),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The field that says which of several shapes an object has.
fn tag_field(path: String, shapes: &[Schema<'_>], name: &str) -> Field {
    let constants = constants(shapes, name);
    let kind = constants.join("|");
    let (kind, description) = if kind.len() <= WIDEST_CHOICE {
        (kind, String::new())
    } else {
        ("string".to_owned(), format!("One of {}.", quoted(&constants)))
    };
    let required = shapes.iter().all(|shape| shape.requires(name));
    Field { path, kind, required, description, options: None }
}

/// The property that has a constant of its own in each of several shapes.
fn tag<'a>(shapes: &[Schema<'a>]) -> Option<&'a str> {
    let (first, others) = shapes.split_first()?;
    let tells = |name: &&str| shapes.iter().all(|shape| shape.constant(name).is_some());
    let mut names = first.own().into_iter().map(|(name, _)| name);
    names.find(tells).filter(|_| !others.is_empty())
}

fn constants(shapes: &[Schema<'_>], name: &str) -> Vec<String> {
    shapes.iter().filter_map(|shape| shape.constant(name)).map(in_words).collect()
}

fn quoted(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

impl<'a> Schema<'a> {
    /// The properties that this schema names itself.
    fn own(self) -> Vec<(&'a str, &'a Value)> {
        let properties = self.node.get("properties").and_then(Value::as_object);
        properties.into_iter().flatten().map(|(name, node)| (name.as_str(), node)).collect()
    }

    fn has(self, name: &str) -> bool {
        self.node.get("properties").is_some_and(|properties| properties.get(name).is_some())
    }

    fn requires(self, name: &str) -> bool {
        let required = self.node.get("required").and_then(Value::as_array);
        required.is_some_and(|required| required.iter().any(|known| known == name))
    }

    fn constant(self, name: &str) -> Option<&'a Value> {
        self.node.get("properties")?.get(name)?.get("const")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_inside_of_others_are_told_too() {
        let schema = json!({
            "type": "object",
            "properties": {
                "id": { "type": "string", "description": "The page.", "x-options": { "list": "pages" } },
                "body": { "$ref": "#/$defs/Body", "description": "The body." },
                "edits": { "type": "array", "items": { "$ref": "#/$defs/Edit" } },
                "tree": { "$ref": "#/$defs/Tree" },
                "if": { "enum": ["keep-what-is-there", "replace-what-is-there-now", null], "description": "What to do." },
            },
            "required": ["id"],
            "$defs": {
                "Body": { "type": "object", "required": ["value"], "properties": {
                    "value": { "type": "string", "description": "The\ntext." },
                    "in": { "enum": ["storage", "markdown"] },
                } },
                "Edit": { "oneOf": [
                    { "type": "object", "required": ["op", "content"], "properties": { "op": { "const": "append", "description": "Adds." },
                        "content": { "$ref": "#/$defs/Body" } } },
                    { "type": "object", "required": ["op", "find"], "properties": { "op": { "const": "replace", "description": "Puts." },
                        "find": { "type": "string", "description": "What." } } },
                ] },
                "Tree": { "type": "object", "properties": { "children": { "type": "array", "items": { "$ref": "#/$defs/Tree" } } } },
            },
        });
        let rows: Vec<String> = fields(Schema::new(&schema))
            .into_iter()
            .map(|field| {
                let required = if field.required { "!" } else { "" };
                let options = field.options.map(|list| format!(" <{list}>")).unwrap_or_default();
                format!("{}{required} {} {}{options}", field.path, field.kind, field.description)
            })
            .collect();
        assert_eq!(
            rows,
            [
                "id! string The page. <pages>",
                "body object The body.",
                "body.value! string The text.",
                "body.in storage|markdown ",
                "edits object[] ",
                "edits[].op! append|replace ",
                "edits[].content! object For `append`: ",
                "edits[].content.value! string The text.",
                "edits[].content.in storage|markdown ",
                "edits[].find! string For `replace`: What.",
                "tree object ",
                "tree.children object[] ",
                "tree.children[].children object[] ",
                "if string What to do. One of `keep-what-is-there`, `replace-what-is-there-now`.",
            ]
        );
    }
}
