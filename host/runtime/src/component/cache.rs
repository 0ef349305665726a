mod code;

use std::collections::hash_map::DefaultHasher;
use std::fs::File;
use std::hash::{Hash, Hasher};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use wasmtime::component::Component;
use zeroize::Zeroizing;

use self::code::Fingerprint;
use super::load::{Refusal, digest};

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
        let mut artifact = File::open(self.path(engine, digest)).ok()?;
        #[cfg(target_os = "linux")]
        match self.load_sealed(engine, digest, &mut artifact) {
            Ok(loaded) => return loaded,
            // Some systems forbid to map such memory as code; then the bytes are copied once more.
            Err(error) => tracing::debug!("a sealed copy cannot be used: {error:#}"),
        }
        artifact.seek(SeekFrom::Start(0)).ok()?;
        let tag = read_tag(&mut artifact).ok()?;
        let mut code = Vec::new();
        artifact.read_to_end(&mut code).ok()?;
        if !self.is_authentic(engine, digest, tag, self::code::fingerprint(&code)) {
            return None;
        }
        #[expect(
            unsafe_code,
            reason = "the tag under this host's key says that this host wrote the bytes for this engine"
        )]
        // SAFETY: `code` is the output of `Component::serialize` of a compatible engine, authenticated above.
        let component = unsafe { Component::deserialize(engine, code) };
        component.ok()
    }

    /// Copies the code into memory of this process, hashing what it writes there, lets nobody change that memory any more,
    /// and maps it from there: page by page, where it is used.
    #[cfg(target_os = "linux")]
    fn load_sealed(
        &self,
        engine: &wasmtime::Engine,
        digest: &str,
        artifact: &mut File,
    ) -> wasmtime::Result<Option<Component>> {
        use std::os::fd::AsRawFd;
        let memory = memfd::MemfdOptions::default().allow_sealing(true).create("connector")?;
        let tag = read_tag(artifact)?;
        let begins = artifact.stream_position()?;
        let length = artifact.metadata()?.len().saturating_sub(begins);
        let fingerprint = self::code::copy(artifact, begins, length, memory.as_file())?;
        memory.add_seals(&[
            memfd::FileSeal::SealShrink,
            memfd::FileSeal::SealGrow,
            memfd::FileSeal::SealWrite,
            memfd::FileSeal::SealSeal,
        ])?;
        if !self.is_authentic(engine, digest, tag, fingerprint) {
            return Ok(None);
        }
        let path = format!("/proc/self/fd/{}", memory.as_raw_fd());
        #[expect(
            unsafe_code,
            reason = "the tag under this host's key says that this host wrote the bytes for this engine"
        )]
        // SAFETY: the memory holds the output of `Component::serialize` of a compatible engine, authenticated above, and its
        // seals keep everybody from changing it now. Before, only a process of the same user could have found it, which can
        // read the key as well.
        let component = unsafe { Component::deserialize_file(engine, path) }?;
        Ok(Some(component))
    }

    fn is_authentic(&self, engine: &wasmtime::Engine, digest: &str, tag: blake3::Hash, code: Fingerprint) -> bool {
        let authentic = self.tag(engine, digest, code) == tag;
        if !authentic {
            tracing::warn!("a compiled component is not authentic and is compiled again");
        }
        authentic
    }

    fn save(&self, engine: &wasmtime::Engine, digest: &str, component: &Component) -> wasmtime::Result<()> {
        let code = component.serialize()?;
        std::fs::create_dir_all(&self.folder)?;
        // Private from the start: temporary files have the mode 0600.
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        let tag = self.tag(engine, digest, self::code::fingerprint(&code));
        file.write_all(tag.as_bytes())?;
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
    fn tag(&self, engine: &wasmtime::Engine, digest: &str, code: Fingerprint) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.key);
        hasher.update(&compatibility(engine).to_le_bytes());
        hasher.update(&(digest.len() as u64).to_le_bytes());
        hasher.update(digest.as_bytes());
        for half in code {
            hasher.update(half.as_bytes());
        }
        hasher.finalize()
    }
}

fn read_tag(artifact: &mut File) -> std::io::Result<blake3::Hash> {
    let mut tag = [0; blake3::OUT_LEN];
    artifact.read_exact(&mut tag)?;
    Ok(blake3::Hash::from_bytes(tag))
}

fn compatibility(engine: &wasmtime::Engine) -> u64 {
    let mut hasher = DefaultHasher::new();
    engine.precompile_compatibility_hash().hash(&mut hasher);
    hasher.finish()
}
