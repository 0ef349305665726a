use connector_sdk::{Endpoint, EndpointRule, LimitScope, RateLimit};

use super::auth_types::{
    ACCESS_TOKEN, API_TOKEN, BASIC, OAUTH2, OAUTH2_DATA_CENTER, PERSONAL_ACCESS_TOKEN, SERVICE_ACCOUNT, THROUGH_GATEWAY,
};
use super::hosts::{GATEWAY_URL, GRANTS_URL, MEDIA_HOST, SITE_URL};
use super::{CLOUD, GATEWAY, ON_PREM, SUBDOMAIN};

/// The endpoint that tells a site's id to anybody.
pub(crate) const TENANT: &str = "tenant";

/// The endpoint that tells which sites a grant reaches.
pub(crate) const ACCOUNTS: &str = "accounts";

/// Atlassian advises five to ten requests at once at most.
const CONCURRENT: u32 = 10;

/// The places that requests may go.
pub(super) fn all() -> Vec<Endpoint> {
    vec![api(), tenant(), accounts()]
}

fn api() -> Endpoint {
    let gateway = || EndpointRule::new(GATEWAY_URL).link_base("https://{siteHost}");
    Endpoint::new("api")
        .rule(gateway().auth_types(THROUGH_GATEWAY).when(CLOUD))
        .rule(
            gateway()
                .auth_types(&[API_TOKEN, BASIC])
                .when(&[(super::ADDRESS, &[SUBDOMAIN]), (super::ENTRY, &[GATEWAY])]),
        )
        .rule(EndpointRule::new(SITE_URL).auth_types(&[API_TOKEN, BASIC]).when(CLOUD))
        .rule(
            EndpointRule::new("{uri}")
                .auth_types(&[BASIC, PERSONAL_ACCESS_TOKEN, OAUTH2_DATA_CENTER, ACCESS_TOKEN])
                .when(ON_PREM),
        )
        .redirect_host(MEDIA_HOST, CLOUD)
        .redirect_within()
        .rate_limit(RateLimit::concurrent(LimitScope::Connection, CONCURRENT))
}

fn tenant() -> Endpoint {
    Endpoint::new(TENANT).rule(
        EndpointRule::new(SITE_URL)
            .auth_types(&[API_TOKEN, OAUTH2, BASIC, SERVICE_ACCOUNT, ACCESS_TOKEN])
            .when(CLOUD)
            .anonymous(),
    )
}

/// No wider than it must be: every site of every customer is below `https://api.atlassian.com`.
fn accounts() -> Endpoint {
    Endpoint::new(ACCOUNTS).rule(EndpointRule::new(GRANTS_URL).auth_types(&[OAUTH2]).when(CLOUD))
}
