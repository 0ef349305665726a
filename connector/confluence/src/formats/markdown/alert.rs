//! Panels of Confluence and alerts of Markdown, which look alike: by colour and sign, not by name.

use pulldown_cmark::BlockQuoteKind;

const ALERTS: [(&str, &str, BlockQuoteKind); 5] = [
    ("info", "NOTE", BlockQuoteKind::Note),
    ("tip", "TIP", BlockQuoteKind::Tip),
    ("panel", "IMPORTANT", BlockQuoteKind::Important),
    ("note", "WARNING", BlockQuoteKind::Warning),
    ("warning", "CAUTION", BlockQuoteKind::Caution),
];

/// The word of the alert that a macro is.
pub(super) fn word(name: &str) -> Option<&'static str> {
    ALERTS.iter().find(|(other, ..)| *other == name).map(|(_, word, _)| *word)
}

/// The macro that an alert is.
pub(super) fn name(kind: BlockQuoteKind) -> &'static str {
    ALERTS.iter().find(|(.., other)| *other == kind).map_or("info", |(name, ..)| name)
}
