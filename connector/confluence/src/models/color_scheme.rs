use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The colours of a site or a space, for the light and the dark look.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ColorScheme {
    /// The colours of the light look.
    pub color_scheme_model_light: Option<Colors>,
    /// The colours of the dark look.
    pub color_scheme_model_dark: Option<Colors>,
}

/// The colours of one look, each such as `#0747a6`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Colors {
    /// The bar at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_bar_color: Option<String>,
    /// The background of the chosen entry in the bar at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_bar_menu_selected_bg_color: Option<String>,
    /// The text of the chosen entry in the bar at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_bar_menu_selected_text_color: Option<String>,
    /// The text that says where a page is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breadcrumbs_text_color: Option<String>,
    /// The background of buttons at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_button_bg_color: Option<String>,
    /// The text of buttons at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_button_text_color: Option<String>,
    /// The text of the search field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search_field_text_color: Option<String>,
    /// The background of the search field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search_field_bg_color: Option<String>,
    /// The background of the chosen entry of a menu.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub menu_item_selected_bg_color: Option<String>,
    /// The text of the chosen entry of a menu.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub menu_item_selected_text_color: Option<String>,
    /// The text of the other entries of a menu.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub menu_item_text_color: Option<String>,
    /// Headings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading_text_color: Option<String>,
    /// Links.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link_color: Option<String>,
}

/// Which colours a space uses.
#[derive(JsonSchema)]
pub struct ColorSchemeType {
    /// `global` for those of the site, `custom` for its own.
    #[serde(rename = "type")]
    pub kind: Option<String>,
}
