//! Color schemes, each for a light and for a dark theme.

use std::collections::BTreeMap;

/// Is a color scheme.
#[derive(Debug, Clone)]
pub(crate) struct ColorScheme {
    pub(crate) light: BTreeMap<&'static str, String>,
    pub(crate) dark: BTreeMap<&'static str, String>,
}

impl ColorScheme {
    /// Names what has a color.
    pub(crate) const NAMES: [&str; 13] = [
        "topBarColor",
        "topBarMenuSelectedBgColor",
        "topBarMenuSelectedTextColor",
        "breadcrumbsTextColor",
        "headerButtonBgColor",
        "headerButtonTextColor",
        "searchFieldTextColor",
        "searchFieldBgColor",
        "menuItemSelectedBgColor",
        "menuItemSelectedTextColor",
        "menuItemTextColor",
        "headingTextColor",
        "linkColor",
    ];
}

impl Default for ColorScheme {
    /// Makes a scheme of one color each; which colors Confluence starts with is not told.
    fn default() -> Self {
        let all = |color: &str| Self::NAMES.into_iter().map(|name| (name, color.to_owned())).collect();
        Self { light: all("#172B4D"), dark: all("#B6C2CF") }
    }
}

/// Is whether a space has colors of its own, and which.
#[derive(Debug, Clone, Default)]
pub(crate) struct SpaceColors {
    pub(crate) custom: bool,
    /// Kept even while the space uses those of the instance.
    pub(crate) scheme: Option<ColorScheme>,
}
