//! Components: loading them, and running one call on a fresh instance. Nothing else in the host knows wasmtime.

mod bindings;
mod cache;
mod convert;
mod engine;
mod imports;
mod instance;
mod load;
mod slots;
mod state;
mod stock;
mod wasi;

pub use load::Refusal;

pub(crate) use cache::CompileCache;
pub(crate) use engine::Engine;
pub(crate) use instance::{CallFailure, Instance};
pub(crate) use load::{Component, digest};
