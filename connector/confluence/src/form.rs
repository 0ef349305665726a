//! The connection form: what it asks for, what is found out, and where requests go.

mod access_token;
mod api_token;
pub(crate) mod auth_types;
mod basic;
mod endpoints;
mod hosts;
mod oauth2;
mod oauth2_data_center;
mod personal_access_token;
mod scope_sets;
mod service_account;

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Choice, Conditions, DerivedField, Field, FieldKind, Manifest, Secret};

pub(crate) use endpoints::{ACCOUNTS, TENANT};
use hosts::CLOUD_HOSTS;
pub(crate) use hosts::{CLOUD_SUFFIX, GATEWAY_HOST};

/// The connections that lead to Confluence Cloud.
pub(crate) const CLOUD: Conditions = &[(ADDRESS, &[SUBDOMAIN])];

/// The connections that lead to Confluence Data Center or Server.
pub(crate) const ON_PREM: Conditions = &[(ADDRESS, &[URI])];

/// Whether the site has a subdomain or a URI of its own.
pub(crate) const ADDRESS: &str = "address";
/// What stands before [`CLOUD_SUFFIX`].
pub(crate) const SUBDOMAIN: &str = "subdomain";
/// Where Data Center or Server is.
pub(crate) const URI: &str = "uri";

/// Atlassian's id of a Cloud site, found out.
pub(crate) const CLOUD_ID: &str = "cloudId";
/// The host of a Cloud site, found out.
pub(crate) const SITE_HOST: &str = "siteHost";
/// `cloud` or `data-center`, found out.
pub(crate) const DEPLOYMENT: &str = "deployment";
/// Through which door the API is reached, found out.
pub(crate) const ENTRY: &str = "entry";

/// Confluence Cloud, as a deployment.
pub(crate) const CLOUD_DEPLOYMENT: &str = "cloud";
/// Data Center or Server, as a deployment.
pub(crate) const DATA_CENTER: &str = "data-center";

/// The API is below the site's own address.
pub(crate) const SITE: &str = "site";
/// The API is below Atlassian's gateway for all sites.
pub(crate) const GATEWAY: &str = "gateway";

/// The manifest without its actions.
pub(crate) fn manifest() -> Manifest {
    Manifest {
        name: "confluence".to_owned(),
        title: "Confluence".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        description: "Connects to Atlassian Confluence Cloud, and to Confluence Data Center and Server.".to_owned(),
        fields: vec![
            Field::new(
                ADDRESS,
                "Confluence address",
                vec![Choice::new(SUBDOMAIN, "Confluence subdomain"), Choice::new(URI, "On-prem URI")],
            )
            .hint("Cloud sites have a subdomain of `atlassian.net`; Data Center and Server have a URI of their own.")
            .required()
            .default_value(SUBDOMAIN),
            Field::new(URI, "On-prem URI", FieldKind::Url)
                .hint(
                    "With its port and context path, where it has them, such as \
                     `https://confluence.example.com:8443/confluence`.",
                )
                .required()
                .when(ON_PREM),
        ],
        derived: vec![
            DerivedField::new(DEPLOYMENT, "Deployment"),
            DerivedField::new(ENTRY, "Entry"),
            DerivedField::new(CLOUD_ID, "Cloud ID"),
            DerivedField::new(SITE_HOST, "Site").hosts(&[CLOUD_HOSTS]),
        ],
        auth_types: vec![
            api_token::auth_type(),
            oauth2::auth_type(),
            basic::auth_type(),
            personal_access_token::auth_type(),
            oauth2_data_center::auth_type(),
            service_account::auth_type(),
            access_token::auth_type(),
        ],
        endpoints: endpoints::all(),
        actions: Vec::new(),
        annotations: "{}".to_owned(),
    }
}

/// The subdomain of a Cloud site. Each auth type has its own, since OAuth 2.0 can do without.
fn subdomain() -> Field {
    Field::new(SUBDOMAIN, "Confluence subdomain", FieldKind::Subdomain(CLOUD_SUFFIX.to_owned()))
        .hint("`acme` for `https://acme.atlassian.net`.")
        .required()
        .when(CLOUD)
}

/// The id of an OAuth client.
fn client_id() -> Field {
    Field::new("clientId", "Client ID", FieldKind::Text).required()
}

/// The secret of an OAuth client.
fn client_secret() -> Field {
    Field::new("clientSecret", "Client secret", Secret::new()).required()
}

/// Marks an auth type that few need: it stands behind "More".
fn more() -> Value {
    json!({ "more": true })
}
