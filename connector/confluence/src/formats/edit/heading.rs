use super::EditError;
use super::error::EditErrorKind;

/// A heading that is looked for: by its text, and where that is not enough by its level or its place among those that fit.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) heading: &'a str,
    pub(super) level: Option<u8>,
    pub(super) occurrence: Option<u32>,
}

/// A heading that is there, with its level, from 1.
pub(super) trait Heading {
    fn text(&self) -> &str;
    fn level(&self) -> u8;
}

impl Wanted<'_> {
    /// Finds the heading. Upper and lower case count only where several would fit without.
    pub(super) fn find<'h, H: Heading>(&self, headings: &'h [H]) -> Result<&'h H, EditError> {
        let wanted = collapse(self.heading);
        let of_level: Vec<&H> =
            headings.iter().filter(|heading| self.level.is_none_or(|level| heading.level() == level)).collect();
        let mut fitting: Vec<&H> = of_level.iter().copied().filter(|heading| heading.text() == wanted).collect();
        if fitting.is_empty() {
            let lower = wanted.to_lowercase();
            fitting = of_level.into_iter().filter(|heading| heading.text().to_lowercase() == lower).collect();
        }
        let missing = |message: String| {
            let all = headings.iter().map(|heading| heading.text().to_owned()).collect();
            EditError::missing(EditErrorKind::HeadingNotFound, message, &wanted, all)
        };
        let level = self.level.map(|level| format!(" of level {level}")).unwrap_or_default();
        match (self.occurrence, &fitting[..]) {
            (_, []) => Err(missing(format!("there is no heading `{wanted}`{level}"))),
            (None, [only]) => Ok(only),
            (None, several) => {
                let message = format!("there are {} headings `{wanted}`{level}", several.len());
                Err(EditError::new(EditErrorKind::HeadingAmbiguous, message))
            }
            (Some(occurrence), fitting) => {
                let index = (occurrence as usize).checked_sub(1);
                index.and_then(|index| fitting.get(index).copied()).ok_or_else(|| {
                    let there = fitting.len();
                    let counted =
                        if there == 1 { "is one heading".to_owned() } else { format!("are {there} headings") };
                    let message = format!("there {counted} `{wanted}`{level}, not {occurrence}");
                    EditError::new(EditErrorKind::OccurrenceNotFound { there }, message)
                })
            }
        }
    }
}

/// A text with its white space made one.
pub(super) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
