use schemars::JsonSchema;

/// The first 50 of what belongs to a piece of content.
#[derive(JsonSchema)]
pub struct Included<T> {
    /// At most 50 of them.
    pub results: Vec<T>,
    /// Whether there are more.
    pub meta: Option<IncludedMeta>,
    /// Where there are more.
    #[serde(rename = "_links")]
    pub links: Option<IncludedLinks>,
}

/// Whether there is more than what was included.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct IncludedMeta {
    /// Whether there are more than these.
    pub has_more: Option<bool>,
    /// The cursor from which a listing goes on.
    pub cursor: Option<String>,
}

/// Where the rest of what was included is found.
#[derive(JsonSchema)]
pub struct IncludedLinks {
    /// The path of the listing.
    #[serde(rename = "self")]
    pub itself: Option<String>,
}

/// Something that the user may do.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Operation {
    /// Such as `read`, `update` or `delete`.
    pub operation: String,
    /// What it may be done to, such as `page`.
    pub target_type: Option<String>,
}

/// A user who likes a piece of content.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Like {
    /// The account id of the user.
    pub account_id: String,
}

/// What the user may do with something.
#[derive(JsonSchema)]
pub struct Operations {
    /// Everything that the user may do.
    pub operations: Vec<Operation>,
}
