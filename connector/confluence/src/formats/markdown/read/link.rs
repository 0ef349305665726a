use pulldown_cmark::LinkType;

use super::frame::Frame;
use crate::formats::storage::{cdata, escape_attribute, escape_text};
use crate::formats::target::Target;

/// A link of Markdown as what it is in Confluence.
pub(super) fn link(link_type: LinkType, url: &str, title: &str, content: &Frame) -> String {
    if let Some(emoticon) = url.strip_prefix("emoticon:").and_then(|name| emoticon(name, content.only_text())) {
        return emoticon;
    }
    if let Some(target) = Target::parse(url) {
        let is_mention = matches!(target, Target::User { .. });
        return match content.only_text() {
            Some(text) if is_mention || text.is_empty() || text == target.default_text() => target.link(""),
            Some(text) => target.link(&format!("<ac:plain-text-link-body>{}</ac:plain-text-link-body>", cdata(text))),
            // A mention has no text of its own; what else stands there is kept behind it.
            None if is_mention => [&target.link(""), content.out.as_str()].concat(),
            None => target.link(&format!("<ac:link-body>{}</ac:link-body>", content.out)),
        };
    }
    // Else names with a prefix, such as those of storage, would be addresses.
    if link_type == LinkType::Autolink
        && !["http:", "https:", "mailto:", "ftp:"].iter().any(|scheme| url.starts_with(scheme))
    {
        return escape_text(&["<", url, ">"].concat());
    }
    let url = match link_type {
        LinkType::Email => format!("mailto:{url}"),
        _ => url.to_owned(),
    };
    if !is_harmless(&url) {
        return content.out.clone();
    }
    let href = escape_attribute(&url);
    let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape_attribute(title)) };
    let text = if content.out.is_empty() { escape_text(&url) } else { content.out.clone() };
    // Pasted in the editor, an address becomes such a link, which shows the title of what it points at.
    let card = if link_type == LinkType::Autolink && url.starts_with("http") {
        " data-card-appearance=\"inline\""
    } else {
        ""
    };
    format!("<a href=\"{href}\"{title}{card}>{text}</a>")
}

/// Whether a URL only goes somewhere: one that runs a script does not.
pub(super) fn is_harmless(url: &str) -> bool {
    let visible: String = url.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let scheme = visible.split(['/', '?', '#']).next().unwrap_or_default().split_once(':');
    !scheme.is_some_and(|(scheme, _)| {
        ["javascript", "vbscript", "data"].iter().any(|harmful| scheme.eq_ignore_ascii_case(harmful))
    })
}

fn emoticon(name: &str, shown: Option<&str>) -> Option<String> {
    let parts: Vec<String> = name.split('/').map(escape_attribute).collect();
    match (&parts[..], shown) {
        ([name], _) if !name.is_empty() => Some(format!("<ac:emoticon ac:name=\"{name}\" />")),
        ([name, short, id], Some(shown)) => {
            let shown = escape_attribute(shown);
            Some(format!(
                "<ac:emoticon ac:name=\"{name}\" ac:emoji-shortname=\"{short}\" ac:emoji-id=\"{id}\" ac:emoji-fallback=\"{shown}\" />"
            ))
        }
        _ => None,
    }
}
