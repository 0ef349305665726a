//! Content at the begin and at the end.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::adf_tree::children_mut;
use super::{Content, Done, EditError};
use crate::formats::storage::{Document, Node};

/// Adds content at the end of a body.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Append {
    /// What to add.
    pub content: Content,
}

/// Adds content at the begin of a body.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prepend {
    /// What to add.
    pub content: Content,
}

impl Append {
    pub(super) fn storage(&self, source: &str) -> Result<(String, Done), EditError> {
        let document = Document::parse(source)?;
        let content = beside(document.nodes.iter().rev(), self.content.storage()?);
        Ok(([source, content.as_str()].concat(), appended(!content.is_empty())))
    }

    pub(super) fn adf(&self, document: &mut Value) -> Result<Done, EditError> {
        let new = self.content.adf()?;
        let adds = !new.is_empty();
        if let Some(content) = children_mut(document) {
            content.extend(new);
        }
        Ok(appended(adds))
    }
}

impl Prepend {
    pub(super) fn storage(&self, source: &str) -> Result<(String, Done), EditError> {
        let document = Document::parse(source)?;
        let content = beside(document.nodes.iter(), self.content.storage()?);
        Ok(([content.as_str(), source].concat(), prepended(!content.is_empty())))
    }

    pub(super) fn adf(&self, document: &mut Value) -> Result<Done, EditError> {
        let new = self.content.adf()?;
        let adds = !new.is_empty();
        if let Some(content) = children_mut(document) {
            content.splice(0..0, new);
        }
        Ok(prepended(adds))
    }
}

fn appended(adds: bool) -> Done {
    Done::new(usize::from(adds), if adds { "added content at the end" } else { "the content is empty" })
}

fn prepended(adds: bool) -> Done {
    Done::new(usize::from(adds), if adds { "added content at the begin" } else { "the content is empty" })
}

/// Beside a layout, content needs one too: the old editor drops what stands outside of layouts.
fn beside<'n, 's: 'n>(mut nodes: impl Iterator<Item = &'n Node<'s>>, content: String) -> String {
    let first = nodes.find(|node| !node.is_blank()).and_then(Node::element);
    if content.is_empty() || !first.is_some_and(|element| element.name() == "ac:layout") {
        return content;
    }
    let cell = format!("<ac:layout-cell>{content}</ac:layout-cell>");
    format!("<ac:layout><ac:layout-section ac:type=\"single\">{cell}</ac:layout-section></ac:layout>")
}
