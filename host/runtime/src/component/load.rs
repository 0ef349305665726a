use std::sync::Arc;

use sha2::{Digest, Sha256};
use wasmtime::component::Linker;
use wasmtime::component::types::ComponentItem;

use super::bindings::{Plugin, PluginPre};
use super::cache::CompileCache;
use super::engine::Engine;
use super::state::State;
use super::stock::Stock;
use super::wasi;
use crate::hexadecimal::hexadecimal;

/// The package whose interfaces a connector imports and exports.
const PACKAGE: &str = "connector:plugin/";
const VERSION: &str = "@0.1.0";

/// Why bytes are not a connector that this host runs.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// More bytes than a component may have.
    #[error("it has {size} bytes, and a connector may have {limit}")]
    TooLarge {
        /// Its size.
        size: u64,
        /// The limit.
        limit: u64,
    },
    /// Other bytes than those that were wanted.
    #[error("it is not the component that was wanted: its SHA-256 is {digest}")]
    OtherDigest {
        /// Its own, in lower-case hexadecimal.
        digest: String,
    },
    /// No WebAssembly at all.
    #[error("it is not WebAssembly")]
    NotWasm,
    /// A core module.
    #[error("it is a core WebAssembly module, not a component")]
    CoreModule,
    /// Machine code that claims to be a compiled component.
    #[error("it is a compiled artifact, and only components are loaded")]
    Compiled,
    /// WebAssembly that does not validate, or that this host cannot compile.
    #[error("it is not a valid component: {reason}")]
    Invalid {
        /// What the validator says.
        reason: String,
    },
    /// Imports that this host does not offer.
    #[error("it imports what connectors may not have: {}", imports.join(", "))]
    ForeignImports {
        /// Their names.
        imports: Vec<String>,
    },
    /// It does not export the contract.
    #[error("it does not export what a connector exports: {reason}")]
    MissingExports {
        /// What is missing.
        reason: String,
    },
    /// `describe` failed.
    #[error("it cannot describe itself: {reason}")]
    NoManifest {
        /// Why.
        reason: String,
    },
    /// The manifest contradicts itself.
    #[error("its manifest is not valid: {}", problems.join("; "))]
    InvalidManifest {
        /// Everything that is wrong.
        problems: Vec<String>,
    },
}

impl Refusal {
    pub(crate) fn hint(&self) -> String {
        match self {
            Self::TooLarge { .. } => {
                "Build it for size: `opt-level = \"s\"`, `lto = \"fat\"`, `strip = true`".to_owned()
            }
            Self::OtherDigest { .. } => {
                "Get it again from where it comes from, and compare the digest with the one that its author names"
                    .to_owned()
            }
            Self::NotWasm | Self::Compiled => "Give the path of a component, such as `connector.wasm`".to_owned(),
            Self::CoreModule => {
                "Make it a component: build it for `wasm32-wasip2`, or run `wasm-tools component new`".to_owned()
            }
            Self::ForeignImports { .. } => {
                "Build it without files, sockets and HTTP of its own: requests go through `connector:plugin/http`"
                    .to_owned()
            }
            Self::Invalid { .. }
            | Self::MissingExports { .. }
            | Self::NoManifest { .. }
            | Self::InvalidManifest { .. } => {
                format!("Build it against the contract `connector:plugin{VERSION}`, or ask its author to")
            }
        }
    }
}

/// A component that can be instantiated: compiled, with every import linked.
#[derive(Clone)]
pub(crate) struct Component {
    pub(super) pre: PluginPre<State>,
    pub(super) stock: Arc<Stock>,
    imports: Vec<String>,
}

impl Component {
    /// Loads a component: from the cache where it was compiled before.
    pub(crate) fn load(engine: &Engine, cache: &CompileCache, bytes: &[u8], limit: u64) -> Result<Self, Refusal> {
        check_kind(bytes, limit)?;
        let component = cache.compiled(engine.wasmtime(), bytes)?;
        Self::link(engine, &component)
    }

    /// Loads a component that was compiled before, by its digest; none where the cache has it not.
    pub(crate) fn load_cached(engine: &Engine, cache: &CompileCache, digest: &str) -> Option<Self> {
        Self::link(engine, &cache.load(engine.wasmtime(), digest)?).ok()
    }

    fn link(engine: &Engine, component: &wasmtime::component::Component) -> Result<Self, Refusal> {
        let imports = allowed_imports(engine.wasmtime(), component)?;
        let invalid = |error: wasmtime::Error| Refusal::Invalid { reason: format!("{error:#}") };
        let mut linker = Linker::new(engine.wasmtime());
        Plugin::add_to_linker::<State, super::imports::HasState>(&mut linker, |state| state).map_err(invalid)?;
        if imports.iter().any(|name| name.starts_with("wasi:")) {
            wasi::link(&mut linker).map_err(invalid)?;
        }
        let pre = linker.instantiate_pre(component).map_err(invalid)?;
        let pre = PluginPre::new(pre).map_err(|error| Refusal::MissingExports { reason: format!("{error:#}") })?;
        Ok(Self { pre, stock: Arc::default(), imports })
    }

    /// The names of what it imports, sorted.
    pub(crate) fn imports(&self) -> &[String] {
        &self.imports
    }
}

fn check_kind(bytes: &[u8], limit: u64) -> Result<(), Refusal> {
    if bytes.len() as u64 > limit {
        return Err(Refusal::TooLarge { size: bytes.len() as u64, limit });
    }
    if bytes.starts_with(b"\x7fELF") {
        return Err(Refusal::Compiled);
    }
    match bytes.first_chunk::<8>() {
        Some([0, b'a', b's', b'm', _, _, 1, 0]) => Ok(()),
        Some([0, b'a', b's', b'm', ..]) => Err(Refusal::CoreModule),
        _ => Err(Refusal::NotWasm),
    }
}

fn allowed_imports(
    engine: &wasmtime::Engine,
    component: &wasmtime::component::Component,
) -> Result<Vec<String>, Refusal> {
    let mut names = Vec::new();
    let mut foreign = Vec::new();
    for (name, import) in component.component_type().imports(engine) {
        let own = name.strip_prefix(PACKAGE).is_some_and(|rest| rest.ends_with(VERSION));
        let of_wasi = name
            .split_once('@')
            .is_some_and(|(interface, version)| wasi::INTERFACES.contains(&interface) && version.starts_with("0.2."));
        let instance = matches!(import.ty, ComponentItem::ComponentInstance(_));
        if instance && (own || of_wasi) { names.push(name.to_owned()) } else { foreign.push(name.to_owned()) }
    }
    names.sort();
    foreign.sort();
    if foreign.is_empty() { Ok(names) } else { Err(Refusal::ForeignImports { imports: foreign }) }
}

/// SHA-256 in lower-case hexadecimal.
pub(crate) fn digest(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}
