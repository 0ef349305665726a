use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The colours of a site, in the light and in the dark theme.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ColorScheme {
    /// The colours of the light theme.
    pub color_scheme_model_light: Option<Colors>,
    /// The colours of the dark theme.
    pub color_scheme_model_dark: Option<Colors>,
}

/// The colours of a theme, such as `#0747a6`.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Colors {
    /// The bar at the top.
    pub top_bar_color: Option<String>,
    /// Behind the menu that is open in the bar at the top.
    pub top_bar_menu_selected_bg_color: Option<String>,
    /// The text of the menu that is open in the bar at the top.
    pub top_bar_menu_selected_text_color: Option<String>,
    /// The path to the page.
    pub breadcrumbs_text_color: Option<String>,
    /// Behind buttons of the header.
    pub header_button_bg_color: Option<String>,
    /// The text of buttons of the header.
    pub header_button_text_color: Option<String>,
    /// The text of the search field.
    pub search_field_text_color: Option<String>,
    /// Behind the text of the search field.
    pub search_field_bg_color: Option<String>,
    /// Behind the menu item that is pointed at.
    pub menu_item_selected_bg_color: Option<String>,
    /// The text of the menu item that is pointed at.
    pub menu_item_selected_text_color: Option<String>,
    /// The text of menu items.
    pub menu_item_text_color: Option<String>,
    /// Headings.
    pub heading_text_color: Option<String>,
    /// Links.
    pub link_color: Option<String>,
}
