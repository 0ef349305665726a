//! What a site says about itself.

use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{AccessMode, ClusterNode, CountedListing, InstanceMetrics, SystemInformation};

/// Gets what the site says about itself: its address and edition, or its version and build.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetSystemInformation {}

impl Action for GetSystemInformation {
    type Output = SystemInformation;
    const NAME: &str = "get-system-information";
    const GROUP: &str = "system";
    const ROUTE: &str = "GET /wiki/rest/api/settings/systemInfo";
    const SCOPES: Scopes = &[&["manage:confluence-configuration"], &["read:configuration:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("GET /rest/api/server-information", data_center::READ).when(ON_PREM)];
    const EFFECT: Effect = Effect::Read;
}

/// Finds out whether a Data Center site can be changed, or only be read during maintenance.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetAccessMode {}

impl Action for GetAccessMode {
    type Output = AccessMode;
    const NAME: &str = "get-access-mode";
    const GROUP: &str = "system";
    const ROUTE: &str = "GET /rest/api/accessmode";
    const SCOPES: Scopes = data_center::READ;
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = ON_PREM;

    /// Confluence answers with one word, with quotation marks around it or without.
    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let response = context.send(&context.request_from::<Self>(&fields)?)?;
        let text = String::from_utf8_lossy(response.bytes());
        let mode = text.trim().trim_matches('"');
        if mode.is_empty() || !mode.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_') {
            return Err(Error::from_response(
                ErrorKind::Service,
                "the service answered with something other than an access mode",
                &response,
            ));
        }
        Json::of(&AccessMode { access_mode: mode.to_owned() })
    }
}

/// Counts the pages, spaces and users of a Data Center or Server site.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetInstanceMetrics {}

impl Action for GetInstanceMetrics {
    type Output = InstanceMetrics;
    const NAME: &str = "get-instance-metrics";
    const GROUP: &str = "system";
    const ROUTE: &str = "GET /rest/api/instance-metrics";
    const SCOPES: Scopes = data_center::ADMIN;
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = ON_PREM;
}

/// Lists the nodes of a Data Center cluster, and how they are.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListClusterNodes {}

impl Action for ListClusterNodes {
    type Output = CountedListing<ClusterNode>;
    const NAME: &str = "list-cluster-nodes";
    const GROUP: &str = "system";
    const ROUTE: &str = "GET /rest/api/cluster/nodes?start={cursor}&limit={limit}";
    const SCOPES: Scopes = data_center::ADMIN;
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = Some(&data_center::LISTING);
    const WHEN: Conditions = ON_PREM;
}
