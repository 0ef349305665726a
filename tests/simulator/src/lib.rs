//! A strict, stateful simulator of the REST APIs of Confluence Cloud (all operations of v2, and all that are left of v1) and Confluence Data Center.
//!
//! It answers over real sockets: one listener stands for the sites, `https://{site}.atlassian.net`, others for the
//! media host that serves attachments, `https://api.media.atlassian.com`, for the OAuth 2.0 server,
//! `https://auth.atlassian.com`, and for the gateway, `https://api.atlassian.com`. A Confluence Data Center instance
//! with content, people and an OAuth 2.0 provider of its own stands below `/confluence` on the listener of the sites.
//! All of them start with the spaces `DOCS` and `TEAM`, and remember what is written to them. Ids, times and tokens
//! are deterministic; time passes for tokens and long tasks when [`Simulator::advance`] says so.
//!
//! It is stricter than Confluence on purpose: unknown query parameters and body fields are refused with
//! 400, and routes that it does not have with 501, so that a test notices when a client drifts away from
//! what was checked. What an operation takes, and which scopes open it, stands in tables of facts that were taken
//! from the OpenAPI documents. Every request is logged, and [`Fault`]s make it misbehave.
//!
//! ```
//! use confluence_simulator::{Options, Simulator};
//!
//! let simulator = Simulator::start(Options::default())?;
//! assert!(simulator.site_origin().starts_with("http://127.0.0.1:"));
//! # Ok::<(), std::io::Error>(())
//! ```

mod accounts;
mod answer;
mod auth;
mod clock;
mod consent;
mod contract;
mod control;
mod cql;
mod cursor;
mod data_center;
mod exchange;
mod fault;
mod gateway;
mod grants;
mod gzip;
mod intake;
mod journal;
mod links;
mod markup;
mod media;
mod oauth;
mod options;
mod parameters;
mod rate_limit;
mod redaction;
mod refusal;
mod routes;
mod sabotage;
mod scopes;
mod serve;
mod simulator;
mod site;
mod store;
mod tenant;
mod v1;
mod v2;
mod world;

pub use accounts::{ACCOUNT_ID, OTHER_ACCOUNT_ID, SERVICE_ACCOUNT_ID};
pub use consent::Consent;
pub use fault::{Fault, FaultAction};
pub use journal::{LoggedRequest, Origin};
pub use options::{Options, ROUTE_SCOPES};
pub use rate_limit::RateLimit;
pub use simulator::Simulator;
pub use tenant::{CLOUD_ID, JIRA_CLOUD_ID, OTHER_CLOUD_ID};
