use connector_sdk::serde_json::Value;
use schemars::JsonSchema;

/// A macro in a piece of content.
#[derive(JsonSchema)]
pub struct Macro {
    /// The name of the macro, such as `toc`.
    pub name: Option<String>,
    /// Its body, in the storage format or as plain text.
    pub body: Option<String>,
    /// Its parameters, by name.
    pub parameters: Option<Value>,
}

/// The body of a macro, converted.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConvertedMacro {
    /// The body.
    pub value: String,
    /// What it is written in now, such as `view`.
    pub representation: Option<String>,
    /// The scripts and styles that show it, where `expand` asks for them.
    pub webresource: Option<Value>,
    /// A token for the pictures and files in it, where `expand` asks for it.
    pub media_token: Option<Value>,
}

/// A conversion that Confluence works on after it answered.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StartedConversion {
    /// The id by which its result can be read, until five minutes after it is done.
    pub async_id: String,
}
