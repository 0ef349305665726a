//! The contract as the host sees it, generated from `wit/`.

#[allow(missing_docs, clippy::pedantic, clippy::use_self, reason = "generated; the WIT files are documented")]
#[allow(unreachable_pub, reason = "generated")]
mod generated {
    wasmtime::component::bindgen!({
        path: "../../wit",
        world: "plugin",
        imports: {
            "connector:plugin/http": async | trappable,
            "connector:plugin/blobs.read": async | trappable,
            "connector:plugin/blobs.sha256": async | trappable,
            "connector:plugin/progress.emit": async | trappable,
            "connector:plugin/progress.save": async | trappable,
            default: trappable,
        },
        exports: { default: async },
        with: { "connector:plugin/http.pending": crate::component::imports::Pending },
        require_store_data_send: true,
    });
}

pub(super) use generated::connector::plugin::{blobs, connection, http, log, manifest, progress, types};
pub(super) use generated::exports::connector::plugin::connector::{Account, OptionPage, OptionQuery, Outcome, Site};
pub(super) use generated::{Plugin, PluginPre};
