//! What is wrong with a document, in words that say what is allowed. The value itself is left out: it may be long, or a
//! secret.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use super::{MOST_PROBLEMS, is_blob};
use crate::Problem;
use crate::error::nearest;

/// As many fields are named where one is not known and none is close to it.
const MOST_NAMED: usize = 12;

/// References lead no deeper than this.
const DEEPEST: u8 = 16;

/// As many schemas are looked at for what one allows: what leads to them in many ways is met as often.
const MOST_SCHEMAS: usize = 64;

/// What one error means. References in `schema`, the whole schema, are local.
pub(super) fn problems(schema: &Value, error: &ValidationError<'_>) -> Vec<Problem> {
    Explaining { schema, error }.problems()
}

struct Explaining<'a> {
    schema: &'a Value,
    error: &'a ValidationError<'a>,
}

impl<'a> Explaining<'a> {
    fn problems(&self) -> Vec<Problem> {
        match self.error.kind() {
            ValidationErrorKind::Required { property } => {
                let name = property.as_str().unwrap_or_default();
                let known = self.near("properties").and_then(|properties| properties.get(name));
                let message = if known.is_some_and(is_blob) { "is needed, a file" } else { "is needed" };
                vec![Problem { at: self.below(name), message: message.to_owned() }]
            }
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                let known = self.near("properties").and_then(Value::as_object);
                let known: Vec<&str> = known.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
                let problem = |name: &String| Problem { at: self.below(name), message: unknown(name, &known) };
                unexpected.iter().map(problem).collect()
            }
            ValidationErrorKind::OneOfNotValid { context } => self.no_branch("oneOf", context),
            ValidationErrorKind::AnyOf { context } => self.no_branch("anyOf", context),
            ValidationErrorKind::Type { .. }
            | ValidationErrorKind::Enum { .. }
            | ValidationErrorKind::Constant { .. } => {
                vec![self.problem(self.object().and_then(|schema| self.allowed(schema)))]
            }
            ValidationErrorKind::MinItems { limit } => {
                let message = match limit {
                    1 => "must not be empty".to_owned(),
                    limit => format!("must have {limit} elements or more"),
                };
                vec![Problem { at: self.error.instance_path().to_string(), message }]
            }
            _ => vec![self.problem(None)],
        }
    }

    /// What is wrong where none of several schemas fits: what the one asks for that is meant, or what all of them allow.
    fn no_branch(&self, word: &str, context: &[Vec<ValidationError<'static>>]) -> Vec<Problem> {
        let branches = self.near(word).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let branches: Vec<&Value> = branches.iter().map(|branch| self.resolve(branch)).collect();
        if let Some(tag) = tag(&branches) {
            return self.of_tag(tag, &branches, context);
        }
        // The deepest one has the right type.
        let depth = |error: &ValidationError<'_>| error.instance_path().as_str().matches('/').count();
        let here = depth(self.error);
        let closest = context.iter().filter(|errors| errors.iter().all(|error| depth(error) > here));
        if let Some(errors) = closest.min_by_key(|errors| errors.len()) {
            return self.of_branch(errors);
        }
        vec![self.problem(self.object().and_then(|schema| self.allowed(schema)))]
    }

    /// The same where each schema is told by the constant that it has for one property.
    fn of_tag(&self, tag: &str, branches: &[&Value], context: &[Vec<ValidationError<'static>>]) -> Vec<Problem> {
        let constants: Vec<&Value> = branches.iter().filter_map(|branch| constant(branch, tag)).collect();
        let Value::Object(object) = self.error.instance().as_ref() else {
            return vec![self.problem(Some("an object".to_owned()))];
        };
        let chosen = object.get(tag);
        if let Some(chosen) = chosen
            && let Some(place) = constants.iter().position(|constant| *constant == chosen)
            && let Some(errors) = context.get(place)
        {
            return self.of_branch(errors);
        }
        let words = one_of(&constants.into_iter().map(shown).collect::<Vec<_>>());
        let message = if chosen.is_some() { format!("must be {words}") } else { format!("is needed, {words}") };
        vec![Problem { at: self.below(tag), message }]
    }

    fn of_branch(&self, errors: &[ValidationError<'static>]) -> Vec<Problem> {
        errors.iter().flat_map(|error| problems(self.schema, error)).take(MOST_PROBLEMS).collect()
    }

    /// A problem with the value itself: what it must be, or what the validator says.
    fn problem(&self, allowed: Option<String>) -> Problem {
        let message = match allowed {
            Some(allowed) => format!("must be {allowed}"),
            None => self.error.masked().to_string(),
        };
        Problem { at: self.error.instance_path().to_string(), message }
    }

    fn below(&self, name: &str) -> String {
        format!("{}/{}", self.error.instance_path(), name.replace('~', "~0").replace('/', "~1"))
    }

    /// The schema object whose keyword failed.
    fn object(&self) -> Option<&'a Value> {
        let (object, _) = self.error.schema_path().as_str().rsplit_once('/')?;
        self.schema.pointer(object)
    }

    /// Another of its keywords.
    fn near(&self, keyword: &str) -> Option<&'a Value> {
        self.object()?.get(keyword)
    }

    /// The schema that a reference leads to.
    fn resolve(&self, mut schema: &'a Value) -> &'a Value {
        for _ in 0..DEEPEST {
            let reference = schema.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
            match reference.and_then(|pointer| self.schema.pointer(pointer)) {
                Some(target) => schema = target,
                None => break,
            }
        }
        schema
    }

    /// What a schema allows, in words; none where these do not say it.
    fn allowed(&self, schema: &'a Value) -> Option<String> {
        if is_blob(schema) {
            return Some("a file that is given with the call".to_owned());
        }
        let mut allowed = Allowed::default();
        self.collect(schema, &mut allowed, 0)?;
        allowed.in_words()
    }

    fn collect(&self, schema: &'a Value, allowed: &mut Allowed, depth: u8) -> Option<()> {
        allowed.looked_at += 1;
        if depth > DEEPEST || allowed.looked_at > MOST_SCHEMAS {
            return None;
        }
        let schema = self.resolve(schema);
        if let Some(value) = schema.get("const") {
            allowed.values.push(shown(value));
        } else if let Some(Value::Array(values)) = schema.get("enum") {
            allowed.values.extend(values.iter().filter(|value| !value.is_null()).map(shown));
        } else if let Some(Value::Array(branches)) = schema.get("oneOf").or_else(|| schema.get("anyOf")) {
            for branch in branches {
                self.collect(branch, allowed, depth + 1)?;
            }
        } else {
            match schema.get("type")? {
                Value::String(name) => allowed.add(name),
                Value::Array(names) => names.iter().filter_map(Value::as_str).for_each(|name| allowed.add(name)),
                _ => return None,
            }
        }
        Some(())
    }
}

/// Values and types that a schema allows.
#[derive(Default)]
struct Allowed {
    values: Vec<String>,
    types: Vec<&'static str>,
    looked_at: usize,
}

impl Allowed {
    fn add(&mut self, name: &str) {
        let word = match name {
            "string" => "text",
            "integer" => "a whole number",
            "number" => "a number",
            "boolean" => "`true` or `false`",
            "array" => "a list",
            "object" => "an object",
            // That nothing is allowed too helps nobody.
            _ => return,
        };
        if !self.types.contains(&word) {
            self.types.push(word);
        }
    }

    fn in_words(self) -> Option<String> {
        let mut words: Vec<String> = Vec::new();
        if !self.values.is_empty() {
            words.push(one_of(&self.values));
        }
        words.extend(self.types.into_iter().map(str::to_owned));
        let last = words.pop()?;
        Some(if words.is_empty() { last } else { format!("{} or {last}", words.join(", ")) })
    }
}

fn one_of(values: &[String]) -> String {
    match values {
        [one] => one.clone(),
        several => format!("one of {}", several.join(", ")),
    }
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| format!("`{value}`"), |text| format!("`{text}`"))
}

/// The property that has another constant in each of these schemas.
fn tag<'a>(branches: &[&'a Value]) -> Option<&'a str> {
    let (first, _) = branches.split_first()?;
    let properties = first.get("properties")?.as_object()?;
    let tells = |name: &&String| branches.iter().all(|branch| constant(branch, name.as_str()).is_some());
    properties.keys().find(tells).map(String::as_str)
}

fn constant<'a>(branch: &'a Value, property: &str) -> Option<&'a Value> {
    branch.get("properties")?.get(property)?.get("const")
}

/// What is said of a field that a schema does not have.
pub(crate) fn unknown(name: &str, known: &[&str]) -> String {
    if let Some(close) = nearest(name, known.iter().copied()).first() {
        return format!("is not known; did you mean `{close}`?");
    }
    match known.len() {
        0 => "is not known".to_owned(),
        count if count > MOST_NAMED => "is not known".to_owned(),
        _ => {
            let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            format!("is not known; there is {}", known.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::Schema;
    use super::*;

    fn told(schema: &Value, document: &Value) -> Vec<String> {
        let problems = Schema::new(&schema.to_string()).unwrap().problems(document);
        let mut told: Vec<String> =
            problems.into_iter().map(|problem| format!("{}: {}", problem.at, problem.message)).collect();
        told.sort();
        told
    }

    #[test]
    fn a_choice_of_objects_is_told_by_the_one_that_is_meant() {
        let schema = json!({
            "type": "object",
            "properties": { "edits": { "type": "array", "items": { "$ref": "#/$defs/Edit" } } },
            "$defs": {
                "Edit": { "oneOf": [
                    { "type": "object", "additionalProperties": false, "required": ["op", "content"],
                        "properties": { "op": { "const": "append" }, "content": { "$ref": "#/$defs/Content" } } },
                    { "type": "object", "additionalProperties": false, "required": ["op", "find"],
                        "properties": { "op": { "const": "replace" }, "find": { "type": "string" } } },
                ] },
                "Content": { "type": "object", "properties": { "value": { "type": ["string", "null"] } } },
            },
        });
        for (edit, expected) in [
            (
                json!({"op": "append", "contents": 1}),
                vec!["/edits/0/content: is needed", "/edits/0/contents: is not known; did you mean `content`?"],
            ),
            (json!({"op": "append", "content": {"value": 1}}), vec!["/edits/0/content/value: must be text"]),
            (json!({"op": "apend"}), vec!["/edits/0/op: must be one of `append`, `replace`"]),
            (json!({"find": "x"}), vec!["/edits/0/op: is needed, one of `append`, `replace`"]),
            (json!("append"), vec!["/edits/0: must be an object"]),
        ] {
            assert_eq!(told(&schema, &json!({ "edits": [edit] })), expected, "{edit}");
        }
    }

    #[test]
    fn a_choice_of_types_and_values_is_told_in_one_line() {
        let scalar = json!({ "anyOf": [{ "type": "string" }, { "type": "number" }, { "type": "boolean" }] });
        let value =
            json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "$ref": "#/$defs/Scalar" } }] });
        let schema = json!({
            "type": "object",
            "properties": {
                "cell": { "$ref": "#/$defs/Scalar" },
                "query": value,
                "size": { "oneOf": [{ "const": "all" }, { "type": "integer" }, { "type": "null" }] },
                "state": { "enum": ["open", 1, null] },
                "one": { "const": "only" },
                "objects": { "oneOf": [{ "type": "object", "required": ["a"] }, { "type": "object", "required": ["b"] }] },
            },
            "$defs": { "Scalar": scalar },
        });
        for (document, expected) in [
            (json!({"cell": {}}), "/cell: must be text, a number or `true` or `false`"),
            (json!({"query": 1}), "/query: must be text or a list"),
            (json!({"query": [[]]}), "/query/0: must be text, a number or `true` or `false`"),
            (json!({"size": "some"}), "/size: must be `all` or a whole number"),
            (json!({"state": "secret"}), "/state: must be one of `open`, `1`"),
            (json!({"one": "secret"}), "/one: must be `only`"),
            (json!({"objects": "secret"}), "/objects: must be an object"),
        ] {
            assert_eq!(told(&schema, &document), [expected], "{document}");
        }
    }

    #[test]
    fn a_list_that_is_too_short_is_told_in_words() {
        let schema = json!({ "type": "object", "properties": {
            "one": { "type": "array", "minItems": 1 }, "two": { "type": "array", "minItems": 2 } } });
        let expected = ["/one: must not be empty", "/two: must have 2 elements or more"];
        assert_eq!(told(&schema, &json!({"one": [], "two": [1]})), expected);
    }

    #[test]
    fn a_field_that_takes_a_file_is_told_to() {
        let file = json!({ "type": "string", "x-blob": true });
        let schema = json!({ "type": "object", "required": ["file", "files"],
            "properties": { "file": file, "files": { "type": "array", "items": file } } });
        assert_eq!(told(&schema, &json!({})), ["/file: is needed, a file", "/files: is needed, a file"]);
        assert_eq!(
            told(&schema, &json!({"file": 1, "files": []})),
            ["/file: must be a file that is given with the call"]
        );
    }

    #[test]
    fn fields_that_there_are_are_named_where_none_is_close() {
        assert_eq!(unknown("titel", &["id", "title"]), "is not known; did you mean `title`?");
        assert_eq!(unknown("xyz", &["id", "title"]), "is not known; there is `id`, `title`");
        assert_eq!(unknown("xyz", &["a"; 13]), "is not known");
        assert_eq!(unknown("xyz", &[]), "is not known");
    }
}
