use std::collections::BTreeMap;

use schemars::JsonSchema;

/// The types of pieces of content.
#[derive(JsonSchema)]
pub struct ContentTypes {
    /// The type by id, such as `page`, `blogpost`, `footer-comment` or `inline-comment`; null where there is no such
    /// content, or the user may not see it.
    pub results: BTreeMap<String, Option<String>>,
}
