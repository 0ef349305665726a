//! What is known of the connection that a call serves.

use connector_sdk::Context;

use crate::form::auth_types::THROUGH_GATEWAY;
use crate::form::{
    ADDRESS, CLOUD_DEPLOYMENT, CLOUD_SUFFIX, DATA_CENTER, ENTRY, GATEWAY, SITE, SITE_HOST, SUBDOMAIN, URI,
};

/// Through which door the API is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    /// Below the site's own address.
    Site,
    /// Below Atlassian's gateway for all sites.
    Gateway,
}

impl Door {
    pub(crate) fn of(context: &Context<'_>) -> Self {
        let through_gateway = match field(context, ENTRY) {
            Some(entry) => entry == GATEWAY,
            None => !is_on_prem(context) && THROUGH_GATEWAY.contains(&context.auth_type().as_str()),
        };
        if through_gateway { Self::Gateway } else { Self::Site }
    }

    /// As the derived field has it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Site => SITE,
            Self::Gateway => GATEWAY,
        }
    }
}

/// A field that has a value.
pub(crate) fn field(context: &Context<'_>, name: &str) -> Option<String> {
    context.field(name).filter(|value| !value.is_empty())
}

/// Whether the connection leads to Data Center or Server.
pub(crate) fn is_on_prem(context: &Context<'_>) -> bool {
    context.field(ADDRESS).as_deref() == Some(URI)
}

/// `cloud` or `data-center`.
pub(crate) fn deployment(context: &Context<'_>) -> &'static str {
    if is_on_prem(context) { DATA_CENTER } else { CLOUD_DEPLOYMENT }
}

/// The host of the site that the form means, on Cloud.
pub(crate) fn entered_host(context: &Context<'_>) -> Option<String> {
    field(context, SUBDOMAIN).map(|subdomain| format!("{subdomain}{CLOUD_SUFFIX}"))
}

/// The address of the site.
pub(crate) fn site(context: &Context<'_>) -> Option<String> {
    if is_on_prem(context) {
        return field(context, URI);
    }
    field(context, SITE_HOST).or_else(|| entered_host(context)).map(|host| format!("https://{host}"))
}

/// The host of an absolute URL, in lower case and without its port.
pub(crate) fn host_of(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    Some(host.to_ascii_lowercase())
}
