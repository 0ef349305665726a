use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};

use wasmtime::component::Component;
use zeroize::Zeroizing;

use super::load::{Refusal, digest};

const TAG_BYTES: usize = blake3::OUT_LEN;

/// Compiled components on disk. They are machine code, so each is authenticated under a key of this host before it is
/// used, and what is used are the bytes that were authenticated.
pub(crate) struct CompileCache {
    folder: PathBuf,
    key: Zeroizing<[u8; blake3::KEY_LEN]>,
}

impl CompileCache {
    pub(crate) fn new(folder: PathBuf, key: Zeroizing<[u8; blake3::KEY_LEN]>) -> Self {
        Self { folder, key }
    }

    /// Takes a component from the cache, or compiles it and keeps it there.
    pub(super) fn compiled(&self, engine: &wasmtime::Engine, bytes: &[u8]) -> Result<Component, Refusal> {
        let digest = digest(bytes);
        if let Some(component) = self.load(engine, &digest) {
            return Ok(component);
        }
        let component =
            Component::new(engine, bytes).map_err(|error| Refusal::Invalid { reason: format!("{error:#}") })?;
        // A cache that cannot be written makes the next start slower, and nothing else.
        if let Err(error) = self.save(engine, &digest, &component) {
            tracing::warn!("the compiled component could not be kept: {error:#}");
        }
        Ok(component)
    }

    /// Takes a component from the cache; none where it is not there, or not authentic.
    pub(super) fn load(&self, engine: &wasmtime::Engine, digest: &str) -> Option<Component> {
        let artifact = std::fs::read(self.path(engine, digest)).ok()?;
        let (tag, code) = artifact.split_first_chunk::<TAG_BYTES>()?;
        if self.tag(engine, digest, code) != blake3::Hash::from_bytes(*tag) {
            tracing::warn!("a compiled component is not authentic and is compiled again");
            return None;
        }
        #[expect(
            unsafe_code,
            reason = "the bytes were written by this host for this engine: the tag under its key says so"
        )]
        // SAFETY: `code` is the output of `Component::serialize` of a compatible engine, authenticated above.
        let component = unsafe { Component::deserialize(engine, code) };
        component.ok()
    }

    fn save(&self, engine: &wasmtime::Engine, digest: &str, component: &Component) -> wasmtime::Result<()> {
        let code = component.serialize()?;
        std::fs::create_dir_all(&self.folder)?;
        // Private from the start: temporary files have the mode 0600.
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(self.tag(engine, digest, &code).as_bytes())?;
        file.write_all(&code)?;
        file.persist(self.path(engine, digest))?;
        Ok(())
    }

    /// Forgets a component, for every engine.
    pub(crate) fn remove(&self, digest: &str) {
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(digest)) {
                let _ = std::fs::remove_file(path);
            }
        }
    }

    fn path(&self, engine: &wasmtime::Engine, digest: &str) -> PathBuf {
        Path::new(&self.folder).join(format!("{digest}-{:016x}.bin", compatibility(engine)))
    }

    /// Binds the code to the component and the engine it was made for, so that entries cannot be swapped.
    fn tag(&self, engine: &wasmtime::Engine, digest: &str, code: &[u8]) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.key);
        hasher.update(&compatibility(engine).to_le_bytes());
        hasher.update(&(digest.len() as u64).to_le_bytes());
        hasher.update(digest.as_bytes());
        hasher.update(code);
        hasher.finalize()
    }
}

fn compatibility(engine: &wasmtime::Engine) -> u64 {
    let mut hasher = DefaultHasher::new();
    engine.precompile_compatibility_hash().hash(&mut hasher);
    hasher.finish()
}
