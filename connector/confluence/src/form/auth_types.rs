//! The names of the auth types.

pub(crate) const API_TOKEN: &str = "api-token";
pub(crate) const OAUTH2: &str = "oauth2";
pub(crate) const BASIC: &str = "basic";
pub(crate) const PERSONAL_ACCESS_TOKEN: &str = "personal-access-token";
pub(crate) const OAUTH2_DATA_CENTER: &str = "oauth2-data-center";
pub(crate) const SERVICE_ACCOUNT: &str = "service-account";
pub(crate) const ACCESS_TOKEN: &str = "access-token";

/// Those whose requests on Cloud all go through the gateway.
pub(crate) const THROUGH_GATEWAY: &[&str] = &[OAUTH2, SERVICE_ACCOUNT, ACCESS_TOKEN];
