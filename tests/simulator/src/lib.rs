//! A strict, stateful simulator of Confluence Cloud's REST API.
//!
//! It answers over real sockets: one listener stands for a site, `https://{site}.atlassian.net`, a second
//! one for the media host that serves attachments, `https://api.media.atlassian.com`. The site starts
//! with the spaces `DOCS` and `TEAM`, and remembers what is written to it. Ids and times are deterministic.
//!
//! It is stricter than Confluence on purpose: unknown query parameters and body fields are refused with
//! 400, and routes that it does not have with 501, so that a test notices when a client drifts away from
//! what was checked. Every request is logged, and [`Fault`]s make it misbehave.
//!
//! ```
//! use confluence_simulator::{Options, Simulator};
//!
//! let simulator = Simulator::start(Options::default())?;
//! assert!(simulator.site_origin().starts_with("http://127.0.0.1:"));
//! # Ok::<(), std::io::Error>(())
//! ```

mod answer;
mod auth;
mod clock;
mod control;
mod cql;
mod cursor;
mod data_center;
mod exchange;
mod fault;
mod gzip;
mod intake;
mod journal;
mod links;
mod markup;
mod media;
mod options;
mod parameters;
mod refusal;
mod routes;
mod sabotage;
mod serve;
mod simulator;
mod site;
mod store;
mod v1;
mod v2;
mod world;

pub use fault::{Fault, FaultAction};
pub use journal::{LoggedRequest, Origin};
pub use options::Options;
pub use simulator::Simulator;
