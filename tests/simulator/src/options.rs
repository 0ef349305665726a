//! What the simulated sites look like when they start, and who may reach them.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::LazyLock;

use crate::contract;

/// The scopes that together open every simulated route, classic ones where v1 takes both families.
pub static ROUTE_SCOPES: LazyLock<Vec<&'static str>> = LazyLock::new(contract::first_scopes);

/// Describes what to simulate: sites, accounts with their credentials, OAuth clients, content, listeners.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "what a service may do or not, each on its own")]
pub struct Options {
    /// The site's name: `acme` stands for `https://acme.atlassian.net`.
    pub site: String,
    /// The name of another site with Confluence, `globex` by default; both show the same content.
    pub other_site: String,
    /// The name of a site that has Jira but no Confluence, `initech` by default.
    pub jira_site: String,
    /// The e-mail address of the user; half of the Basic credentials.
    pub email: String,
    /// The user's API token without scopes; the only kind of secret that the site's Cloud routes accept.
    pub api_token: String,
    /// The user's account password: refused by Cloud with its own text, accepted by Data Center.
    pub password: String,
    /// The e-mail address of somebody else, `other.user@example.com` by default.
    pub other_email: String,
    /// Their API token without scopes, `simulator-other-api-token` by default.
    pub other_api_token: String,
    /// The user's API token with scopes, for the gateway only; `simulator-scoped-api-token` by default.
    pub scoped_api_token: String,
    /// The scopes of that token, [`ROUTE_SCOPES`] by default.
    pub scoped_api_token_scopes: Vec<String>,
    /// An access token that the user brings along, valid for the first hour; `simulator-access-token` by default.
    pub access_token: String,
    /// The scopes of that token, [`ROUTE_SCOPES`] and `read:me` by default.
    pub access_token_scopes: Vec<String>,
    /// The e-mail address of the service account, `service@example.com` by default.
    pub service_email: String,
    /// The service account's API token, for the gateway only; `simulator-service-api-token` by default.
    pub service_api_token: String,
    /// The scopes of that token and of the service account's OAuth client, [`ROUTE_SCOPES`] by default.
    pub service_scopes: Vec<String>,
    /// The id of the OAuth client that may use client credentials, `simulated-service-client` by default.
    pub service_client_id: String,
    /// Its secret, `simulated-service-secret-0123456789` by default.
    pub service_client_secret: String,
    /// The id of the OAuth client for three-legged OAuth, `simulated-client` by default.
    pub client_id: String,
    /// Its secret, `simulated-client-secret-0123456789` by default.
    pub client_secret: String,
    /// The callback URLs of all OAuth clients, port 8765 with path `/callback` on either loopback name by default.
    pub callbacks: Vec<String>,
    /// Whether the sites of an account add up with each consent, instead of the latest choice alone.
    pub account_level_grants: bool,
    /// Whether a bad refresh token gets the documented `invalid_grant` instead of what was measured.
    pub documented_refresh_error: bool,
    /// Whether consents bring no refresh token, whatever scopes were asked for, as if `offline_access` were not among
    /// them.
    pub withholds_refresh_tokens: bool,
    /// Whether every write of Confluence Cloud REST API v1 wants `X-Atlassian-Token`, as the authors of confluence.js
    /// found, and not only those that take forms, as the documentation has it. By default it does.
    pub guards_all_writes: bool,
    /// Scopes of Jira that every grant has as if the client had asked for them; they make the entries of Jira in
    /// `accessible-resources`. By default `read:jira-work` and `read:jira-user`.
    pub jira_scopes: Vec<String>,
    /// The user's personal access token for Data Center, `simulator-personal-access-token` by default.
    pub personal_access_token: String,
    /// The id of Data Center's incoming link, `simulated-data-center-client` by default.
    pub data_center_client_id: String,
    /// Its secret, `simulated-data-center-secret-0123456789` by default.
    pub data_center_client_secret: String,
    /// How many pages stand below the homepage of the space `DOCS`.
    pub pages: u32,
    /// The approximate size of each such page's storage body, in bytes.
    pub page_bytes: usize,
    /// Where the sites listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where the media origin listens; port 0 takes a free one.
    pub media_listen: SocketAddr,
    /// Where `auth.atlassian.com` listens; port 0 takes a free one.
    pub auth_listen: SocketAddr,
    /// Where `api.atlassian.com` listens; port 0 takes a free one.
    pub api_listen: SocketAddr,
}

impl Default for Options {
    fn default() -> Self {
        let loopback = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        Self {
            site: "acme".to_owned(),
            other_site: "globex".to_owned(),
            jira_site: "initech".to_owned(),
            email: "user@example.com".to_owned(),
            api_token: "simulator-api-token".to_owned(),
            password: "simulator-password".to_owned(),
            other_email: "other.user@example.com".to_owned(),
            other_api_token: "simulator-other-api-token".to_owned(),
            scoped_api_token: "simulator-scoped-api-token".to_owned(),
            scoped_api_token_scopes: owned(&ROUTE_SCOPES),
            access_token: "simulator-access-token".to_owned(),
            access_token_scopes: [owned(&ROUTE_SCOPES), owned(&["read:me"])].concat(),
            service_email: "service@example.com".to_owned(),
            service_api_token: "simulator-service-api-token".to_owned(),
            service_scopes: owned(&ROUTE_SCOPES),
            service_client_id: "simulated-service-client".to_owned(),
            service_client_secret: "simulated-service-secret-0123456789".to_owned(),
            client_id: "simulated-client".to_owned(),
            client_secret: "simulated-client-secret-0123456789".to_owned(),
            callbacks: owned(&["http://127.0.0.1:8765/callback", "http://localhost:8765/callback"]),
            account_level_grants: false,
            documented_refresh_error: false,
            withholds_refresh_tokens: false,
            guards_all_writes: true,
            jira_scopes: owned(&["read:jira-work", "read:jira-user"]),
            personal_access_token: "simulator-personal-access-token".to_owned(),
            data_center_client_id: "simulated-data-center-client".to_owned(),
            data_center_client_secret: "simulated-data-center-secret-0123456789".to_owned(),
            pages: 3,
            page_bytes: 2000,
            listen: loopback,
            media_listen: loopback,
            auth_listen: loopback,
            api_listen: loopback,
        }
    }
}
