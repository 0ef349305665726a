use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The looks that a site or a space can choose from.
#[derive(JsonSchema)]
pub struct LookAndFeelSettings {
    /// Which one is chosen: `global`, `custom` or `theme`.
    pub selected: Option<String>,
    /// The look of the whole site.
    pub global: Option<LookAndFeel>,
    /// The look that the theme gives.
    pub theme: Option<LookAndFeel>,
    /// The look that was set for this space or site.
    pub custom: Option<LookAndFeel>,
}

/// Which look a space has.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChosenLook {
    /// The key of the space.
    pub space_key: String,
    /// `global`, `custom` or `theme`.
    pub look_and_feel_type: String,
}

/// How a site or a space looks: colours and, for the content, backgrounds and distances. Values are written as in CSS.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LookAndFeel {
    /// Headings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headings: Option<Color>,
    /// Links.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<Color>,
    /// Menus.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub menus: Option<MenuLook>,
    /// The bar at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<HeaderLook>,
    /// The bar at the top of the newer navigation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub horizontal_header: Option<HorizontalHeaderLook>,
    /// The content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<ContentLook>,
    /// Borders and dividing lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub borders_and_dividers: Option<Color>,
}

/// One colour.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Color {
    /// The colour, such as `#0747a6`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
}

/// How menus look.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MenuLook {
    /// The text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// The entry under the pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hover_or_focus: Option<Background>,
}

/// One background.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Background {
    /// The background.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_color: Option<String>,
}

/// How the bar at the top looks.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HeaderLook {
    /// The background.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_color: Option<String>,
    /// Its buttons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub button: Option<ColorPair>,
    /// Its main entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_navigation: Option<NavigationLook>,
    /// Its other entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secondary_navigation: Option<NavigationLook>,
    /// Its search field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<ColorPair>,
}

/// How the bar at the top of the newer navigation looks.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HorizontalHeaderLook {
    /// The background.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_color: Option<String>,
    /// Its buttons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub button: Option<ColorPair>,
    /// Its main entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_navigation: Option<NavigationLook>,
    /// Its other entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secondary_navigation: Option<NavigationLook>,
    /// Its search field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<ColorPair>,
}

/// A background and what is written on it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ColorPair {
    /// The background.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_color: Option<String>,
    /// The text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
}

/// How entries of a bar look.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NavigationLook {
    /// The text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// The mark of the chosen entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highlight_color: Option<String>,
    /// The entry under the pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hover_or_focus: Option<ColorPair>,
}

/// How the content looks.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContentLook {
    /// All that is below the bar at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub screen: Option<ScreenLook>,
    /// What holds the content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<ContainerLook>,
    /// The head of the content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<ContainerLook>,
    /// The content itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<ContainerLook>,
}

/// How all that is below the bar at the top looks.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScreenLook {
    /// The background, as in CSS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
    /// Whether it moves with the content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_attachment: Option<String>,
    /// How its layers are mixed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_blend_mode: Option<String>,
    /// How far it reaches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_clip: Option<String>,
    /// Its colour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_color: Option<String>,
    /// Its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_image: Option<String>,
    /// Where its picture begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_origin: Option<String>,
    /// Where its picture stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_position: Option<String>,
    /// Whether its picture repeats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_repeat: Option<String>,
    /// How large its picture is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_size: Option<String>,
    /// The layer on which it lies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<Layer>,
    /// The distance above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gutter_top: Option<String>,
    /// The distance to the right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gutter_right: Option<String>,
    /// The distance below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gutter_bottom: Option<String>,
    /// The distance to the left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gutter_left: Option<String>,
}

/// The layer on which the screen lies.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Layer {
    /// The width.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<String>,
    /// The height.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<String>,
}

/// How a part of the content looks.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContainerLook {
    /// The background, as in CSS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
    /// Whether it moves with the content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_attachment: Option<String>,
    /// How its layers are mixed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_blend_mode: Option<String>,
    /// How far it reaches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_clip: Option<String>,
    /// Its colour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_color: Option<String>,
    /// Its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_image: Option<String>,
    /// Where its picture begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_origin: Option<String>,
    /// Where its picture stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_position: Option<String>,
    /// Whether its picture repeats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_repeat: Option<String>,
    /// How large its picture is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_size: Option<String>,
    /// The distance to its border.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub padding: Option<String>,
    /// How round its corners are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub border_radius: Option<String>,
}
