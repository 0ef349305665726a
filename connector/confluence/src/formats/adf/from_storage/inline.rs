use serde_json::{Value, json};

use super::super::super::FormatError;
use super::super::super::markdown::FACES;
use super::super::super::storage::inline::{Mark, Piece, segments};
use super::super::super::storage::{Element, Node};
use super::super::super::target::Target;
use super::super::milliseconds;
use super::Converter;

/// Inline content. White space is collapsed.
pub(super) fn line(converter: &Converter<'_>, nodes: &[Node<'_>]) -> Result<Vec<Value>, FormatError> {
    let mut out = Vec::new();
    for segment in segments(nodes, false) {
        let marks = converter.marks(&segment.marks)?;
        match segment.piece {
            Piece::Text(text) => out.push(text_node(&text, marks)),
            Piece::Break => out.push(json!({ "type": "hardBreak" })),
            Piece::Code(text) => {
                // Code has no marks beside links and comments.
                let mut marks = marks;
                marks.retain(|mark| matches!(mark["type"].as_str(), Some("link" | "annotation")));
                marks.push(json!({ "type": "code" }));
                out.push(text_node(&text, marks));
            }
            Piece::Atom(element) => out.push(converter.atom(element)?),
        }
    }
    // A break at the end shows nothing.
    while out.last().is_some_and(|node| node["type"] == "hardBreak") {
        out.pop();
    }
    Ok(out)
}

fn text_node(text: &str, marks: Vec<Value>) -> Value {
    let mut node = json!({ "type": "text", "text": text });
    if !marks.is_empty() {
        node["marks"] = marks.into();
    }
    node
}

impl Converter<'_> {
    fn marks(&self, marks: &[Mark<'_, '_>]) -> Result<Vec<Value>, FormatError> {
        let mut out: Vec<Value> = Vec::new();
        for mark in marks {
            let element = mark.element;
            let mark = match element.name() {
                "strong" | "b" => json!({ "type": "strong" }),
                "em" | "i" | "cite" => json!({ "type": "em" }),
                "del" | "s" | "strike" => json!({ "type": "strike" }),
                "u" | "ins" => json!({ "type": "underline" }),
                "sub" | "sup" => json!({ "type": "subsup", "attrs": { "type": element.name() } }),
                "code" | "kbd" | "samp" | "tt" => json!({ "type": "code" }),
                "a" => json!({ "type": "link", "attrs": { "href": element.attribute("href").unwrap_or_default() } }),
                "ac:link" => match Target::of_link(element) {
                    Some(Target::Anchor(anchor)) => {
                        json!({ "type": "link", "attrs": { "href": format!("#{anchor}") } })
                    }
                    _ => return Err(self.refuse(element, "a link to a page, a space or an attachment by its name")),
                },
                "ac:inline-comment-marker" => {
                    let id = element.attribute("ac:ref").unwrap_or_default();
                    json!({ "type": "annotation", "attrs": { "annotationType": "inlineComment", "id": id } })
                }
                _ => continue,
            };
            if !out.contains(&mark) {
                out.push(mark);
            }
        }
        Ok(out)
    }

    /// What is kept whole.
    fn atom(&self, element: &Element<'_>) -> Result<Value, FormatError> {
        let attribute = |name: &str| element.attribute(name);
        match element.name() {
            "ac:link" => match Target::of_link(element) {
                Some(Target::User { attribute: "ri:account-id", id }) => {
                    Ok(json!({ "type": "mention", "attrs": { "id": id, "text": "" } }))
                }
                _ => Err(self.refuse(element, "a link to a page, a space or an attachment by its name")),
            },
            "a" => Ok(json!({ "type": "inlineCard", "attrs": { "url": attribute("href").unwrap_or_default() } })),
            "ac:emoticon" => {
                let name = attribute("ac:name").unwrap_or_default();
                let face = FACES.iter().find(|(face, _)| *face == name).map(|(_, sign)| (*sign).to_owned());
                let short = attribute("ac:emoji-shortname").unwrap_or_else(|| format!(":{name}:"));
                let text = attribute("ac:emoji-fallback").or(face).unwrap_or_else(|| short.clone());
                let mut attributes = json!({ "shortName": short, "text": text });
                if let Some(id) = attribute("ac:emoji-id") {
                    attributes["id"] = id.into();
                }
                Ok(json!({ "type": "emoji", "attrs": attributes }))
            }
            "time" => match attribute("datetime").as_deref().and_then(milliseconds) {
                Some(time) => Ok(json!({ "type": "date", "attrs": { "timestamp": time.to_string() } })),
                None => Err(self.refuse(element, "a `time` that is no day")),
            },
            "ac:structured-macro" => self.macro_inline(element),
            "ac:image" => Err(self.refuse(element, "an image inside of a line")),
            name => Err(self.refuse(element, &format!("`{name}`"))),
        }
    }
}
