use schemars::JsonSchema;

/// What was redacted.
#[derive(JsonSchema)]
pub struct Redacted {
    /// What was redacted in the body.
    pub body: Option<RedactedPart>,
    /// What was redacted in the title.
    pub title: Option<RedactedPart>,
}

/// What was redacted in the body or the title.
#[derive(JsonSchema)]
pub struct RedactedPart {
    /// The places, in the order in which they were given; those that overlap became one.
    pub redactions: Option<Vec<RedactedText>>,
}

/// One place that was redacted.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RedactedText {
    /// The JSON Pointer to the text.
    pub pointer: Option<String>,
    /// Where the redaction begins, counted from 0.
    pub from: Option<i64>,
    /// Where the redaction ends: the place of the first character that stays.
    pub to: Option<i64>,
    /// Why it was redacted.
    pub reason: Option<String>,
    /// The id by which the text can be restored; code blocks have none.
    pub redaction_id: Option<String>,
}
