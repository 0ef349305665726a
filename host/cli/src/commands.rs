//! The commands, one file each.

pub(crate) mod actions;
pub(crate) mod completions;
pub(crate) mod connections;
pub(crate) mod connectors;
pub(crate) mod egress;
pub(crate) mod inspect;
pub(crate) mod locations;
pub(crate) mod options;
pub(crate) mod run;
pub(crate) mod runs;
pub(crate) mod schema;
pub(crate) mod validate;
pub(crate) mod vault;
