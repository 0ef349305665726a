//! The text of a body in the storage format as a reader sees it: in runs, each across the marks in it.

use std::ops::Range;

use super::tree::{inside, is_opaque, located};
use crate::formats::storage::{Element, Node, decode, is_wrapper};

/// The texts of a document.
#[derive(Default)]
pub(super) struct Texts<'d> {
    pub(super) pieces: Vec<Piece<'d>>,
    pub(super) wrappers: Vec<Wrapper<'d>>,
    pub(super) runs: Vec<Run>,
    is_copy: bool,
    is_open: bool,
}

/// Pieces that stand behind each other in one line.
pub(super) struct Run {
    pub(super) pieces: Range<usize>,
    /// Whether this is what shows only where the real content does not.
    pub(super) is_copy: bool,
}

/// A text, or a section of CDATA.
pub(super) struct Piece<'d> {
    pub(super) start: usize,
    pub(super) raw: &'d str,
    pub(super) is_cdata: bool,
    /// The innermost wrapper that it stands in.
    pub(super) wrapper: Option<usize>,
}

/// An element that goes when all its text does.
pub(super) struct Wrapper<'d> {
    pub(super) span: Range<usize>,
    pub(super) element: &'d Element<'d>,
    pub(super) parent: Option<usize>,
    /// How many things in it are no text.
    pub(super) others: usize,
}

/// A character of a run, and where it is written.
#[derive(Clone, Copy)]
pub(super) struct Origin {
    pub(super) piece: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl<'d> Texts<'d> {
    pub(super) fn of(nodes: &'d [Node<'d>]) -> Self {
        let mut texts = Self::default();
        texts.nodes(nodes, 0, None);
        texts
    }

    fn nodes(&mut self, nodes: &'d [Node<'d>], start: usize, wrapper: Option<usize>) {
        for (span, node) in located(nodes, start) {
            match node {
                Node::Comment(_) => {}
                Node::Text(text) => {
                    self.piece(Piece { start: span.start, raw: text.raw(), is_cdata: text.is_cdata(), wrapper });
                }
                Node::Element(element) => self.element(element, span, wrapper),
            }
        }
    }

    fn element(&mut self, element: &'d Element<'d>, span: Range<usize>, wrapper: Option<usize>) {
        let start = inside(element, &span);
        if element.name() == "ac:link" {
            let children = located(element.children(), start);
            let body =
                children.into_iter().find_map(|(span, node)| Some((span, node.element()?)).filter(|(_, e)| is_body(e)));
            if let Some((body_span, body)) = body {
                let index = self.wrap(element, span, wrapper);
                return self.nodes(body.children(), inside(body, &body_span), Some(index));
            }
        } else if is_wrapper(element.name()) {
            let before = self.pieces.len();
            let index = self.wrap(element, span, wrapper);
            self.nodes(element.children(), start, Some(index));
            // It holds a place, and no text.
            if self.pieces.len() == before {
                self.count(Some(index));
            }
            return;
        }
        self.is_open = false;
        self.count(wrapper);
        let was_copy = self.is_copy;
        match element.name() {
            "ac:adf-extension" => self.nodes(element.children(), start, wrapper),
            "ac:adf-fallback" => {
                self.is_copy = true;
                self.nodes(element.children(), start, wrapper);
            }
            name if is_opaque(name) => {}
            _ => self.nodes(element.children(), start, wrapper),
        }
        self.is_copy = was_copy;
        self.is_open = false;
    }

    fn wrap(&mut self, element: &'d Element<'d>, span: Range<usize>, parent: Option<usize>) -> usize {
        self.wrappers.push(Wrapper { span, element, parent, others: 0 });
        self.wrappers.len() - 1
    }

    fn count(&mut self, mut wrapper: Option<usize>) {
        while let Some(index) = wrapper {
            self.wrappers[index].others += 1;
            wrapper = self.wrappers[index].parent;
        }
    }

    fn piece(&mut self, piece: Piece<'d>) {
        if !self.is_open {
            let at = self.pieces.len();
            self.runs.push(Run { pieces: at..at, is_copy: self.is_copy });
            self.is_open = true;
        }
        self.pieces.push(piece);
        if let Some(run) = self.runs.last_mut() {
            run.pieces.end = self.pieces.len();
        }
    }

    /// The characters of a run, and where each is written in the source.
    pub(super) fn characters(&self, run: &Run) -> (Vec<char>, Vec<Origin>) {
        let mut text = Vec::new();
        let mut origins = Vec::new();
        for (index, piece) in self.pieces[run.pieces.clone()].iter().enumerate() {
            for (decoded, range) in written(piece) {
                for character in decoded.chars() {
                    text.push(character);
                    origins.push(Origin { piece: run.pieces.start + index, start: range.start, end: range.end });
                }
            }
        }
        (text, origins)
    }
}

/// Whether one reference of the source is written for both what is in front of a place and what is behind.
pub(super) fn is_cut(origins: &[Origin], at: usize) -> bool {
    let (Some(before), Some(after)) = (at.checked_sub(1).and_then(|at| origins.get(at)), origins.get(at)) else {
        return false;
    };
    before.start == after.start
}

fn is_body(element: &Element<'_>) -> bool {
    matches!(element.name(), "ac:link-body" | "ac:plain-text-link-body")
}

const CDATA: (&str, &str) = ("<![CDATA[", "]]>");

/// The characters of a piece, as they read and where they are written.
fn written<'p>(piece: &'p Piece<'_>) -> Vec<(std::borrow::Cow<'p, str>, Range<usize>)> {
    let mut found = Vec::new();
    let (mut at, end) =
        if piece.is_cdata { (CDATA.0.len(), piece.raw.len() - CDATA.1.len()) } else { (0, piece.raw.len()) };
    let between = [CDATA.1, CDATA.0].concat();
    while let Some(character) = piece.raw.get(at..end).and_then(|rest| rest.chars().next()) {
        let rest = &piece.raw[at..end];
        if piece.is_cdata && rest.starts_with(&between) {
            at += between.len();
            continue;
        }
        let reference = if character == '&' && !piece.is_cdata { rest.find(';').map(|end| end + 1) } else { None };
        let len = reference.unwrap_or(character.len_utf8());
        let range = piece.start + at..piece.start + at + len;
        let raw = &rest[..len];
        found.push((if reference.is_some() { decode(raw) } else { raw.into() }, range));
        at += len;
    }
    found
}
