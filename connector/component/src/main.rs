//! Makes a component of a core module that was built for `wasm32-unknown-unknown` against the contract.
//!
//! `connector-component MODULE COMPONENT`

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use wit_component::ComponentEncoder;

fn main() -> Result<()> {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [module, component] = arguments.as_slice() else {
        bail!("usage: connector-component MODULE COMPONENT");
    };
    let bytes = fs::read(module).with_context(|| format!("failed to read `{}`", module.display()))?;
    let encoded = ComponentEncoder::default()
        .module(&bytes)
        .and_then(|encoder| encoder.validate(true).encode())
        .with_context(|| format!("`{}` cannot be made a component", module.display()))?;
    let folder = component.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        fs::create_dir_all(folder).with_context(|| format!("failed to create `{}`", folder.display()))?;
    }
    fs::write(component, encoded).with_context(|| format!("failed to write `{}`", component.display()))
}
