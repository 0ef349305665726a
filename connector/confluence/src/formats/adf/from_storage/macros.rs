use serde_json::Value;

use super::super::super::FormatError;
use super::super::super::storage::Element;
use super::node::{made, object};
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
                let title = made("text").with("text", title.into()).with("marks", vec![made("strong").done()].into());
                content.insert(0, made("paragraph").content(vec![title.done()]).done());
            }
            return Ok(made("panel").attribute("panelType", (*kind).into()).content(content).done());
        }
        match (name.as_str(), element.child("ac:plain-text-body"), body) {
            ("code" | "noformat", Some(text), _) => Ok(code(parameter(element, "language"), &text.text())),
            ("expand", _, Some(body)) => {
                let title = parameter(element, "title").unwrap_or_default();
                let content = self.flow(body.children(), "expand")?;
                Ok(made("expand").attribute("title", title.into()).content(content).done())
            }
            (_, None, None) => {
                let mut attributes = self.extension(element, &name)?;
                attributes["layout"] = "default".into();
                Ok(made("extension").with("attrs", attributes).done())
            }
            (_, None, Some(body)) => {
                let mut attributes = self.extension(element, &name)?;
                attributes["layout"] = "default".into();
                let content = self.flow(body.children(), "bodiedExtension")?;
                Ok(made("bodiedExtension").with("attrs", attributes).content(content).done())
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
            return Ok(made("status").attribute("text", text.into()).attribute("color", color.into()).done());
        }
        Ok(made("inlineExtension").with("attrs", self.extension(element, &name)?).done())
    }

    fn extension(&self, element: &Element<'_>, name: &str) -> Result<Value, FormatError> {
        let value = |value: &str| object().with("value", value.into()).done();
        let mut parameters = object();
        for child in element.elements().filter(|child| child.name() == "ac:parameter") {
            if child.elements().next().is_some() {
                return Err(self.refuse(child, &format!("a resource as a parameter of the macro `{name}`")));
            }
            let key = child.attribute("ac:name").unwrap_or_default();
            parameters = parameters.with(&key, value(&child.text()));
        }
        let metadata = object().with("schemaVersion", value("1")).with("title", name.into());
        let parameters = object().with("macroParams", parameters.done()).with("macroMetadata", metadata.done());
        Ok(object()
            .with("extensionType", "com.atlassian.confluence.macro.core".into())
            .with("extensionKey", name.into())
            .with("parameters", parameters.done())
            .done())
    }
}

fn parameter(element: &Element<'_>, name: &str) -> Option<String> {
    let is_it = |child: &&Element<'_>| child.attribute("ac:name").as_deref() == Some(name);
    element.elements().find(is_it).map(Element::text).filter(|text| !text.is_empty())
}
