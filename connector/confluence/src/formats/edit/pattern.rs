/// A text to look for, in which all white space is alike.
pub(super) struct Pattern {
    parts: Vec<Part>,
    ignores_case: bool,
}

enum Part {
    Character(char),
    Space,
}

impl Pattern {
    /// Nothing where the text shows nothing.
    pub(super) fn new(text: &str, ignores_case: bool) -> Option<Self> {
        if text.trim().is_empty() {
            return None;
        }
        let mut parts = Vec::new();
        for character in text.chars() {
            if !character.is_whitespace() {
                parts.push(Part::Character(character));
            } else if !matches!(parts.last(), Some(Part::Space)) {
                parts.push(Part::Space);
            }
        }
        Some(Self { parts, ignores_case })
    }

    /// Where the text stands, in characters: begins and ends, none over another.
    pub(super) fn find(&self, text: &[char]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            match self.end(text, at) {
                Some(end) => {
                    found.push((at, end));
                    at = end;
                }
                // White space that does not fit from its beginning does not fit from within it.
                None => at += text[at..].iter().take_while(|character| character.is_whitespace()).count().max(1),
            }
        }
        found
    }

    fn end(&self, text: &[char], start: usize) -> Option<usize> {
        let mut at = start;
        for part in &self.parts {
            match part {
                Part::Character(wanted) => {
                    let there = *text.get(at)?;
                    if there != *wanted && !(self.ignores_case && there.to_lowercase().eq(wanted.to_lowercase())) {
                        return None;
                    }
                    at += 1;
                }
                Part::Space => {
                    let spaces = text[at..].iter().take_while(|character| character.is_whitespace()).count();
                    if spaces == 0 {
                        return None;
                    }
                    at += spaces;
                }
            }
        }
        Some(at)
    }
}
