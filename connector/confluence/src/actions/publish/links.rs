//! The links of a file of Markdown to what stands beside it.

use std::ops::Range;

use percent_encoding::percent_decode_str;
use pulldown_cmark::{Event, LinkType, Parser, Tag};

use crate::formats::markdown_options;

/// A link or image that is open.
struct Open {
    /// Where it begins.
    start: usize,
    /// Where what it shows ends.
    shown: Option<usize>,
    /// Whether empty brackets follow it, which are not counted to it.
    is_collapsed: bool,
    /// The rest of the link as it becomes; none: it stays.
    becomes: Option<String>,
}

/// Gives links and images other destinations: `target` says of each one which, or that it stays.
pub(super) fn rewritten(markdown: &str, target: &mut dyn FnMut(&str) -> Option<String>) -> String {
    let mut open: Vec<Open> = Vec::new();
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (event, range) in Parser::new_ext(markdown, markdown_options()).into_offset_iter() {
        let mut end = range.end;
        match event {
            Event::Start(
                Tag::Link { link_type, dest_url, title, .. } | Tag::Image { link_type, dest_url, title, .. },
            ) => {
                let stays = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let becomes = if stays { None } else { target(&dest_url).map(|url| tail(&url, &title)) };
                open.push(Open {
                    start: range.start,
                    shown: None,
                    is_collapsed: link_type == LinkType::Collapsed,
                    becomes,
                });
                continue;
            }
            Event::End(pulldown_cmark::TagEnd::Link | pulldown_cmark::TagEnd::Image) => {
                let Some(Open { start, shown, is_collapsed, becomes }) = open.pop() else { continue };
                let rest = markdown.get(range.end..).unwrap_or_default();
                end += if is_collapsed && rest.starts_with("[]") { 2 } else { 0 };
                let from = shown.unwrap_or(start + 1);
                let bracket = markdown.get(from..end).and_then(|rest| rest.find(']'));
                if let (Some(becomes), Some(bracket)) = (becomes, bracket) {
                    // Inside of a link, an image ends first, so that they come in their order.
                    edits.push((from + bracket..end, becomes));
                }
            }
            _ => {}
        }
        if let Some(around) = open.last_mut() {
            around.shown = Some(around.shown.unwrap_or_default().max(end));
        }
    }
    let mut out = String::with_capacity(markdown.len());
    let mut read = 0;
    for (range, becomes) in edits {
        if range.start < read {
            continue;
        }
        out.push_str(&markdown[read..range.start]);
        out.push_str(&becomes);
        read = range.end;
    }
    out.push_str(&markdown[read..]);
    out
}

/// What stands behind the text of a link.
fn tail(url: &str, title: &str) -> String {
    let title = match title {
        "" => String::new(),
        title => format!(" \"{}\"", title.replace('\\', "\\\\").replace('"', "\\\"")),
    };
    format!("](<{url}>{title})")
}

/// A destination that is a path: the path below the folder, and the anchor.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// What it points at.
    At(String, Option<String>),
    /// It leads out of the folder.
    Outside,
}

/// Where a destination leads that stands in a file of this folder; none where it is an address, or an anchor of the file.
pub(super) fn beside(folder: &str, destination: &str) -> Option<Beside> {
    let (path, anchor) = match destination.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (destination, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    let is_address = path.split('/').next().is_some_and(|first| first.contains(':'));
    if path.is_empty() || path.starts_with("//") || is_address {
        return None;
    }
    let path = percent_decode_str(path).decode_utf8_lossy();
    let mut parts: Vec<&str> =
        if path.starts_with('/') { Vec::new() } else { folder.split('/').filter(|part| !part.is_empty()).collect() };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.is_empty() => return Some(Beside::Outside),
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(Beside::At(parts.join("/"), anchor.map(str::to_owned)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_change_and_nothing_else_does() {
        for (markdown, expected) in [
            ("See [a *b*](x.md) and [c](other).\n", "See [a *b*](<NEW>) and [c](other).\n"),
            ("![alt](x.md \"a \\\"b\\\"\"){width=3}", "![alt](<NEW> \"a \\\"b\\\"\"){width=3}"),
            ("[![alt](x.md)](x.md)", "[![alt](<NEW>)](<NEW>)"),
            ("[![alt](x.md)](other)", "[![alt](<NEW>)](other)"),
            ("[![r][]](x.md)\n\n[r]: x.md\n", "[![r](<NEW>)](<NEW>)\n\n[r]: x.md\n"),
            ("[![r][]](x.md)\n\n[r]: other\n", "[![r][]](<NEW>)\n\n[r]: other\n"),
            ("[](x.md) ![](<x.md>)", "[](<NEW>) ![](<NEW>)"),
            ("[a][r] [r][] [r]\n\n[r]: x.md\n", "[a](<NEW>) [r](<NEW>) [r](<NEW>)\n\n[r]: x.md\n"),
            ("[a\\]b `]` c](x.md)", "[a\\]b `]` c](<NEW>)"),
            (
                "<https://example.com> `[a](x.md)`\n\n    [a](x.md)\n",
                "<https://example.com> `[a](x.md)`\n\n    [a](x.md)\n",
            ),
            ("| [a](x.md) |\n| --- |\n| é [b](x.md) |\n", "| [a](<NEW>) |\n| --- |\n| é [b](<NEW>) |\n"),
        ] {
            let mut target = |url: &str| (url == "x.md").then(|| "NEW".to_owned());
            assert_eq!(rewritten(markdown, &mut target), expected);
        }
    }

    #[test]
    fn a_path_is_taken_from_the_folder_of_its_file() {
        let at = |path: &str, anchor: Option<&str>| Some(Beside::At(path.to_owned(), anchor.map(str::to_owned)));
        for (folder, destination, expected) in [
            ("", "a.md", at("a.md", None)),
            ("x/y", "../a%20b.md#c", at("x/a b.md", Some("c"))),
            ("x", "./y/../a.md?b", at("x/a.md", None)),
            ("x", "/a.md", at("a.md", None)),
            ("x", "..", at("", None)),
            ("x", "../../a.md", Some(Beside::Outside)),
            ("x", "#a", None),
            ("x", "https://example.com/a.md", None),
            ("x", "//example.com/a.md", None),
            ("x", "mailto:user@example.com", None),
            ("x", "page:Title", None),
            ("x", "", None),
        ] {
            assert_eq!(beside(folder, destination), expected, "{folder} {destination}");
        }
    }
}
