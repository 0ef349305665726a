//! Where Atlassian's services stand.

macro_rules! gateway {
    () => {
        "api.atlassian.com"
    };
}

macro_rules! sign_in {
    () => {
        "https://auth.atlassian.com"
    };
}

macro_rules! cloud_suffix {
    () => {
        ".atlassian.net"
    };
}

/// What the hosts of Cloud sites end with.
pub(crate) const CLOUD_SUFFIX: &str = cloud_suffix!();

/// The hosts of Cloud sites.
pub(super) const CLOUD_HOSTS: &str = concat!("*", cloud_suffix!());

/// A Cloud site by its subdomain.
pub(super) const SITE_URL: &str = concat!("https://{subdomain}", cloud_suffix!());

/// The host of Atlassian's gateway, which is no site.
pub(crate) const GATEWAY_HOST: &str = gateway!();

/// Atlassian's gateway, as far as it belongs to this site.
pub(super) const GATEWAY_URL: &str = concat!("https://", gateway!(), "/ex/confluence/{cloudId}");

/// What the gateway tells of the sites that a grant reaches.
pub(super) const GRANTS_URL: &str = concat!("https://", gateway!(), "/oauth/token");

/// Where the media service hands out the content of Cloud's attachments.
pub(super) const MEDIA_HOST: &str = "api.media.atlassian.com";

/// Where users of Cloud agree.
pub(super) const AUTHORIZATION_URL: &str = concat!(sign_in!(), "/authorize");

/// Where Atlassian gives out tokens.
pub(super) const TOKEN_URL: &str = concat!(sign_in!(), "/oauth/token");
