use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::EditError;
use super::error::EditErrorKind;
use crate::formats::storage::{Document, Node, escape_text};
use crate::formats::{FormatErrorKind, adf, from_markdown};

/// Content to put into a body.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// What `value` is written in. Default: `markdown`.
    pub representation: Option<ContentFormat>,
    /// The content, such as `Shipped **today**.` in Markdown.
    pub value: String,
}

/// What content can be written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContentFormat {
    /// Markdown, with tables, task lists, alerts and placeholders.
    #[default]
    Markdown,
    /// Confluence's storage format, an XHTML dialect.
    Storage,
    /// The Atlassian Document Format, JSON given as text: a document, a node, or a list of nodes. Only for bodies in it.
    AtlasDocFormat,
    /// Text without markup: an empty line begins a paragraph.
    Plain,
}

impl Content {
    pub(super) fn format(&self) -> ContentFormat {
        self.representation.unwrap_or_default()
    }

    /// The content in the storage format.
    pub(super) fn storage(&self) -> Result<String, EditError> {
        match self.format() {
            ContentFormat::Markdown => from_markdown(&self.value).map_err(|error| EditError::content(&error)),
            ContentFormat::Storage => match Document::parse(&self.value) {
                Ok(_) => Ok(self.value.clone()),
                Err(error) => Err(EditError::content(&error)),
            },
            ContentFormat::Plain => Ok(paragraphs(&self.value)),
            ContentFormat::AtlasDocFormat => Err(EditError::new(
                EditErrorKind::Content(FormatErrorKind::NotStorage),
                "content in the Atlassian Document Format does not fit into a body in the storage format",
            )),
        }
    }

    /// The content as nodes of the Atlassian Document Format.
    pub(super) fn adf(&self) -> Result<Vec<Value>, EditError> {
        let nodes = match self.format() {
            ContentFormat::AtlasDocFormat => adf::nodes(&self.value),
            _ => adf::from_storage(&self.storage()?),
        };
        nodes.map_err(|error| EditError::content(&error))
    }

    /// The content as that of a cell in the storage format, where Markdown has one line only.
    pub(super) fn cell_storage(&self) -> Result<String, EditError> {
        if self.format() != ContentFormat::Markdown {
            return self.storage();
        }
        let mut line = String::from("| |\n|-|\n|");
        let mut last = ' ';
        for character in self.value.trim().chars() {
            match character {
                '|' if last != '\\' => line.push_str("\\|"),
                '\n' => line.push_str("<br>"),
                '\r' => {}
                _ => line.push(character),
            }
            last = character;
        }
        // Else it would escape the end of the cell.
        line.push_str(if last == '\\' { "\\|" } else { " |" });
        let table = from_markdown(&line).map_err(|error| EditError::content(&error))?;
        let document = Document::parse(&table).map_err(|error| EditError::content(&error))?;
        let mut content = String::new();
        find_cell(&document.nodes, &mut content);
        Ok(content)
    }
}

fn find_cell(nodes: &[Node<'_>], out: &mut String) {
    for element in nodes.iter().filter_map(Node::element) {
        if element.name() == "td" {
            out.extend(element.children().iter().map(Node::write));
        } else {
            find_cell(element.children(), out);
        }
    }
}

fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let lines =
        |paragraph: &str| paragraph.trim_matches('\n').split('\n').map(escape_text).collect::<Vec<_>>().join("<br />");
    let paragraphs = text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty());
    paragraphs.map(|paragraph| format!("<p>{}</p>", lines(paragraph))).collect()
}
