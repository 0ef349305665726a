use super::escape::{destination, push_text, title};
use super::{Place, RAW, Spelling, Style, image, longest_run};
use crate::formats::storage::inline::{Mark, Piece, Segment, segments};
use crate::formats::storage::{Element, Node, said};
use crate::formats::target::Target;

/// Inline content as Markdown; nothing where a placeholder in it would have to span lines.
pub(super) fn inline(nodes: &[Node<'_>], style: Style) -> Option<String> {
    let segments = segments(nodes, true);
    let mut line = Line { out: String::new(), open: Vec::new(), style };
    for (index, segment) in segments.iter().enumerate() {
        let keep = shared_open(&line.open, &segment.marks);
        line.close_to(keep)?;
        for mark in &segment.marks[keep..] {
            line.open(mark, &segments[index..])?;
        }
        let is_inner = segments.get(index + 1).is_some() && index > 0;
        line.piece(&segment.piece, is_inner)?;
    }
    line.close_to(0)?;
    (!line.out.is_empty()).then_some(line.out)
}

/// An element that stands for itself: its tags as placeholders, around Markdown.
pub(super) fn wrapped(element: &Element<'_>, style: Style) -> Option<String> {
    let content = inline(
        element.children(),
        match style.place {
            Place::Paragraph => Style { place: Place::Line, ..style },
            _ => style,
        },
    )?;
    Some([raw(&element.open(), style)?, content, raw(&element.close(), style)?].concat())
}

/// A placeholder in a line.
pub(super) fn raw(source: &str, style: Style) -> Option<String> {
    if source.is_empty() || source.contains(['\n', '\r']) {
        return None;
    }
    Some([&code_span(source, style), RAW].concat())
}

fn code_span(text: &str, style: Style) -> String {
    let fence = "`".repeat(shortest_fence(text));
    let text = if style.place == Place::Cell { text.replace('|', "\\|") } else { text.to_owned() };
    let needs_space = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let space = if needs_space { " " } else { "" };
    [&fence, space, &text, space, &fence].concat()
}

fn shortest_fence(text: &str) -> usize {
    let longest = longest_run(text, '`');
    (1..=longest + 1).find(|len| text.split(|c| c != '`').all(|run| run.len() != *len)).unwrap_or(longest + 1)
}

struct Line<'d, 's> {
    out: String,
    open: Vec<(Mark<'d, 's>, String)>,
    style: Style,
}

fn shared_open(open: &[(Mark<'_, '_>, String)], marks: &[Mark<'_, '_>]) -> usize {
    open.iter().zip(marks).take_while(|((open, _), mark)| open.is(mark, true)).count()
}

impl<'d, 's> Line<'d, 's> {
    fn close_to(&mut self, keep: usize) -> Option<()> {
        while self.open.len() > keep {
            let (_, end) = self.open.pop()?;
            self.out.push_str(&end);
        }
        Some(())
    }

    fn open(&mut self, mark: &Mark<'d, 's>, rest: &[Segment<'d, 's>]) -> Option<()> {
        let element = mark.element;
        let tags = |name: &str| (format!("<{name}>"), format!("</{name}>"));
        let pair = |sign: &str| (sign.to_owned(), sign.to_owned());
        let by_tags = self.style.spelling != Spelling::Plain;
        let (start, end) = match &*mark.key {
            "strong" | "em" | "del" if by_tags => tags(&mark.key),
            "strong" => pair("**"),
            "del" => pair("~~"),
            "em" if self.touches_word(mark, rest) => pair("*"),
            "em" => pair("_"),
            "u" | "sub" | "sup" => tags(&mark.key),
            _ => match link_end(element) {
                Some(end) => ("[".to_owned(), end),
                // The other half of a link with a body is more than its tags.
                None if element.name() == "ac:link" => return None,
                None => (raw(&element.open(), self.style)?, raw(&element.close(), self.style)?),
            },
        };
        if start == "[" && self.out.ends_with('!') {
            return None;
        }
        self.out.push_str(&start);
        self.open.push((mark.clone(), end));
        Some(())
    }

    /// Whether a letter stands directly before or behind a mark, where underscores are only underscores.
    fn touches_word(&self, mark: &Mark<'_, '_>, rest: &[Segment<'_, '_>]) -> bool {
        let depth = self.open.len();
        let within =
            rest.iter().take_while(|segment| segment.marks.get(depth).is_some_and(|other| other.is(mark, true)));
        let after = rest.get(within.count()).and_then(|segment| match &segment.piece {
            Piece::Text(text) if segment.marks.len() <= depth => text.chars().next(),
            _ => None,
        });
        self.out.chars().next_back().is_some_and(char::is_alphanumeric) || after.is_some_and(char::is_alphanumeric)
    }

    fn piece(&mut self, piece: &Piece<'_, '_>, is_inner: bool) -> Option<()> {
        match piece {
            Piece::Text(text) => {
                let in_link = self.open.iter().any(|(_, end)| end.starts_with("]("));
                push_text(&mut self.out, text, in_link, self.style);
            }
            Piece::Break if is_inner && self.style.place == Place::Paragraph && self.open.is_empty() => {
                self.out.push_str("\\\n");
            }
            Piece::Break => self.out.push_str("<br>"),
            Piece::Code(text) => self.out.push_str(&code_span(text, self.style)),
            Piece::Atom(element) => {
                let markdown = atom(element).or_else(|| image::image(element, self.style));
                match markdown {
                    Some(markdown) => self.out.push_str(&markdown),
                    None => self.out.push_str(&raw(&Node::Element((*element).clone()).write(), self.style)?),
                }
            }
        }
        Some(())
    }
}

/// The end of a link in Markdown, from the bracket that closes its text.
fn link_end(element: &Element<'_>) -> Option<String> {
    if element.name() == "ac:link" {
        return Some(format!("]({})", destination(&Target::of_link(element)?.destination())?));
    }
    if element.name() != "a" || said(element).iter().any(|(name, _)| !matches!(*name, "href" | "title")) {
        return None;
    }
    let url = element.attribute("href")?;
    if Target::parse(&url).is_some() {
        return None;
    }
    Some(format!("]({}{})", destination(&url)?, title(element.attribute("title").as_deref())?))
}

/// What Markdown has a sign for, of what is kept whole.
fn atom(element: &Element<'_>) -> Option<String> {
    match element.name() {
        "ac:link" if element.children().len() == 1 => match Target::of_link(element)? {
            target @ Target::User { .. } => {
                Some(format!("[{}]({})", target.default_text(), destination(&target.destination())?))
            }
            _ => None,
        },
        "a" => {
            let url = element.attribute("href")?;
            let is_inline = element.attribute("data-card-appearance").as_deref() == Some("inline");
            let is_whole = said(element).len() == 2 && element.text() == url && element.elements().next().is_none();
            let fits =
                url.starts_with("http") && !url.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '|'));
            (is_inline && is_whole && fits).then(|| format!("<{url}>"))
        }
        "ac:structured-macro" if element.macro_name().as_deref() == Some("anchor") => {
            let [parameter] = element.elements().collect::<Vec<_>>()[..] else { return None };
            let name = parameter.text();
            let is_plain = said(element).len() == 1 && parameter.attribute("ac:name").as_deref() == Some("");
            let fits = !name.is_empty() && !name.contains(['"', '<', '>', '&', '|', '\n', '\r']);
            (is_plain && fits).then(|| format!("<a id=\"{name}\"></a>"))
        }
        "ac:emoticon" => image::emoticon(element),
        _ => None,
    }
}
