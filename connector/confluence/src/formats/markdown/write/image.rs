use super::Style;
use super::escape::{destination, push_text, title};
use crate::formats::storage::{Element, said};
use crate::formats::target::Target;

/// An image, with its attributes between braces as Pandoc writes them.
pub(super) fn image(element: &Element<'_>, style: Style) -> Option<String> {
    if element.name() != "ac:image" || element.children().len() != 1 {
        return None;
    }
    let resource = element.elements().next()?;
    let url = match resource.name() {
        "ri:url" if said(resource).len() == 1 && resource.children().is_empty() => {
            resource.attribute("ri:value").filter(|url| url.contains("://"))?
        }
        _ => match Target::of_resource(resource)? {
            target @ Target::Attachment(_) => target.destination(),
            _ => return None,
        },
    };
    let mut alt = String::new();
    let mut braces = Vec::new();
    for (name, value) in said(element) {
        match name {
            "ac:alt" if !value.is_empty() && value.trim() == value => push_text(&mut alt, &value, true, style),
            "ac:title" => {}
            _ => braces.push(format!("{}={}", name.strip_prefix("ac:").filter(|name| is_word(name))?, quoted(&value)?)),
        }
    }
    if alt.contains('\n') {
        return None;
    }
    let title = title(element.attribute("ac:title").as_deref())?;
    let braces = if braces.is_empty() { String::new() } else { format!("{{{}}}", braces.join(" ")) };
    Some(format!("![{alt}]({}{title}){braces}", destination(&url)?))
}

fn is_word(name: &str) -> bool {
    !matches!(name, "alt" | "title") && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A value of an attribute between braces. None of its signs means anything to Markdown.
fn quoted(value: &str) -> Option<String> {
    let permitted = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '%' | ':' | '/' | '#');
    (!value.is_empty() && value.chars().all(permitted)).then(|| value.to_owned())
}

/// An emoticon as a link that shows it.
pub(super) fn emoticon(element: &Element<'_>) -> Option<String> {
    let mut attributes = [const { None }; 4];
    for (name, value) in said(element) {
        let at = ["ac:name", "ac:emoji-shortname", "ac:emoji-id", "ac:emoji-fallback"]
            .iter()
            .position(|one| *one == name)?;
        attributes[at] = Some(value.into_owned());
    }
    let fits = |text: &String| {
        !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '+'))
    };
    match &attributes {
        [Some(name), None, None, None] if fits(name) => {
            let shown = FACES.iter().find(|(face, _)| face == name)?.1;
            Some(format!("[{shown}](emoticon:{name})"))
        }
        [Some(name), Some(short), Some(id), Some(shown)] if [name, short, id].into_iter().all(fits) => {
            // A plain sign, not a name between colons.
            let is_sign = !shown.is_empty() && !shown.is_ascii() && shown.chars().all(|c| !c.is_whitespace());
            is_sign.then(|| format!("[{shown}](emoticon:{name}/{short}/{id})"))
        }
        _ => None,
    }
}

/// The emoticons of the old editor, and a sign that looks like each.
pub(in crate::formats) const FACES: [(&str, &str); 22] = [
    ("smile", "🙂"),
    ("sad", "🙁"),
    ("cheeky", "😛"),
    ("laugh", "😃"),
    ("wink", "😉"),
    ("thumbs-up", "👍"),
    ("thumbs-down", "👎"),
    ("information", "ℹ️"),
    ("tick", "✅"),
    ("cross", "❌"),
    ("warning", "⚠️"),
    ("plus", "➕"),
    ("minus", "➖"),
    ("question", "❓"),
    ("light-on", "💡"),
    ("light-off", "🔌"),
    ("yellow-star", "⭐"),
    ("red-star", "🟥"),
    ("green-star", "🟩"),
    ("blue-star", "🟦"),
    ("heart", "❤️"),
    ("broken-heart", "💔"),
];
