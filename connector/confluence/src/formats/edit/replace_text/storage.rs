use std::ops::Range;

use super::super::error::EditError;
use super::super::kept::MARKER;
use super::super::pattern::Pattern;
use super::super::runs::{Origin, Texts, is_cut};
use super::super::splice::Splices;
use super::ReplaceText;
use crate::formats::storage::{Document, Text, cdata};

/// A place to change: the ranges of the source that go, each with its piece, the first of them for the new text.
struct Place {
    parts: Vec<(usize, Range<usize>)>,
}

/// The new source, in how many places the text stands, and how many of them are others now.
pub(super) fn replace(
    edit: &ReplaceText,
    pattern: &Pattern,
    source: &str,
) -> Result<(String, usize, usize), EditError> {
    let document = Document::parse(source)?;
    let texts = Texts::of(&document.nodes);
    let (mut found, mut changes) = (0, 0);
    let mut places = Vec::new();
    for run in &texts.runs {
        if run.is_copy && edit.occurrence.is_some() {
            continue;
        }
        let (characters, origins) = texts.characters(run);
        for (start, end) in pattern.find(&characters) {
            if is_cut(&origins, start) || is_cut(&origins, end) {
                continue;
            }
            found += usize::from(!run.is_copy);
            if edit.takes(found) && !characters[start..end].iter().copied().eq(edit.replace.chars()) {
                changes += usize::from(!run.is_copy);
                places.push(Place { parts: parts(&origins[start..end]) });
            }
        }
    }
    let edited = write(edit, &texts, &places, source);
    Ok((edited, found, changes))
}

fn parts(origins: &[Origin]) -> Vec<(usize, Range<usize>)> {
    let pieces = origins.chunk_by(|left, right| left.piece == right.piece);
    pieces.map(|part| (part[0].piece, part[0].start..part[part.len() - 1].end)).collect()
}

fn write(edit: &ReplaceText, texts: &Texts<'_>, places: &[Place], source: &str) -> String {
    let gone = emptied(edit, texts, places);
    let mut splices = Splices::default();
    let mut gone_with = vec![Vec::new(); places.len()];
    for (wrapper, place) in gone.iter().enumerate() {
        if let Some(place) = place {
            gone_with[*place].push(wrapper);
            splices.replace(texts.wrappers[wrapper].span.clone(), "");
        }
    }
    // The places are in the order of the pieces.
    let mut cdatas: Vec<(usize, Splices)> = Vec::new();
    for (index, place) in places.iter().enumerate() {
        for (at, (piece, range)) in place.parts.iter().enumerate() {
            let piece_start = texts.pieces[*piece].start;
            let is_first = at == 0;
            if texts.pieces[*piece].is_cdata {
                let text = if is_first { edit.replace.as_str() } else { "" };
                let range = range.start - piece_start..range.end - piece_start;
                if cdatas.last().is_none_or(|(last, _)| last != piece) {
                    cdatas.push((*piece, Splices::default()));
                }
                if let Some((_, inner)) = cdatas.last_mut() {
                    inner.replace(range, text);
                }
            } else if is_first {
                splices.replace(range.clone(), marked(edit, texts, &gone_with[index]));
            } else {
                splices.replace(range.clone(), "");
            }
        }
    }
    for (index, inner) in cdatas {
        let piece = &texts.pieces[index];
        splices.replace(piece.start..piece.start + piece.raw.len(), rewritten(&inner.apply(piece.raw)));
    }
    splices.apply(source)
}

/// CDATA whose text was replaced as if it were any text: its end must be escaped anew.
fn rewritten(raw: &str) -> String {
    let inner = raw.strip_prefix("<![CDATA[").and_then(|raw| raw.strip_suffix("]]>")).unwrap_or_default();
    cdata(&inner.replace("]]]]><![CDATA[>", "]]>"))
}

/// The new text, in the marks of the comments that would be lost with the old one.
fn marked(edit: &ReplaceText, texts: &Texts<'_>, gone: &[usize]) -> String {
    let mut text = Text::new(&edit.replace).raw().replace("\r\n", "\n").replace('\n', "<br />");
    if text.is_empty() {
        return text;
    }
    for wrapper in gone.iter().rev() {
        let element = texts.wrappers[*wrapper].element;
        if element.name() == MARKER {
            text = [&element.open(), text.as_str(), &element.close()].concat();
        }
    }
    text
}

/// For each wrapper that nothing is left in, the first place that took something from it.
fn emptied(edit: &ReplaceText, texts: &Texts<'_>, places: &[Place]) -> Vec<Option<usize>> {
    let mut left: Vec<usize> = texts.pieces.iter().map(|piece| piece.raw.len()).collect();
    for (index, piece) in texts.pieces.iter().enumerate() {
        if piece.is_cdata {
            left[index] = piece.raw.len().saturating_sub("<![CDATA[]]>".len());
        }
    }
    let mut touched: Vec<Option<usize>> = vec![None; texts.wrappers.len()];
    for (number, place) in places.iter().enumerate() {
        for (at, (piece, range)) in place.parts.iter().enumerate() {
            left[*piece] = left[*piece].saturating_sub(range.len());
            if at == 0 && !edit.replace.is_empty() {
                left[*piece] += 1;
            }
            let mut wrapper = texts.pieces[*piece].wrapper;
            while let Some(index) = wrapper {
                touched[index].get_or_insert(number);
                wrapper = texts.wrappers[index].parent;
            }
        }
    }
    let mut alive: Vec<usize> = texts.wrappers.iter().map(|wrapper| wrapper.others).collect();
    for (piece, left) in texts.pieces.iter().zip(left) {
        let mut wrapper = piece.wrapper.filter(|_| left > 0);
        while let Some(index) = wrapper {
            alive[index] += 1;
            wrapper = texts.wrappers[index].parent;
        }
    }
    touched.into_iter().zip(alive).map(|(place, alive)| place.filter(|_| alive == 0)).collect()
}
