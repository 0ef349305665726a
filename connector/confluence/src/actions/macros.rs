//! Macros in pages and other content.

use connector_sdk::{Action, ActionRoute, Conditions, Effect, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{ConvertedMacro, Macro, StartedConversion};

/// Gets a macro of a page or other content: its name, parameters and body.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetMacro {
    /// The id of the content that has the macro.
    pub id: String,
    /// The number of the version of the content; `0` for the latest.
    pub version: u32,
    /// The id of the macro, such as `50884bd9-0cb8-41d5-98be-f80943c14f96`: its `ac:macro-id` in the storage format; of a
    /// Forge macro, its `local-id`.
    pub macro_id: String,
}

impl Action for GetMacro {
    type Output = Macro;
    const NAME: &str = "get-macro";
    const GROUP: &str = "macros";
    const ROUTE: &str = "GET /wiki/rest/api/content/{id}/history/{version}/macro/id/{macroId}";
    const SCOPES: Scopes = &[&["read:confluence-content.all"], &["read:content.metadata:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("GET /rest/api/content/{id}/history/{version}/macro/id/{macroId}", data_center::READ)
            .when(ON_PREM)];
    const EFFECT: Effect = Effect::Read;
}

/// Converts the body of a macro, such as to HTML as a reader sees it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConvertMacro {
    /// The id of the content that has the macro.
    pub id: String,
    /// The number of the version of the content; `0` for the latest.
    pub version: u32,
    /// The id of the macro: its `ac:macro-id` in the storage format; of a Forge macro, its `local-id`.
    pub macro_id: String,
    /// What to convert to.
    pub to: MacroRepresentation,
    /// The key of the space from which links without a space are read. By default, that of the content.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key_context: Option<String>,
    /// Which versions of embedded files to show. Default: `current`.
    pub embedded_content_render: Option<EmbeddedContentRender>,
    /// What to add to the answer, such as `webresource` or `mediaToken`. By default, nothing.
    pub expand: Option<Vec<String>>,
}

/// What the body of a macro can be converted to.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MacroRepresentation {
    /// HTML as a reader sees it, with relative links.
    View,
    /// HTML for use outside Confluence, with absolute links.
    ExportView,
    /// HTML with its style sheets.
    StyledView,
}

/// Which versions of embedded files a conversion shows.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EmbeddedContentRender {
    /// The latest.
    Current,
    /// Those of the time when the content was saved.
    VersionAtSave,
}

impl Action for ConvertMacro {
    type Output = ConvertedMacro;
    const NAME: &str = "convert-macro";
    const GROUP: &str = "macros";
    const ROUTE: &str = "GET /wiki/rest/api/content/{id}/history/{version}/macro/id/{macroId}/convert/{to}\
        ?spaceKeyContext={spaceKeyContext}\
        &embeddedContentRender={embeddedContentRender}\
        &expand={expand,}";
    const SCOPES: Scopes = &[&["read:confluence-content.all"], &["read:content.metadata:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Starts to convert the body of a macro in the background, for one that takes long.
///
/// The answer holds the id by which the result can be read, until five minutes after it is done.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StartMacroConversion {
    /// The id of the content that has the macro.
    pub id: String,
    /// The number of the version of the content; `0` for the latest.
    pub version: u32,
    /// The id of the macro: its `ac:macro-id` in the storage format; of a Forge macro, its `local-id`.
    pub macro_id: String,
    /// What to convert to.
    pub to: MacroRepresentation,
    /// Whether an earlier result of the same conversion will do. Default: `false`.
    pub allow_cache: Option<bool>,
    /// The key of the space from which links without a space are read. By default, that of the content.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key_context: Option<String>,
    /// Which versions of embedded files to show. Default: `current`.
    pub embedded_content_render: Option<EmbeddedContentRender>,
    /// What to add to the result, such as `webresource` or `mediaToken`. By default, nothing.
    pub expand: Option<Vec<String>>,
}

impl Action for StartMacroConversion {
    type Output = StartedConversion;
    const NAME: &str = "start-macro-conversion";
    const GROUP: &str = "macros";
    const ROUTE: &str = "GET /wiki/rest/api/content/{id}/history/{version}/macro/id/{macroId}/convert/async/{to}\
        ?allowCache={allowCache}\
        &spaceKeyContext={spaceKeyContext}\
        &embeddedContentRender={embeddedContentRender}\
        &expand={expand,}";
    const SCOPES: Scopes = &[&["read:confluence-content.all"], &["read:content.metadata:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}
