use super::longest_run;
use crate::formats::markdown::read::PARAMETERS;
use crate::formats::storage::{Element, said};

/// A code macro as a fenced block: the language first, then every other parameter by name.
pub(super) fn code(element: &Element<'_>) -> Option<String> {
    if said(element).len() > 1 {
        return None;
    }
    let mut language = String::new();
    let mut parameters = String::new();
    let mut body = None;
    for child in element.elements() {
        match (child.name(), child.attribute("ac:name")) {
            ("ac:plain-text-body", None) if body.is_none() => body = Some(child.text()),
            ("ac:parameter", Some(name)) if child.elements().next().is_none() => {
                let value = child.text();
                match name.as_str() {
                    "language" if language.is_empty() && is_language(&value) => language = value,
                    name if PARAMETERS.contains(&name) && is_value(&value) => {
                        parameters.extend([" ", name, "=\"", &value, "\""]);
                    }
                    _ => return None,
                }
            }
            _ => return None,
        }
    }
    let body = body?;
    let opening = [&language, &parameters].map(String::as_str).concat();
    let fence = "`".repeat(longest_run(&body, '`').max(2) + 1);
    Some(format!("{fence}{}\n{body}\n{fence}", opening.trim_start()))
}

/// Whether the first word of a fence's line would be read as this language.
fn is_language(value: &str) -> bool {
    let permitted = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'#' | b'-' | b'.' | b'/' | b'_');
    !value.is_empty() && value.bytes().all(permitted)
}

fn is_value(value: &str) -> bool {
    !value.contains(['"', '`', '\\', '&', '\n', '\r']) && value.trim() == value
}
