use connector_sdk::serde_json::Value;
use schemars::JsonSchema;
use serde::Serialize;

/// What a site says about itself.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SystemInformation {
    /// The address of the site, such as `https://acme.atlassian.net/wiki`.
    pub base_url: Option<String>,
    /// Atlassian's id of the site (Cloud).
    pub cloud_id: Option<String>,
    /// The revision of Confluence that it runs (Cloud).
    pub commit_hash: Option<String>,
    /// An address that works too (Cloud).
    pub fallback_base_url: Option<String>,
    /// The edition, such as `STANDARD` (Cloud).
    pub edition: Option<String>,
    /// The title of the site (Cloud).
    pub site_title: Option<String>,
    /// The language of users who chose none, such as `en_GB` (Cloud).
    pub default_locale: Option<String>,
    /// The time zone of users who chose none, such as `Europe/Berlin` (Cloud).
    pub default_time_zone: Option<String>,
    /// The perimeter of Atlassian's infrastructure in which it runs (Cloud).
    pub micros_perimeter: Option<String>,
    /// The version of Confluence, such as `10.0.3` (Data Center and Server).
    pub version: Option<String>,
    /// The number of the build (Data Center and Server).
    pub build_number: Option<i64>,
    /// The number of the build on Atlassian's Marketplace (Data Center and Server).
    pub marketplace_build_number: Option<i64>,
    /// When it was built (Data Center and Server).
    pub build_date: Option<String>,
}

/// Whether a site can be changed.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessMode {
    /// `READ_WRITE`, or `READ_ONLY` during maintenance.
    pub access_mode: String,
}

/// How much there is on a site.
#[derive(JsonSchema)]
pub struct InstanceMetrics {
    /// How many pages.
    pub pages: Option<i64>,
    /// How many spaces.
    pub spaces: Option<i64>,
    /// How many users.
    pub users: Option<i64>,
}

/// A node of a cluster, and how it is.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClusterNode {
    /// The id of the node.
    pub node_id: Option<i64>,
    /// Measures of its Java virtual machine.
    pub jvm_stats: Option<Value>,
    /// Its properties.
    pub props: Option<Value>,
    /// What it says about its build.
    pub build_stats: Option<Value>,
}
