use schemars::JsonSchema;

/// One answer of a list.
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
