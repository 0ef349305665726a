//! Certificates and keys of the operator, in PEM files.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use connector_runtime::{ClientCertificate, Error, ErrorKind, RootCertificates, VaultError};
use zeroize::Zeroizing;

use crate::failure::Failure;

/// The authorities of a bundle.
pub(super) fn authorities(bundle: &Path) -> Result<RootCertificates, Failure> {
    let text = read(&open(bundle)?, bundle)?;
    let unusable = |error| unusable(format!("the CA bundle `{}` cannot be used", bundle.display()), &error);
    RootCertificates::from_pem(&text).map_err(unusable)
}

/// A client certificate with its chain, and its key.
pub(super) fn identity(chain: &Path, key: &Path) -> Result<ClientCertificate, Failure> {
    let text = read(&open(chain)?, chain)?;
    let file = open(key)?;
    refuse_exposed(&file, key)?;
    let unusable = |error| {
        let message =
            format!("the client certificate `{}` with the key `{}` cannot be used", chain.display(), key.display());
        unusable(message, &error)
    };
    ClientCertificate::from_pem(&text, &read(&file, key)?).map_err(unusable)
}

fn open(path: &Path) -> Result<File, Error> {
    File::open(path).map_err(|source| Error::File { doing: "open", path: path.to_owned(), source })
}

/// What is read may be a key, so it is wiped.
fn read(mut file: &File, path: &Path) -> Result<Zeroizing<Vec<u8>>, Error> {
    let mut bytes = Zeroizing::new(Vec::new());
    file.read_to_end(&mut bytes).map_err(|source| Error::File { doing: "read", path: path.to_owned(), source })?;
    Ok(bytes)
}

/// A key is looked after as the vault looks after its own: nobody but its owner may read it.
#[cfg(unix)]
fn refuse_exposed(file: &File, path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = file.metadata().map_err(|source| Error::File { doing: "read", path: path.to_owned(), source })?;
    let mode = metadata.permissions().mode() & 0o777;
    let of_others = mode & 0o077;
    if of_others == 0 {
        return Ok(());
    }
    let error = VaultError::Exposed { path: path.to_owned(), mode };
    Err(Failure::Stated {
        kind: ErrorKind::Host,
        message: error.to_string(),
        cause: None,
        hint: Error::from(error).hint().unwrap_or_default(),
    })
}

#[cfg(not(unix))]
fn refuse_exposed(_: &File, _: &Path) -> Result<(), Failure> {
    Ok(())
}

fn unusable(message: String, error: &Error) -> Failure {
    Failure::Stated {
        kind: ErrorKind::Host,
        message,
        cause: Some(error.to_string()),
        hint: error.hint().unwrap_or_default(),
    }
}
