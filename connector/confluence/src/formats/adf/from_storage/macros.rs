use serde_json::{Map, Value, json};

use super::super::super::FormatError;
use super::super::super::storage::Element;
use super::{Converter, code};

/// Macros that are panels, by how these look: `note` is the yellow one, `warning` the red one.
const PANELS: [(&str, &str); 5] =
    [("info", "info"), ("tip", "success"), ("note", "warning"), ("warning", "error"), ("panel", "note")];

impl Converter<'_> {
    pub(super) fn macro_block(&self, element: &Element<'_>) -> Result<Value, FormatError> {
        let name = element.macro_name().unwrap_or_default();
        let body = element.child("ac:rich-text-body");
        if let Some((_, kind)) = PANELS.iter().find(|(panel, _)| *panel == name) {
            let mut content = self.flow(body.map(Element::children).unwrap_or_default(), "panel")?;
            if let Some(title) = parameter(element, "title") {
                let title = json!({ "type": "text", "text": title, "marks": [{ "type": "strong" }] });
                content.insert(0, json!({ "type": "paragraph", "content": [title] }));
            }
            return Ok(json!({ "type": "panel", "attrs": { "panelType": kind }, "content": content }));
        }
        match (name.as_str(), element.child("ac:plain-text-body"), body) {
            ("code" | "noformat", Some(text), _) => Ok(code(parameter(element, "language"), &text.text())),
            ("expand", _, Some(body)) => {
                let title = parameter(element, "title").unwrap_or_default();
                Ok(
                    json!({ "type": "expand", "attrs": { "title": title }, "content": self.flow(body.children(), "expand")? }),
                )
            }
            (_, None, None) => {
                let mut attributes = self.extension(element, &name)?;
                attributes["layout"] = "default".into();
                Ok(json!({ "type": "extension", "attrs": attributes }))
            }
            (_, None, Some(body)) => {
                let mut attributes = self.extension(element, &name)?;
                attributes["layout"] = "default".into();
                let content = self.flow(body.children(), "bodiedExtension")?;
                Ok(json!({ "type": "bodiedExtension", "attrs": attributes, "content": content }))
            }
            _ => Err(self.refuse(element, &format!("the macro `{name}` with its text"))),
        }
    }

    pub(super) fn macro_inline(&self, element: &Element<'_>) -> Result<Value, FormatError> {
        let name = element.macro_name().unwrap_or_default();
        if name == "status" {
            let text = parameter(element, "title").unwrap_or_default();
            let color = match parameter(element, "colour").unwrap_or_default().to_lowercase().as_str() {
                "grey" | "" => "neutral".to_owned(),
                color => color.to_owned(),
            };
            return Ok(json!({ "type": "status", "attrs": { "text": text, "color": color } }));
        }
        Ok(json!({ "type": "inlineExtension", "attrs": self.extension(element, &name)? }))
    }

    fn extension(&self, element: &Element<'_>, name: &str) -> Result<Value, FormatError> {
        let mut parameters = Map::new();
        for child in element.elements().filter(|child| child.name() == "ac:parameter") {
            if child.elements().next().is_some() {
                return Err(self.refuse(child, &format!("a resource as a parameter of the macro `{name}`")));
            }
            let key = child.attribute("ac:name").unwrap_or_default();
            parameters.insert(key, json!({ "value": child.text() }));
        }
        Ok(json!({
            "extensionType": "com.atlassian.confluence.macro.core",
            "extensionKey": name,
            "parameters": { "macroParams": parameters, "macroMetadata": { "schemaVersion": { "value": "1" }, "title": name } },
        }))
    }
}

fn parameter(element: &Element<'_>, name: &str) -> Option<String> {
    let is_it = |child: &&Element<'_>| child.attribute("ac:name").as_deref() == Some(name);
    element.elements().find(is_it).map(Element::text).filter(|text| !text.is_empty())
}
