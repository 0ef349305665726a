use schemars::JsonSchema;
use serde::Serializer;

/// One page of results.
#[derive(JsonSchema)]
pub struct Listing<T> {
    /// The results of this page.
    pub results: Vec<T>,
    /// Where to go on.
    #[serde(rename = "_links")]
    pub links: Option<ListingLinks>,
}

/// Where a listing goes on.
#[derive(JsonSchema)]
pub struct ListingLinks {
    /// The link to the next page, to be given as `cursor`; absent on the last page.
    pub next: Option<String>,
    /// The address of the site, such as `https://acme.atlassian.net/wiki`.
    pub base: Option<String>,
}

/// Writes a list as one text with commas, as the first API wants its `expand`.
#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
pub(crate) fn with_commas<T: AsRef<str>, S: Serializer>(
    names: &Option<Vec<T>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match names.as_deref() {
        None | Some([]) => serializer.serialize_none(),
        Some(names) => serializer.serialize_str(&names.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(",")),
    }
}
