use connector_sdk::serde_json::Value;
use schemars::JsonSchema;

/// A conversion of a body: how far it is, and in the end what came out.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConvertedBody {
    /// How far it is: `QUEUED`, `WORKING`, `RERUNNING`, `COMPLETED` or `FAILED`.
    pub status: Option<String>,
    /// The converted body, once `status` is `COMPLETED`.
    pub value: Option<String>,
    /// What `value` is written in, such as `export_view`.
    pub representation: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
    /// The id of the rendering.
    pub render_task_id: Option<String>,
    /// What is embedded in the body, such as attachments.
    pub embedded_content: Option<Vec<Value>>,
    /// The scripts and styles that show it, where `expand` asked for them.
    pub webresource: Option<Value>,
    /// A token for the files in it, where `expand` asked for it.
    pub media_token: Option<Value>,
}

/// A conversion that was begun; on Data Center and Server, one that is done.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Conversion {
    /// On Cloud: the id of the conversion, for `get-converted-body`; `FAILED_TO_QUEUE` where it could not be begun.
    pub async_id: Option<String>,
    /// On Data Center and Server: the converted body.
    pub value: Option<String>,
    /// On Data Center and Server: what `value` is written in.
    pub representation: Option<String>,
}

/// Conversions that were begun.
#[derive(JsonSchema)]
pub struct Conversions {
    /// One for each body, in their order.
    pub results: Vec<Conversion>,
}

/// Converted bodies.
#[derive(JsonSchema)]
pub struct ConvertedBodies {
    /// One for each conversion that was asked for.
    pub results: Vec<ConvertedBody>,
}
