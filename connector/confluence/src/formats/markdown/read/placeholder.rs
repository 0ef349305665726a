use super::{Frame, Reader};
use crate::formats::storage::{MAX_DEPTH, TokenKind, tokens};
use crate::formats::{FormatError, FormatErrorKind};

impl Reader<'_> {
    /// Adds a placeholder to the innermost frame, as it stands.
    pub(super) fn placeholder(&mut self, source: &str, at: usize) -> Result<(), FormatError> {
        let opened = self.follow(source, at)?;
        if let Some(frame) = self.frames.last_mut() {
            frame.add_placeholder(source, opened.as_deref());
        }
        Ok(())
    }

    /// Keeps track of what a placeholder opens and closes. Returns the name of an element that it begins with.
    pub(super) fn follow(&mut self, source: &str, at: usize) -> Result<Option<String>, FormatError> {
        let outer: usize = self.frames.iter().map(|frame| frame.kind.depth() + frame.open.len()).sum();
        let markdown = self.markdown;
        let refuse = |message: String| FormatError::new(FormatErrorKind::Placeholder, markdown, at, message);
        let Some(frame) = self.frames.last_mut() else { return Ok(None) };
        let before = frame.open.len();
        if before == 0 && !frame.out.is_empty() {
            frame.seal();
        }
        let mut opened = None;
        let mut is_over = false;
        for (index, token) in tokens(source).enumerate() {
            let token = token.map_err(|error| {
                refuse(format!(
                    "the placeholder is not well formed: {} (character {})",
                    error.message, error.position.column
                ))
            })?;
            is_over |= index > 0 && frame.open.is_empty();
            match token.kind {
                TokenKind::Open => {
                    if index == 0 {
                        opened = Some(token.name.to_owned());
                    }
                    frame.open.push((token.name.to_owned(), at));
                }
                TokenKind::Close => match frame.open.pop() {
                    Some((name, _)) if name == token.name => {}
                    Some((name, _)) => {
                        return Err(refuse(format!("the placeholder closes `{}` where `{name}` is open", token.name)));
                    }
                    None => {
                        return Err(refuse(format!("the placeholder closes `{}`, which none here opens", token.name)));
                    }
                },
                _ => {}
            }
            if outer - before + frame.open.len() > MAX_DEPTH {
                return Err(self.too_deep(at));
            }
        }
        // What is opened and closed at once and followed by more is no longer all that there is.
        Ok(opened.filter(|_| !is_over))
    }

    /// Refuses a frame that ends while an element of its placeholders is open.
    pub(super) fn check_closed(&self, frame: &Frame) -> Result<(), FormatError> {
        let Some((name, at)) = frame.open.last() else { return Ok(()) };
        let message = format!("the placeholder opens `{name}`, which none behind it closes");
        Err(FormatError::new(FormatErrorKind::Placeholder, self.markdown, *at, message))
    }
}
