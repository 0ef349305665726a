//! How much work a schema may make. Validating is not interrupted, and who wrote the schema is not trusted: where one leads
//! to the same place in ever more ways, a small document would take for ever.

use serde_json::Value;

/// As many schemas are looked at when every reference is followed once.
const MOST_SCHEMAS: usize = 100_000;

/// References within one another.
const DEEPEST: usize = 60;

/// Refuses a schema that could make more work than a document is long.
///
/// # Errors
/// Why, in words.
pub(super) fn check(schema: &Value) -> Result<(), String> {
    let mut walk = Walk { root: schema, open: vec!["#".to_owned()], seen: 0 };
    walk.visit(schema).map(drop)
}

struct Walk<'a> {
    root: &'a Value,
    /// The references that are being followed; the whole schema first.
    open: Vec<String>,
    seen: usize,
}

/// Which of the open references something leads back to, a bit for each.
type Back = u64;

impl<'a> Walk<'a> {
    fn visit(&mut self, schema: &'a Value) -> Result<Back, String> {
        self.seen += 1;
        if self.seen > MOST_SCHEMAS {
            return Err("its references lead to more schemas than can be looked at".to_owned());
        }
        let Value::Object(keywords) = schema else { return Ok(0) };
        let (mut back, mut members, mut elements, mut others) = (0, 0, 0, 0);
        for (keyword, value) in keywords {
            // What stands below one of these may meet the same part of a document as what stands below another one.
            let (ways, place) = match keyword.as_str() {
                "$ref" => (vec![self.follow(value)?], &mut others),
                "properties" => (vec![self.any(value)?], &mut members),
                "patternProperties" | "dependentSchemas" => (self.each(value)?, &mut members),
                "additionalProperties" | "unevaluatedProperties" | "propertyNames" => {
                    (vec![self.visit(value)?], &mut members)
                }
                "prefixItems" => (vec![self.any(value)?], &mut elements),
                "items" | "contains" | "unevaluatedItems" => (vec![self.visit(value)?], &mut elements),
                "allOf" | "anyOf" | "oneOf" => (self.each(value)?, &mut others),
                "not" | "if" | "then" | "else" => (vec![self.visit(value)?], &mut others),
                "$dynamicRef" | "$recursiveRef" | "$anchor" | "$dynamicAnchor" => {
                    return Err(format!("`{keyword}` is not known here; name a definition by its JSON Pointer"));
                }
                "$id" if self.seen > 1 => return Err("only the whole schema may have an `$id`".to_owned()),
                _ => continue,
            };
            *place += ways.iter().filter(|way| **way != 0).count();
            back = ways.into_iter().fold(back, |back, way| back | way);
        }
        if members.max(elements) + others > 1 {
            return Err("it contains itself in more than one way".to_owned());
        }
        Ok(back)
    }

    fn follow(&mut self, reference: &Value) -> Result<Back, String> {
        let reference = reference.as_str().unwrap_or_default();
        if let Some(at) = self.open.iter().position(|open| open == reference) {
            return Ok(1 << at);
        }
        let target = reference.strip_prefix('#').and_then(|pointer| self.root.pointer(pointer));
        let target = target.ok_or_else(|| format!("the reference `{reference}` leads to nothing"))?;
        if self.open.len() > DEEPEST {
            return Err("its references lead too deep".to_owned());
        }
        self.open.push(reference.to_owned());
        let back = self.visit(target)?;
        self.open.pop();
        // What leads back to it alone has come to its end here.
        Ok(back & ((1 << self.open.len()) - 1))
    }

    /// Schemas of which each is for another part of a document.
    fn any(&mut self, schemas: &'a Value) -> Result<Back, String> {
        Ok(self.each(schemas)?.into_iter().fold(0, |back, way| back | way))
    }

    fn each(&mut self, schemas: &'a Value) -> Result<Vec<Back>, String> {
        match schemas {
            Value::Object(schemas) => schemas.values().map(|schema| self.visit(schema)).collect(),
            Value::Array(schemas) => schemas.iter().map(|schema| self.visit(schema)).collect(),
            _ => Ok(Vec::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_contains_itself_once_at_each_place_is_a_schema() {
        for schema in [
            json!({"type": "string"}),
            json!({"properties": {"left": {"$ref": "#"}, "right": {"$ref": "#"}}}),
            json!({"properties": {"children": {"items": {"$ref": "#"}}}}),
            json!({"anyOf": [{"$ref": "#/$defs/Tree"}, {"items": {"$ref": "#/$defs/Tree"}}],
                "$defs": {"Tree": {"properties": {"children": {"items": {"$ref": "#/$defs/Tree"}}}}}}),
            json!({"$ref": "#/$defs/A", "$defs": {
                "A": {"anyOf": [{"properties": {"b": {"$ref": "#/$defs/B"}}}, {"type": "null"}]},
                "B": {"items": {"$ref": "#/$defs/A"}},
            }}),
        ] {
            assert_eq!(check(&schema), Ok(()), "{schema}");
        }
    }

    #[test]
    fn what_leads_to_the_same_place_in_many_ways_is_refused() {
        for schema in [
            json!({"anyOf": [{"properties": {"a": {"$ref": "#"}}}, {"properties": {"a": {"$ref": "#"}}}]}),
            json!({"properties": {"a": {"$ref": "#"}}, "patternProperties": {"a": {"$ref": "#"}}}),
            json!({"items": {"$ref": "#"}, "contains": {"$ref": "#"}}),
            json!({"items": {"$ref": "#"}, "not": {"items": {"$ref": "#"}}}),
            json!({"allOf": [{"$ref": "#/$defs/A"}], "items": {"$ref": "#"}, "$defs": {"A": {"items": {"$ref": "#"}}}}),
            json!({"$ref": "#/$defs/nowhere"}),
            json!({"$dynamicRef": "#a", "$dynamicAnchor": "a"}),
            json!({"properties": {"a": {"$id": "https://example.com/"}}}),
        ] {
            assert!(check(&schema).is_err(), "{schema}");
        }
    }
}
