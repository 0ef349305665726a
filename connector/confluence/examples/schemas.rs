//! Writes the packed schemas of the actions, which the component is built with.
//!
//! `schemas FILE`

#[cfg(not(feature = "packed"))]
fn main() -> std::io::Result<()> {
    use std::path::PathBuf;

    let path =
        std::env::args_os().nth(1).map(PathBuf::from).ok_or_else(|| std::io::Error::other("usage: schemas FILE"))?;
    let packed = connector_sdk::pack::<connector_confluence::Confluence>();
    // The same bytes are not written again, so that nothing that depends on them is built again.
    if std::fs::read(&path).is_ok_and(|found| found == packed) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, packed)
}

#[cfg(feature = "packed")]
fn main() {}
