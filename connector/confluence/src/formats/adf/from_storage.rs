//! Content of the storage format, as Markdown becomes it, in the Atlassian Document Format.

mod inline;
mod macros;

use serde_json::{Value, json};

use self::inline::line;
use super::super::storage::{Document, Element, Node, is_block, task_body};
use super::super::{FormatError, FormatErrorKind};

/// Converts content to nodes.
///
/// # Errors
///
/// Says where the content is not well formed, or what of it has no form in the Atlassian Document Format: links to pages
/// by their titles, attachments, layouts, macros with plain text.
pub(in crate::formats) fn from_storage(storage: &str) -> Result<Vec<Value>, FormatError> {
    let document = Document::parse(storage)?;
    Converter { storage }.flow(&document.nodes, "doc")
}

struct Converter<'s> {
    storage: &'s str,
}

impl Converter<'_> {
    /// Blocks, and between them lines, in a node of some kind.
    fn flow(&self, nodes: &[Node<'_>], parent: &str) -> Result<Vec<Value>, FormatError> {
        let mut out = Vec::new();
        let mut start = 0;
        for (index, node) in nodes.iter().enumerate() {
            if is_block(nodes, index) {
                self.paragraph(&nodes[start..index], &mut out)?;
                start = index + 1;
                if let Node::Element(element) = node {
                    self.block(element, parent, &mut out)?;
                }
            }
        }
        self.paragraph(&nodes[start..], &mut out)?;
        Ok(out)
    }

    fn block(&self, element: &Element<'_>, parent: &str, out: &mut Vec<Value>) -> Result<(), FormatError> {
        let children = element.children();
        let node = match element.name() {
            "p" => return self.aligned(element, out),
            "div" | "section" | "article" => {
                out.extend(self.flow(children, parent)?);
                return Ok(());
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level: u8 = element.name()[1..].parse().unwrap_or(1);
                json!({ "type": "heading", "attrs": { "level": level }, "content": line(self, children)? })
            }
            "ul" => json!({ "type": "bulletList", "content": self.items(element)? }),
            "ol" => {
                let order: u64 = element.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
                json!({ "type": "orderedList", "attrs": { "order": order }, "content": self.items(element)? })
            }
            "ac:task-list" => self.tasks(element)?,
            "table" => json!({ "type": "table", "content": self.rows(element)? }),
            "blockquote" => json!({ "type": "blockquote", "content": self.flow(children, "blockquote")? }),
            "hr" => json!({ "type": "rule" }),
            "pre" => code(None, &element.text()),
            "ac:structured-macro" => self.macro_block(element)?,
            name => return Err(self.refuse(element, &format!("`{name}`"))),
        };
        self.check_place(element, &node, parent)?;
        out.push(node);
        Ok(())
    }

    /// The format says what may stand in what, and Confluence refuses the rest.
    fn check_place(&self, element: &Element<'_>, node: &Value, parent: &str) -> Result<(), FormatError> {
        let kind = node["type"].as_str().unwrap_or_default();
        let fits = match parent {
            "listItem" => {
                matches!(kind, "bulletList" | "orderedList" | "taskList" | "codeBlock" | "mediaSingle" | "extension")
            }
            "blockquote" => matches!(kind, "bulletList" | "orderedList" | "codeBlock" | "mediaSingle" | "extension"),
            "panel" => !matches!(kind, "panel" | "table" | "blockquote" | "expand" | "bodiedExtension"),
            "tableCell" => !matches!(kind, "table" | "expand" | "bodiedExtension"),
            _ => true,
        };
        if fits { Ok(()) } else { Err(self.refuse(element, &format!("`{kind}` inside of `{parent}`"))) }
    }

    fn aligned(&self, element: &Element<'_>, out: &mut Vec<Value>) -> Result<(), FormatError> {
        let before = out.len();
        self.paragraph(element.children(), out)?;
        let style = element.attribute("style").unwrap_or_default();
        let style: String = style.chars().filter(|character| !character.is_whitespace()).collect();
        let align = match style.trim_end_matches(';') {
            "text-align:center" => "center",
            "text-align:right" => "end",
            _ => return Ok(()),
        };
        if let [paragraph] = &mut out[before..]
            && paragraph["type"] == "paragraph"
        {
            paragraph["marks"] = json!([{ "type": "alignment", "attrs": { "align": align } }]);
        }
        Ok(())
    }

    /// A line; nothing where nothing shows. An image alone is a block of its own.
    fn paragraph(&self, nodes: &[Node<'_>], out: &mut Vec<Value>) -> Result<(), FormatError> {
        let mut shown = nodes.iter().filter(|node| !node.is_blank());
        if let (Some(Node::Element(image)), None) = (shown.next(), shown.next())
            && image.name() == "ac:image"
        {
            out.push(self.image(image)?);
            return Ok(());
        }
        let content = line(self, nodes)?;
        if !content.is_empty() {
            out.push(json!({ "type": "paragraph", "content": content }));
        }
        Ok(())
    }

    fn image(&self, image: &Element<'_>) -> Result<Value, FormatError> {
        let url = image.child("ri:url").and_then(|url| url.attribute("ri:value"));
        let Some(url) = url else { return Err(self.refuse(image, "an attached image")) };
        let mut media = json!({ "type": "external", "url": url });
        if let Some(alt) = image.attribute("ac:alt") {
            media["alt"] = alt.into();
        }
        let media = json!({ "type": "media", "attrs": media });
        Ok(json!({ "type": "mediaSingle", "attrs": { "layout": "center" }, "content": [media] }))
    }

    fn items(&self, list: &Element<'_>) -> Result<Vec<Value>, FormatError> {
        let mut items = Vec::new();
        for item in list.elements().filter(|child| child.name() == "li") {
            let mut content = self.flow(item.children(), "listItem")?;
            let begins = content.first().and_then(|node| node["type"].as_str());
            if !matches!(begins, Some("paragraph" | "codeBlock" | "mediaSingle")) {
                content.insert(0, json!({ "type": "paragraph", "content": [] }));
            }
            items.push(json!({ "type": "listItem", "content": content }));
        }
        Ok(items)
    }

    /// A list of tasks; one inside of a task stands behind it.
    fn tasks(&self, list: &Element<'_>) -> Result<Value, FormatError> {
        let mut items = Vec::new();
        for task in list.elements().filter(|child| child.name() == "ac:task") {
            let is_done = task.child("ac:task-status").is_some_and(|status| status.text() == "complete");
            let body = task.child("ac:task-body").map(task_body).unwrap_or_default();
            let (lists, rest): (Vec<&Node<'_>>, Vec<&Node<'_>>) =
                body.iter().partition(|node| node.element().is_some_and(|element| element.name() == "ac:task-list"));
            let rest: Vec<Node<'_>> = rest.into_iter().cloned().collect();
            let mut content = Vec::new();
            for block in self.flow(&rest, "taskItem")? {
                if block["type"] != "paragraph" {
                    return Err(self.refuse(task, "a block inside of a task"));
                }
                if !content.is_empty() {
                    content.push(json!({ "type": "hardBreak" }));
                }
                content.extend(block["content"].as_array().cloned().unwrap_or_default());
            }
            let state = if is_done { "DONE" } else { "TODO" };
            items.push(json!({ "type": "taskItem", "attrs": { "localId": "", "state": state }, "content": content }));
            for list in lists.into_iter().filter_map(Node::element) {
                items.push(self.tasks(list)?);
            }
        }
        Ok(json!({ "type": "taskList", "attrs": { "localId": "" }, "content": items }))
    }

    fn rows(&self, element: &Element<'_>) -> Result<Vec<Value>, FormatError> {
        let mut rows = Vec::new();
        for child in element.elements() {
            match child.name() {
                "thead" | "tbody" | "tfoot" => rows.extend(self.rows(child)?),
                "tr" => {
                    let cells = child.elements().map(|cell| self.cell(cell)).collect::<Result<Vec<_>, _>>()?;
                    rows.push(json!({ "type": "tableRow", "content": cells }));
                }
                _ => {}
            }
        }
        Ok(rows)
    }

    fn cell(&self, cell: &Element<'_>) -> Result<Value, FormatError> {
        let kind = if cell.name() == "th" { "tableHeader" } else { "tableCell" };
        let mut attributes = json!({});
        for name in ["colspan", "rowspan"] {
            if let Some(count) = cell.attribute(name).and_then(|count| count.parse::<u64>().ok()) {
                attributes[name] = count.into();
            }
        }
        let mut content = self.flow(cell.children(), "tableCell")?;
        if content.is_empty() {
            content.push(json!({ "type": "paragraph", "content": [] }));
        }
        Ok(json!({ "type": kind, "attrs": attributes, "content": content }))
    }

    fn refuse(&self, element: &Element<'_>, what: &str) -> FormatError {
        let offset = element.span().map_or(0, |span| span.start);
        let message = format!("{what} has no form in the Atlassian Document Format");
        FormatError::new(FormatErrorKind::NotInAdf, self.storage, offset, message)
    }
}

/// A block of code. The format has no empty texts.
fn code(language: Option<String>, text: &str) -> Value {
    let content = if text.is_empty() { json!([]) } else { json!([{ "type": "text", "text": text }]) };
    let mut node = json!({ "type": "codeBlock", "attrs": {}, "content": content });
    if let Some(language) = language {
        node["attrs"]["language"] = language.into();
    }
    node
}
