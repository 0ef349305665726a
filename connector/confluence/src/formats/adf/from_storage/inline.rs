use serde_json::Value;

use super::super::super::FormatError;
use super::super::super::markdown::FACES;
use super::super::super::storage::inline::{Mark, Piece, segments};
use super::super::super::storage::{Element, Node};
use super::super::super::target::Target;
use super::super::milliseconds;
use super::Converter;
use super::node::made;

/// Inline content. White space is collapsed.
pub(super) fn line(converter: &Converter<'_>, nodes: &[Node<'_>]) -> Result<Vec<Value>, FormatError> {
    let mut out = Vec::new();
    for segment in segments(nodes, false) {
        let marks = converter.marks(&segment.marks)?;
        match segment.piece {
            Piece::Text(text) => out.push(text_node(&text, marks)),
            Piece::Break => out.push(made("hardBreak").done()),
            Piece::Code(text) => {
                // Code has no marks beside links and comments.
                let mut marks = marks;
                marks.retain(|mark| matches!(mark["type"].as_str(), Some("link" | "annotation")));
                marks.push(made("code").done());
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
    let node = made("text").with("text", text.into());
    if marks.is_empty() { node.done() } else { node.with("marks", marks.into()).done() }
}

fn link(href: String) -> Value {
    made("link").attribute("href", href.into()).done()
}

impl Converter<'_> {
    fn marks(&self, marks: &[Mark<'_, '_>]) -> Result<Vec<Value>, FormatError> {
        let mut out: Vec<Value> = Vec::new();
        for mark in marks {
            let element = mark.element;
            let mark = match element.name() {
                "strong" | "b" => made("strong").done(),
                "em" | "i" | "cite" => made("em").done(),
                "del" | "s" | "strike" => made("strike").done(),
                "u" | "ins" => made("underline").done(),
                "sub" | "sup" => made("subsup").attribute("type", element.name().into()).done(),
                "code" | "kbd" | "samp" | "tt" => made("code").done(),
                "a" => link(element.attribute("href").unwrap_or_default()),
                "ac:link" => match Target::of_link(element) {
                    Some(Target::Anchor(anchor)) => link(format!("#{anchor}")),
                    _ => return Err(self.refuse(element, "a link to a page, a space or an attachment by its name")),
                },
                "ac:inline-comment-marker" => {
                    let id = element.attribute("ac:ref").unwrap_or_default();
                    made("annotation")
                        .attribute("annotationType", "inlineComment".into())
                        .attribute("id", id.into())
                        .done()
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
                    Ok(made("mention").attribute("id", id.into()).attribute("text", "".into()).done())
                }
                _ => Err(self.refuse(element, "a link to a page, a space or an attachment by its name")),
            },
            "a" => Ok(made("inlineCard").attribute("url", attribute("href").unwrap_or_default().into()).done()),
            "ac:emoticon" => {
                let name = attribute("ac:name").unwrap_or_default();
                let face = FACES.iter().find(|(face, _)| *face == name).map(|(_, sign)| (*sign).to_owned());
                let short = attribute("ac:emoji-shortname").unwrap_or_else(|| format!(":{name}:"));
                let text = attribute("ac:emoji-fallback").or(face).unwrap_or_else(|| short.clone());
                let mut emoji = made("emoji").attribute("shortName", short.into()).attribute("text", text.into());
                if let Some(id) = attribute("ac:emoji-id") {
                    emoji = emoji.attribute("id", id.into());
                }
                Ok(emoji.done())
            }
            "time" => match attribute("datetime").as_deref().and_then(milliseconds) {
                Some(time) => Ok(made("date").attribute("timestamp", time.to_string().into()).done()),
                None => Err(self.refuse(element, "a `time` that is no day")),
            },
            "ac:structured-macro" => self.macro_inline(element),
            "ac:image" => Err(self.refuse(element, "an image inside of a line")),
            name => Err(self.refuse(element, &format!("`{name}`"))),
        }
    }
}
