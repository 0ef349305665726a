//! Sealing with a passphrase, as `age` does (<https://age-encryption.org/v1>), so that its tools can open it too.

use std::io::{Read, Write};

use age::armor::{ArmoredReader, ArmoredWriter, Format};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::VaultError;

/// scrypt's cost as a power of two: 2^17, which OWASP's cheat sheet on password storage recommends.
const COST: u8 = 17;

/// The shortest passphrase that is taken, in characters.
const SHORTEST: usize = 12;

/// More than what this program writes is not computed: it could take any time.
const HIGHEST_COST: u8 = 20;

/// The most that is opened, in bytes.
const MOST: u64 = 64 * 1024 * 1024;

/// Seals bytes; the result is text.
pub(crate) fn seal(passphrase: &SecretString, bytes: &[u8]) -> Result<String, VaultError> {
    if passphrase.expose_secret().chars().count() < SHORTEST {
        return Err(VaultError::ShortPassphrase { shortest: SHORTEST });
    }
    let mut recipient = age::scrypt::Recipient::new(passphrase.clone());
    recipient.set_work_factor(COST);
    let failed = |error: std::io::Error| VaultError::Other(error.into());
    let recipients = std::iter::once(&recipient as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(recipients).map_err(|error| VaultError::Other(error.into()))?;
    let armored = ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor).map_err(failed)?;
    let mut writer = encryptor.wrap_output(armored).map_err(failed)?;
    writer.write_all(bytes).map_err(failed)?;
    let sealed = writer.finish().and_then(ArmoredWriter::finish).map_err(failed)?;
    String::from_utf8(sealed).map_err(|error| VaultError::Other(error.into()))
}

/// Opens what was sealed.
pub(crate) fn open(passphrase: &SecretString, sealed: &str) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let mut identity = age::scrypt::Identity::new(passphrase.clone());
    identity.set_max_work_factor(HIGHEST_COST);
    let decryptor = age::Decryptor::new(ArmoredReader::new(sealed.as_bytes())).map_err(|_| VaultError::NotSealedSo)?;
    let reader = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).map_err(|error| match error {
        age::DecryptError::DecryptionFailed | age::DecryptError::KeyDecryptionFailed => VaultError::WrongPassphrase,
        _ => VaultError::NotSealedSo,
    })?;
    let mut bytes = Zeroizing::new(Vec::new());
    reader.take(MOST).read_to_end(&mut bytes).map_err(|_| VaultError::NotSealedSo)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_passphrase_opens_it() {
        let passphrase = SecretString::from("correct horse battery staple");
        let sealed = seal(&passphrase, b"a secret").unwrap();
        assert!(sealed.starts_with("-----BEGIN AGE ENCRYPTED FILE-----") && !sealed.contains("a secret"));
        assert_eq!(&**open(&passphrase, &sealed).unwrap(), b"a secret");
        let wrong = open(&SecretString::from("another"), &sealed);
        assert!(matches!(wrong, Err(VaultError::WrongPassphrase)));
        for text in ["", "something else", &sealed[..sealed.len() / 2]] {
            assert!(open(&passphrase, text).is_err());
        }
    }
}
