//! Markdown to storage, block by block.

mod code;
mod frame;
mod html;
mod image;
mod link;
mod list;
mod placeholder;
mod table;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

pub(super) use self::code::PARAMETERS;
use self::frame::{Frame, Kind};
use super::{RAW, alert};
use crate::formats::storage::{MAX_DEPTH, escape_text};
use crate::formats::{FormatError, FormatErrorKind};

/// A block at the top of a Markdown text. Placeholders of opening tags are blocks, and so are those of closing ones.
#[derive(Clone, Debug)]
pub(in crate::formats) struct Block {
    /// Where it stands in the Markdown text.
    pub(in crate::formats) range: Range<usize>,
    pub(in crate::formats) storage: String,
}

/// What Markdown has beside CommonMark.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM
}

/// Converts the blocks of a Markdown text; one behind the other, they are a body that is well formed.
pub(in crate::formats) fn blocks(markdown: &str) -> Result<Vec<Block>, FormatError> {
    let mut reader = Reader { markdown, frames: vec![Frame::new(Kind::Root, 0)], blocks: Vec::new(), read_to: 0 };
    for (event, range) in Parser::new_ext(markdown, options()).into_offset_iter() {
        reader.event(event, range)?;
    }
    if let Some(root) = reader.frames.first() {
        reader.check_closed(root)?;
    }
    Ok(reader.blocks)
}

struct Reader<'m> {
    markdown: &'m str,
    /// What is open, the whole text first.
    frames: Vec<Frame>,
    blocks: Vec<Block>,
    /// Text up to here belonged to what was read before.
    read_to: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), FormatError> {
        match event {
            Event::Start(tag) => self.start(tag, &range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(&text, &range),
            Event::Code(text) => self.code_span(&text, &range),
            Event::Html(text) | Event::InlineHtml(text) => self.html(&text, range.start),
            Event::SoftBreak => self.plain(" ", range.start),
            Event::HardBreak => self.markup("<br />", range.start),
            Event::Rule => {
                self.leave_line(range.start)?;
                self.block("<hr />".to_owned(), range);
                Ok(())
            }
            Event::TaskListMarker(done) => {
                self.mark_task(done);
                Ok(())
            }
            // Not switched on.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => Ok(()),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) -> Result<(), FormatError> {
        let at = range.start;
        let kind = match tag {
            Tag::Heading { level, .. } => Kind::Heading(level as u8),
            Tag::BlockQuote(kind) => Kind::Quote(kind),
            Tag::CodeBlock(kind) => Kind::Code(match kind {
                CodeBlockKind::Fenced(opening) => opening.into_string(),
                CodeBlockKind::Indented => String::new(),
            }),
            Tag::HtmlBlock => Kind::Html,
            Tag::List(start) => Kind::List { start, items: Vec::new() },
            Tag::Item => Kind::Item { done: None, blocks: Vec::new() },
            Tag::Table(alignments) => Kind::Table { alignments, rows: String::new() },
            Tag::TableHead => Kind::Row { is_head: true, cells: 0 },
            Tag::TableRow => Kind::Row { is_head: false, cells: 0 },
            Tag::TableCell => Kind::Cell,
            Tag::Emphasis => Kind::Mark("em"),
            Tag::Strong => Kind::Mark("strong"),
            Tag::Strikethrough => Kind::Mark("del"),
            Tag::Link { link_type, dest_url, title, .. } => {
                Kind::Link { link_type, url: dest_url.into_string(), title: title.into_string() }
            }
            Tag::Image { dest_url, title, .. } => {
                Kind::Image { url: dest_url.into_string(), title: title.into_string() }
            }
            // The others are not switched on.
            Tag::Paragraph
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => Kind::Line,
        };
        if kind.is_inline() {
            self.enter_line(at)?;
        } else {
            self.leave_line(at)?;
        }
        self.push(kind, at)
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) -> Result<(), FormatError> {
        if matches!(tag, TagEnd::Item) {
            self.leave_line(range.end)?;
        }
        self.give_up_tags();
        let Some(frame) = self.pop()? else { return Ok(()) };
        let at = range.end;
        match frame.kind {
            Kind::Root | Kind::Tag { .. } => {}
            Kind::Line => self.end_line(frame, range),
            Kind::Heading(level) => self.block(format!("<h{level}>{}</h{level}>", frame.out), range),
            Kind::Quote(kind) => self.block(quoted(&frame.out, kind.map(alert::name)), range),
            Kind::Code(ref opening) => self.end_code(opening, &frame, range)?,
            Kind::Html => self.end_html(&frame, range)?,
            Kind::List { start, items } => self.block(list::list(start, items), range),
            Kind::Item { done, blocks } => self.end_item(done, blocks),
            Kind::Table { rows, .. } => self.block(format!("<table><tbody>{rows}</tbody></table>"), range),
            Kind::Row { .. } => self.end_row(&frame.out),
            Kind::Cell => self.end_cell(&frame),
            Kind::Mark(name) => self.markup(&format!("<{name}>{}</{name}>", frame.out), at)?,
            Kind::Link { link_type, ref url, ref title } => {
                let link = link::link(link_type, url, title, &frame);
                self.markup(&link, at)?;
            }
            Kind::Image { ref url, ref title } => {
                let image = self.image(url, title, &frame.plain_text(), range.end);
                self.markup(&image, at)?;
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str, range: &Range<usize>) -> Result<(), FormatError> {
        if range.end <= self.read_to {
            return Ok(());
        }
        let read = self.read_to.saturating_sub(range.start);
        self.plain(text.get(read..).unwrap_or(text), range.start)
    }

    fn code_span(&mut self, text: &str, range: &Range<usize>) -> Result<(), FormatError> {
        self.enter_line(range.start)?;
        if self.markdown.get(range.end..).is_some_and(|rest| rest.starts_with(RAW)) {
            self.read_to = range.end + RAW.len();
            return self.placeholder(text, range.start);
        }
        self.markup(&format!("<code>{}</code>", escape_text(text)), range.start)
    }

    /// Adds text, which is escaped.
    fn plain(&mut self, text: &str, at: usize) -> Result<(), FormatError> {
        self.enter_line(at)?;
        if let Some(frame) = self.frames.last_mut() {
            frame.add_text(text);
        }
        Ok(())
    }

    /// Adds storage inside of a line.
    fn markup(&mut self, storage: &str, at: usize) -> Result<(), FormatError> {
        self.enter_line(at)?;
        if let Some(frame) = self.frames.last_mut() {
            frame.add_markup(storage);
        }
        Ok(())
    }

    /// Adds a block to what is open.
    fn block(&mut self, storage: String, range: Range<usize>) {
        if storage.is_empty() {
            return;
        }
        match self.frames.last_mut() {
            Some(Frame { kind: Kind::Root, .. }) | None => self.blocks.push(Block { range, storage }),
            Some(Frame { kind: Kind::Item { blocks, .. }, .. }) => blocks.push(storage),
            Some(frame) => frame.add_markup(&storage),
        }
    }

    /// Items of tight lists have their text without a paragraph around it.
    fn enter_line(&mut self, at: usize) -> Result<(), FormatError> {
        match self.frames.last() {
            Some(Frame { kind: Kind::Item { .. }, .. }) => self.push(Kind::Line, at),
            _ => Ok(()),
        }
    }

    fn leave_line(&mut self, at: usize) -> Result<(), FormatError> {
        let is_line = |frame: Option<&Frame>| matches!(frame, Some(Frame { kind: Kind::Line, .. }));
        let is_tight = |frame: Option<&Frame>| matches!(frame, Some(Frame { kind: Kind::Item { .. }, .. }));
        let below = self.frames.iter().rev().skip_while(|frame| matches!(frame.kind, Kind::Tag { .. }));
        let mut below = below;
        if is_line(below.next()) && is_tight(below.next()) {
            self.give_up_tags();
            if let Some(frame) = self.pop()? {
                self.end_line(frame, at..at);
            }
        }
        Ok(())
    }

    fn end_line(&mut self, frame: Frame, range: Range<usize>) {
        let storage = match frame.itself(&["p", "h1", "h2", "h3", "h4", "h5", "h6"]) {
            true => frame.out,
            false if frame.out.trim().is_empty() => String::new(),
            false => format!("<p>{}</p>", frame.out),
        };
        self.block(storage, range);
    }

    fn push(&mut self, kind: Kind, at: usize) -> Result<(), FormatError> {
        let depth = kind.depth() + self.frames.iter().map(|frame| frame.kind.depth() + frame.open.len()).sum::<usize>();
        if depth > MAX_DEPTH {
            return Err(self.too_deep(at));
        }
        self.frames.push(Frame::new(kind, at));
        Ok(())
    }

    fn too_deep(&self, at: usize) -> FormatError {
        let message = format!("blocks are nested deeper than {MAX_DEPTH} elements");
        FormatError::new(FormatErrorKind::TooDeep, self.markdown, at, message)
    }

    /// Takes the innermost frame, whose placeholders must have found their other halves.
    fn pop(&mut self) -> Result<Option<Frame>, FormatError> {
        if self.frames.len() < 2 {
            return Ok(None);
        }
        let frame = self.frames.pop();
        if let Some(frame) = &frame {
            self.check_closed(frame)?;
        }
        Ok(frame)
    }
}

fn quoted(content: &str, panel: Option<&str>) -> String {
    match panel {
        _ if content.is_empty() => String::new(),
        None => format!("<blockquote>{content}</blockquote>"),
        Some(name) => {
            let body = format!("<ac:rich-text-body>{content}</ac:rich-text-body>");
            format!("<ac:structured-macro ac:name=\"{name}\">{body}</ac:structured-macro>")
        }
    }
}
