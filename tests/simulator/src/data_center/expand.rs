//! The parameter `expand`: what an answer shows in full, read strictly.

use std::collections::BTreeMap;

use super::refusal::invalid;
use crate::answer::Answer;
use crate::parameters::Parameters;

/// How deep an expansion may reach; a deeper one would threaten the stack.
const DEEPEST: usize = 16;

/// Names what may be expanded in something, and what in each of those; `*` stands for any name.
#[derive(Debug)]
pub(super) struct Schema(pub(super) &'static [(&'static str, &'static Self)]);

/// What has nothing to expand.
pub(super) static LEAF: Schema = Schema(&[]);
pub(super) static USER: Schema = Schema(&[("status", &LEAF)]);
pub(super) static SPACE: Schema = Schema(&[
    ("icon", &LEAF),
    ("description", &Schema(&[("plain", &LEAF), ("view", &LEAF)])),
    ("homepage", &CONTENT),
    ("metadata", &Schema(&[("labels", &LEAF)])),
    ("permissions", &LEAF),
    ("retentionPolicy", &LEAF),
]);
pub(super) static VERSION: Schema = Schema(&[("by", &USER), ("content", &CONTENT)]);
pub(super) static HISTORY: Schema = Schema(&[
    ("previousVersion", &VERSION),
    ("nextVersion", &VERSION),
    ("lastUpdated", &VERSION),
    ("createdBy", &USER),
    ("contributors", &Schema(&[("publishers", &Schema(&[("users", &USER)]))])),
]);
pub(super) static CHILDREN: Schema = Schema(&[("page", &CONTENT), ("comment", &CONTENT), ("attachment", &CONTENT)]);
/// The only descendants that are supported are comments.
pub(super) static DESCENDANTS: Schema = Schema(&[("comment", &CONTENT)]);
static BODY: Schema = Schema(&[("content", &CONTENT), ("webresource", &LEAF)]);
pub(super) static SUBJECTS: Schema = Schema(&[("user", &USER), ("group", &LEAF)]);
pub(super) static RESTRICTION: Schema = Schema(&[("restrictions", &SUBJECTS), ("content", &CONTENT)]);
pub(super) static OPERATIONS: Schema = Schema(&[("read", &RESTRICTION), ("update", &RESTRICTION)]);
pub(super) static PROPERTY: Schema = Schema(&[("content", &CONTENT), ("version", &VERSION), ("space", &SPACE)]);
pub(super) static CONTENT: Schema = Schema(&[
    ("space", &SPACE),
    ("history", &HISTORY),
    ("version", &VERSION),
    ("ancestors", &CONTENT),
    ("operations", &LEAF),
    ("children", &CHILDREN),
    ("descendants", &DESCENDANTS),
    ("container", &CONTENT),
    (
        "body",
        &Schema(&[
            ("storage", &BODY),
            ("view", &BODY),
            ("export_view", &BODY),
            ("styled_view", &BODY),
            ("anonymous_export_view", &BODY),
            ("editor", &BODY),
        ]),
    ),
    ("metadata", &Schema(&[("labels", &LEAF), ("currentuser", &LEAF), ("properties", &Schema(&[("*", &PROPERTY)]))])),
    ("extensions", &Schema(&[("inlineProperties", &LEAF), ("resolution", &LEAF)])),
    ("restrictions", &OPERATIONS),
]);
/// What a search result expands: its entity under `content` or `space`.
pub(super) static RESULT: Schema = Schema(&[("content", &CONTENT), ("space", &SPACE), ("user", &USER)]);

/// Is what a request wants to see, as a tree of names.
#[derive(Debug, Default)]
pub(super) struct Expand(BTreeMap<String, Self>);

impl Expand {
    /// Reads the parameter; what the schema does not know is refused, which Confluence would let pass.
    pub(super) fn read(parameters: &Parameters, default: &str, schema: &'static Schema) -> Result<Self, Answer> {
        let given = parameters.list("expand").unwrap_or_else(|| default.split(',').collect());
        Self::of(&given, schema)
    }

    /// Takes names that are known to exist.
    pub(super) fn known(names: &str, schema: &'static Schema) -> Self {
        Self::of(&names.split(',').collect::<Vec<_>>(), schema).unwrap_or_default()
    }

    /// Returns what is wanted of one part, if that part is.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        self.0.get(name)
    }

    /// Tells whether a part is wanted.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Returns the names that are wanted here.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    fn of(paths: &[&str], schema: &'static Schema) -> Result<Self, Answer> {
        let mut root = Self::default();
        for path in paths.iter().map(|path| path.trim()).filter(|path| !path.is_empty()) {
            if path.split('.').count() > DEEPEST {
                return Err(invalid(&format!("An expansion reaches at most {DEEPEST} deep (simulator)")));
            }
            let (mut here, mut schema) = (&mut root, schema);
            for name in path.split('.') {
                // The document writes `body.VIEW` as well as `body.view`.
                let known = schema.0.iter().find(|(known, _)| *known == "*" || known.eq_ignore_ascii_case(name));
                let Some((known, inner)) = known else {
                    return Err(invalid(&format!("Unknown expansion '{path}' (simulator)")));
                };
                let name = if *known == "*" { name } else { known };
                here = here.0.entry(name.to_owned()).or_default();
                schema = inner;
            }
        }
        Ok(root)
    }
}

#[cfg(test)]
mod tests {
    use super::{CONTENT, Expand};

    #[test]
    fn reads_a_tree_and_refuses_strangers() {
        let tree = Expand::of(&["space.description.plain", "body.VIEW", "metadata.properties.My-Key", ""], &CONTENT);
        let tree = tree.unwrap();
        assert!(tree.get("space").unwrap().get("description").unwrap().has("plain"));
        assert!(tree.get("body").unwrap().has("view"));
        assert!(tree.get("metadata").unwrap().get("properties").unwrap().has("My-Key"));
        assert!(!tree.has("version"));
        let deep = ["version.content"; 9].join(".");
        for stranger in ["bodies", "body.storage.colour", "space.body", &deep] {
            assert!(Expand::of(&[stranger], &CONTENT).is_err(), "{stranger}");
        }
    }
}
