use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Condition, Document, holds};

/// Something that the connector can do.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Action {
    /// Such as `create-page`.
    pub name: String,
    /// For people.
    pub title: String,
    /// What it does.
    pub description: String,
    /// Such as `pages`.
    pub group: String,
    /// JSON Schema 2020-12 of an object.
    pub input_schema: Document,
    /// JSON Schema 2020-12.
    pub output_schema: Document,
    /// The schema of what is handed over early.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_schema: Option<Document>,
    /// The fields of its input, at the top, that its schemas depend on:
    /// [`Connection::schemas_for`](crate::Connection::schemas_for) tells narrower ones once all of these are known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schema_depends: Vec<String>,
    /// What it does to the service.
    pub effect: Effect,
    /// Where it writes: the inputs for which it takes something away, those for which all of these hold, as in a route; none: no
    /// input.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removes_given: Vec<Condition>,
    /// Whether performing it twice leaves what performing it once does.
    pub repeatable: bool,
    /// Whether it may be left waiting or saves how far it is, so that a run can go on after it was broken off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub resumable: bool,
    /// The requests that it may make.
    pub routes: Vec<Route>,
    /// Offered only on connections where all of these hold.
    pub when: Vec<Condition>,
    /// Why not to use it any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<String>,
    /// Registered keys.
    pub annotations: Box<RawValue>,
}

impl Action {
    /// What it does to the service with this input.
    pub fn effect_of(&self, input: &Value) -> Effect {
        match self.effect {
            Effect::Write if !self.removes_given.is_empty() && given(&self.removes_given, input) => Effect::Remove,
            effect => effect,
        }
    }
}

/// What an action does to the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Nothing.
    Read,
    /// It adds or changes something.
    Write,
    /// It takes something away.
    Remove,
}

impl Effect {
    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Remove => "remove",
        }
    }
}

/// A request that an action makes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Route {
    /// The endpoint's name.
    pub endpoint: String,
    /// Such as `GET /wiki/api/v2/pages/{id}`.
    pub request: String,
    /// OAuth scopes: any one of these sets is enough; none: no scope is needed or known.
    #[serde(default)]
    pub scopes: Vec<Vec<String>>,
    /// Used only on connections where all of these hold.
    pub when: Vec<Condition>,
    /// Used only for inputs where all of these hold, of their fields at the top. An absent field is as an empty one; the
    /// value `*` stands for any other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<Condition>,
}

impl Route {
    /// Whether it may be used on a connection with these values for this input. Without an input it may be.
    pub(crate) fn serves<'a>(&self, value: impl Fn(&str) -> Option<&'a str>, input: Option<&Value>) -> bool {
        input.is_none_or(|input| given(&self.given, input)) && holds(&self.when, value)
    }
}

/// Whether all of some conditions hold for an input. An absent field and `false` are as an empty one; `*` stands for any other.
fn given(conditions: &[Condition], input: &Value) -> bool {
    conditions.iter().all(|condition| {
        let has = |value: &str| condition.values.iter().any(|allowed| allowed == value);
        match input.get(&condition.field) {
            None | Some(Value::Null | Value::Bool(false)) => has(""),
            Some(Value::String(text)) => has(text) || (!text.is_empty() && has("*")),
            Some(_) => has("*"),
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_an_action_does_depends_on_its_input_where_it_says_so() {
        let action = |effect: &str, given: Value| -> Action {
            serde_json::from_value(json!({
                "name": "a", "title": "", "description": "", "group": "", "inputSchema": {}, "outputSchema": {}, "effect": effect,
                "removesGiven": given, "repeatable": false, "routes": [], "when": [], "annotations": {},
            }))
            .unwrap()
        };
        let method = || json!([{"field": "method", "values": ["DELETE"]}]);
        let any = || json!([{"field": "prune", "values": ["*"]}]);
        for (effect, given, input, expected) in [
            ("write", json!([]), json!({}), Effect::Write),
            ("write", method(), json!({}), Effect::Write),
            ("write", method(), json!({"method": "POST"}), Effect::Write),
            ("write", method(), json!({"method": "DELETE"}), Effect::Remove),
            ("write", any(), json!({"prune": false}), Effect::Write),
            ("write", any(), json!({"prune": true}), Effect::Remove),
            ("remove", json!([]), json!({}), Effect::Remove),
            ("read", json!([]), json!({}), Effect::Read),
        ] {
            assert_eq!(action(effect, given.clone()).effect_of(&input), expected, "{effect} {given} {input}");
        }
    }
}
